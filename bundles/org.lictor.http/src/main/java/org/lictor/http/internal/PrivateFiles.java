package org.lictor.http.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that nobody but their owner may read. Where the file system knows no such permissions (Windows), the
 * ones inherited from the data folder hold.
 */
final class PrivateFiles {

	private PrivateFiles() {
	}

	/**
	 * Makes a folder, or closes an existing one to everybody else.
	 *
	 * @param folder whose parent exists
	 * @throws IOException when that cannot be done
	 */
	static void folder(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			Files.createDirectory(folder, permissions(folder, "rwx------"));
		} else if (posix(folder)) {
			Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
		}
	}

	/**
	 * Writes a file in one step: it is there with all of its content, or as it was.
	 *
	 * @param file    in an existing folder
	 * @param content its bytes
	 * @throws IOException when it cannot be written
	 */
	static void write(Path file, byte[] content) throws IOException {
		Path next = temporary(file.getParent(), file.getFileName().toString());
		try {
			Files.write(next, content);
			Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		} finally {
			Files.deleteIfExists(next);
		}
	}

	/**
	 * @param folder an existing folder
	 * @param prefix how its name begins
	 * @return a new empty file
	 * @throws IOException when it cannot be made
	 */
	static Path temporary(Path folder, String prefix) throws IOException {
		return Files.createTempFile(folder, prefix, ".tmp", permissions(folder, "rw-------"));
	}

	private static FileAttribute<?>[] permissions(Path path, String permissions) {
		return posix(path)
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	private static boolean posix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}
}

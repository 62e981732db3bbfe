package org.lictor.agent.internal.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files and folders that nobody but their owner may read, and files that are replaced in one step. */
public final class OwnerOnly {

	private OwnerOnly() {
	}

	/**
	 * @param path where a file will be made
	 * @return the attributes to make it with
	 */
	static FileAttribute<?>[] file(Path path) {
		return attributes(path, "rw-------");
	}

	private static FileAttribute<?>[] attributes(Path path, String permissions) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix")
				? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	/**
	 * Makes a folder if it does not exist.
	 *
	 * @param folder whose parent exists
	 * @throws IOException when it cannot be made
	 */
	public static void createFolder(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			Files.createDirectory(folder, attributes(folder, "rwx------"));
			restrict(folder);
		}
	}

	/**
	 * Replaces a file in one step: whoever reads it, also after a power cut, sees the old or the new content whole.
	 *
	 * @param path    the file
	 * @param content new content
	 * @throws IOException when it cannot be written; the old content stands then
	 */
	public static void replace(Path path, byte[] content) throws IOException {
		replace(path, content, "rw-------");
	}

	/**
	 * As {@link #replace}, but everybody may read the file.
	 *
	 * @param path    the file
	 * @param content new content
	 * @throws IOException when it cannot be written; the old content stands then
	 */
	public static void replacePublic(Path path, byte[] content) throws IOException {
		replace(path, content, "rw-r--r--");
	}

	private static void replace(Path path, byte[] content, String permissions) throws IOException {
		Path next = path.resolveSibling(path.getFileName() + ".new");
		Files.deleteIfExists(next);
		try {
			try (FileChannel channel = FileChannel.open(next,
					Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), attributes(path, permissions))) {
				if (permissions.equals("rw-------")) {
					restrict(next);
				}
				ByteBuffer bytes = ByteBuffer.wrap(content);
				while (bytes.hasRemaining()) {
					channel.write(bytes);
				}
				channel.force(true);
			}
			move(next, path);
			force(path.toAbsolutePath().getParent());
		} catch (IOException e) {
			Files.deleteIfExists(next);
			throw e;
		}
	}

	/**
	 * Puts a file in the place of another in one step.
	 *
	 * @param next the new file, in the same folder
	 * @param path the place
	 * @throws IOException when it cannot be moved
	 */
	static void move(Path next, Path path) throws IOException {
		Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	/** Where there are no POSIX permissions but access control lists (Windows), leaves only the owner in the list. */
	private static void restrict(Path path) throws IOException {
		AclFileAttributeView view = Files.getFileAttributeView(path, AclFileAttributeView.class);
		if (view != null && !path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			view.setAcl(List.of(AclEntry.newBuilder().setType(AclEntryType.ALLOW).setPrincipal(view.getOwner())
					.setPermissions(EnumSet.allOf(AclEntryPermission.class)).build()));
		}
	}

	/**
	 * Puts the entries of a folder onto the medium, where the system knows how; a new file may be gone after a power cut
	 * otherwise.
	 */
	static void force(Path folder) {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		} catch (IOException e) {
			// Windows opens no folders, and needs it not.
			System.getLogger(OwnerOnly.class.getName()).log(System.Logger.Level.TRACE, "folder not forced", e);
		}
	}
}

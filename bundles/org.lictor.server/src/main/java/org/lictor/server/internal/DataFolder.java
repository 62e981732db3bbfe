package org.lictor.server.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

import org.lictor.model.FileTrouble;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** Makes folders that nobody but their owner may look into. */
final class DataFolder {

	private DataFolder() {
	}

	/**
	 * Makes a data folder if it is not there.
	 *
	 * @param folder absolute
	 * @throws ServiceException UNAVAILABLE when it cannot be made, or is none
	 */
	static void prepare(Path folder) throws ServiceException {
		try {
			make(folder);
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The data folder " + folder + " cannot be made: "
					+ FileTrouble.why(e) + ". Choose another with --data, or make it writable for this user.", e);
		}
	}

	/**
	 * Makes a folder if it is not there; the folders above it get the usual permissions.
	 *
	 * @param folder absolute
	 * @throws IOException when it cannot be made, or something else stands there
	 */
	static void make(Path folder) throws IOException {
		if (Files.isDirectory(folder)) {
			return;
		}
		if (folder.getParent() != null) {
			Files.createDirectories(folder.getParent());
		}
		boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] attributes = posix
				? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) }
				: new FileAttribute<?>[0];
		Files.createDirectory(folder, attributes);
	}
}

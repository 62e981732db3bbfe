package org.lictor.store.internal.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * A data folder and the places in it that belong to the store.
 *
 * @param path the folder
 */
public record DataFolder(Path path) {

	/** With less than this a database cannot even begin a new file of its log. */
	private static final long FULL = 2L << 20;

	/**
	 * Makes the folder when it does not exist, for its owner alone, because it holds data about people.
	 *
	 * @param path a folder
	 * @return the folder, with its parts
	 * @throws ServiceException FORBIDDEN or UNAVAILABLE, with the reason
	 */
	public static DataFolder prepare(Path path) throws ServiceException {
		DataFolder folder = new DataFolder(path.toAbsolutePath().normalize());
		try {
			make(folder.path);
			Files.createDirectories(folder.logs());
			Files.createDirectories(folder.evidence());
			if (!Files.isWritable(folder.path)) {
				throw new AccessDeniedException(folder.path.toString());
			}
			return folder;
		} catch (IOException e) {
			throw folder.cannotBeUsed(e);
		}
	}

	/**
	 * Makes a folder for its owner alone, if it is not there; the folders above it get the usual permissions.
	 *
	 * @param path absolute
	 * @throws IOException when it cannot be made
	 */
	public static void make(Path path) throws IOException {
		if (!Files.isDirectory(path)) {
			if (path.getParent() != null) {
				Files.createDirectories(path.getParent());
			}
			Files.createDirectory(path, ownerOnly(path, "rwx------"));
		}
	}

	private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
		boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	/**
	 * @param file a file that is going to be made
	 * @return attributes by which only its owner may read it, where the file system has such
	 */
	public static FileAttribute<?>[] fileOfOwner(Path file) {
		return ownerOnly(file, "rw-------");
	}

	/**
	 * @param problem what the file system said
	 * @return a sentence about it
	 */
	public ServiceException cannotBeUsed(IOException problem) {
		if (Files.exists(path) && !Files.isDirectory(path)) {
			return new ServiceException(Reason.UNAVAILABLE,
					"The data folder " + path + " is a file. Name a folder instead.", problem);
		}
		if (problem instanceof AccessDeniedException) {
			return new ServiceException(Reason.FORBIDDEN, "The data folder " + path
					+ " may not be written by the user who runs Lictor (" + System.getProperty("user.name")
					+ "). Give that user the right to write it, or choose another folder.", problem);
		}
		String reason = problem instanceof FileSystemException fileSystem && fileSystem.getReason() != null
				? fileSystem.getReason()
				: problem.getClass().getSimpleName() + " " + problem.getMessage();
		return new ServiceException(Reason.UNAVAILABLE, "The data folder " + path + " cannot be used: " + reason + ".",
				problem);
	}

	/**
	 * @param problem why something could not be written
	 * @return a sentence about the full disk, if that is the reason
	 */
	public Optional<ServiceException> full(Throwable problem) {
		boolean told = false;
		for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
			String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
			told |= text.contains("no space left") || text.contains("not enough space");
		}
		if (!told && path.toFile().getUsableSpace() >= FULL) {
			return Optional.empty();
		}
		return Optional.of(new ServiceException(Reason.UNAVAILABLE, "The disk with the data folder " + path
				+ " is full, so nothing more can be kept. Free some space; Lictor goes on by itself.", problem));
	}

	/**
	 * Sees to it that something large has room in the folder.
	 *
	 * @param bytes how many are needed
	 * @param what  for what, such as "a copy of the database"
	 * @throws ServiceException UNAVAILABLE when there are not so many
	 */
	public void requireSpace(long bytes, String what) throws ServiceException {
		requireSpace(path, bytes, what);
	}

	/**
	 * Sees to it that something large has room on a disk.
	 *
	 * @param place a folder on that disk
	 * @param bytes how many are needed
	 * @param what  for what, such as "the backup"
	 * @throws ServiceException UNAVAILABLE when there are not so many
	 */
	public static void requireSpace(Path place, long bytes, String what) throws ServiceException {
		long free = place.toFile().getUsableSpace();
		if (free < bytes) {
			throw new ServiceException(Reason.UNAVAILABLE, "The disk with " + place + " has no room for " + what + ": it needs about "
					+ megabytes(bytes) + " MB, and " + megabytes(free) + " MB are free. Free some space, or choose another place.");
		}
	}

	private static long megabytes(long bytes) {
		return (bytes >> 20) + 1;
	}

	/** @return where the database is */
	public Path database() {
		return path.resolve("db");
	}

	/** @return the file that names a database elsewhere, if there is one */
	public Path databaseSettings() {
		return path.resolve("database.properties");
	}

	/** @return the file that says which database elsewhere belongs to the folder */
	public Path databaseId() {
		return path.resolve("database.id");
	}

	/** @return the file that stands there while the data are moved to a database elsewhere, and holds the id of the move */
	public Path moving() {
		return path.resolve("moving");
	}

	/** @return the file that stands there while the folder is being filled from a backup */
	public Path restoring() {
		return path.resolve("restoring");
	}

	/** @return where what a backup is made of is, for a while */
	public Path scratch() {
		return path.resolve("backup.tmp");
	}

	/** @return where a database is kept that was in the folder before its data were moved */
	public Path movedDatabase() {
		return path.resolve("db.moved");
	}

	/** @return where the bytes of evidence are */
	public Path evidence() {
		return path.resolve("evidence");
	}

	/** @return where sessions are in columns; made from the database and not missed */
	public Path segments() {
		return path.resolve("segments");
	}

	/** @return where logs go */
	public Path logs() {
		return path.resolve("log");
	}

	/** @return the file that is locked by the process that has the folder */
	Path lock() {
		return path.resolve("lictor.lock");
	}

	/**
	 * @param file in the folder
	 * @return whether it is one by which a process has the folder
	 */
	public boolean isLock(Path file) {
		return file.equals(lock()) || file.equals(lockInfo());
	}

	/** @return the file that names that process */
	Path lockInfo() {
		return path.resolve("lictor.lock.info");
	}
}

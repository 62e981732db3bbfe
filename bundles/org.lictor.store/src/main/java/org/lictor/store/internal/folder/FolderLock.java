package org.lictor.store.internal.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * Says that a data folder belongs to this process. The lock is the operating system's and goes with the process, however
 * it ends; a file beside it tells people which process it is, because a locked file cannot be read everywhere.
 */
public final class FolderLock implements AutoCloseable {

	private final DataFolder folder;
	private final FileChannel channel;

	private FolderLock(DataFolder folder, FileChannel channel) {
		this.folder = folder;
		this.channel = channel;
	}

	/**
	 * @param folder a folder
	 * @return the lock on it, held until closed
	 * @throws ServiceException IN_USE naming the process that has it, or with the reason why it cannot be locked
	 */
	public static FolderLock take(DataFolder folder) throws ServiceException {
		FileChannel channel = null;
		try {
			channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			FileLock lock = tryLock(channel);
			if (lock == null) {
				channel.close();
				throw inUse(folder);
			}
			Files.writeString(folder.lockInfo(), owner());
			return new FolderLock(folder, channel);
		} catch (IOException e) {
			closeQuietly(channel, e);
			throw folder.cannotBeUsed(e);
		}
	}

	private static FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		} catch (OverlappingFileLockException e) {
			return null; // this very process has it
		}
	}

	private static void closeQuietly(FileChannel channel, IOException problem) {
		if (channel != null) {
			try {
				channel.close();
			} catch (IOException e) {
				problem.addSuppressed(e);
			}
		}
	}

	private static String owner() {
		ProcessHandle process = ProcessHandle.current();
		return "process " + process.pid() + process.info().command().map(command -> " (" + command + ")").orElse("");
	}

	/**
	 * @param folder a folder that somebody else has
	 * @return a sentence that names who
	 */
	public static ServiceException inUse(DataFolder folder) {
		String owner;
		try {
			owner = Files.readString(folder.lockInfo()).strip();
		} catch (IOException e) {
			owner = "";
		}
		return new ServiceException(Reason.IN_USE,
				"The data folder " + folder.path() + " is in use by " + (owner.isEmpty() ? "another process" : owner)
						+ ". Close that Lictor first, or choose another folder with --data.");
	}

	/** Gives the folder back. Harmless when called twice. */
	@Override
	public void close() {
		try {
			if (channel.isOpen()) {
				Files.deleteIfExists(folder.lockInfo());
			}
			channel.close();
		} catch (IOException e) {
			System.getLogger(FolderLock.class.getName()).log(System.Logger.Level.WARNING,
					"The lock on " + folder.path() + " could not be given back: " + e.getMessage());
		}
	}
}

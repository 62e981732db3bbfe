package org.lictor.agent.internal.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words for a person why a file could not be used. */
public final class Reasons {

	private Reasons() {
	}

	/**
	 * @param e what the file system threw
	 * @return a part of a sentence, without the path
	 */
	public static String of(IOException e) {
		return switch (e) {
		case AccessDeniedException denied -> "permission denied";
		case NoSuchFileException missing -> "it does not exist";
		case NotDirectoryException file -> "it is not a folder";
		case FileSystemException other when other.getReason() != null -> other.getReason();
		default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
		};
	}
}

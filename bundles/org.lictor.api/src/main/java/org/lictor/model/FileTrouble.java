package org.lictor.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words for people why a file or folder cannot be read or written. Java says it with names of classes. */
public final class FileTrouble {

	private FileTrouble() {
	}

	/**
	 * @param trouble what Java says
	 * @return why, in a few words without a stop that may follow a colon or stand in brackets; never with the name of a
	 *         class and, where the system is asked in terms of files, without the path, which the caller knows
	 */
	public static String why(IOException trouble) {
		return switch (trouble) {
		case NoSuchFileException e -> "it does not exist";
		case FileNotFoundException e -> "it does not exist or may not be opened";
		case AccessDeniedException e -> "this user is not allowed to";
		case FileAlreadyExistsException e -> "something else of that name stands there";
		case NotDirectoryException e -> "it is not a folder";
		case DirectoryNotEmptyException e -> "the folder is not empty";
		case FileSystemException e when e.getReason() != null -> e.getReason();
		case CharacterCodingException e -> "it is not text in UTF-8";
		default -> trouble.getMessage() == null || trouble.getMessage().contains("Exception") ? "the system does not say why"
				: trouble.getMessage();
		};
	}
}

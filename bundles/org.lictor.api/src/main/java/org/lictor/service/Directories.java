package org.lictor.service;

import java.util.List;

import org.lictor.model.Progress;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Verification;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Companies' directories, of which Lictor learns which mail addresses a host user has and who is in which group. They are
 * read and never changed. Safe for use by many threads.
 */
@ProviderType
public interface Directories {

	/**
	 * @return what is to be known of a directory to read it
	 * @throws ServiceException UNAVAILABLE when no part is installed that reads directories
	 */
	ConfigurationSchema schema() throws ServiceException;

	/**
	 * @return all directories, sorted by name
	 * @throws ServiceException when they cannot be read
	 */
	List<DirectoryInfo> list() throws ServiceException;

	/**
	 * @param name of a directory
	 * @return that directory
	 * @throws ServiceException NOT_FOUND
	 */
	DirectoryInfo show(String name) throws ServiceException;

	/**
	 * Adds a directory; a server soon begins to read it.
	 *
	 * @param definition checked by form; whether the directory answers shows in its status
	 * @return the new directory
	 * @throws ServiceException INVALID naming each field at fault, ALREADY_EXISTS
	 */
	DirectoryInfo add(DirectoryDefinition definition) throws ServiceException;

	/**
	 * Changes settings and secrets. Secrets that are not given stay as they are, an empty one is taken away. What was read
	 * stays.
	 *
	 * @param definition with the name of an existing directory
	 * @return the changed directory
	 * @throws ServiceException INVALID naming each field at fault, NOT_FOUND
	 */
	DirectoryInfo update(DirectoryDefinition definition) throws ServiceException;

	/**
	 * Removes a directory and all that was read of it: host users are not found by it any more, not for the past either.
	 *
	 * @param name of a directory
	 * @throws ServiceException NOT_FOUND
	 */
	void remove(String name) throws ServiceException;

	/**
	 * Tries a definition without saving it.
	 *
	 * @param definition what is to be tried; secrets that are not given are taken from the directory of that name
	 * @param progress   takes news and tells of cancellation
	 * @return how it went, with the fields at fault
	 * @throws ServiceException when it cannot be tried
	 */
	Verification test(DirectoryDefinition definition, Progress progress) throws ServiceException;

	/**
	 * Reads a directory now. When that fails, what was read before stays, and the status says why.
	 *
	 * @param name     of a directory
	 * @param accept   whether to believe a directory that has less than half as many users or groups as before
	 * @param progress takes news and tells of cancellation
	 * @return the directory with its new status
	 * @throws ServiceException NOT_FOUND, CANCELLED, IN_USE when it is being read just now
	 */
	DirectoryInfo refresh(String name, boolean accept, Progress progress) throws ServiceException;
}

package org.lictor.service;

import java.nio.file.Path;

import org.lictor.model.Progress;
import org.osgi.annotation.versioning.ProviderType;

/** Moves the data of a data folder from the database in it to one on a server. Published as an OSGi service. */
@ProviderType
public interface Mover {

	/**
	 * Copies all data, compares them row by row and the figures of all reports cell by cell, and only then has the folder use the
	 * other database. The database in the folder is kept aside as {@code db.moved}. What was broken off, even by the end of the
	 * process, goes on where it was when it is asked for again; meanwhile the folder cannot be opened.
	 *
	 * @param folder   a data folder that nobody has open
	 * @param to       an empty database
	 * @param progress takes news, and may cancel
	 * @throws ServiceException IN_USE, CANCELLED, or UNAVAILABLE with the reason, also when something differs
	 */
	void move(Path folder, DatabaseAddress to, Progress progress) throws ServiceException;

	/**
	 * Gives up a move that was broken off: the folder goes on with the database in it.
	 *
	 * @param folder a data folder that nobody has open
	 * @throws ServiceException IN_USE, or NOT_FOUND when no move was broken off
	 */
	void giveUp(Path folder) throws ServiceException;
}

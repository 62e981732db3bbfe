package org.lictor.service;

import java.nio.file.Path;
import java.util.Optional;

import org.lictor.model.Progress;
import org.osgi.annotation.versioning.ProviderType;

/** Reads backups that {@link Maintenance#backup} made. Published as an OSGi service. */
@ProviderType
public interface Restorer {

	/**
	 * Reads a backup to its end and compares it with what it says of itself.
	 *
	 * @param file     a backup
	 * @param progress takes news, and may cancel
	 * @return what is in it
	 * @throws ServiceException NOT_FOUND, INVALID when it is damaged or no backup, TOO_NEW when a newer Lictor made it, CANCELLED
	 */
	Backup check(Path file, Progress progress) throws ServiceException;

	/**
	 * Fills a folder from a backup. First the backup is {@linkplain #check checked}. Until all is in the folder it cannot be opened;
	 * what was broken off begins anew when it is asked for again.
	 *
	 * @param file     a backup
	 * @param folder   is made, or empty, or was to be restored before
	 * @param database an empty database for the data; when none is given they go into one in the folder
	 * @param progress takes news, and may cancel
	 * @return what was restored
	 * @throws ServiceException as {@link #check} says; ALREADY_EXISTS when the folder is not empty, IN_USE, or UNAVAILABLE with the
	 *                          reason
	 */
	Backup restore(Path file, Path folder, Optional<DatabaseAddress> database, Progress progress) throws ServiceException;
}

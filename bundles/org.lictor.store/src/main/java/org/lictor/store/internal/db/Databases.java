package org.lictor.store.internal.db;

import java.nio.file.Files;
import java.util.Optional;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.folder.DataFolder;

/** Finds the database of a data folder. */
public final class Databases {

	private Databases() {
	}

	/**
	 * @param folder this process has it
	 * @return its database, not booted: the one its file {@code database.properties} names, otherwise the one in it
	 * @throws ServiceException with a sentence when that file cannot be used, or the folder's data are elsewhere
	 */
	public static Database of(DataFolder folder) throws ServiceException {
		Optional<DatabaseSettings> settings = DatabaseSettings.of(folder);
		if (settings.isPresent()) {
			if (Files.exists(folder.database())) {
				throw new ServiceException(Reason.UNAVAILABLE, "The data folder " + folder.path() + " holds a database, and "
						+ folder.databaseSettings() + " names another one, so Lictor cannot tell which to use. To take the data"
						+ " to the other one, remove that file and use the command move; to leave them behind, move "
						+ folder.database() + " out of the folder.");
			}
			return new PostgresDatabase(folder, settings.get());
		}
		if (FolderId.of(folder).isPresent() && !Files.exists(folder.database())) {
			throw new ServiceException(Reason.UNAVAILABLE, "The data of the folder " + folder.path()
					+ " are in a database elsewhere, but " + folder.databaseSettings()
					+ ", which names it, is missing. Put it back.");
		}
		return new DerbyDatabase(folder);
	}
}

package org.lictor.store.internal.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

import org.lictor.service.DatabaseAddress;
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
		requireRestored(folder);
		if (Files.exists(folder.moving())) {
			throw new ServiceException(Reason.UNAVAILABLE, "The data of the folder " + folder.path()
					+ " are being moved to another database. Give the command move again to finish that, or with --give-up to go on"
					+ " with the data where they are.");
		}
		Optional<DatabaseSettings> settings = DatabaseSettings.of(folder);
		if (settings.isPresent()) {
			if (Files.exists(folder.database())) {
				throw new ServiceException(Reason.UNAVAILABLE, "The data folder " + folder.path() + " holds a database, and "
						+ folder.databaseSettings() + " names another one, so Lictor cannot tell which to use. To take the data"
						+ " to the other one, remove that file and use the command move; to leave them behind, move "
						+ folder.database() + " out of the folder.");
			}
			return new PostgresDatabase(folder, settings.get(), Optional.empty());
		}
		if (FolderId.of(folder).isPresent() && !Files.exists(folder.database())) {
			throw new ServiceException(Reason.UNAVAILABLE, "The data of the folder " + folder.path()
					+ " are in a database elsewhere, but " + folder.databaseSettings()
					+ ", which names it, is missing. Put it back.");
		}
		return in(folder);
	}

	/**
	 * @param folder a data folder
	 * @throws ServiceException UNAVAILABLE when it was filled from a backup only in part
	 */
	public static void requireRestored(DataFolder folder) throws ServiceException {
		if (Files.exists(folder.restoring())) {
			throw new ServiceException(Reason.UNAVAILABLE, "The folder " + folder.path()
					+ " is being restored from a backup, or was not restored to the end. Give the command restore again, which begins"
					+ " anew, or delete the folder.");
		}
	}

	/**
	 * @param folder this process has it
	 * @return the database in it, not booted
	 */
	public static Database in(DataFolder folder) {
		return new DerbyDatabase(folder);
	}

	/**
	 * @param folder  this process has it
	 * @param address where its data are moved to
	 * @param move    id of the move
	 * @return the database there, not booted
	 * @throws ServiceException INVALID with a sentence when the address cannot be used
	 */
	public static Database moving(DataFolder folder, DatabaseAddress address, String move) throws ServiceException {
		return new PostgresDatabase(folder, DatabaseSettings.of(address), Optional.of(move));
	}

	/**
	 * Writes down which database the folder is going to use.
	 *
	 * @param folder  this process has it
	 * @param address of the database
	 * @throws IOException when it cannot be written
	 */
	public static void write(DataFolder folder, DatabaseAddress address) throws IOException {
		DatabaseSettings.write(fresh(folder), address);
	}

	/**
	 * Has the folder use the database that was written down.
	 *
	 * @param folder this process has it
	 * @throws IOException when it cannot be written
	 */
	public static void use(DataFolder folder) throws IOException {
		if (Files.exists(fresh(folder))) {
			Files.move(fresh(folder), folder.databaseSettings(), StandardCopyOption.ATOMIC_MOVE);
		}
	}

	private static Path fresh(DataFolder folder) {
		return folder.path().resolve("database.properties.new");
	}
}

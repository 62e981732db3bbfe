package org.lictor.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.ServiceException;
import org.lictor.store.internal.EmbeddedStore;
import org.lictor.store.internal.FolderMove;
import org.lictor.store.internal.backup.Archive;
import org.lictor.store.internal.backup.FolderRestore;
import org.lictor.store.internal.db.Schema;

/** Opens data folders. */
public final class Stores {

	private Stores() {
	}

	/**
	 * Moves the data of a folder to a database on a server, or goes on with that.
	 *
	 * @param folder     a data folder that nobody has open
	 * @param to         the other database
	 * @param clock      tells the time at which migrations are applied
	 * @param comparison of the data before and after; the folder uses the other database only when it is content
	 * @param progress   takes news, and may cancel
	 * @throws ServiceException as {@link org.lictor.service.Mover#move} says
	 */
	public static void move(Path folder, DatabaseAddress to, InstantSource clock, FolderComparison comparison, Progress progress)
			throws ServiceException {
		new FolderMove(folder, clock).run(to, comparison, progress);
	}

	/**
	 * Gives up a move that was broken off.
	 *
	 * @param folder a data folder that nobody has open
	 * @throws ServiceException as {@link org.lictor.service.Mover#giveUp} says
	 */
	public static void giveUpMove(Path folder) throws ServiceException {
		new FolderMove(folder, InstantSource.system()).giveUp();
	}

	/**
	 * Reads a backup to its end and compares it with what it says of itself.
	 *
	 * @param file     a backup
	 * @param progress takes news, and may cancel
	 * @return what is in it
	 * @throws ServiceException as {@link org.lictor.service.Restorer#check} says
	 */
	public static Backup check(Path file, Progress progress) throws ServiceException {
		try (Archive archive = Archive.open(file)) {
			archive.check(progress);
			return archive.describe(file);
		}
	}

	/**
	 * Fills a folder from a backup.
	 *
	 * @param file     a backup
	 * @param folder   a folder that is made, or empty
	 * @param database an empty database for the data; when none is given they go into one in the folder
	 * @param clock    tells the time at which the schema is made
	 * @param progress takes news, and may cancel
	 * @return what was restored
	 * @throws ServiceException as {@link org.lictor.service.Restorer#restore} says
	 */
	public static Backup restore(Path file, Path folder, Optional<DatabaseAddress> database, InstantSource clock, Progress progress)
			throws ServiceException {
		return new FolderRestore(file, folder, database, clock).run(progress);
	}

	/**
	 * Opens a data folder, makes it when it does not exist, and brings its data to the present schema when an older
	 * version of Lictor wrote them. The folder belongs to this process until the store is closed.
	 *
	 * @param folder   the data folder
	 * @param clock    tells the time at which migrations are applied
	 * @param progress takes news of migrations, which may take long; cancelling stops between two of them, and the next
	 *                 opening goes on from there
	 * @return the open store
	 * @throws ServiceException IN_USE naming the process that has the folder, TOO_NEW when a newer Lictor wrote it,
	 *                          FORBIDDEN when the folder may not be written, UNAVAILABLE when it cannot be used for
	 *                          another reason, CANCELLED
	 */
	public static Store open(Path folder, InstantSource clock, Progress progress) throws ServiceException {
		return EmbeddedStore.open(folder, Schema.current(), clock, progress);
	}
}

package org.lictor.store;

import java.nio.file.Path;
import java.time.InstantSource;

import org.lictor.model.Progress;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.ServiceException;
import org.lictor.store.internal.EmbeddedStore;
import org.lictor.store.internal.FolderMove;
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

package org.lictor.store;

import java.nio.file.Path;
import java.time.InstantSource;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.store.internal.EmbeddedStore;
import org.lictor.store.internal.db.Schema;

/** Opens data folders. */
public final class Stores {

	private Stores() {
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

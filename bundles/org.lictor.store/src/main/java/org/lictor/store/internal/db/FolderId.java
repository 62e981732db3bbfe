package org.lictor.store.internal.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.folder.DataFolder;

/**
 * Says which database elsewhere belongs to a data folder: the same id stands in both. A folder whose database is in it has
 * none.
 */
final class FolderId {

	private FolderId() {
	}

	/**
	 * @param folder a data folder
	 * @return its id, if it has one
	 * @throws ServiceException when it cannot be read
	 */
	static Optional<String> of(DataFolder folder) throws ServiceException {
		Path file = folder.databaseId();
		if (!Files.exists(file)) {
			return Optional.empty();
		}
		try {
			return Optional.of(UUID.fromString(Files.readString(file).strip()).toString());
		} catch (IOException e) {
			throw folder.cannotBeUsed(e);
		} catch (IllegalArgumentException e) {
			throw new ServiceException(Reason.UNAVAILABLE, file
					+ " does not hold the id of a database, so Lictor cannot tell which one belongs to this folder. Put the file"
					+ " back from a backup.", e);
		}
	}

	/**
	 * @param folder a data folder
	 * @return its id, a new one when it has none
	 * @throws ServiceException when it cannot be read or written
	 */
	static String orNew(DataFolder folder) throws ServiceException {
		Optional<String> known = of(folder);
		if (known.isPresent()) {
			return known.get();
		}
		String id = UUID.randomUUID().toString();
		try {
			Files.writeString(folder.databaseId(), id + "\n");
		} catch (IOException e) {
			throw folder.cannotBeUsed(e);
		}
		return id;
	}
}

package org.lictor.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

import org.lictor.model.Progress;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.FolderComparison;
import org.lictor.store.internal.db.Database;
import org.lictor.store.internal.db.Databases;
import org.lictor.store.internal.db.MoveLog;
import org.lictor.store.internal.db.Schema;
import org.lictor.store.internal.db.TableCopies;
import org.lictor.store.internal.folder.DataFolder;
import org.lictor.store.internal.folder.FileTree;
import org.lictor.store.internal.folder.FolderLock;
import org.lictor.store.internal.segments.SessionSegments;

/**
 * Moves the data of a folder from the database in it to one on a server.
 * <p>
 * While it is under way a file in the folder says so, and nobody can open it, so that the database in it stays as it is. The other
 * database says how far it is. In the end the database in the folder is set aside, then the other one is named, then that file
 * goes; wherever that breaks off, the next run goes on.
 */
public final class FolderMove {

	private final DataFolder folder;
	private final InstantSource clock;

	/**
	 * @param path  a data folder
	 * @param clock tells when migrations are applied
	 * @throws ServiceException NOT_FOUND when there is none
	 */
	public FolderMove(Path path, InstantSource clock) throws ServiceException {
		this.folder = new DataFolder(path.toAbsolutePath().normalize());
		this.clock = clock;
		if (!Files.isDirectory(folder.database()) && !Files.exists(folder.moving())) {
			throw new ServiceException(Reason.NOT_FOUND,
					"The folder " + folder.path() + " holds no database that could be moved.");
		}
		Databases.requireRestored(folder);
	}

	/**
	 * Moves, or goes on with it.
	 *
	 * @param to         the other database
	 * @param comparison of the data before and after
	 * @param progress   takes news, and may cancel
	 * @throws ServiceException as {@link org.lictor.service.Mover#move} says
	 */
	public void run(DatabaseAddress to, FolderComparison comparison, Progress progress) throws ServiceException {
		try (FolderLock ownership = FolderLock.take(folder)) {
			if (Files.isDirectory(folder.database())) {
				if (Files.exists(folder.databaseSettings())) {
					throw new ServiceException(Reason.INVALID, folder.databaseSettings() + " names a database already. Remove that"
							+ " file, and say with this command where to move the data.");
				}
				if (Files.exists(folder.movedDatabase())) {
					throw new ServiceException(Reason.INVALID, folder.movedDatabase()
							+ " is there from an earlier move. Take it out of the folder first.");
				}
				Database target = Databases.moving(folder, to, id());
				copy(ownership, target, comparison, progress);
				Databases.write(folder, to);
				Files.move(folder.database(), folder.movedDatabase());
			}
			// also when the last run ended between the two
			Databases.use(folder);
			Files.delete(folder.moving());
		} catch (IOException e) {
			throw folder.cannotBeUsed(e);
		}
	}

	private String id() throws IOException {
		if (!Files.exists(folder.moving())) {
			Files.writeString(folder.moving(), UUID.randomUUID().toString());
		}
		return Files.readString(folder.moving());
	}

	private void copy(FolderLock ownership, Database target, FolderComparison comparison, Progress progress)
			throws ServiceException, IOException {
		try (OpenDatabase before = new OpenDatabase(folder, Databases.in(folder), Schema.current(), clock, progress);
				OpenDatabase after = new OpenDatabase(folder, target, Schema.current(), clock, progress)) {
			try (Connection from = before.connection(); Connection into = after.connection()) {
				MoveLog log = new MoveLog(into);
				if (log.finished()) {
					return;
				}
				try (TableCopies tables = new TableCopies(from, into, target)) {
					tables.copy(progress);
					List<String> differences = tables.compare(progress);
					if (!differences.isEmpty()) {
						throw differs(String.join(" ", differences));
					}
				}
				compare(ownership, before, after, comparison, progress);
				log.finish();
				into.commit();
			} catch (SQLException e) {
				throw target.cannotBeUsed(e);
			}
		}
	}

	private void compare(FolderLock ownership, OpenDatabase before, OpenDatabase after, FolderComparison comparison, Progress progress)
			throws ServiceException, IOException {
		Path segments = folder.path().resolve("segments.moving");
		try {
			comparison.compare(
					EmbeddedStore.on(folder, ownership, before, new SessionSegments(folder.segments(), SessionSegments.Limits.USUAL)),
					EmbeddedStore.on(folder, ownership, after, new SessionSegments(segments, SessionSegments.Limits.USUAL)), progress);
		} catch (ServiceException e) {
			throw e.reason() == Reason.CANCELLED ? e : differs(e.getMessage());
		} finally {
			FileTree.tidy(segments);
		}
	}

	/** The next move begins anew. */
	private ServiceException differs(String what) throws IOException {
		Files.delete(folder.moving());
		return new ServiceException(Reason.UNAVAILABLE, "The data arrived otherwise than they were: " + what
				+ " The folder goes on with the database in it.");
	}

	/**
	 * Leaves the data where they are.
	 *
	 * @throws ServiceException as {@link org.lictor.service.Mover#giveUp} says
	 */
	public void giveUp() throws ServiceException {
		try (FolderLock ownership = FolderLock.take(folder)) {
			if (!Files.exists(folder.moving())) {
				throw new ServiceException(Reason.NOT_FOUND, "The data of " + folder.path() + " are not being moved.");
			}
			if (!Files.isDirectory(folder.database())) {
				throw new ServiceException(Reason.INVALID,
						"The data of " + folder.path() + " are moved already. Give the command move once more without --give-up.");
			}
			Files.delete(folder.moving());
		} catch (IOException e) {
			throw folder.cannotBeUsed(e);
		}
	}
}

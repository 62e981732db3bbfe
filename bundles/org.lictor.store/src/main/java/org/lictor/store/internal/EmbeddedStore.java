package org.lictor.store.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.store.BackupOrder;
import org.lictor.store.ReceivedContent;
import org.lictor.store.Store;
import org.lictor.store.StoredEvidence;
import org.lictor.store.internal.OpenDatabase.Begun;
import org.lictor.store.internal.db.DatabaseException;
import org.lictor.store.internal.db.Schema;
import org.lictor.store.internal.db.Sql;
import org.lictor.store.internal.folder.DataFolder;
import org.lictor.store.internal.folder.EvidenceFiles;
import org.lictor.store.internal.folder.FileTree;
import org.lictor.store.internal.folder.FolderLock;
import org.lictor.store.internal.folder.IncomingFile;
import org.lictor.store.internal.segments.SessionSegments;
import org.lictor.store.internal.volume.KnownKeys;
import org.lictor.store.internal.volume.SessionChanges;
import org.lictor.store.internal.volume.TermCache;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;

/**
 * A store on a database that this process has for itself: embedded in the data folder, or on a server. A lock of its own lets
 * many read or one write, so that readers see no half-written data, need no locks of the database, and cannot come to a deadlock
 * with the writer.
 */
public final class EmbeddedStore implements Store {

	private static final System.Logger LOG = System.getLogger(EmbeddedStore.class.getName());

	private final DataFolder folder;
	private final FolderLock ownership;
	private final EvidenceFiles files;
	private final OpenDatabase database;
	private final SessionSegments segments;
	private final TermCache terms = new TermCache();
	private final KnownKeys knownKeys = new KnownKeys();
	/** Fair, so that neither readers nor writers wait for ever. */
	private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
	/** Held by whoever makes a backup. */
	private final ReentrantLock backups = new ReentrantLock();
	private boolean closed;
	/** Whoever makes a backup should give up. */
	private volatile boolean closing;
	/** Whether bytes of evidence stay for a backup that is being made. */
	private boolean bytesHeld;

	private EmbeddedStore(DataFolder folder, FolderLock ownership, EvidenceFiles files, OpenDatabase database,
			SessionSegments segments) {
		this.folder = folder;
		this.ownership = ownership;
		this.files = files;
		this.database = database;
		this.segments = segments;
	}

	/**
	 * Opens a data folder.
	 *
	 * @param path     the folder
	 * @param schema   the schema to bring it to
	 * @param clock    tells when migrations are applied
	 * @param progress takes news of migrations
	 * @return the open store
	 * @throws ServiceException as {@link org.lictor.store.Stores#open} says
	 */
	public static EmbeddedStore open(Path path, Schema schema, InstantSource clock, Progress progress)
			throws ServiceException {
		return open(path, schema, clock, SessionSegments.Limits.USUAL, progress);
	}

	/**
	 * Opens a data folder.
	 *
	 * @param path     the folder
	 * @param schema   the schema to bring it to
	 * @param clock    tells when migrations are applied
	 * @param limits   when sessions are written in columns
	 * @param progress takes news of migrations
	 * @return the open store
	 * @throws ServiceException as {@link org.lictor.store.Stores#open} says
	 */
	public static EmbeddedStore open(Path path, Schema schema, InstantSource clock, SessionSegments.Limits limits,
			Progress progress) throws ServiceException {
		DataFolder folder = DataFolder.prepare(path);
		FolderLock ownership = FolderLock.take(folder);
		try {
			EvidenceFiles files = new EvidenceFiles(folder.evidence());
			EmbeddedStore store = new EmbeddedStore(folder, ownership, files,
					new OpenDatabase(folder, schema, clock, progress), new SessionSegments(folder.segments(), limits));
			try {
				store.begin();
				return store;
			} catch (IOException | ServiceException | RuntimeException e) {
				store.close();
				throw e;
			}
		} catch (IOException e) {
			ownership.close();
			throw folder.cannotBeUsed(e);
		} catch (ServiceException | RuntimeException e) {
			ownership.close();
			throw e;
		}
	}

	/**
	 * A store on a database that is open and stays so.
	 *
	 * @param folder    with the bytes of evidence
	 * @param ownership of the folder
	 * @param database  open
	 * @param segments  made of that database
	 * @return the store; not to be closed
	 * @throws IOException when the folder cannot be used
	 */
	static EmbeddedStore on(DataFolder folder, FolderLock ownership, OpenDatabase database, SessionSegments segments)
			throws IOException {
		return new EmbeddedStore(folder, ownership, new EvidenceFiles(folder.evidence()), database, segments);
	}

	/** Brings what stands beside the database in line with it. */
	private void begin() throws ServiceException, IOException {
		Optional<Begun> begun = database.begin(false);
		if (begun.isEmpty()) {
			throw noConnection();
		}
		try (EntityManager entities = begun.get().entities()) {
			segments.begin(new SessionChanges(begun.get().sql()).mark());
			entities.getTransaction().rollback();
		} catch (DatabaseException | PersistenceException | EclipseLinkException e) {
			throw database.failed(e);
		}
		FileTree.tidy(folder.scratch());
		deleteDoomedBytes();
	}

	private ServiceException noConnection() {
		return new ServiceException(Reason.UNAVAILABLE, "The database of " + folder.path()
				+ " gives no connection, although it could be opened. Try again in a moment.");
	}

	@Override
	public <T> T read(Work<T> work) throws ServiceException {
		return transaction(lock.readLock(), work, false);
	}

	@Override
	public <T> T write(Work<T> work) throws ServiceException {
		return transaction(lock.writeLock(), work, true);
	}

	/** Does work in a transaction. When none can be begun, opens the database again and tries once more. */
	private <T> T transaction(Lock kind, Work<T> work, boolean writable) throws ServiceException {
		if (lock.getReadHoldCount() > 0 || lock.isWriteLockedByCurrentThread()) {
			throw new IllegalStateException("a transaction cannot begin within another");
		}
		for (int attempt = 1;; attempt++) {
			if (database.hasFailed()) {
				restart();
			}
			kind.lock();
			try {
				requireOpen();
				Optional<Begun> begun = database.begin(writable);
				if (begun.isPresent()) {
					return run(begun.get(), work);
				}
			} finally {
				kind.unlock();
			}
			if (attempt == 2) {
				throw noConnection();
			}
		}
	}

	private void restart() throws ServiceException {
		lock.writeLock().lock();
		try {
			requireOpen();
			if (database.hasFailed()) {
				knownKeys.forget();
				database.restart();
			}
		} finally {
			lock.writeLock().unlock();
		}
	}

	private void requireOpen() throws ServiceException {
		if (closed) {
			throw new ServiceException(Reason.UNAVAILABLE, "The data folder " + folder.path() + " was closed.");
		}
	}

	private <T> T run(Begun begun, Work<T> work) throws ServiceException {
		try (EntityManager entities = begun.entities()) {
			StoreTransaction transaction = new StoreTransaction(entities, begun.sql(), files, terms, segments, knownKeys);
			boolean done = false;
			T result;
			try {
				result = work.in(transaction);
				if (begun.sql().writable()) {
					entities.getTransaction().commit();
					transaction.committed();
				} else {
					entities.getTransaction().rollback();
				}
				done = true;
			} finally {
				if (!done) {
					undo(entities, transaction);
				}
			}
			if (transaction.bytesDoomed()) {
				deleteDoomedBytes();
			}
			return result;
		} catch (UncheckedIOException e) {
			throw notKept(e.getCause());
		} catch (DatabaseException | PersistenceException | EclipseLinkException e) {
			throw database.failed(e);
		}
	}

	/** Undoes what a transaction did; whatever goes wrong here must not hide why. */
	private void undo(EntityManager entities, StoreTransaction transaction) {
		terms.accountsChange();
		try {
			if (entities.getTransaction().isActive()) {
				entities.getTransaction().rollback();
			}
		} catch (PersistenceException | EclipseLinkException e) {
			// The database forgets what was not committed in any case.
			database.failed(e);
		}
		for (IncomingFile file : transaction.settled()) {
			try {
				file.unsettle();
			} catch (IOException e) {
				LOG.log(System.Logger.Level.WARNING, "Bytes of evidence that was not kept stay: " + e.getMessage());
			}
		}
	}

	/**
	 * Deletes bytes that transactions doomed. Called while nobody else reads or writes. What does not succeed is tried
	 * again when the folder is opened the next time: the transaction itself is done.
	 */
	private void deleteDoomedBytes() {
		if (bytesHeld) {
			return;
		}
		Optional<Begun> begun = database.begin(true);
		if (begun.isEmpty()) {
			return;
		}
		try (EntityManager entities = begun.get().entities()) {
			Sql sql = begun.get().sql();
			List<String> doomed = sql.list("SELECT sha256 FROM doomed_bytes", Sql.Filler.NONE, cells -> cells.text());
			for (String sha256 : doomed) {
				files.delete(sha256);
			}
			sql.batch("DELETE FROM doomed_bytes WHERE sha256 = ?", doomed,
					(parameters, sha256) -> parameters.text(sha256));
			entities.getTransaction().commit();
		} catch (IOException | DatabaseException | PersistenceException | EclipseLinkException e) {
			LOG.log(System.Logger.Level.WARNING,
					"Bytes of removed evidence stay until " + folder.path() + " is opened again: " + e.getMessage());
		}
	}

	@Override
	public ReceivedContent receive(Content content, Progress progress) throws ServiceException {
		try {
			progress.begin("Keeping the evidence", content.size());
			Optional<IncomingFile> file = files.receive(content, progress);
			return file.orElseThrow(() -> new ServiceException(Reason.CANCELLED, "Keeping the evidence was cancelled."));
		} catch (IOException e) {
			throw notKept(e);
		}
	}

	private ServiceException notKept(IOException problem) {
		return folder.full(problem).orElseGet(() -> new ServiceException(Reason.UNAVAILABLE,
				"The bytes could not be copied into the data folder " + folder.path() + ": " + problem.getMessage() + ".",
				problem));
	}

	@Override
	public Content content(StoredEvidence evidence) {
		return files.content(evidence.sha256(), evidence.size(), evidence.name());
	}

	@Override
	public Backup backup(BackupOrder order, Progress progress) throws ServiceException {
		if (lock.getReadHoldCount() > 0 || lock.isWriteLockedByCurrentThread()) {
			throw new IllegalStateException("a backup cannot be made within a transaction");
		}
		if (!backups.tryLock()) {
			throw new ServiceException(Reason.IN_USE, "A backup is being made already; wait for its end.");
		}
		try {
			hold(true);
			return database.backup(folder, files, order, new UntilClosed(progress));
		} finally {
			hold(false);
			backups.unlock();
		}
	}

	/** Keeps bytes of evidence from being deleted, or deletes those that may go. */
	private void hold(boolean held) throws ServiceException {
		lock.writeLock().lock();
		try {
			bytesHeld = held;
			if (held) {
				requireOpen();
			} else if (!closed) {
				deleteDoomedBytes();
			}
		} finally {
			lock.writeLock().unlock();
		}
	}

	/** Also cancels when the store closes. */
	private final class UntilClosed implements Progress {

		private final Progress progress;

		UntilClosed(Progress progress) {
			this.progress = progress;
		}

		@Override
		public void begin(String task, long total) {
			progress.begin(task, total);
		}

		@Override
		public void worked(long units) {
			progress.worked(units);
		}

		@Override
		public boolean cancelled() {
			return closing || progress.cancelled();
		}
	}

	@Override
	public Path folder() {
		return folder.path();
	}

	@Override
	public void close() {
		closing = true;
		backups.lock();
		lock.writeLock().lock();
		try {
			if (!closed) {
				closed = true;
				database.close();
				ownership.close();
			}
		} finally {
			lock.writeLock().unlock();
			backups.unlock();
		}
	}
}

package org.lictor.store.internal;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;

import javax.sql.DataSource;

import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.eclipse.persistence.jpa.JpaHelper;
import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.ServiceException;
import org.lictor.store.BackupOrder;
import org.lictor.store.internal.backup.BackupWriter;
import org.lictor.store.internal.db.Database;
import org.lictor.store.internal.db.DatabaseException;
import org.lictor.store.internal.db.Databases;
import org.lictor.store.internal.db.Migrations;
import org.lictor.store.internal.db.Schema;
import org.lictor.store.internal.db.Sql;
import org.lictor.store.internal.folder.DataFolder;
import org.lictor.store.internal.folder.EvidenceFiles;
import org.lictor.store.internal.masters.MasterUnit;
import org.lictor.store.internal.volume.Conversions;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceException;

/**
 * A database ready for use: booted, at the right schema, with a pool of connections and entity managers on it. Preparing
 * the entities takes about as long as booting the database, so both happen at once, on two threads.
 */
final class OpenDatabase implements AutoCloseable {

	/** More than so many read at once as a rule only because they wait for each other. */
	private static final int GREATEST_POOL = 8;

	private static final System.Logger LOG = System.getLogger(OpenDatabase.class.getName());

	private final CompletableFuture<EntityManagerFactory> entities;
	private final Database database;
	private volatile HikariDataSource pool;
	private volatile Optional<RuntimeException> failure = Optional.empty();

	/**
	 * @param folder   this process has it
	 * @param schema   the schema to bring it to
	 * @param clock    tells when migrations are applied
	 * @param progress takes news of migrations
	 * @throws ServiceException when it cannot be opened; then nothing of it is open
	 */
	OpenDatabase(DataFolder folder, Schema schema, InstantSource clock, Progress progress) throws ServiceException {
		this(folder, Databases.of(folder), schema, clock, progress);
	}

	/**
	 * @param folder   this process has it
	 * @param database of it, or one that its data are moved to
	 * @param schema   the schema to bring it to
	 * @param clock    tells when migrations are applied
	 * @param progress takes news of migrations
	 * @throws ServiceException when it cannot be opened; then nothing of it is open
	 */
	OpenDatabase(DataFolder folder, Database database, Schema schema, InstantSource clock, Progress progress)
			throws ServiceException {
		this.database = database;
		entities = CompletableFuture.supplyAsync(
				() -> MasterUnit.prepare(new PoolSource(), database.persistenceName(), database.dialect().escapesTexts()),
				task -> Thread.ofPlatform().daemon().name("Lictor store opening").start(task));
		try {
			database.boot();
		} catch (ServiceException | RuntimeException e) {
			closeEntities();
			throw e;
		}
		try (Connection connection = database.source().getConnection()) {
			new Migrations(schema, folder.path().toString(), clock, Conversions.ALL, database).run(connection, progress);
			pool = pool(database.source());
			// A lost connection is for the store to mend, at once and not after some seconds of trying again.
			JpaHelper.getServerSession(entities.join()).getLogin().setQueryRetryAttemptCount(0);
		} catch (SQLException e) {
			close();
			throw database.cannotBeUsed(e);
		} catch (ServiceException | RuntimeException e) {
			close();
			throw e;
		}
	}

	/** @return a connection of its own, in automatic commit mode */
	Connection connection() throws SQLException {
		return database.source().getConnection();
	}

	/**
	 * Makes a backup while transactions go on.
	 *
	 * @param folder   whose database this is
	 * @param evidence in it, of which nothing must be deleted meanwhile
	 * @param order    what backup
	 * @param progress takes news, and may cancel
	 * @return the backup
	 * @throws ServiceException as {@link org.lictor.store.Store#backup} says
	 */
	Backup backup(DataFolder folder, EvidenceFiles evidence, BackupOrder order, Progress progress) throws ServiceException {
		return new BackupWriter(folder, evidence, database).write(order, progress);
	}

	/**
	 * A transaction that has begun.
	 *
	 * @param entities its entity manager, to be closed
	 * @param sql      on the same connection
	 */
	record Begun(EntityManager entities, Sql sql) {
	}

	/**
	 * @param writable whether it may change anything
	 * @return a new transaction; empty when the database gives none and must be {@link #restart}ed
	 */
	Optional<Begun> begin(boolean writable) {
		EntityManager manager = entities.join().createEntityManager();
		try {
			manager.getTransaction().begin();
			Connection connection = manager.unwrap(Connection.class);
			if (writable) {
				database.claim(connection);
			} else {
				// else each question looks first whether any agent, group or the like that was read has changed
				manager.setFlushMode(FlushModeType.COMMIT);
			}
			return Optional.of(new Begun(manager, new Sql(connection, database.dialect(), writable)));
		} catch (PersistenceException | EclipseLinkException e) {
			failure = Optional.of(e);
		} catch (SQLException e) {
			failure = Optional.of(new DatabaseException(e));
		}
		abandon(manager);
		return Optional.empty();
	}

	private static void abandon(EntityManager manager) {
		try (manager) {
			if (manager.getTransaction().isActive()) {
				manager.getTransaction().rollback();
			}
		} catch (PersistenceException | EclipseLinkException e) {
			// its connection is broken, which is known already
			LOG.log(System.Logger.Level.DEBUG, e.getMessage());
		}
	}

	/**
	 * Looks whether a failure is one after which the database must be {@link #restart}ed.
	 *
	 * @param problem why a transaction failed
	 * @return a sentence about it
	 */
	ServiceException failed(RuntimeException problem) {
		if (database.isFatal(problem)) {
			failure = Optional.of(problem);
		}
		return database.cannotBeUsed(problem);
	}

	/** @return whether it failed and must be {@link #restart}ed */
	boolean hasFailed() {
		return failure.isPresent();
	}

	/**
	 * Boots the database again after it failed. Nobody may use it meanwhile.
	 *
	 * @throws ServiceException with a sentence when it still cannot be used
	 */
	void restart() throws ServiceException {
		pool.close();
		database.boot();
		pool = pool(database.source());
		failure.ifPresent(problem -> LOG.log(System.Logger.Level.WARNING,
				database.cannotBeUsed(problem).getMessage() + " It was opened again."));
		failure = Optional.empty();
	}

	private static HikariDataSource pool(DataSource source) {
		HikariConfig configuration = new HikariConfig();
		configuration.setPoolName("lictor-store");
		configuration.setDataSource(source);
		configuration.setMaximumPoolSize(GREATEST_POOL);
		configuration.setMinimumIdle(1);
		// EclipseLink begins and ends transactions itself.
		configuration.setAutoCommit(true);
		return new HikariDataSource(configuration);
	}

	/** Closes everything, whatever becomes of its parts: entities, connections, database. */
	@Override
	public void close() {
		try {
			closeEntities();
		} finally {
			try {
				if (pool != null) {
					pool.close();
				}
			} finally {
				database.close();
			}
		}
	}

	private void closeEntities() {
		entities.thenAccept(EntityManagerFactory::close).exceptionally(problem -> {
			LOG.log(System.Logger.Level.WARNING, "The entities were not closed as they should: " + problem.getMessage());
			return null;
		}).join();
	}

	/** Gives connections of the pool there is, which comes later than the entities and may change. */
	private final class PoolSource implements DataSource {

		@Override
		public Connection getConnection() throws SQLException {
			return pool.getConnection();
		}

		@Override
		public Connection getConnection(String user, String password) throws SQLException {
			return getConnection();
		}

		@Override
		public PrintWriter getLogWriter() {
			return null;
		}

		@Override
		public void setLogWriter(PrintWriter out) {
			// the pool logs by itself
		}

		@Override
		public void setLoginTimeout(int seconds) {
			// the pool has one
		}

		@Override
		public int getLoginTimeout() {
			return 0;
		}

		@Override
		public Logger getParentLogger() throws SQLFeatureNotSupportedException {
			throw new SQLFeatureNotSupportedException();
		}

		@Override
		public <T> T unwrap(Class<T> type) throws SQLException {
			throw new SQLException("this is no " + type.getName());
		}

		@Override
		public boolean isWrapperFor(Class<?> type) {
			return false;
		}
	}
}

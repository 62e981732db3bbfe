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

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.store.internal.db.DerbyDatabase;
import org.lictor.store.internal.db.Migrations;
import org.lictor.store.internal.db.Schema;
import org.lictor.store.internal.folder.DataFolder;
import org.lictor.store.internal.masters.MasterUnit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;

/**
 * A database ready for use: booted, at the right schema, with a pool of connections and entity managers on it. Preparing
 * the entities takes about as long as booting the database, so both happen at once, on two threads.
 */
final class OpenDatabase implements AutoCloseable {

	/** More than so many read at once as a rule only because they wait for each other. */
	private static final int GREATEST_POOL = 8;

	private final CompletableFuture<EntityManagerFactory> entities;
	private final CompletableFuture<HikariDataSource> pool = new CompletableFuture<>();
	private Optional<DerbyDatabase> derby = Optional.empty();

	/**
	 * @param folder   this process has it
	 * @param schema   the schema to bring it to
	 * @param clock    tells when migrations are applied
	 * @param progress takes news of migrations
	 * @throws ServiceException when it cannot be opened; then nothing of it is open
	 */
	OpenDatabase(DataFolder folder, Schema schema, InstantSource clock, Progress progress) throws ServiceException {
		entities = CompletableFuture.supplyAsync(
				() -> MasterUnit.prepare(new LateSource(), DerbyDatabase.PERSISTENCE_NAME),
				task -> Thread.ofPlatform().daemon().name("Lictor store opening").start(task));
		try {
			DerbyDatabase database = new DerbyDatabase(folder);
			derby = Optional.of(database);
			try (Connection connection = database.source().getConnection()) {
				new Migrations(schema, folder.path().toString(), clock).run(connection, progress);
				pool.complete(pool(database.source()));
			} catch (SQLException e) {
				throw database.cannotBeUsed(e);
			}
			entities.join();
		} catch (ServiceException | RuntimeException e) {
			close();
			throw e;
		}
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

	/** @return a new entity manager, to be closed */
	EntityManager entityManager() {
		return entities.join().createEntityManager();
	}

	/**
	 * @param problem why the database failed
	 * @return a sentence about it
	 */
	ServiceException cannotBeUsed(Throwable problem) {
		return derby.orElseThrow().cannotBeUsed(problem);
	}

	/** Closes everything, whatever becomes of its parts: entities, connections, database. */
	@Override
	public void close() {
		try {
			entities.thenAccept(EntityManagerFactory::close).exceptionally(problem -> null).join();
		} finally {
			try {
				if (pool.isDone()) {
					pool.join().close();
				}
			} finally {
				derby.ifPresent(DerbyDatabase::close);
			}
		}
	}

	/** Gives connections of the pool as soon as there is one. */
	private final class LateSource implements DataSource {

		@Override
		public Connection getConnection() throws SQLException {
			return pool.join().getConnection();
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

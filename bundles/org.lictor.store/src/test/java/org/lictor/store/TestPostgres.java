package org.lictor.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.lictor.service.DatabaseAddress;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL server for all tests of a process, with a fresh database for each that asks. */
public final class TestPostgres {

	private static final AtomicInteger DATABASES = new AtomicInteger();

	private static final class Server {

		private static final File LOG = new File("target/postgresql.log").getAbsoluteFile();
		/** It tells of every step. Held, so that its level stays. */
		private static final Logger TELLS = Logger.getLogger("io.zonky.test.db.postgres");
		static final EmbeddedPostgres RUNNING = start();

		private static EmbeddedPostgres start() {
			TELLS.setLevel(Level.WARNING);
			try {
				Redirect log = Redirect.appendTo(LOG);
				EmbeddedPostgres server = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").setOutputRedirector(log)
						.setErrorRedirector(log).start();
				Runtime.getRuntime().addShutdownHook(new Thread(() -> {
					try {
						server.close();
					} catch (IOException e) {
						throw new UncheckedIOException(e);
					}
				}));
				return server;
			} catch (IOException e) {
				throw new IllegalStateException(
						"PostgreSQL could not be started for the tests: " + e.getMessage() + ". See " + LOG + ".", e);
			}
		}
	}

	private TestPostgres() {
	}

	/**
	 * Makes a database.
	 *
	 * @param template the database it is a copy of
	 * @return its name
	 */
	public static String database(String template) throws SQLException {
		String name = "lictor" + DATABASES.incrementAndGet();
		execute("CREATE DATABASE " + name + " TEMPLATE " + template);
		return name;
	}

	/** Makes an empty database. */
	public static String database() throws SQLException {
		return database("template1");
	}

	public static void drop(String database) throws SQLException {
		execute("DROP DATABASE " + database + " WITH (FORCE)");
	}

	/** Ends all connections to a database, as a server does that stops. */
	public static void disconnect(String database) throws SQLException {
		execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
	}

	/** Comes back when a connection to a database waits for a lock of another. */
	static void awaitWaiting(String database) throws SQLException {
		String waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '" + database + "'";
		try (Connection connection = connect("postgres"); Statement running = connection.createStatement()) {
			long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
			while (!running.executeQuery(waiting).next()) {
				if (System.nanoTime() > deadline) {
					throw new IllegalStateException("nobody waits");
				}
			}
		}
	}

	/** Ends the connections to a database that hold the lock of a Lictor, but none of the others it has. */
	static void disconnectOwner(String database) throws SQLException {
		execute("SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
				+ " WHERE l.locktype = 'advisory' AND d.datname = '" + database + "'");
	}

	private static void execute(String statement) throws SQLException {
		execute("postgres", statement);
	}

	/** A new connection to a database. */
	static Connection connect(String database) throws SQLException {
		return Server.RUNNING.getDatabase("postgres", database).getConnection();
	}

	public static void execute(String database, String statement) throws SQLException {
		try (Connection connection = connect(database); Statement running = connection.createStatement()) {
			running.execute(statement);
		}
	}

	/** Where a database is. */
	static DatabaseAddress address(String database) {
		return new DatabaseAddress("jdbc:postgresql://localhost:" + Server.RUNNING.getPort() + "/" + database, "postgres",
				"secret of the test");
	}

	/** Names a database in the file of a data folder. */
	public static void name(Path folder, String database) throws IOException {
		Path file = folder.resolve("database.properties");
		Files.deleteIfExists(file);
		Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		DatabaseAddress address = address(database);
		Files.writeString(file, "url=" + address.url() + "\nuser=" + address.user() + "\npassword=" + address.password() + "\n");
	}
}

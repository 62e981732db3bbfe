package org.lictor.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

import org.apache.derby.jdbc.EmbeddedDataSource;

/**
 * The databases of tests: Derby, or PostgreSQL when the system property {@value #ENGINE} says so. Classes with the tag
 * {@value #BOTH} run on each in the build.
 */
public final class TestDatabase {

	/** The tag of test classes that run on both databases. */
	public static final String BOTH = "both-databases";
	/** The tag of test classes about PostgreSQL. */
	static final String POSTGRESQL = "postgresql";
	private static final String ENGINE = "lictor.test.database";
	private static final boolean POSTGRES = POSTGRESQL.equals(System.getProperty(ENGINE));

	private TestDatabase() {
	}

	/** @return whether databases are on a server */
	static boolean isElsewhere() {
		return POSTGRES;
	}

	/** Gives a folder without data an empty database. Derby makes one in the folder by itself. */
	public static void prepare(Path folder) throws IOException, SQLException {
		if (POSTGRES) {
			TestPostgres.name(folder, TestPostgres.database());
		}
	}

	/** Gives a copy of a closed folder its own database, with the same in it. Derby's was copied with the folder. */
	static void copied(Path from, Path to) throws IOException, SQLException {
		if (POSTGRES) {
			TestPostgres.name(to, TestPostgres.database(name(from)));
		}
	}

	/** Removes the database of a closed folder that is going to be deleted. */
	static void drop(Path folder) throws IOException, SQLException {
		if (POSTGRES) {
			TestPostgres.drop(name(folder));
		}
	}

	/** Takes a closed folder back to an earlier state of its database. */
	public interface Earlier extends AutoCloseable {

		void restore() throws IOException, SQLException;

		@Override
		void close() throws IOException, SQLException;
	}

	/** Keeps the state of the database of a closed folder. */
	public static Earlier keep(Path folder) throws IOException, SQLException {
		return POSTGRES ? keepPostgres(folder) : keepDerby(folder);
	}

	private static Earlier keepPostgres(Path folder) throws IOException, SQLException {
		String kept = TestPostgres.database(name(folder));
		return new Earlier() {

			@Override
			public void restore() throws IOException, SQLException {
				String name = name(folder);
				TestPostgres.drop(name);
				TestPostgres.name(folder, TestPostgres.database(kept));
			}

			@Override
			public void close() throws SQLException {
				TestPostgres.drop(kept);
			}
		};
	}

	private static Earlier keepDerby(Path folder) throws IOException {
		Path kept = Files.createTempDirectory("lictor-store-kept");
		Opened.copy(folder.resolve("db"), kept);
		return new Earlier() {

			@Override
			public void restore() throws IOException {
				Opened.delete(folder.resolve("db"));
				Opened.copy(kept, folder.resolve("db"));
			}

			@Override
			public void close() throws IOException {
				Opened.delete(kept);
			}
		};
	}

	/** Work on a database. */
	public interface Work<T> {

		T on(Connection connection) throws SQLException;
	}

	/** Does something in the database of a closed folder. */
	public static <T> T in(Path folder, Work<T> work) throws IOException, SQLException {
		if (POSTGRES) {
			try (Connection connection = TestPostgres.connect(name(folder))) {
				return work.on(connection);
			}
		}
		return inDerby(folder, work);
	}

	/** Does something in the Derby database of a closed folder. */
	static <T> T inDerby(Path folder, Work<T> work) throws SQLException {
		EmbeddedDataSource source = new EmbeddedDataSource();
		source.setDatabaseName(folder.resolve("db").toString());
		try (Connection connection = source.getConnection()) {
			return work.on(connection);
		} finally {
			source.setShutdownDatabase("shutdown");
			try {
				source.getConnection().close();
			} catch (SQLException shutDown) {
				// so it answers
			}
		}
	}

	/** Executes statements in the database of a closed folder. */
	public static void execute(Path folder, String... statements) throws IOException, SQLException {
		in(folder, executing(statements));
	}

	/** Executes statements in the Derby database of a closed folder. */
	static void executeInDerby(Path folder, String... statements) throws SQLException {
		inDerby(folder, executing(statements));
	}

	private static Work<Void> executing(String... statements) {
		return connection -> {
			try (var statement = connection.createStatement()) {
				for (String each : statements) {
					statement.execute(each);
				}
			}
			return null;
		};
	}

	private static String name(Path folder) {
		Properties properties = new Properties();
		try (var in = Files.newBufferedReader(folder.resolve("database.properties"))) {
			properties.load(in);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		String url = properties.getProperty("url");
		return url.substring(url.lastIndexOf('/') + 1);
	}
}

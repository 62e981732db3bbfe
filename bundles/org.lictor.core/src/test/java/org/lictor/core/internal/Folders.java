package org.lictor.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.stream.Stream;

import org.lictor.model.Progress;
import org.lictor.store.Stores;

/** Makes data folders for tests. A new database takes seconds, a copy of an empty one does not. */
public final class Folders {

	private static Path template;

	private Folders() {
	}

	/**
	 * @param folder an empty folder, which is an empty data folder afterwards
	 */
	public static synchronized void fill(Path folder) throws Exception {
		if (template == null) {
			template = Files.createTempDirectory("lictor-core-tests");
			Stores.open(template, InstantSource.fixed(Site.MONDAY), Progress.NONE).close();
			Runtime.getRuntime().addShutdownHook(new Thread(Folders::remove));
		}
		try (Stream<Path> all = Files.walk(template)) {
			for (Path each : all.skip(1).toList()) {
				Files.copy(each, folder.resolve(template.relativize(each)));
			}
		}
	}

	/**
	 * Has the data of a folder go to a new database of a server when the property {@code lictor.postgres} names one, such as {@code
	 * jdbc:postgresql://localhost:5432/}, which lets the user {@code postgres} in without a password. For long runs by hand.
	 *
	 * @param folder   an empty folder, which stays so without that property
	 * @param database a name that no database has there
	 */
	public static void elsewhere(Path folder, String database) throws IOException, SQLException {
		String server = System.getProperty("lictor.postgres", "");
		if (server.isEmpty()) {
			return;
		}
		try (Connection connection = DriverManager.getConnection(server + "postgres", "postgres", "none");
				Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + database + " ENCODING 'UTF8' TEMPLATE template0");
		}
		Path file = Files.createFile(folder.resolve("database.properties"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(file, "url=" + server + database + "\nuser=postgres\npassword=none\n");
	}

	private static void remove() {
		try (Stream<Path> all = Files.walk(template)) {
			for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
				Files.delete(each);
			}
		} catch (IOException e) {
			System.err.println("The folder " + template + " is left behind: " + e);
		}
	}
}

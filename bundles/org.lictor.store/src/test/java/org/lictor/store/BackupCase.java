package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lictor.store.Opened.T;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.ServiceException;

/** A store in use, a file for its backup, and what comes of it. */
abstract class BackupCase {

	static final long STEPS = 30;
	static final String SECRET = "a key of 32 bytes, which is secret";

	@TempDir
	Path temp;
	Opened opened;
	Path file;
	final List<Path> restored = new ArrayList<>();

	@BeforeEach
	void open() throws Exception {
		opened = new Opened();
		file = temp.resolve("b.zip");
	}

	@AfterEach
	void close() throws Exception {
		for (Path each : restored) {
			TestDatabase.drop(each);
		}
		opened.close();
	}

	BackupOrder order(Path target) {
		return new BackupOrder(target, T, "1.2.3",
				notes -> Map.of("secrets.key", Opened.bytes(SECRET), "tls/keystore.p12", Opened.bytes("p12")));
	}

	Backup backup(Progress progress) throws ServiceException {
		return opened.store().backup(order(file), progress);
	}

	Path restore(String name) throws Exception {
		return restore(temp.resolve(name), Progress.NONE);
	}

	Path restore(Path folder, Progress progress) throws Exception {
		Stores.restore(file, folder, database(), InstantSource.fixed(T), progress);
		restored.add(folder);
		return folder;
	}

	/** An empty database where the tests use such, nothing where it is made in the folder. */
	static Optional<DatabaseAddress> database() throws Exception {
		return TestDatabase.isElsewhere() ? Optional.of(TestPostgres.address(TestPostgres.database())) : Optional.empty();
	}

	interface Hook {
		void begins(String task) throws Exception;
	}

	/** Does something whenever a part of a task begins. */
	static Progress hooked(Hook hook) {
		return new Progress() {
			@Override
			public void begin(String task, long total) {
				try {
					hook.begins(task);
				} catch (RuntimeException e) {
					throw e;
				} catch (Exception e) {
					throw new IllegalStateException(e);
				}
			}

			@Override
			public void worked(long units) {
				// nothing
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
	}

	/** All rows of all tables of a closed folder, and what its evidence says, told without the code that makes backups. */
	static List<String> everything(Path folder) throws Exception {
		return everything(folder, TestDatabase.in(folder, BackupCase::rows));
	}

	/** The same of a folder with its database in it, whatever database the tests use. */
	static List<String> everythingInDerby(Path folder) throws Exception {
		return everything(folder, TestDatabase.inDerby(folder, BackupCase::rows));
	}

	private static List<String> rows(Connection connection) throws SQLException {
		List<String> rows = new ArrayList<>();
		List<String> tables = new ArrayList<>();
		try (ResultSet names = connection.getMetaData().getTables(null, connection.getSchema(), "%", new String[] { "TABLE" })) {
			while (names.next()) {
				tables.add(names.getString("TABLE_NAME").toLowerCase(java.util.Locale.ROOT));
			}
		}
		tables.removeAll(List.of("lictor_owner", "lictor_move", "doomed_bytes"));
		try (Statement statement = connection.createStatement()) {
			for (String table : tables) {
				try (ResultSet cells = statement.executeQuery("SELECT * FROM " + table)) {
					while (cells.next()) {
						StringBuilder row = new StringBuilder(table);
						for (int place = 1; place <= cells.getMetaData().getColumnCount(); place++) {
							Object cell = cells.getObject(place);
							byte[] bytes = cell instanceof byte[] || cell instanceof java.sql.Blob ? cells.getBytes(place) : null;
							row.append('|').append(bytes == null ? cell : HexFormat.of().formatHex(bytes));
						}
						rows.add(row.toString());
					}
				}
			}
		}
		return rows;
	}

	private static List<String> everything(Path folder, List<String> rows) throws Exception {
		List<String> all = new ArrayList<>(rows);
		all.sort(null);
		try (Store store = Opened.open(folder)) {
			for (StoredEvidence each : evidence(store)) {
				all.add(each.name() + " " + Opened.text(store.content(each)));
			}
		}
		return all;
	}

	static List<StoredEvidence> evidence(Store store) throws ServiceException {
		return store.read(tx -> tx.servers().all().stream()
				.flatMap(server -> tx.sourceEvidence().of(server.id(), org.lictor.spi.Evidence.Origin.FILE).stream()).toList());
	}

	/** The data after so many steps, made anew. */
	static List<String> after(long steps, long seed) throws Exception {
		try (Opened other = new Opened()) {
			new RandomLife(other.store(), seed).live(steps);
			other.store().close();
			return everything(other.store().folder());
		}
	}

	static void assertSame(List<String> expected, List<String> found) {
		List<String> missing = new ArrayList<>(expected);
		found.forEach(missing::remove);
		List<String> more = new ArrayList<>(found);
		expected.forEach(more::remove);
		assertEquals(List.of(), missing, "missing");
		assertEquals(List.of(), more, "too many");
	}

	static List<String> names(Path folder) throws IOException {
		try (Stream<Path> inside = Files.list(folder)) {
			return inside.map(each -> each.getFileName().toString()).sorted().toList();
		}
	}
}

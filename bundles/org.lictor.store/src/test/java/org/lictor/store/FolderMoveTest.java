package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.T;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Account;
import org.lictor.model.Diagnostic.Severity;
import org.lictor.model.LogEntry;
import org.lictor.model.Progress;
import org.lictor.service.DatabaseAddress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Evidence;

/** Data move from the database in a folder to PostgreSQL. */
@Tag(TestDatabase.POSTGRESQL)
class FolderMoveTest {

	private static final FolderComparison CONTENT = (before, after, progress) -> {
	};
	private static final int ENTRIES = 60;

	private static Path filled;

	@TempDir
	Path folder;
	private String database;
	private DatabaseAddress address;

	@BeforeEach
	void makeADatabase() throws Exception {
		Opened.copy(filled, folder);
		database = TestPostgres.database();
		address = TestPostgres.address(database);
	}

	@AfterEach
	void drop() throws Exception {
		TestPostgres.drop(database);
	}

	@BeforeAll
	static void fill(@TempDir Path filled) throws Exception {
		FolderMoveTest.filled = filled;
		String odd = "nul \0 half \uD83D tab \t \\N";
		try (Store store = Opened.open(filled)) {
			long server = store.write(tx -> {
				long id = tx.servers().add("Zürich", "test", Map.of("a", "b"), true, T).id();
				tx.servers().secret(id, "password", new byte[] { 1, 2, 3 });
				tx.settings().put("k", odd);
				tx.agents().add("i", "hash", odd, "linux", "1", T);
				List<LogEntry> log = new ArrayList<>();
				for (int entry = 0; entry < ENTRIES; entry++) {
					log.add(new LogEntry(T.plusMillis(entry), Severity.INFO, "s", odd + entry));
				}
				tx.eventLog().append(log);
				tx.agentEvidence().append(1, List.of(new AgentEvent("run", 1, "X", false, List.of(new UUID(1, 2), new UUID(3, 4)), T,
						5, Optional.empty(), T, T, odd)));
				FactUnit unit = new FactUnit(id, Evidence.Origin.FILE);
				tx.facts().accounts().add(unit, List.of(new AccountFact("ann@x", Account.ofEmail("ann@x"), "", "", 1)));
				tx.facts().usageDays().put(unit, LocalDate.MIN, LocalDate.MAX, List.of(new UsageDayFact("ann@x", Opened.ACAD, LocalDate.of(2026, 1, 2),
						Optional.of(new BigDecimal("7.5")), 1)));
				tx.facts().denials().add(unit, List.of(new DenialFact(Opened.ACAD, T, odd, "h", OptionalLong.empty(), "all in use", 2, 1)));
				Random random = new Random(1);
				List<SessionFact> sessions = new ArrayList<>();
				for (int session = 0; session < 300; session++) {
					var start = T.plus(Duration.ofMinutes(session));
					sessions.add(new SessionFact(SessionUnit.agent(1), new UUID(random.nextLong(), random.nextLong()), id, Opened.ACAD,
							"h" + session % 7, "u" + session % 9, 1, start, start.plusSeconds(60),
							session % 10 == 0 ? Optional.empty() : Optional.of(new SessionFact.End(start.plusSeconds(60), true)), 1));
				}
				tx.sessions().put(sessions);
				return id;
			});
			try (ReceivedContent content = store.receive(Opened.bytes("bytes"), Progress.NONE)) {
				store.write(tx -> tx.sourceEvidence().add(server, Evidence.Origin.FILE, "f", T, content, T));
			}
		}
		// so that they go in several pieces
		TestDatabase.executeInDerby(filled, "UPDATE event_log SET id = id * 1000",
				"UPDATE id_block SET next_id = next_id * 1000 WHERE block_name = 'event_log'");
	}

	/** What a reader sees of all kinds of data. */
	private List<Object> all() throws Exception {
		try (Store store = Opened.open(folder)) {
			return store.read(tx -> {
				long server = tx.servers().byName("Zürich").orElseThrow().id();
				FactUnit unit = new FactUnit(server, Evidence.Origin.FILE);
				List<Object> all = new ArrayList<>(List.of(tx.servers().all(), tx.settings().all(), tx.agents().all(),
						tx.eventLog().count(), tx.eventLog().newest(Optional.empty(), Optional.empty(), 50),
						tx.sessions().of(SessionUnit.agent(1)), tx.facts().accounts().of(unit), tx.facts().usageDays().of(unit), tx.facts().denials().of(unit),
						tx.agentEvidence().ofSessions(1, List.of(new UUID(3, 4))),
						tx.sourceEvidence().of(server, Evidence.Origin.FILE), tx.servers().secrets(server).get("password").length));
				tx.sessions().stream(SessionFilter.ALL, row -> all.add(row.id() + " " + row.start() + " " + row.end()));
				return all;
			});
		}
	}

	private void move(FolderComparison comparison, Progress progress) throws ServiceException {
		Stores.move(folder, address, InstantSource.fixed(T), comparison, progress);
	}

	@Test
	void allThatWasThereIsThereAfterwards() throws Exception {
		List<Object> before = all();
		List<Object> seen = new ArrayList<>();

		move((old, moved, progress) -> {
			seen.add(old.read(tx -> tx.sessions().count(SessionFilter.ALL)));
			seen.add(moved.read(tx -> tx.sessions().count(SessionFilter.ALL)));
		}, Progress.NONE);

		assertEquals(List.of(300L, 300L), seen);
		assertEquals(before, all());
		assertFalse(Files.exists(folder.resolve("db")));
		assertTrue(Files.isDirectory(folder.resolve("db.moved")));
		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("database.properties"))));
		try (Store store = Opened.open(folder)) {
			store.write(tx -> tx.servers().add("new", "test", Map.of(), true, T));
			assertEquals(2, store.read(tx -> tx.servers().all()).size());
		}
		ServiceException e = assertThrows(ServiceException.class, () -> move(CONTENT, Progress.NONE));
		assertTrue(e.getMessage().contains("holds no database"), e.getMessage());
	}

	/** The process ends. */
	private static final class Killed extends RuntimeException {
		private static final long serialVersionUID = 1L;
	}

	/** Ends the process after some steps, or never. */
	private static Progress killing(int after) {
		int[] steps = { 0 };
		return new Progress() {

			private void step() {
				if (++steps[0] == after) {
					throw new Killed();
				}
			}

			@Override
			public void begin(String task, long total) {
				step();
			}

			@Override
			public void worked(long units) {
				step();
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
	}

	@Test
	void itGoesOnWhereverItWasKilled() throws Exception {
		List<Object> before = all();
		int kills = 0;
		for (int after = 1;; after += 29) {
			try {
				move(CONTENT, killing(after));
				break;
			} catch (Killed e) {
				kills++;
				ServiceException refused = assertThrows(ServiceException.class, () -> Opened.open(folder));
				assertTrue(refused.getMessage().contains("are being moved"), refused.getMessage());
			}
		}
		assertTrue(kills > 2, kills + " kills");
		assertEquals(before, all());
	}

	@Test
	void cancelledItGoesOnOrIsGivenUp() throws Exception {
		List<Object> before = all();
		Progress impatient = new Progress() {
			@Override
			public void begin(String task, long total) {
				// only asks
			}

			@Override
			public void worked(long units) {
				// only asks
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		};
		assertEquals(Reason.CANCELLED, assertThrows(ServiceException.class, () -> move(CONTENT, impatient)).reason());
		assertThrows(ServiceException.class, () -> Opened.open(folder));
		Stores.giveUpMove(folder);
		assertEquals(before, all());
		assertEquals(Reason.NOT_FOUND, assertThrows(ServiceException.class, () -> Stores.giveUpMove(folder)).reason());

		Path other = Files.createDirectory(folder.resolve("other"));
		TestPostgres.name(other, database);
		Files.copy(folder.resolve("database.id"), other.resolve("database.id"));
		assertTrue(assertThrows(ServiceException.class, () -> Opened.open(other)).getMessage().contains("was not finished"));

		move(CONTENT, Progress.NONE);
		assertEquals(before, all());
	}

	@Test
	void aRowThatArrivedOtherwiseIsFound() throws Exception {
		Progress spoiling = new Progress() {
			@Override
			public void begin(String task, long total) {
				if (task.startsWith("Comparing")) {
					try {
						TestPostgres.execute(database, "UPDATE usage_session SET end_at = end_at + 1 WHERE id = 77");
						TestPostgres.execute(database, "DELETE FROM event_log WHERE id = 3000");
					} catch (java.sql.SQLException e) {
						throw new IllegalStateException(e);
					}
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
		String message = assertThrows(ServiceException.class, () -> move(CONTENT, spoiling)).getMessage();
		assertTrue(message.contains("Rows of usage_session differ.")
				&& message.contains("Of event_log there are 59 rows instead of 60."), message);
		Opened.open(folder).close();
		assertTrue(Files.isDirectory(folder.resolve("db")));
	}

	@Test
	void figuresThatDifferKeepTheFolderAsItIs() throws Exception {
		FolderComparison unhappy = (old, moved, progress) -> {
			throw new ServiceException(Reason.INTERNAL, "One report differs.");
		};
		assertTrue(assertThrows(ServiceException.class, () -> move(unhappy, Progress.NONE)).getMessage().contains("One report differs."));
		Opened.open(folder).close();
		assertTrue(Files.isDirectory(folder.resolve("db")));
	}

	@Test
	void aDatabaseThatIsUsedIsRefused(@TempDir Path other) throws Exception {
		TestPostgres.execute(database, "CREATE TABLE invoice (id INTEGER)");
		assertRefused("not Lictor's");
		TestPostgres.execute(database, "DROP TABLE invoice");
		TestPostgres.name(other, database);
		Opened.open(other).close();
		assertRefused("another data folder");
		Files.copy(other.resolve("database.id"), folder.resolve("database.id"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
		assertRefused("holds data of a Lictor already");
	}

	private void assertRefused(String why) {
		String message = assertThrows(ServiceException.class, () -> move(CONTENT, Progress.NONE)).getMessage();
		assertTrue(message.contains(why), message);
	}
}

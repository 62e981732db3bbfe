package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** What is different when the database is on a PostgreSQL server. */
@Tag(TestDatabase.POSTGRESQL)
class PostgresTest {

	@TempDir
	Path folder;
	private String database;

	@BeforeEach
	void nameADatabase() throws Exception {
		database = TestPostgres.database();
		TestPostgres.name(folder, database);
	}

	@AfterEach
	void drop() throws Exception {
		TestPostgres.drop(database);
	}

	private String refusal() {
		String message = assertThrows(ServiceException.class, () -> Opened.open(folder)).getMessage();
		assertFalse(message.contains("secret of the test"), message);
		return message;
	}

	@Test
	void whatWasWrittenIsThereAfterReopening() throws Exception {
		try (Store store = Opened.open(folder)) {
			store.write(tx -> tx.servers().add("one", "test", Map.of("a", "b"), true, Opened.T));
		}
		try (Store store = Opened.open(folder)) {
			assertEquals("one", store.read(tx -> tx.servers().all()).getFirst().name());
		}
		assertFalse(Files.exists(folder.resolve("db")), "a Derby database was made");
	}

	@Test
	void anotherFolderIsRefusedTheSameDatabase(@TempDir Path other) throws Exception {
		Opened.open(folder).close();
		TestPostgres.name(other, database);
		String message = assertThrows(ServiceException.class, () -> Opened.open(other)).getMessage();
		assertTrue(message.contains("belongs to another data folder"), message);
	}

	/** A copy of the folder, as of another process. */
	private void copy(Path other) throws Exception {
		Opened.copy(folder, other);
		TestPostgres.name(other, database);
	}

	private static void add(Store store, String name) throws ServiceException {
		store.write(tx -> tx.servers().add(name, "test", Map.of(), true, Opened.T));
	}

	@Test
	void aSecondProcessIsRefused(@TempDir Path other) throws Exception {
		Opened.open(folder).close();
		copy(other);
		try (Store store = Opened.open(folder)) {
			ServiceException e = assertThrows(ServiceException.class, () -> Opened.open(other));
			assertEquals(Reason.IN_USE, e.reason());
			assertTrue(e.getMessage().contains("in use by another Lictor"), e.getMessage());
			add(store, "goes on");
		}
		Opened.open(other).close();
	}

	@Test
	void whoLostTheDatabaseToAnotherWritesNoMore(@TempDir Path other) throws Exception {
		Opened.open(folder).close();
		copy(other);
		try (Store lost = Opened.open(folder)) {
			add(lost, "before");
			TestPostgres.disconnectOwner(database);
			add(lost, "nobody took it yet");
			try (Store second = Opened.open(other)) {
				assertEquals(Reason.IN_USE,
						assertThrows(ServiceException.class, () -> add(lost, "too late")).reason());
				add(second, "from now on");
			}
			String message = assertThrows(ServiceException.class, () -> add(lost, "knows old things")).getMessage();
			assertTrue(message.contains("in use by another Lictor meanwhile"), message);
		}
		try (Store store = Opened.open(folder)) {
			assertEquals(List.of("before", "from now on", "nobody took it yet"),
					store.read(tx -> tx.servers().all()).stream().map(StoredServer::name).toList());
		}
	}

	@Test
	void whoTakesTheDatabaseWaitsForTheLastTransaction(@TempDir Path other) throws Exception {
		Opened.open(folder).close();
		copy(other);
		try (Store lost = Opened.open(folder)) {
			CompletableFuture<Store> taken = lost.write(tx -> {
				tx.servers().add("last", "test", Map.of(), true, Opened.T);
				CompletableFuture<Store> opening = CompletableFuture.supplyAsync(() -> {
					try {
						TestPostgres.disconnectOwner(database);
						return Opened.open(other);
					} catch (SQLException | ServiceException e) {
						throw new IllegalStateException(e);
					}
				});
				try {
					TestPostgres.awaitWaiting(database);
				} catch (SQLException e) {
					throw new IllegalStateException(e);
				}
				return opening;
			});
			try (Store second = taken.get(30, TimeUnit.SECONDS)) {
				assertEquals("last", second.read(tx -> tx.servers().all()).getFirst().name());
			}
		}
	}

	@Test
	void aFolderThatHoldsADatabaseIsNotOpenedOnAnother(@TempDir Path holds) throws Exception {
		Opened.open(holds).close();
		TestPostgres.name(holds, database);
		String message = assertThrows(ServiceException.class, () -> Opened.open(holds)).getMessage();
		assertTrue(message.contains("holds a database") && message.contains("move"), message);
		Files.delete(holds.resolve("database.properties"));
		Opened.open(holds).close();
	}

	@Test
	void aFolderWhoseDatabaseIsNotNamedAnyMoreIsNotOpenedEmpty() throws Exception {
		Opened.open(folder).close();
		Files.delete(folder.resolve("database.properties"));
		assertTrue(refusal().contains("which names it, is missing"));
		assertFalse(Files.exists(folder.resolve("db")), "a Derby database was made");
	}

	@Test
	void aDatabaseWithOtherTablesIsRefused() throws Exception {
		TestPostgres.execute(database, "CREATE TABLE invoice (id INTEGER)");
		assertTrue(refusal().contains("holds tables that are not Lictor's"));
	}

	@Test
	void aDatabaseThatIsNotThereIsNamed() throws Exception {
		TestPostgres.name(folder, "nowhere");
		String message = refusal();
		assertTrue(message.contains("/nowhere does not exist"), message);
	}

	@Test
	void aServerThatDoesNotAnswerIsNamed() throws Exception {
		Path file = folder.resolve("database.properties");
		Files.writeString(file, "url=jdbc:postgresql://localhost:1/x\nuser=u\npassword=secret of the test\n");
		String message = refusal();
		assertTrue(message.contains("localhost:1/x cannot be reached"), message);
	}

	@Test
	void afterTheServerEndedAllConnectionsItGoesOn() throws Exception {
		try (Store store = Opened.open(folder)) {
			TestPostgres.disconnect(database);
			assertThrows(ServiceException.class, () -> store.read(tx -> tx.servers().all()));
			assertTrue(store.read(tx -> tx.servers().all()).isEmpty());
		}
	}

	@Test
	void aFileThatOthersMayReadIsRefused() throws Exception {
		Files.setPosixFilePermissions(folder.resolve("database.properties"),
				PosixFilePermissions.fromString("rw-r-----"));
		assertTrue(refusal().contains("may be read by others"));
	}

	@Test
	void aUrlWithAPasswordIsRefused() throws Exception {
		Files.writeString(folder.resolve("database.properties"),
				"url=jdbc:postgresql://localhost/x?password=secret of the test\nuser=u\n");
		assertTrue(refusal().contains("holds a password"));
	}
}

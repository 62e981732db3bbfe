package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.T;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Diagnostic.Severity;
import org.lictor.model.LogEntry;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** Opening, closing and transactions. */
@Tag(TestDatabase.BOTH)
class StoreTest {

	@TempDir
	Path temporary;

	@BeforeEach
	void prepare() throws Exception {
		TestDatabase.prepare(temporary);
	}

	@Test
	void makesAFolderForItsOwnerAlone() throws Exception {
		Path folder = temporary.resolve("a/b/data");
		try (Store store = Opened.open(folder)) {
			assertEquals(folder, store.folder());
			assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
		}
	}

	@Test
	void refusesAFolderThatThisProcessHasOpen() throws Exception {
		try (Store store = Opened.open(temporary)) {
			ServiceException e = assertThrows(ServiceException.class, () -> Opened.open(temporary));

			assertEquals(Reason.IN_USE, e.reason());
			assertTrue(e.getMessage().contains("process " + ProcessHandle.current().pid()), e.getMessage());
			store.read(tx -> tx.servers().all());
		}
		Opened.open(temporary).close();
	}

	@Test
	void refusesAFolderThatIsAFile() throws Exception {
		Path file = Files.writeString(temporary.resolve("file"), "x");

		ServiceException e = assertThrows(ServiceException.class, () -> Opened.open(file));

		assertEquals(Reason.UNAVAILABLE, e.reason());
		assertTrue(e.getMessage().contains("is a file"), e.getMessage());
	}

	@Test
	void refusesAFolderBelowAFile() throws Exception {
		Path file = Files.writeString(temporary.resolve("file"), "x");

		ServiceException e = assertThrows(ServiceException.class, () -> Opened.open(file.resolve("data")));

		assertTrue(e.getMessage().contains(file.resolve("data").toString()), e.getMessage());
	}

	@Test
	void undoesEverythingWhenTheWorkThrows() throws Exception {
		try (Store store = Opened.open(temporary)) {
			ServiceException thrown = new ServiceException(Reason.NOT_FOUND, "no such thing");

			assertEquals(thrown, assertThrows(ServiceException.class, () -> store.write(tx -> {
				tx.servers().add("half", "test", Map.of("a", "b"), true, T);
				tx.settings().put("key", "value");
				tx.eventLog().append(List.of(new LogEntry(T, Severity.INFO, "source", "message")));
				throw thrown;
			})));
			assertThrows(IllegalStateException.class, () -> store.write(tx -> {
				tx.settings().put("key", "value");
				throw new IllegalStateException("a defect");
			}));

			assertEquals(List.of(), store.read(tx -> tx.servers().all()));
			assertEquals(Optional.empty(), store.read(tx -> tx.settings().get("key")));
			assertEquals(0L, store.<Long>read(tx -> tx.eventLog().count()));
		}
	}

	@Test
	void tellsWhenTheDatabaseRefuses() throws Exception {
		try (Store store = Opened.open(temporary)) {
			store.write(tx -> tx.servers().add("taken", "test", Map.of(), true, T));

			ServiceException e = assertThrows(ServiceException.class,
					() -> store.write(tx -> tx.servers().add("taken", "test", Map.of(), true, T)));

			assertEquals(Reason.UNAVAILABLE, e.reason());
			assertEquals(1, store.read(tx -> tx.servers().all()).size());
		}
	}

	@Test
	void writesNothingInATransactionThatReads() throws Exception {
		try (Store store = Opened.open(temporary)) {
			assertThrows(IllegalStateException.class,
					() -> store.read(tx -> tx.servers().add("x", "test", Map.of(), true, T)));
			assertThrows(IllegalStateException.class, () -> store.read(tx -> {
				tx.settings().put("a", "b");
				return null;
			}));
			assertThrows(IllegalStateException.class, () -> store.read(tx -> {
				tx.sessions().put(List.of());
				return null;
			}));
			assertThrows(IllegalStateException.class, () -> store.read(tx -> {
				tx.facts().accounts().add(new FactUnit(1, org.lictor.spi.Evidence.Origin.FILE), List.of());
				return null;
			}));
			assertThrows(IllegalStateException.class,
					() -> store.read(tx -> tx.agentEvidence().append(1, List.of())));
			assertThrows(IllegalStateException.class, () -> store.read(tx -> {
				tx.eventLog().append(List.of());
				return null;
			}));
			assertThrows(IllegalStateException.class,
					() -> store.read(tx -> tx.sourceEvidence().breakRuns(1)));
		}
	}

	@Test
	void refusesATransactionWithinATransaction() throws Exception {
		try (Store store = Opened.open(temporary)) {
			assertThrows(IllegalStateException.class,
					() -> store.read(tx -> store.read(inner -> inner.servers().all())));
			assertThrows(IllegalStateException.class,
					() -> store.write(tx -> store.read(inner -> inner.servers().all())));
			assertThrows(IllegalStateException.class,
					() -> store.read(tx -> store.write(inner -> inner.servers().all())));
			assertEquals(List.of(), store.read(tx -> tx.servers().all()));
		}
	}

	@Test
	void textsComeBackAsTheyWereWhateverIsInThem() throws Exception {
		String odd = "nul \0 half \uD83D of a pair \uDE00, whole \uD83D\uDE00, private \uE000 and \uE0000000 end\0";
		try (Store store = Opened.open(temporary)) {
			store.write(tx -> {
				tx.settings().put("k", odd);
				tx.servers().add("a", "test", Map.of("s", "nul \0"), true, T);
				tx.agents().add(odd, "hash", odd, "linux", "1", T);
				tx.eventLog().append(List.of(new LogEntry(T, Severity.INFO, "s", odd)));
				return null;
			});
			assertEquals(Optional.of(odd), store.read(tx -> tx.settings().get("k")));
			assertEquals(Map.of("s", "nul \uFFFD"), store.read(tx -> tx.servers().all()).getFirst().settings());
			assertEquals(odd, store.read(tx -> tx.agents().byInstallation(odd)).orElseThrow().host());
			assertEquals(Optional.empty(), store.read(tx -> tx.agents().byInstallation("\0")));
			assertEquals(odd, store.read(tx -> tx.eventLog().newest(Optional.empty(), Optional.empty(), 1)).getFirst().message());
		}
	}

	@Test
	void seesWhatTheTransactionWroteItself() throws Exception {
		try (Store store = Opened.open(temporary)) {
			store.write(tx -> {
				StoredServer server = tx.servers().add("a", "test", Map.of(), true, T);
				assertEquals(Optional.of(server), tx.servers().byName("a"));
				tx.settings().put("k", "v");
				assertEquals(Map.of("k", "v"), tx.settings().all());
				return null;
			});
		}
	}

	@Test
	void readsAtOnceButNeverWhileSomebodyWrites() throws Exception {
		try (Store store = Opened.open(temporary)) {
			CountDownLatch bothRead = new CountDownLatch(2);
			Store.Work<Boolean> meet = tx -> {
				bothRead.countDown();
				try {
					return bothRead.await(30, TimeUnit.SECONDS);
				} catch (InterruptedException e) {
					throw new IllegalStateException(e);
				}
			};
			CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> unchecked(store, meet));
			assertTrue(unchecked(store, meet));
			assertTrue(other.get(30, TimeUnit.SECONDS));

			AtomicInteger writers = new AtomicInteger();
			List<CompletableFuture<Void>> all = new java.util.ArrayList<>();
			for (int n = 0; n < 8; n++) {
				all.add(CompletableFuture.runAsync(() -> {
					for (int times = 0; times < 20; times++) {
						try {
							store.write(tx -> {
								assertEquals(1, writers.incrementAndGet());
								long count = tx.settings().get("count").map(Long::valueOf).orElse(0L);
								tx.settings().put("count", String.valueOf(count + 1));
								writers.decrementAndGet();
								return null;
							});
							store.read(tx -> {
								assertEquals(0, writers.get());
								return tx.settings().all();
							});
						} catch (ServiceException e) {
							throw new IllegalStateException(e);
						}
					}
				}));
			}
			CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
			assertEquals(Optional.of("160"), store.read(tx -> tx.settings().get("count")));
		}
	}

	private static boolean unchecked(Store store, Store.Work<Boolean> work) {
		try {
			return store.read(work);
		} catch (ServiceException e) {
			throw new IllegalStateException(e);
		}
	}

	@Test
	void saysThatItIsClosed() throws Exception {
		Store store = Opened.open(temporary);
		store.close();
		store.close();

		ServiceException e = assertThrows(ServiceException.class, () -> store.read(tx -> tx.servers().all()));

		assertEquals(Reason.UNAVAILABLE, e.reason());
		assertFalse(Files.exists(temporary.resolve("db/db.lck")), "the database was shut down");
		assertFalse(Files.exists(temporary.resolve("lictor.lock.info")));
	}

	@Test
	void keepsDerbysLogInTheFolderOfLogs() throws Exception {
		assertTrue(System.getProperty("derby.stream.error.file", "").isEmpty()
				|| System.getProperty("derby.stream.error.file").contains("log"));
		try (Store store = Opened.open(temporary)) {
			assertTrue(Files.isDirectory(temporary.resolve("log")));
			assertFalse(Files.exists(Path.of("derby.log")));
			store.read(tx -> tx.servers().all());
		}
	}
}

package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.ACAD;
import static org.lictor.store.Opened.T;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.EmbeddedStore;
import org.lictor.store.internal.db.Schema;

/** Sessions of a folder in which each took twice the room. */
@Tag(TestDatabase.BOTH)
class SessionRowsMigrationTest {

	private static final int FORMER = 18;
	/** More than are copied at once. */
	private static final int MANY = 40_000;
	private static final SessionUnit MULTIPLIED = SessionUnit.agent(6);
	private static final long END = T.toEpochMilli() + 9_000;

	@TempDir
	Path temp;
	private Path folder;
	private long server;

	@BeforeEach
	void fill() throws Exception {
		folder = temp.resolve("folder");
		Files.createDirectories(folder);
		TestDatabase.prepare(folder);
		try (Store store = EmbeddedStore.open(folder, Schema.upTo(FORMER), InstantSource.fixed(T), Progress.NONE)) {
			server = store.write(tx -> tx.servers().add("old", "custom", Map.of(), true, T)).id();
		}
		TestDatabase.execute(folder, "INSERT INTO product VALUES (1, 'AutoCAD', '2024', 'NAMED_USER', 'ACD')",
				"INSERT INTO text_entry VALUES (1, 'host')", "INSERT INTO text_entry VALUES (2, 'ann')", "INSERT INTO text_entry VALUES (3, 'c1')",
				"INSERT INTO id_block VALUES ('product', 2)", "INSERT INTO id_block VALUES ('text_entry', 4)",
				"INSERT INTO id_block VALUES ('usage_session', 9)",
				// end, proven, licences, session of the system, input
				row(1, 1, 5, END, END, 1, 1, 3, "0, 0, 0, 0"), row(2, 1, 5, Long.MAX_VALUE, END - 1, 0, 1, 0, "60000, 5000, 2, " + END),
				row(3, 2, server, END, END - 2_000, 1, 4, 0, "0, 0, 0, 0"), row(4, 3, 2 * server + 1, END, END, 2, 0, 0, "0, 0, 0, 0"),
				row(5, 4, 5, END, END, 2, 1, 3, "0, 7, 0, 0"));
	}

	@AfterEach
	void drop() throws Exception {
		TestDatabase.drop(folder);
	}

	private String row(int id, int origin, long unit, long end, long proven, int kind, long licences, int osSession, String input) {
		return "INSERT INTO usage_session VALUES (" + String.join(", ", List.of(String.valueOf(id), String.valueOf(origin), String.valueOf(unit),
				String.valueOf(-id), String.valueOf(id), String.valueOf(server), "1, 1, 2", String.valueOf(licences),
				String.valueOf(T.toEpochMilli()), String.valueOf(proven), String.valueOf(end), String.valueOf(kind), "7", String.valueOf(osSession),
				input)) + ")";
	}

	private SessionFact fact(int id, SessionUnit unit, Optional<SessionFact.End> end, long proven, long licences, String osSession,
			SessionInput input) {
		return new SessionFact(unit, new UUID(-id, id), server, ACAD, "host", "ann", licences, T, Instant.ofEpochMilli(proven), end, 7,
				osSession, input);
	}

	private static Optional<SessionFact.End> end(boolean exact) {
		return Optional.of(new SessionFact.End(Instant.ofEpochMilli(END), exact));
	}

	private void check(Store store) throws ServiceException {
		SessionUnit agent = SessionUnit.agent(5);
		SessionUnit checkouts = SessionUnit.checkouts(server);
		SessionUnit vendor = new SessionUnit(SessionUnit.Origin.VENDOR, 2 * server + 1);
		SessionUnit files = SessionUnit.usageFiles(5);
		SessionFact open = fact(2, agent, Optional.empty(), END - 1, 1, "", new SessionInput(Duration.ofMinutes(1), Duration.ofSeconds(5),
				SessionInput.State.IDLE, Instant.ofEpochMilli(END)));
		List<Stored<SessionFact>> expected = List.of(new Stored<>(1, fact(1, agent, end(true), END, 1, "c1", SessionInput.NONE)), new Stored<>(2, open),
				new Stored<>(3, fact(3, checkouts, end(true), END - 2_000, 4, "", SessionInput.NONE)),
				new Stored<>(4, fact(4, vendor, end(false), END, 0, "", SessionInput.NONE)), new Stored<>(5, fact(5, files, end(false), END, 1, "c1",
						new SessionInput(Duration.ZERO, Duration.ofMillis(7), SessionInput.State.UNKNOWN, Instant.EPOCH))));

		assertEquals(List.of(agent, checkouts, vendor, files), store.read(tx -> tx.sessions().units()).stream().filter(unit -> !unit.equals(MULTIPLIED)).toList());
		assertEquals(expected, store.read(tx -> tx.sessions().byIds(List.of(1L, 2L, 3L, 4L, 5L, 99L))));
		for (Stored<SessionFact> each : expected) {
			assertEquals(Map.of(each.fact().key(), each.fact()),
					store.read(tx -> tx.sessions().byKeys(each.fact().unit(), List.of(each.fact().key()))));
		}
		assertEquals(List.of(2L), open(store));
		assertEquals(List.of(), store.read(tx -> tx.sessions().checkColumns()));
	}

	/** As a transaction sees them that writes. */
	private static List<Long> open(Store store) throws ServiceException {
		return store.write(tx -> {
			List<Long> open = new ArrayList<>();
			tx.sessions().stream(SessionFilter.ALL.open(), row -> open.add(row.id()));
			return open;
		});
	}

	/** Makes many more of the first, with greater numbers and other keys. */
	private void multiply() throws Exception {
		List<String> doubled = new ArrayList<>();
		doubled.add(row(100, 1, 6, END, END, 1, 1, 0, "0, 0, 0, 0"));
		for (int count = 1; count < MANY; count *= 2) {
			doubled.add("INSERT INTO usage_session SELECT id + " + count + ", origin, unit_id, key_high, key_low + " + count
					+ ", server_id, product_id, host, host_user, licences, start_at, proven_at, end_at, end_kind, evidence_id, os_session, "
					+ "input_idle, input_used, input_state, input_since FROM usage_session WHERE id >= 100 AND id < " + (100 + MANY - count));
		}
		doubled.add("UPDATE id_block SET next_id = " + (100 + MANY) + " WHERE block_name = 'usage_session'");
		TestDatabase.execute(folder, doubled.toArray(String[]::new));
	}

	@Test
	void sessionsAreWhatTheyWere() throws Exception {
		try (Store store = Opened.open(folder)) {
			check(store);
			assertEquals(6, store.<Integer>write(tx -> {
				tx.sessions().put(List.of(fact(6, SessionUnit.agent(5), end(true), END, 1, "", SessionInput.NONE)));
				return tx.sessions().units().size() + tx.sessions().of(SessionUnit.agent(5)).size() - 1;
			}));
			assertEquals(1, store.read(tx -> tx.sessions().byIds(List.of(9L))).size(), "new ones have new numbers");
		}
	}

	@Test
	void aBackupOfThatTimeIsRestored() throws Exception {
		Path file = temp.resolve("b.zip");
		try (Store store = EmbeddedStore.open(folder, Schema.upTo(FORMER), InstantSource.fixed(T), Progress.NONE)) {
			store.backup(new BackupOrder(file, T, "1", notes -> Map.of()), Progress.NONE);
		}
		Path restored = temp.resolve("restored");
		Stores.restore(file, restored, BackupCase.database(), InstantSource.fixed(T), Progress.NONE);
		try (Store store = Opened.open(restored)) {
			check(store);
		}
		TestDatabase.drop(restored);
	}

	@Test
	void tellsHowFarItIsAndBeginsAgainAfterItWasCalledOff() throws Exception {
		multiply();
		long[] copied = { 0, 0 };
		Progress impatient = new Progress() {

			private boolean sessions;

			@Override
			public void begin(String task, long total) {
				sessions = task.contains("sessions");
				copied[1] = sessions ? total : copied[1];
			}

			@Override
			public void worked(long units) {
				copied[0] += sessions ? units : 0;
			}

			@Override
			public boolean cancelled() {
				return copied[0] > 0;
			}
		};

		ServiceException e = assertThrows(ServiceException.class,
				() -> EmbeddedStore.open(folder, Schema.current(), InstantSource.fixed(T), impatient));

		assertEquals(Reason.CANCELLED, e.reason());
		assertEquals(MANY + 5, copied[1]);
		assertTrue(copied[0] < MANY, copied[0] + " were copied");
		all();
	}

	@Test
	void beginsAgainAfterAKillInTheMiddle() throws Exception {
		multiply();
		try (OtherProcess other = OtherProcess.migrating(folder)) {
			assertEquals(Optional.of("in the middle"), other.line());
			other.kill();
		}
		all();
	}

	/** The sessions are all there. */
	private void all() throws Exception {
		try (Store store = open()) {
			check(store);
			assertEquals(MANY, store.read(tx -> tx.sessions().of(MULTIPLIED)).size());
			assertEquals(MANY + 4, store.read(tx -> tx.sessions().endedBefore(T.plusSeconds(60), Integer.MAX_VALUE)).size());
		}
	}

	/** A server of databases takes a moment to see that a process is gone. */
	private Store open() throws Exception {
		Instant deadline = Instant.now().plusSeconds(30);
		while (true) {
			try {
				return Opened.open(folder);
			} catch (ServiceException e) {
				if (e.reason() != Reason.IN_USE || Instant.now().isAfter(deadline)) {
					throw e;
				}
			}
		}
	}
}

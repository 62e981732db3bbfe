package org.lictor.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.store.Opened;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionInput;
import org.lictor.store.SessionRow;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.TestDatabase;
import org.lictor.store.Transaction;
import org.lictor.store.internal.db.Schema;
import org.lictor.store.internal.segments.SessionSegments;

/** Sessions read from columns are those of the database, whatever happened to the sessions and to the files. */
class SegmentsTest {

	private static final Instant YEAR = Instant.parse("2025-12-20T00:00:00Z");
	private static final SessionSegments.Limits SMALL = new SessionSegments.Limits(20, 15, 0);

	/** All that a session shows. */
	private record Shown(long id, long server, SessionUnit.Origin origin, long agent, int host, int hostUser,
			int osSession, int product, long licences, long start, long lastProven, boolean ended, long end,
			boolean endExact, long inputIdle, long inputUsed, SessionInput.State inputState, long inputSince) {

		static Shown of(SessionRow row) {
			return new Shown(row.id(), row.server(), row.origin(), row.agent(), row.host(), row.hostUser(),
					row.osSession(), row.product(), row.licences(), row.start(), row.lastProven(), row.ended(), row.end(),
					row.endExact(), row.inputIdle(), row.inputUsed(), row.inputState(), row.inputSince());
		}
	}

	private Path folder;
	private Store store;
	private long[] servers;

	@BeforeEach
	void open() throws Exception {
		folder = Files.createTempDirectory("lictor-segments-test");
		TestDatabase.prepare(folder);
		store = opened();
		servers = new long[] { server("a"), server("b") };
	}

	@AfterEach
	void close() throws IOException {
		store.close();
		Opened.delete(folder);
	}

	private Store opened() throws ServiceException {
		return EmbeddedStore.open(folder, Schema.current(), InstantSource.fixed(Opened.T), SMALL, Progress.NONE);
	}

	private long server(String name) throws ServiceException {
		return store.write(tx -> tx.servers().add(name, "test", Map.of(), true, Opened.T)).id();
	}

	private static List<Shown> rows(Transaction transaction, SessionFilter filter) {
		List<Shown> rows = new ArrayList<>();
		transaction.sessions().stream(filter, row -> rows.add(Shown.of(row)));
		return rows;
	}

	/** What the database itself says, asked in a transaction that might write. */
	private void assertAsInTheDatabase(Random random) throws ServiceException {
		Instant from = YEAR.plus(Duration.ofHours(random.nextInt(40 * 24)));
		List<SessionFilter> filters = List.of(SessionFilter.ALL, SessionFilter.ALL.open(),
				SessionFilter.ALL.server(servers[1]), SessionFilter.ALL.product("AutoCAD"),
				SessionFilter.ALL.product("no such thing"), SessionFilter.ALL.endingAfter(from),
				SessionFilter.ALL.between(from, from.plus(Duration.ofHours(30))),
				SessionFilter.ALL.product("Maya").between(from, from.plusMillis(1)), SessionFilter.ALL.newest(),
				SessionFilter.ALL.newest(1), SessionFilter.ALL.newest(7), SessionFilter.ALL.product("AutoCAD").newest(5),
				SessionFilter.ALL.between(from, from.plus(Duration.ofDays(9))).newest(4),
				SessionFilter.ALL.open().newest(3), SessionFilter.ALL.only(row -> row.start() % 3 == 0),
				SessionFilter.ALL.only(row -> row.start() % 3 == 0).newest(4),
				SessionFilter.ALL.product("Maya").only(row -> row.id() % 2 == 0).newest(),
				SessionFilter.ALL.users((server, user) -> user % 5 == 0 && server == servers[0]),
				SessionFilter.ALL.between(from, from.plus(Duration.ofDays(9))).users((server, user) -> user % 2 == 0).newest(),
				SessionFilter.ALL.users((server, user) -> user % 3 == 0).only(row -> row.id() % 2 == 0).newest(4));
		for (SessionFilter filter : filters) {
			List<Shown> wanted = store.write(tx -> rows(tx, filter));
			List<Shown> found = store.read(tx -> rows(tx, filter));
			if (filter.newestFirst()) {
				assertEquals(wanted, found, filter.toString());
			} else {
				assertByNameAndStart(found);
				List<List<Shown>> swept = swept(filter);
				for (List<Shown> one : swept) {
					assertByNameAndStart(one);
				}
				assertEquals(found.stream().sorted(Comparator.comparing(Shown::id)).toList(),
						swept.stream().flatMap(List::stream).sorted(Comparator.comparing(Shown::id)).toList(), filter.toString());
				wanted.sort(Comparator.comparing(Shown::id));
				List<Shown> sorted = new ArrayList<>(found);
				sorted.sort(Comparator.comparing(Shown::id));
				assertEquals(wanted, sorted, filter.toString());
			}
		}
		SessionFilter five = new SessionFilter(SessionFilter.ALL.server(), Optional.empty(), Optional.empty(),
				Optional.empty(), false, false, OptionalInt.of(5));
		long all = store.<Long>write(tx -> tx.sessions().count(SessionFilter.ALL));
		long even = store.<Long>read(tx -> tx.sessions().count(SessionFilter.ALL.only(row -> row.id() % 2 == 0)));
		assertEquals(all, even + store.<Long>write(tx -> tx.sessions().count(SessionFilter.ALL.only(row -> row.id() % 2 != 0))));
		assertEquals(Math.min(5, all), store.read(tx -> rows(tx, five)).size());
		SessionFilter some = SessionFilter.ALL.users((server, user) -> user % 2 == 0);
		assertEquals(store.read(tx -> rows(tx, some)).size(), store.<Long>read(tx -> tx.sessions().count(some)));
		assertFirstTold();
		assertEquals(List.of(), store.read(tx -> tx.sessions().checkColumns()));
	}

	/** What each of three visitors gets. */
	private List<List<Shown>> swept(SessionFilter filter) throws ServiceException {
		List<List<Shown>> swept = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		store.read(tx -> {
			tx.sessions().sweep(filter, swept.stream().<Predicate<SessionRow>>map(one -> row -> one.add(Shown.of(row))).toList());
			return true;
		});
		Set<String> names = new HashSet<>();
		store.read(tx -> {
			for (List<Shown> one : swept) {
				Set<String> here = new HashSet<>();
				one.forEach(row -> here.add(tx.dictionary().product(row.product).name()));
				here.forEach(name -> assertTrue(names.add(name), name + " goes to two visitors"));
			}
			return true;
		});
		return swept;
	}

	private void assertByNameAndStart(List<Shown> rows) throws ServiceException {
		Map<Integer, String> names = new HashMap<>();
		store.read(tx -> {
			rows.forEach(row -> names.computeIfAbsent(row.product, number -> tx.dictionary().product(number).name()));
			return true;
		});
		Set<String> over = new HashSet<>();
		for (int index = 1; index < rows.size(); index++) {
			String before = names.get(rows.get(index - 1).product);
			String name = names.get(rows.get(index).product);
			if (before.equals(name)) {
				assertTrue(rows.get(index - 1).start <= rows.get(index).start);
			} else {
				over.add(before);
				assertFalse(over.contains(name), name + " comes twice");
			}
		}
	}

	private void assertFirstTold() throws ServiceException {
		Map<String, Long> wanted = new TreeMap<>();
		store.write(tx -> {
			rows(tx, SessionFilter.ALL).stream().filter(row -> row.agent != 0).forEach(row -> wanted
					.merge(row.server + " " + tx.dictionary().product(row.product).name(), row.start, Math::min));
			return true;
		});
		Map<String, Long> found = new TreeMap<>();
		store.read(tx -> {
			tx.sessions().firstTold((server, product, start) -> found.merge(
					server + " " + tx.dictionary().product(product).name(), start.toEpochMilli(), Math::min));
			return true;
		});
		assertEquals(wanted, found);
	}

	private SessionFact session(Random random, UUID key) {
		Instant start = YEAR.plusMillis(random.nextLong(Duration.ofDays(40).toMillis()));
		Instant end = start.plusMillis(random.nextInt(10) == 0 ? random.nextLong(Duration.ofDays(60).toMillis())
				: random.nextLong(Duration.ofHours(9).toMillis()));
		boolean open = random.nextInt(4) == 0;
		SessionUnit.Origin origin = SessionUnit.Origin.values()[random.nextInt(4)];
		SessionInput input = random.nextInt(5) > 0 ? SessionInput.NONE
				: new SessionInput(Duration.ofMinutes(random.nextInt(90)), Duration.ofMinutes(random.nextInt(90)),
						SessionInput.State.values()[random.nextInt(3)], end);
		return new SessionFact(new SessionUnit(origin, 1 + random.nextInt(3)), key, servers[random.nextInt(2)],
				new Product(random.nextBoolean() ? "AutoCAD" : "Maya", "202" + random.nextInt(4), LicenceType.NAMED_USER, ""),
				random.nextInt(9) == 0 ? "" : "host" + random.nextInt(30), "user" + random.nextInt(300),
				1 + random.nextInt(3), start, open ? end : end.minusMillis(random.nextInt(3)),
				open ? Optional.empty() : Optional.of(new SessionFact.End(end, random.nextBoolean())), random.nextInt(1000),
				random.nextBoolean() ? "" : "c" + random.nextInt(9), input);
	}

	/** Each step does something to sessions or files as it comes. */
	@Test
	@Tag(TestDatabase.BOTH)
	void showTheSameAsTheDatabaseWhateverItIs() throws Exception {
		showTheSameAsTheDatabaseWhateverHappens(6);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void showTheSameAsTheDatabaseWhateverHappens(long seed) throws Exception {
		Random random = new Random(seed);
		Map<UUID, SessionFact> stand = new HashMap<>();
		for (int step = 0; step < 40; step++) {
			List<SessionFact> put = new ArrayList<>();
			int added = random.nextInt(30);
			for (int index = 0; index < added; index++) {
				put.add(session(random, new UUID(seed, random.nextLong())));
			}
			List<UUID> keys = new ArrayList<>(stand.keySet());
			for (int index = 0; index < keys.size() && index < random.nextInt(12); index++) {
				SessionFact before = stand.get(keys.get(random.nextInt(keys.size())));
				SessionFact other = session(random, before.key());
				if (put.stream().noneMatch(each -> each.key().equals(before.key()))) {
					put.add(new SessionFact(before.unit(), before.key(), other.server(), other.product(), other.host(),
							other.hostUser(), other.licences(), other.start(), other.lastProven(), other.end(), 0,
							other.osSession(), other.input()));
				}
			}
			SessionUnit unit = new SessionUnit(SessionUnit.Origin.AGENT, 1);
			List<UUID> gone = keys.stream().filter(key -> stand.get(key).unit().equals(unit))
					.filter(key -> random.nextInt(6) == 0).toList();
			store.write(tx -> {
				tx.sessions().remove(unit, gone);
				tx.sessions().put(put);
				return true;
			});
			gone.forEach(stand::remove);
			put.forEach(each -> stand.put(each.key(), each));
			if (random.nextInt(4) == 0) {
				assertUndone(random);
			}
			if (random.nextInt(3) == 0) {
				store.close();
				spoil(random);
				store = opened();
			}
			if (random.nextInt(2) == 0) {
				assertAsInTheDatabase(random);
			}
		}
		assertAsInTheDatabase(random);
		store.write(tx -> {
			tx.servers().remove(servers[1]);
			return true;
		});
		assertAsInTheDatabase(random);
		assertTrue(files().size() > 1, "there are files for several months");
	}

	/** What a transaction does that is undone is never seen. */
	private void assertUndone(Random random) {
		try {
			store.write(tx -> {
				tx.sessions().put(List.of(session(random, new UUID(0, random.nextLong()))));
				throw new ServiceException(ServiceException.Reason.INVALID, "undone");
			});
		} catch (ServiceException e) {
			assertEquals("undone", e.getMessage());
		}
	}

	private List<Path> files() throws IOException {
		if (!Files.isDirectory(folder.resolve("segments"))) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(folder.resolve("segments"))) {
			return files.filter(file -> file.toString().endsWith(".sessions")).sorted().toList();
		}
	}

	private void spoil(Random random) throws IOException {
		List<Path> files = files();
		if (files.isEmpty()) {
			return;
		}
		Path file = files.get(random.nextInt(files.size()));
		switch (random.nextInt(6)) {
		case 0 -> Files.delete(file);
		case 1 -> Files.write(file, new byte[random.nextInt(100)]);
		case 2 -> {
			byte[] bytes = Files.readAllBytes(file);
			bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
			Files.write(file, bytes);
		}
		case 3 -> Files.deleteIfExists(folder.resolve("segments/list"));
		case 4 -> Files.writeString(folder.resolve("segments/list"), "7 7\n");
		default -> {
			// nothing: mostly a start finds what the last one left
		}
		}
	}

	@Test
	@Tag(TestDatabase.BOTH)
	void anOlderDatabaseIsNotReadFromNewerFiles() throws Exception {
		Random random = new Random(9);
		put(random, 50);
		store.close();
		try (TestDatabase.Earlier earlier = TestDatabase.keep(folder)) {
			store = opened();
			put(random, 50);
			assertAsInTheDatabase(random);
			store.close();
			earlier.restore();
			store = opened();
			// so many that numbers of sessions are greater than before, when the first one reads
			put(random, 60);
			assertEquals(110, store.read(tx -> rows(tx, SessionFilter.ALL)).size());
			assertAsInTheDatabase(random);
		}
	}

	private void put(Random random, int count) throws ServiceException {
		List<SessionFact> sessions = new ArrayList<>();
		for (int index = 0; index < count; index++) {
			sessions.add(session(random, new UUID(1, random.nextLong())));
		}
		store.write(tx -> {
			tx.sessions().put(sessions);
			return true;
		});
	}

	@Test
	void aChangeThatIsHeldInFilesIsNotWrittenDownForEver() throws Exception {
		Random random = new Random(3);
		put(random, 60);
		store.read(tx -> rows(tx, SessionFilter.ALL));
		List<Stored<SessionFact>> all = new ArrayList<>();
		for (int round = 0; round < 12; round++) {
			int minutes = round;
			store.write(tx -> {
				all.clear();
				tx.sessions().units().forEach(unit -> all.addAll(tx.sessions().of(unit)));
				tx.sessions().put(all.stream().map(each -> longer(each.fact(), minutes + 1)).toList());
				return true;
			});
			assertAsInTheDatabase(random);
		}
		assertTrue(changes() < 200, () -> "720 sessions changed, some 60 a time");
	}

	@Test
	@Tag(TestDatabase.BOTH)
	void namesSessionsThatTheDatabaseHasOtherwise() throws Exception {
		Random random = new Random(4);
		put(random, 90);
		long[] ids = store.read(tx -> rows(tx, SessionFilter.ALL)).stream().filter(Shown::ended).mapToLong(Shown::id).sorted()
				.toArray();
		store.close();
		TestDatabase.execute(folder, "UPDATE usage_session SET licences = licences + 1 WHERE id = " + ids[2],
				"DELETE FROM usage_session WHERE id = " + ids[5]);
		store = opened();
		assertEquals(
				List.of("Session " + ids[2] + " differs in the columns from the database.",
						"Session " + ids[5] + " is in the columns and does not stand in the database."),
				store.read(tx -> tx.sessions().checkColumns()));
		store.write(tx -> {
			tx.sessions().remakeColumns();
			return true;
		});
		assertAsInTheDatabase(random);
	}

	private static SessionFact longer(SessionFact fact, int minutes) {
		Instant end = fact.lastProven().plus(Duration.ofMinutes(minutes));
		return new SessionFact(fact.unit(), fact.key(), fact.server(), fact.product(), fact.host(), fact.hostUser(),
				fact.licences(), fact.start(), end, Optional.of(new SessionFact.End(end, true)), fact.evidence(),
				fact.osSession(), fact.input());
	}

	private long changes() throws Exception {
		store.close();
		try {
			return TestDatabase.in(folder, connection -> {
				try (var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM session_change")) {
					rows.next();
					return rows.getLong(1);
				}
			});
		} finally {
			store = opened();
		}
	}
}

package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.query.Whose;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionRow;
import org.lictor.store.SessionStore;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.StoredReportGroup;
import org.lictor.store.Stores;
import org.lictor.store.Transaction;

/** Figures that several threads count are those that one counts alone. */
class SweepTest {

	private static final Instant BEGIN = Instant.parse("2026-01-10T00:00:00Z");
	private static final Instant NOW = BEGIN.plus(Duration.ofDays(50));
	private static final int SESSIONS = 6_000;
	private static final int PRODUCTS = 30;
	private static final List<String> GROUPS = List.of("Some", "Machines", "Parts");

	@TempDir
	private Path folder;

	private Store open() throws ServiceException {
		return Stores.open(folder, InstantSource.fixed(NOW), Progress.NONE);
	}

	/** The same store, of which several threads share the names of products however few sessions there are. */
	private static Store together(Store store) {
		return instead(Store.class, store, "read", words -> store.read(
				tx -> ((Store.Work<?>) words[0]).in(instead(Transaction.class, tx, "sessions", none -> instead(SessionStore.class, tx.sessions(), "sweep",
						sweep -> share(tx, (SessionFilter) sweep[0], (List<?>) sweep[1]))))));
	}

	/** What answers a method otherwise than it does. */
	private interface Answer {

		Object to(Object[] words) throws Exception;
	}

	private static <T> T instead(Class<T> type, T of, String name, Answer answer) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, words) -> {
			if (method.getName().equals(name)) {
				return answer.to(words);
			}
			try {
				return method.invoke(of, words);
			} catch (InvocationTargetException e) {
				throw e.getCause();
			}
		}));
	}

	/** Several threads take turns with the names of products. */
	private static Object share(Transaction tx, SessionFilter filter, List<?> visitors) throws Exception {
		assertTrue(visitors.size() > 1, "several threads may work");
		List<String> names = filter.product().map(List::of)
				.orElseGet(() -> tx.dictionary().products().stream().map(Product::name).distinct().toList());
		// has the columns up to date before others ask
		tx.sessions().stream(filter.product("nothing of this name"), row -> true);
		try (ExecutorService threads = Executors.newFixedThreadPool(visitors.size())) {
			List<Future<?>> all = new ArrayList<>();
			for (int visitor = 0; visitor < visitors.size(); visitor++) {
				int first = visitor;
				all.add(threads.submit(() -> {
					for (int name = first; name < names.size(); name += visitors.size()) {
						tx.sessions().stream(filter.product(names.get(name)), visitor(visitors.get(first)));
					}
				}));
			}
			for (Future<?> each : all) {
				each.get();
			}
		}
		return null;
	}

	@SuppressWarnings("unchecked")
	private static Predicate<SessionRow> visitor(Object visitor) {
		return (Predicate<SessionRow>) visitor;
	}

	private static StoreQueries queries(Store store) {
		return new StoreQueries(store, InstantSource.fixed(NOW), type -> type, key -> "", () -> Duration.ofMinutes(10));
	}

	private static StoredReportGroup group(String name, String kind, StoredReportGroup.Member... members) {
		return new StoredReportGroup(name, kind, List.of(members));
	}

	private static StoredReportGroup.Member member(String name) {
		return new StoredReportGroup.Member(name, Optional.empty(), Optional.empty());
	}

	private void fill(Random random) throws ServiceException {
		try (Store store = open()) {
			store.write(tx -> {
				long[] servers = { tx.servers().add("a", "test", Map.of(), true, BEGIN).id(), tx.servers().add("b", "test", Map.of(), true, BEGIN).id() };
				SessionUnit[] units = { SessionUnit.agent(tx.agents().add("i", "0", "h", "linux", "1", BEGIN).id()),
						new SessionUnit(SessionUnit.Origin.CHECKOUT, servers[0]), new SessionUnit(SessionUnit.Origin.USAGE_FILES, 1) };
				List<SessionFact> sessions = new ArrayList<>();
				for (int session = 0; session < SESSIONS; session++) {
					Instant start = BEGIN.plusMillis(random.nextLong(Duration.ofDays(50).toMillis()));
					Instant end = start.plusMillis(random.nextLong(Duration.ofHours(20).toMillis()));
					int product = random.nextInt(PRODUCTS);
					sessions.add(new SessionFact(units[random.nextInt(units.length)], new UUID(1, session), servers[random.nextInt(2)],
							new Product("P" + product, "202" + random.nextInt(3), LicenceType.NAMED_USER, ""), "host" + random.nextInt(20),
							(random.nextBoolean() ? "ACME\\" : "") + "user" + random.nextInt(60), 1, start, end,
							random.nextInt(20) == 0 ? Optional.empty() : Optional.of(new SessionFact.End(end, random.nextBoolean())), 1));
				}
				tx.sessions().put(sessions);
				tx.reportGroups().put(group("Some", "USERS", member("user1*"),
						new StoredReportGroup.Member("user2*", Optional.of(BEGIN.plus(Duration.ofDays(9))), Optional.of(BEGIN.plus(Duration.ofDays(30))))));
				tx.reportGroups().put(group("Machines", "HOSTS", member("host1*")));
				tx.reportGroups().put(group("Parts", "PRODUCTS", member("P2*")));
				return true;
			});
		}
	}

	private static List<Query> questions() {
		List<Query> questions = new ArrayList<>();
		for (String report : List.of(Queries.USAGE_HISTORY, Queries.UTILISATION, Queries.PEAK_FORECAST, Queries.PEAK_SESSIONS)) {
			List<Whose> whose = new ArrayList<>(List.of(Whose.ALL, Whose.user("user7"), Whose.host("HOST3")));
			GROUPS.forEach(name -> whose.add(Whose.group(name)));
			for (Whose each : whose) {
				Query query = Query.of(report, ZoneId.of("Europe/Berlin")).between(BEGIN, NOW.plus(Duration.ofDays(2))).whose(each);
				questions.add(report.equals(Queries.USAGE_HISTORY) ? query.by(Granularity.DAY) : query);
			}
		}
		questions.add(Query.of(Queries.USAGE_HISTORY, ZoneId.of("Europe/Berlin")).between(BEGIN.plus(Duration.ofDays(3)), BEGIN.plus(Duration.ofDays(20)))
				.by(Granularity.HOUR));
		return questions;
	}

	@Test
	void areThoseThatOneThreadCounts() throws Exception {
		fill(new Random(3));
		List<List<List<Object>>> alone = new ArrayList<>();
		List<List<String>> notes = new ArrayList<>();
		try (Store store = open()) {
			for (Query question : questions()) {
				ResultTable table = queries(store).run(question, Progress.NONE);
				alone.add(Tables.rows(table));
				notes.add(table.notes());
				assertTrue(table.rowCount() > 0, question::toString);
			}
		}
		try (Store store = open()) {
			for (int question = 0; question < alone.size(); question++) {
				Query asked = questions().get(question);
				ResultTable together = queries(together(store)).run(asked, Progress.NONE);
				assertEquals(alone.get(question), Tables.rows(together), asked::toString);
				assertEquals(notes.get(question), together.notes(), asked::toString);
			}
		}
	}

	@Test
	void canBeCalledOff() throws Exception {
		fill(new Random(4));
		AtomicLong seen = new AtomicLong();
		Progress impatient = new Progress() {
			@Override
			public void begin(String task, long total) {
				// nothing to show
			}

			@Override
			public void worked(long units) {
				seen.addAndGet(units);
			}

			@Override
			public boolean cancelled() {
				return seen.get() > 0;
			}
		};
		try (Store store = open()) {
			ServiceException e = assertThrows(ServiceException.class, () -> queries(store).run(Query.of(Queries.USAGE_HISTORY, ZoneId.of("UTC"))
					.between(BEGIN, NOW).by(Granularity.DAY), impatient));
			assertEquals(ServiceException.Reason.CANCELLED, e.reason());
		}
	}

	@Test
	void areReadCellByCell() throws Exception {
		fill(new Random(5));
		try (Store store = open()) {
			ResultTable table = queries(store).run(Query.of(Queries.USAGE_HISTORY, ZoneId.of("UTC")).between(BEGIN.minus(Duration.ofDays(2)), NOW)
					.by(Granularity.DAY), Progress.NONE);
			assertEquals(2 * PRODUCTS * 52, table.rowCount());
			for (int row = 0; row < table.rowCount(); row++) {
				for (int column = 0; column < table.columns().size(); column++) {
					Object value = table.value(row, column);
					assertTrue(value == Unknown.UNKNOWN || table.columns().get(column).type().valueClass().isInstance(value), () -> value.toString());
				}
				assertEquals(row % 52 < 2, table.value(row, "used_min") == Unknown.UNKNOWN, "nothing was known before the first session");
			}
			assertThrows(IndexOutOfBoundsException.class, () -> table.value(table.rowCount(), 0));
			assertThrows(IndexOutOfBoundsException.class, () -> table.value(-1, 0));
			assertThrows(IndexOutOfBoundsException.class, () -> table.value(0, 7));
			assertThrows(IndexOutOfBoundsException.class, () -> table.value(0, -1));
		}
	}
}

package org.lictor.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.lictor.core.internal.reports.StoreQueries;
import org.lictor.model.Account;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.spi.Evidence;
import org.lictor.store.AccountFact;
import org.lictor.store.AssignmentFact;
import org.lictor.store.FactUnit;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stores;
import org.lictor.store.UsageDayFact;

/**
 * People as a company has them: each with a host, some products that are assigned, of which most are used on days of work, and
 * most of these uses counted by the vendor too. How long it takes to reconcile a month of all of them, and until a session of
 * which a host tells late stands in the figures.
 */
final class PeopleBenchmark {

	private static final int SESSIONS = Integer.getInteger("lictor.store.sessions", 1_000_000);
	private static final int PRODUCTS = Integer.getInteger("lictor.store.products", 20);
	private static final int PEOPLE = Integer.getInteger("lictor.store.users", 2_000);
	/** Of a person. */
	private static final int ASSIGNED = 6;
	private static final int USED = 4;
	/** Of 100 uses the vendor does not count so many, as when a host is offline. */
	private static final int NOT_COUNTED = 3;
	private static final int BATCH = 10_000;
	private static final int ROUNDS = 5;
	private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
	private static final LocalDate FIRST = LocalDate.parse("2025-01-01");
	private static final LocalDate END = LocalDate.parse("2026-01-01");
	private static final LocalDate MONTH = LocalDate.parse("2025-06-01");
	private static final LocalDate AFTER_MONTH = LocalDate.parse("2025-07-01");
	private static final Duration LATE = Duration.ofMinutes(90);

	private final KeptStore kept;
	private final Path folder;
	private final List<Product> products = new ArrayList<>();
	private long server;
	private long agent;

	PeopleBenchmark(Bench bench) {
		this.kept = new KeptStore(bench, "people-" + SESSIONS + "-" + PRODUCTS + "-" + PEOPLE);
		this.folder = kept.folder();
		for (int product = 0; product < PRODUCTS; product++) {
			products.add(new Product("Product " + product, "2025", LicenceType.NAMED_USER, ""));
		}
	}

	List<Figure> run() {
		try {
			kept.fill(this::fill);
			columns();
			List<Double> reconciliation = new ArrayList<>();
			List<Double> counts = new ArrayList<>();
			List<Double> bare = new ArrayList<>();
			List<Double> late = new ArrayList<>();
			List<Double> before = new ArrayList<>();
			try (Store store = Stores.open(folder, InstantSource.system(), Progress.NONE)) {
				StoreQueries queries = new StoreQueries(store, InstantSource.fixed(instant(END)), type -> type, key -> "",
						() -> Duration.ofMinutes(10));
				for (int round = 0; round < ROUNDS; round++) {
					reconciliation.add(time(() -> queries.run(month(Queries.RECONCILIATION), Progress.NONE).rowCount()));
					counts.add(time(() -> queries.run(month(Queries.RECONCILIATION_COUNTS), Progress.NONE).rowCount()));
					bare.add(time(() -> readMonth(store)));
				}
				for (int round = 0; round < ROUNDS; round++) {
					late(store, queries, round, late, before);
				}
			}
			String size = "%,d people, %,d products and %,d sessions of a year".formatted(PEOPLE, PRODUCTS, SESSIONS);
			String how = ROUNDS + " rounds in one Java, the first one cold, of a store of " + size + ", " + ASSIGNED + " products assigned to each";
			return List.of(
					new Figure("Reconciliation of a month, " + size, "ms", 5000, reconciliation, "reading the month's facts from the store", bare,
							how),
					new Figure("Its counts", "ms", 5000, counts, "reading the month's facts from the store", bare, how),
					new Figure("Until a session told late stands in the figures, " + size, "ms", 1000, late, "asking for the figures alone", before,
							"from its writing until the usage history of its product by hour for the year, utilisation, hours of people of that day "
									+ "and the sessions of that hour have it; " + ROUNDS + " rounds in one Java, after the others; it was months ago"));
		} catch (ServiceException | IOException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Lets the sessions be read into columns, as the first question would. */
	private void columns() throws ServiceException {
		long begin = System.nanoTime();
		try (Store store = Stores.open(folder, InstantSource.system(), Progress.NONE)) {
			readMonth(store);
			server = store.read(transaction -> transaction.servers().all()).getFirst().id();
			agent = store.read(transaction -> transaction.agents().all()).getFirst().id();
		}
		System.out.printf("Opening, and reading sessions into columns: %.0f ms%n", Bench.since(begin));
	}

	private interface Work {
		long run() throws ServiceException;
	}

	private static double time(Work work) throws ServiceException {
		long start = System.nanoTime();
		long rows = work.run();
		double time = Bench.since(start);
		if (rows == 0) {
			throw new AssertionError("there is no answer");
		}
		return time;
	}

	private static Query month(String report) {
		return Query.of(report, ZONE).between(instant(MONTH), instant(AFTER_MONTH));
	}

	private static Instant instant(LocalDate day) {
		return day.atStartOfDay(ZONE).toInstant();
	}

	/** All that a reconciliation reads, and nothing made of it. */
	private static long readMonth(Store store) throws ServiceException {
		long[] facts = new long[1];
		store.read(transaction -> {
			facts[0] += transaction.facts().assignments().all().size() + transaction.facts().accounts().all().size();
			transaction.facts().usageDays().days(OptionalLong.empty(), MONTH.minusDays(1), AFTER_MONTH, each -> facts[0]++);
			transaction.sessions().stream(SessionFilter.ALL.between(instant(MONTH.minusDays(1)), instant(AFTER_MONTH.plusDays(1))), row -> {
				facts[0]++;
				return true;
			});
			return true;
		});
		return facts[0];
	}

	// ---- a late session ------------------------------------------------------------------------------------------------

	private void late(Store store, StoreQueries queries, int round, List<Double> late, List<Double> before) throws ServiceException {
		Product product = products.get(round % PRODUCTS);
		Instant start = instant(MONTH).plus(Duration.ofHours(3 + 24L * round));
		long begin = System.nanoTime();
		long standing = figures(queries, product, start);
		before.add(Bench.since(begin));
		begin = System.nanoTime();
		Instant end = start.plus(LATE);
		store.write(transaction -> {
			transaction.sessions().put(List.of(new SessionFact(SessionUnit.agent(agent), UUID.randomUUID(), server, product, "host late",
					"late " + UUID.randomUUID(), 1, start, end, Optional.of(new SessionFact.End(end, true)), 1)));
			return true;
		});
		long now = figures(queries, product, start);
		late.add(Bench.since(begin));
		if (now != standing + LATE.toMinutes() + 1) {
			throw new AssertionError("the session of " + start + " is not in the figures: " + standing + ", then " + now);
		}
	}

	/** @return minutes of use of the day plus sessions of the hour */
	private static long figures(StoreQueries queries, Product product, Instant at) throws ServiceException {
		ResultTable history = queries.run(year(Queries.USAGE_HISTORY, product).by(Granularity.HOUR), Progress.NONE);
		ResultTable utilisation = queries.run(year(Queries.UTILISATION, product), Progress.NONE);
		ResultTable hours = queries.run(Query.of(Queries.USER_HOURS, ZONE).between(at.minus(Duration.ofHours(3)), at.plus(Duration.ofHours(21)))
				.product(product.name()), Progress.NONE);
		ResultTable sessions = queries.run(Query.of(Queries.SESSIONS, ZONE).between(at, at.plus(Duration.ofHours(1))).product(product.name()),
				Progress.NONE);
		if (history.rowCount() == 0 || utilisation.rowCount() == 0) {
			throw new AssertionError("there is no answer");
		}
		double minutes = 0;
		for (int row = 0; row < hours.rowCount(); row++) {
			minutes += ((Number) hours.value(row, "hours")).doubleValue() * 60;
		}
		return Math.round(minutes) + sessions.rowCount();
	}

	private static Query year(String report, Product product) {
		return Query.of(report, ZONE).between(instant(FIRST), instant(END)).product(product.name());
	}

	// ---- the company ---------------------------------------------------------------------------------------------------

	private void fill(Path filling) throws ServiceException {
		long begin = System.nanoTime();
		Random random = new Random(1);
		List<int[]> own = new ArrayList<>();
		for (int person = 0; person < PEOPLE; person++) {
			Set<Integer> numbers = new LinkedHashSet<>();
			while (numbers.size() < Math.min(ASSIGNED, PRODUCTS)) {
				numbers.add(random.nextInt(PRODUCTS));
			}
			own.add(numbers.stream().mapToInt(Integer::intValue).toArray());
		}
		List<LocalDate> days = FIRST.datesUntil(END).filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0).toList();
		try (Store store = Stores.open(filling, InstantSource.system(), Progress.NONE)) {
			server = store.write(transaction -> transaction.servers().add("Benchmark", "custom", Map.of(), true, instant(FIRST)).id());
			FactUnit unit = new FactUnit(server, Evidence.Origin.POLL);
			store.write(transaction -> {
				transaction.facts().accounts().add(unit, accounts());
				transaction.facts().assignments().add(unit, assignments(own));
				return true;
			});
			List<SessionFact> sessions = new ArrayList<>();
			long written = 0;
			for (int number = 0; number < days.size(); number++) {
				LocalDate day = days.get(number);
				long share = SESSIONS * (number + 1L) / days.size() - written;
				written += share;
				List<UsageDayFact> counted = new ArrayList<>();
				for (int person = 0; person < PEOPLE; person++) {
					long uses = share / PEOPLE + (person < share % PEOPLE ? 1 : 0);
					Set<Integer> used = new TreeSet<>();
					for (int use = 0; use < uses; use++) {
						int product = own.get(person)[random.nextInt(USED)];
						used.add(product);
						Instant start = day.atTime(LocalTime.of(7, 0)).atZone(ZONE).toInstant().plusSeconds(random.nextInt(6 * 3600));
						Instant end = start.plusSeconds(600 + random.nextInt(3 * 3600));
						sessions.add(new SessionFact(SessionUnit.agent(0), new UUID(random.nextLong(), random.nextLong()), server,
								products.get(product), "host" + person, "user" + person, 1, start, end,
								Optional.of(new SessionFact.End(end, true)), 1));
						if (sessions.size() == BATCH) {
							write(store, sessions);
						}
					}
					for (int product : used) {
						if (random.nextInt(100) >= NOT_COUNTED) {
							counted.add(new UsageDayFact(account(person), products.get(product), day, Optional.empty(), 1));
						}
					}
				}
				store.write(transaction -> {
					transaction.facts().usageDays().put(unit, day, day, counted);
					return true;
				});
			}
			write(store, sessions);
		}
		System.out.printf("Writing people and their sessions: %.0f ms%n", Bench.since(begin));
	}

	/** Each batch is of another agent: then nobody looks whether its sessions are there already. */
	private void write(Store store, List<SessionFact> sessions) throws ServiceException {
		store.write(transaction -> {
			agent = transaction.agents().add(UUID.randomUUID().toString(), "0".repeat(64), "host", "Linux", "1.0", instant(FIRST)).id();
			transaction.sessions().put(sessions.stream().map(each -> new SessionFact(SessionUnit.agent(agent), each.key(), each.server(),
					each.product(), each.host(), each.hostUser(), each.licences(), each.start(), each.lastProven(), each.end(), each.evidence()))
					.toList());
			return true;
		});
		sessions.clear();
	}

	private static String account(int person) {
		return "id" + person;
	}

	private static List<AccountFact> accounts() {
		List<AccountFact> accounts = new ArrayList<>();
		for (int person = 0; person < PEOPLE; person++) {
			accounts.add(new AccountFact(account(person), new Account(account(person), "", "user" + person + "@example.com", "First" + person,
					"Last" + person), "User", "Active", 1));
		}
		return accounts;
	}

	private List<AssignmentFact> assignments(List<int[]> own) {
		List<AssignmentFact> assignments = new ArrayList<>();
		for (int person = 0; person < PEOPLE; person++) {
			for (int number : own.get(person)) {
				assignments.add(new AssignmentFact(account(person), products.get(number), Optional.of(FIRST.atStartOfDay(ZoneOffset.UTC).toInstant()),
						Optional.empty(), 1));
			}
		}
		return assignments;
	}
}

package org.lictor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.lictor.core.internal.reports.StoreQueries;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.Whose;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.StoredReportGroup;
import org.lictor.store.Stores;

/** How soon sessions come out of the store: the newest 200, as a grid asks first, and all of a million. */
final class StoreBenchmark {

	private static final int SESSIONS = Integer.getInteger("lictor.store.sessions", 1_000_000);
	private static final boolean LARGE = SESSIONS > 1_000_000;
	private static final int PRODUCTS = Integer.getInteger("lictor.store.products", 20);
	private static final int USERS = Integer.getInteger("lictor.store.users", 2_000);
	/** The jar of DuckDB's driver, to compare hourly figures of all products with; empty for none. */
	private static final String DUCKDB = System.getProperty("lictor.duckdb", "");
	private static final int BATCH = 10_000;
	private static final int FIRST = 200;
	private static final int ROUNDS = LARGE ? 5 : 7;
	private static final int ROUNDS_OF_ALL = 5;
	private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");

	private static final Instant UNTIL = Instant.parse("2026-01-01T00:00:00Z");
	private static final Instant NOON = Instant.parse("2025-06-11T12:00:00Z");
	private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
	private static final String PRODUCT = "Product 7";
	private static final Duration MONTH = Duration.ofDays(30);
	/** A report group of about half the users. */
	private static final String GROUP = "Half";
	private static final String PERSON = "user42";
	/** Any number of rows. */
	private static final int ANY = -1;

	private final Path stage;
	private final KeptStore kept;
	private final Path folder;

	StoreBenchmark(Bench bench) {
		this.stage = bench.stage().folder();
		this.kept = new KeptStore(bench, SESSIONS + "-" + PRODUCTS + "-" + USERS);
		this.folder = kept.folder();
	}

	List<Figure> run() {
		try {
			kept.fill(StoreBenchmark::fill);
			List<Double> open = new ArrayList<>();
			List<Double> first = new ArrayList<>();
			List<Double> all = new ArrayList<>();
			List<Double> columns = new ArrayList<>();
			List<Double> history = new ArrayList<>();
			List<Double> histories = new ArrayList<>();
			List<Double> utilisation = new ArrayList<>();
			List<Double> moment = new ArrayList<>();
			List<Double> group = new ArrayList<>();
			List<Double> person = new ArrayList<>();
			List<Double> hourly = new ArrayList<>();
			List<Double> duck = new ArrayList<>();
			columns();
			long start = System.nanoTime();
			try (Store store = Stores.open(folder, InstantSource.system(), Progress.NONE)) {
				open.add(Bench.since(start));
				StoreQueries queries = new StoreQueries(store, InstantSource.fixed(UNTIL), type -> type, key -> "",
						() -> Duration.ofMinutes(10));
				for (int round = 0; round < ROUNDS; round++) {
					all.add(stream(store, SessionFilter.ALL, SESSIONS));
					first.add(stream(store, SessionFilter.ALL.newest(FIRST), FIRST));
					history.add(run(queries, year(Queries.USAGE_HISTORY).product(PRODUCT).by(Granularity.HOUR)));
					histories.add(run(queries, year(Queries.USAGE_HISTORY).by(Granularity.DAY)));
					utilisation.add(run(queries, year(Queries.UTILISATION).product(PRODUCT)));
					group.add(run(queries, year(Queries.USAGE_HISTORY).by(Granularity.DAY).whose(Whose.group(GROUP))));
					person.add(run(queries, Query.of(Queries.SESSIONS, ZONE).between(NOON, NOON.plus(MONTH)).whose(Whose.user(PERSON))));
					moment.add(run(queries, Query.of(Queries.SESSIONS, ZONE).between(NOON, NOON.plusMillis(1))));
				}
				if (!DUCKDB.isEmpty()) {
					hourly(store, queries, hourly, duck);
				}
			}
			columns.add((double) bytes(folder.resolve("segments")) / SESSIONS);
			List<Double> bareFirst = new ArrayList<>();
			List<Double> bareAll = new ArrayList<>();
			List<Double> bareOpen = new ArrayList<>();
			List<Double> bareOne = new ArrayList<>();
			List<Double> bareMoment = new ArrayList<>();
			List<Double> bareGroup = new ArrayList<>();
			List<Double> barePerson = new ArrayList<>();
			read(bareOpen, bareFirst, bareAll, bareOne, bareMoment, bareGroup, barePerson);
			String baseline = "plain JDBC on the same database";
			String size = "%,d".formatted(SESSIONS);
			String of = "of " + PRODUCTS + " products";
			String how = ROUNDS + " rounds in one Java, the first one cold, of a store of " + size + " sessions";
			List<Figure> figures = new ArrayList<>(List.of(
					new Figure("Newest 200 of " + size + " sessions", "ms", 200, first, baseline, bareFirst, how),
					new Figure("All of " + size + " sessions", "ms", 0, all, baseline, bareAll, how),
					new Figure("Usage history of one " + of + " by hour for a year", "ms", 50, history,
							"reading its sessions by plain JDBC", bareOne, how),
					new Figure("Usage history " + of + " by day for a year", "ms", 700, histories,
							"reading all sessions by plain JDBC", bareAll, how),
					new Figure("Utilisation of one " + of + " over a year", "ms", 100, utilisation,
							"reading its sessions by plain JDBC", bareOne, how),
					new Figure("Usage history " + of + " by day for a year, of half the users as a report group", "ms", 700, group,
							LARGE ? "reading all sessions by plain JDBC" : "reading their sessions by plain JDBC", bareGroup, how),
					new Figure("Sessions of one person in a month", "ms", 20, person, LARGE ? "reading all sessions by plain JDBC"
							: "finding them by plain JDBC", barePerson, how),
					new Figure("Sessions at a moment", "ms", 100, moment, "finding them by plain JDBC", bareMoment, how),
					new Figure("Bytes of a session in columns", "bytes", 24, columns, "in the database with its indexes",
							List.of((double) bytes(folder.resolve("db")) / SESSIONS), "files of the store, after it was closed"),
					new Figure("Opening a store of " + size + " sessions", "ms", 0, open, baseline, bareOpen,
							"once, the store's in a cold Java, the baseline's in the warm one")));
			if (!DUCKDB.isEmpty()) {
				figures.add(new Figure("Hourly figures of all " + PRODUCTS + " products for a year", "ms", Figure.median(duck) / 25, hourly,
						"DuckDB, the same in SQL on the same rows", duck, ROUNDS_OF_ALL + " rounds in one Java, after the others; one report of all, "
								+ "as a table that can be read, rule per user; two threads of DuckDB, which leaves them in a table of its own; all cells equal"));
			}
			return figures;
		} catch (ServiceException | SQLException | IOException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Hourly figures of all products, by Lictor and by DuckDB, and whether they are the same. */
	private void hourly(Store store, StoreQueries queries, List<Double> lictor, List<Double> duck) throws ServiceException, SQLException,
			IOException {
		try (DuckDb other = new DuckDb(Path.of(DUCKDB), stage.resolve("duckdb"), store, FROM, UNTIL)) {
			for (int round = 0; round < ROUNDS_OF_ALL; round++) {
				lictor.add(run(queries, hours()));
				duck.add(other.count());
			}
			long cells = other.compare(queries.run(hours(), Progress.NONE));
			System.out.printf("%,d cells of hourly figures are equal%n", cells);
		}
	}

	/** Of all products. */
	private static Query hours() {
		return Query.of(Queries.USAGE_HISTORY, ZoneOffset.UTC).between(FROM, UNTIL).by(Granularity.HOUR);
	}

	private static Query year(String report) {
		return Query.of(report, ZONE).between(FROM, UNTIL);
	}

	/** Lets the sessions be read into columns, as the first question would. */
	private void columns() throws ServiceException {
		long start = System.nanoTime();
		try (Store store = Stores.open(folder, InstantSource.system(), Progress.NONE)) {
			stream(store, SessionFilter.ALL, SESSIONS);
		}
		System.out.printf("Opening, and reading %d sessions into columns: %.0f ms%n", SESSIONS, Bench.since(start));
	}

	private static double run(StoreQueries queries, Query query) throws ServiceException {
		long start = System.nanoTime();
		int rows = queries.run(query, Progress.NONE).rowCount();
		double time = Bench.since(start);
		if (rows == 0) {
			throw new AssertionError(query + " has no answer");
		}
		return time;
	}

	private static long bytes(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
		}
	}

	private static void fill(Path folder) throws ServiceException {
		long begin = System.nanoTime();
		Random random = new Random(1);
		List<Product> products = new ArrayList<>();
		for (int product = 0; product < 2 * PRODUCTS; product++) {
			products.add(new Product("Product " + product % PRODUCTS, Integer.toString(2024 + product / PRODUCTS), LicenceType.NAMED_USER, ""));
		}
		try (Store store = Stores.open(folder, InstantSource.system(), Progress.NONE)) {
			long server = store.write(tx -> tx.servers().add("Benchmark", "custom", java.util.Map.of(), true, FROM).id());
			store.write(tx -> {
				tx.reportGroups().put(new StoredReportGroup(GROUP, "USERS",
						List.of(new StoredReportGroup.Member("user1*", Optional.empty(), Optional.empty()))));
				return true;
			});
			for (int batch = 0; batch < SESSIONS; batch += BATCH) {
				// each batch is of another agent: then nobody looks whether its sessions are there already
				String host = "host " + batch;
				long agent = store.write(tx -> tx.agents().add(UUID.randomUUID().toString(), "0".repeat(64), host, "Linux", "1.0", FROM).id());
				List<SessionFact> sessions = new ArrayList<>();
				for (int session = batch; session < batch + BATCH; session++) {
					sessions.add(session(random, products, server, agent));
				}
				store.write(tx -> {
					tx.sessions().put(sessions);
					return true;
				});
			}
		}
		System.out.printf("Writing %,d sessions: %.0f ms%n", SESSIONS, Bench.since(begin));
	}

	private static SessionFact session(Random random, List<Product> products, long server, long agent) {
		Instant start = FROM.plusMillis(random.nextLong(Duration.ofDays(365).toMillis()));
		Instant end = start.plusMillis(random.nextLong(Duration.ofHours(8).toMillis()));
		return new SessionFact(SessionUnit.agent(agent), new UUID(random.nextLong(), random.nextLong()), server,
				products.get(random.nextInt(products.size())), "host" + random.nextInt(USERS / 4), "user" + random.nextInt(USERS), 1,
				start, end, Optional.of(new SessionFact.End(end, true)), 1);
	}

	private static double stream(Store store, SessionFilter filter, int expected) throws ServiceException {
		long start = System.nanoTime();
		long[] seen = new long[2];
		store.read(tx -> {
			tx.sessions().stream(filter, row -> {
				seen[0]++;
				seen[1] += row.start() + row.end() + row.host() + row.hostUser() + row.product();
				return true;
			});
			return true;
		});
		double time = Bench.since(start);
		if (seen[0] != expected) {
			throw new AssertionError(seen[0] + " sessions instead of " + expected);
		}
		return time;
	}

	private void read(List<Double> open, List<Double> first, List<Double> all, List<Double> one, List<Double> moment,
			List<Double> group, List<Double> person) throws SQLException {
		EmbeddedDataSource source = new EmbeddedDataSource();
		source.setDatabaseName(folder.resolve("db").toString());
		long start = System.nanoTime();
		try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
			open.add(Bench.since(start));
			// without columns a larger store takes minutes a round
			for (int round = 0; round < (LARGE ? 1 : ROUNDS); round++) {
				first.add(query(statement, "SELECT start_at, end_at, host, host_user, product_id FROM usage_session"
						+ " ORDER BY start_at DESC, id DESC FETCH FIRST " + FIRST + " ROWS ONLY", FIRST));
				all.add(query(statement, "SELECT start_at, end_at, host, host_user, product_id FROM usage_session", SESSIONS));
				one.add(query(statement, "SELECT start_at, end_at, host, host_user, product_id FROM usage_session"
						+ " WHERE product_id IN (SELECT id FROM product WHERE product_name = '" + PRODUCT + "')", ANY));
				moment.add(query(statement, "SELECT start_at, end_at, host, host_user, product_id FROM usage_session"
						+ " WHERE start_at <= " + NOON.toEpochMilli() + " AND end_at > " + NOON.toEpochMilli(), ANY));
				if (LARGE) {
					// by an index of a larger store that takes many minutes
					group.add(all.getLast());
					person.add(all.getLast());
					continue;
				}
				group.add(query(statement, "SELECT start_at, end_at, host, host_user, product_id FROM usage_session"
						+ " WHERE host_user IN (SELECT id FROM text_entry WHERE content LIKE 'user1%')", ANY));
				person.add(query(statement, "SELECT start_at, end_at, host, host_user, product_id FROM usage_session"
						+ " WHERE start_at < " + NOON.plus(MONTH).toEpochMilli() + " AND end_at > " + NOON.toEpochMilli()
						+ " AND host_user = (SELECT id FROM text_entry WHERE content = '" + PERSON + "')", ANY));
			}
		}
	}

	private static double query(Statement statement, String sql, int expected) throws SQLException {
		long start = System.nanoTime();
		int rows = 0;
		long sum = 0;
		try (ResultSet result = statement.executeQuery(sql)) {
			while (result.next()) {
				rows++;
				sum += result.getLong(1) + result.getLong(2) + result.getInt(3) + result.getInt(4) + result.getInt(5);
			}
		}
		double time = Bench.since(start);
		if (expected != ANY && rows != expected || sum == 0) {
			throw new AssertionError(rows + " rows instead of " + expected);
		}
		return time;
	}
}

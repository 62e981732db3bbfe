package org.lictor.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;

import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stores;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How soon sessions go into a store on PostgreSQL. The empty database is named by a file as a data folder has it, whose path is
 * the system property {@value #PROPERTY}.
 */
final class PostgresBenchmark {

	private static final String PROPERTY = "lictor.postgres";
	private static final int ROUNDS = 5;
	private static final int SESSIONS = 200_000;
	private static final int BATCH = 10_000;
	private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");

	private final Path folder;
	private final Random random = new Random(1);
	private final List<Product> products = new ArrayList<>();
	private final Map<Object, Integer> numbers = new HashMap<>();
	private long id;

	PostgresBenchmark(Bench bench) {
		this.folder = bench.stage().folder().resolve("store");
		for (int product = 0; product < 40; product++) {
			products.add(new Product("Product " + product % 20, Integer.toString(2024 + product / 20), LicenceType.NAMED_USER, ""));
		}
	}

	List<Figure> run() {
		try {
			Path settings = Path.of(System.getProperty(PROPERTY));
			Files.createDirectories(folder);
			Files.copy(settings, folder.resolve("database.properties"));
			Files.setPosixFilePermissions(folder.resolve("database.properties"), PosixFilePermissions.fromString("rw-------"));
			List<Double> first = new ArrayList<>();
			List<Double> more = new ArrayList<>();
			List<Double> copies = new ArrayList<>();
			try (Store store = Stores.open(folder, InstantSource.system(), Progress.NONE);
					Connection connection = connect(settings);
					Statement statement = connection.createStatement()) {
				statement.execute("CREATE TABLE copied_session (LIKE usage_session INCLUDING ALL)");
				connection.setAutoCommit(false);
				for (int round = 0; round < ROUNDS; round++) {
					List<SessionFact> sessions = sessions(2L * round + 1);
					copies.add(copy(connection, sessions));
					first.add(put(store, sessions, sessions.size()));
					List<SessionFact> others = sessions(2L * round + 2);
					more.add(put(store, others, BATCH));
				}
				statement.execute("DROP TABLE copied_session");
				connection.commit();
			}
			String baseline = "COPY of the same rows into the same table with the same indexes, " + BATCH + " a transaction";
			String how = ROUNDS + " rounds of 200,000 sessions in one Java, the first one cold, on a PostgreSQL server on the same machine";
			return List.of(new Figure("Sessions into PostgreSQL, all of a unit at once as rebuild does, 200,000", "ms", 0, first, baseline, copies, how),
					new Figure("Sessions into PostgreSQL, 10,000 a transaction beside others of the unit, 200,000", "ms", 0, more, baseline, copies, how));
		} catch (ServiceException | SQLException | IOException e) {
			throw new IllegalStateException(e);
		}
	}

	private static Connection connect(Path settings) throws IOException, SQLException {
		Properties properties = new Properties();
		try (var in = Files.newBufferedReader(settings)) {
			properties.load(in);
		}
		PGSimpleDataSource source = new PGSimpleDataSource();
		source.setUrl(properties.getProperty("url"));
		return source.getConnection(properties.getProperty("user"), properties.getProperty("password"));
	}

	private List<SessionFact> sessions(long agent) {
		List<SessionFact> sessions = new ArrayList<>();
		for (int session = 0; session < SESSIONS; session++) {
			Instant start = FROM.plusMillis(random.nextLong(Duration.ofDays(365).toMillis()));
			Instant end = start.plusMillis(random.nextLong(Duration.ofHours(8).toMillis()));
			sessions.add(new SessionFact(SessionUnit.agent(agent), new UUID(random.nextLong(), random.nextLong()), 1,
					products.get(random.nextInt(products.size())), "host" + random.nextInt(500), "user" + random.nextInt(2_000),
					1, start, end, Optional.of(new SessionFact.End(end, true)), 1));
		}
		return sessions;
	}

	private static double put(Store store, List<SessionFact> sessions, int batch) throws ServiceException {
		long start = System.nanoTime();
		for (int from = 0; from < sessions.size(); from += batch) {
			List<SessionFact> some = sessions.subList(from, from + batch);
			store.write(tx -> {
				tx.sessions().put(some);
				return true;
			});
		}
		return Bench.since(start);
	}

	private double copy(Connection connection, List<SessionFact> sessions) throws SQLException {
		long start = System.nanoTime();
		for (int from = 0; from < sessions.size(); from += BATCH) {
			StringBuilder rows = new StringBuilder();
			for (SessionFact session : sessions.subList(from, from + BATCH)) {
				row(rows, session);
			}
			byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
			CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("""
					COPY copied_session (id, unit, key_high, key_low, server_id, product_id, host, host_user, start_at, end_at, end_kind,
					evidence_id) FROM STDIN""");
			in.writeToCopy(bytes, 0, bytes.length);
			in.endCopy();
			connection.commit();
		}
		return Bench.since(start);
	}

	private void row(StringBuilder rows, SessionFact session) {
		rows.append(++id).append('\t').append(4 * session.unit().id()).append('\t')
				.append(session.key().getMostSignificantBits()).append('\t').append(session.key().getLeastSignificantBits())
				.append("\t1\t").append(number(session.product())).append('\t').append(number(session.host())).append('\t')
				.append(number(session.hostUser())).append('\t').append(session.start().toEpochMilli()).append('\t')
				.append(session.end().orElseThrow().at().toEpochMilli()).append("\t1\t1\n");
	}

	private int number(Object value) {
		return numbers.computeIfAbsent(value, added -> numbers.size() + 1);
	}
}

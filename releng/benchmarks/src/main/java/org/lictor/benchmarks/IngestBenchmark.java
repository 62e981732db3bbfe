package org.lictor.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stores;

/**
 * How soon sessions go into a store on Derby, and the very same rows by plain JDBC into another database that has the same
 * tables with the same indexes.
 */
final class IngestBenchmark {

	private static final int ROUNDS = 5;
	private static final int SESSIONS = 50_000;
	private static final int BATCH = 10_000;
	private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
	/** Of the speed of plain JDBC so much is asked for. */
	private static final double REBUILD = 0.8;
	private static final double BESIDE = 0.7;
	private static final String TABLE = "usage_session";

	private final Path folder;
	private final Path other;
	private final Random random = new Random(1);
	private final List<Product> products = new ArrayList<>();

	IngestBenchmark(Bench bench) {
		this.folder = bench.stage().folder().resolve("store");
		this.other = bench.stage().folder().resolve("plain");
		for (int product = 0; product < 40; product++) {
			products.add(new Product("Product " + product % 20, Integer.toString(2024 + product / 20), LicenceType.NAMED_USER, ""));
		}
	}

	List<Figure> run() {
		try {
			Stores.open(other, InstantSource.system(), Progress.NONE).close();
			List<Double> whole = new ArrayList<>();
			List<Double> beside = new ArrayList<>();
			List<Double> plain = new ArrayList<>();
			try (Store store = Stores.open(folder, InstantSource.system(), Progress.NONE);
					Connection from = connect(folder);
					Connection to = connect(other)) {
				to.setAutoCommit(false);
				for (int round = 0; round < ROUNDS; round++) {
					long before = count(from);
					List<SessionFact> sessions = sessions(2L * round + 1);
					whole.add(put(store, sessions, sessions.size()));
					List<Object[]> rows = rows(from, before);
					plain.add(insert(to, rows));
					List<SessionFact> others = sessions(2L * round + 2);
					beside.add(put(store, others.subList(0, BATCH), BATCH) + put(store, others.subList(BATCH, SESSIONS), BATCH));
					// so that both databases hold as much
					insert(to, rows(from, before + SESSIONS));
				}
			}
			String size = "%,d".formatted(SESSIONS);
			String baseline = "plain JDBC of the same rows into the same table with the same indexes, %,d a transaction".formatted(BATCH);
			String how = ROUNDS + " rounds of " + size + " sessions in one Java, the first one cold, in turn with the baseline, whose database is as full";
			return List.of(new Figure("Sessions into Derby, all of a unit at once as rebuild does, " + size, "ms", Figure.median(plain) / REBUILD, whole, baseline, plain, how),
					new Figure("Sessions into Derby, %,d a transaction beside others of the unit, ".formatted(BATCH) + size, "ms", Figure.median(plain) / BESIDE, beside, baseline,
							plain, how));
		} catch (ServiceException | SQLException e) {
			throw new IllegalStateException(e);
		}
	}

	private static Connection connect(Path folder) throws SQLException {
		EmbeddedDataSource source = new EmbeddedDataSource();
		source.setDatabaseName(folder.resolve("db").toString());
		return source.getConnection();
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

	private static long count(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + TABLE)) {
			result.next();
			return result.getLong(1);
		}
	}

	/** The rows that came after so many, with all their columns, whichever these are. */
	private static List<Object[]> rows(Connection connection, long before) throws SQLException {
		List<Object[]> rows = new ArrayList<>();
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT * FROM " + TABLE + " ORDER BY id OFFSET " + before + " ROWS")) {
			int columns = result.getMetaData().getColumnCount();
			while (result.next()) {
				Object[] row = new Object[columns];
				for (int column = 0; column < columns; column++) {
					row[column] = result.getObject(column + 1);
				}
				rows.add(row);
			}
		}
		if (rows.size() != SESSIONS) {
			throw new AssertionError(rows.size() + " rows instead of " + SESSIONS);
		}
		return rows;
	}

	private static double insert(Connection connection, List<Object[]> rows) throws SQLException {
		String marks = String.join(", ", Collections.nCopies(rows.getFirst().length, "?"));
		long start = System.nanoTime();
		try (PreparedStatement statement = connection.prepareStatement("INSERT INTO " + TABLE + " VALUES (" + marks + ")")) {
			int waiting = 0;
			for (Object[] row : rows) {
				for (int column = 0; column < row.length; column++) {
					statement.setObject(column + 1, row[column]);
				}
				statement.addBatch();
				if (++waiting == BATCH) {
					statement.executeBatch();
					connection.commit();
					waiting = 0;
				}
			}
			statement.executeBatch();
			connection.commit();
		}
		return Bench.since(start);
	}
}

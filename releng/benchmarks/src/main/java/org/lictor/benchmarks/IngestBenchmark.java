package org.lictor.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
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
	/** Of the speed of plain JDBC so much is asked for. */
	private static final double REBUILD = 0.8;
	private static final double BESIDE = 0.7;
	private static final String TABLE = "usage_session";

	private final Path folder;
	private final Path other;
	private final MadeUpSessions sessions = new MadeUpSessions();

	IngestBenchmark(Bench bench) {
		this.folder = bench.stage().folder().resolve("store");
		this.other = bench.stage().folder().resolve("plain");
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
					whole.add(MadeUpSessions.put(store, sessions.of(2L * round + 1, SESSIONS), SESSIONS));
					List<Object[]> rows = rows(from, before);
					plain.add(insert(to, rows));
					beside.add(MadeUpSessions.put(store, sessions.of(2L * round + 2, SESSIONS), BATCH));
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

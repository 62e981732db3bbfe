package org.lictor.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionFact;
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
	/** Of the speed of COPY so much is asked for. */
	private static final double REBUILD = 0.8;
	private static final double BESIDE = 0.7;

	private final Path folder;
	private final MadeUpSessions sessions = new MadeUpSessions();
	private final Map<Object, Integer> numbers = new HashMap<>();
	private long id;

	PostgresBenchmark(Bench bench) {
		this.folder = bench.stage().folder().resolve("store");
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
					List<SessionFact> one = sessions.of(2L * round + 1, SESSIONS);
					copies.add(copy(connection, one));
					first.add(MadeUpSessions.put(store, one, SESSIONS));
					List<SessionFact> other = sessions.of(2L * round + 2, SESSIONS);
					more.add(MadeUpSessions.put(store, other, BATCH));
					// so that both tables hold as much
					copy(connection, other);
				}
				statement.execute("DROP TABLE copied_session");
				connection.commit();
			}
			String baseline = "COPY of the same rows into the same table with the same indexes, " + BATCH + " a transaction";
			String how = ROUNDS + " rounds of 200,000 sessions in one Java, the first one cold, in turn with the baseline, whose table is as full, on a PostgreSQL server on the same machine";
			return List.of(new Figure("Sessions into PostgreSQL, all of a unit at once as rebuild does, 200,000", "ms", Figure.median(copies) / REBUILD, first, baseline, copies, how),
					new Figure("Sessions into PostgreSQL, 10,000 a transaction beside others of the unit, 200,000", "ms", Figure.median(copies) / BESIDE, more, baseline, copies, how));
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

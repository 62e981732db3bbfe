package org.lictor.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.ServiceException;
import org.lictor.store.SessionFilter;
import org.lictor.store.Store;

/**
 * The sessions of a store in DuckDB, and hourly figures of them in SQL. Its driver is named by its jar: nothing of Lictor needs it,
 * and no build should fetch its 80 MB.
 */
final class DuckDb implements AutoCloseable {

	private static final int THREADS = 2;
	private static final int HOUR = 3_600_000;

	/**
	 * Of each session the part in which its user had no other, then how many there are after each change and at each full hour, then
	 * each hour's least, average and most. Use is known since the first session of all.
	 */
	private static final String COUNT = """
			CREATE OR REPLACE TABLE figures AS
			WITH inside AS (SELECT product, usr, st, least(en, %2$d) AS en FROM session WHERE st < %2$d AND en > st),
			others AS (SELECT product, usr, st, en, max(en) OVER (PARTITION BY product, usr ORDER BY st, en
			  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM inside),
			part AS (SELECT product, greatest(st, coalesce(before, st)) AS st, en FROM others WHERE before IS NULL OR en > before),
			full_hour AS (SELECT greatest(%1$d + h * %3$d, (SELECT min(st) FROM session)) AS moment FROM range(0, (%2$d - %1$d) // %3$d) t(h)
			  WHERE %1$d + (h + 1) * %3$d > (SELECT min(st) FROM session)),
			changed AS (SELECT product, moment, sum(d) AS d FROM (SELECT product, st AS moment, 1 AS d FROM part UNION ALL
			  SELECT product, en, -1 FROM part UNION ALL SELECT product, moment, 0 FROM (SELECT DISTINCT product FROM session),
					full_hour) GROUP BY product, moment),
			step AS (SELECT product, moment, sum(d) OVER sofar AS n, coalesce(lead(moment) OVER sofar, %2$d) AS next FROM changed
			  WINDOW sofar AS (PARTITION BY product ORDER BY moment))
			SELECT product, (moment - %1$d) // %3$d AS hour, min(n) AS least, sum(n * (next - moment)) / sum(next - moment) AS average,
					max(n) AS most
			FROM step WHERE moment < %2$d GROUP BY product, hour""";

	private final URLClassLoader loader;
	private final Connection connection;
	private final String count;

	/**
	 * @param jar    of the driver
	 * @param folder for its files, which is made
	 * @param store  whose sessions it gets
	 * @param from   first moment of the figures
	 * @param until  first moment after
	 */
	DuckDb(Path jar, Path folder, Store store, Instant from, Instant until) throws ServiceException, SQLException, IOException {
		this.count = COUNT.formatted(from.toEpochMilli(), until.toEpochMilli(), HOUR);
		Files.createDirectories(folder);
		this.loader = new URLClassLoader(new java.net.URL[] { jar.toUri().toURL() });
		try {
			Driver driver = (Driver) loader.loadClass("org.duckdb.DuckDBDriver").getDeclaredConstructor().newInstance();
			this.connection = driver.connect("jdbc:duckdb:" + folder.resolve("sessions.duckdb"), new Properties());
		} catch (ReflectiveOperationException e) {
			throw new IOException(jar + " has no driver of DuckDB", e);
		}
		execute("SET threads = " + THREADS);
		Path rows = folder.resolve("sessions.csv");
		write(store, rows);
		execute("CREATE TABLE session AS SELECT * FROM read_csv('" + rows + "', header = false, columns = "
				+ "{'product': 'VARCHAR', 'usr': 'INTEGER', 'st': 'BIGINT', 'en': 'BIGINT'})");
		Files.delete(rows);
	}

	private static void write(Store store, Path file) throws ServiceException, IOException {
		try (BufferedWriter writer = Files.newBufferedWriter(file)) {
			store.read(tx -> {
				tx.sessions().stream(SessionFilter.ALL, row -> {
					try {
						writer.append(tx.dictionary().product(row.product()).name()).append(',').append(Integer.toString(row.hostUser())).append(',')
								.append(Long.toString(row.start())).append(',').append(Long.toString(row.end())).append('\n');
					} catch (IOException e) {
						throw new UncheckedIOException(e);
					}
					return true;
				});
				return true;
			});
		}
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/** @return how long it took to count, in milliseconds */
	double count() throws SQLException {
		long start = System.nanoTime();
		execute(count);
		return Bench.since(start);
	}

	/**
	 * @param told hours of all products as Lictor tells them, those of a product in order
	 * @return how many cells are equal
	 * @throws AssertionError when one is not, or is missing on one side
	 */
	long compare(ResultTable told) throws SQLException {
		Map<String, Integer> firstRows = new HashMap<>();
		long unknown = 0;
		for (int row = 0; row < told.rowCount(); row++) {
			firstRows.putIfAbsent((String) told.value(row, "product"), row);
			unknown += told.value(row, "used_max") == Unknown.UNKNOWN ? 1 : 0;
		}
		long hours = 0;
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT product, hour, least, average, most FROM figures")) {
			while (result.next()) {
				int row = firstRows.get(result.getString(1)) + result.getInt(2);
				boolean equal = told.value(row, "product").equals(result.getString(1)) && told.value(row, "used_min").equals(result.getLong(3))
						&& told.value(row, "used_max").equals(result.getLong(5))
						&& Math.abs((Double) told.value(row, "used_avg") - result.getDouble(4)) < 1e-9;
				if (!equal) {
					throw new AssertionError(result.getString(1) + " in hour " + result.getInt(2) + ": " + told.value(row, "used_min") + ", "
							+ told.value(row, "used_avg") + ", " + told.value(row, "used_max") + " instead of " + result.getLong(3) + ", "
							+ result.getDouble(4) + ", " + result.getLong(5));
				}
				hours++;
			}
		}
		if (hours + unknown != told.rowCount()) {
			throw new AssertionError(told.rowCount() + " hours, of which " + unknown + " are not known, instead of " + hours);
		}
		return 3 * hours;
	}

	@Override
	public void close() throws SQLException, IOException {
		connection.close();
		loader.close();
	}
}

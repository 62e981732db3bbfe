package org.lictor.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.lictor.acceptance.Program;

/** How soon a usage export of a million rows is read and understood, in Java processes with 64 MB of heap. */
final class UsageExportBenchmark {

	static final int ROWS = 1_000_000;
	private static final int ROUNDS = 7;
	private static final int PEOPLE = 50_000;
	private static final int PRODUCTS = 300;
	/** More than 500,000 rows a second. */
	private static final double MOST = ROWS / 500.0;

	private final Bench bench;

	UsageExportBenchmark(Bench bench) {
		this.bench = bench;
	}

	List<Figure> run() {
		Path file = bench.stage().folder().resolve("usage.csv");
		write(file);
		List<Double> read = measure("reading", "lictor", file);
		List<Double> bare = measure("commons-csv", "commons-csv", file);
		return List.of(new Figure("A usage export of 1,000,000 rows, read and understood", "ms", MOST, read,
				"commons-csv, which only takes the rows apart", bare,
				"50,000 people, 300 products, 11 columns; " + ROUNDS
						+ " rounds, the first one cold, in a Java of its own with one thread of work and a heap of 64 MB (-Xmx64m, serial collector) for "
						+ "each of the two; more than 500,000 rows a second were asked for"));
	}

	private List<Double> measure(String name, String what, Path file) {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
				"-cp", System.getProperty("java.class.path"), UsageExportReading.class.getName(), what, file.toString(),
				Integer.toString(ROUNDS));
		Program program = bench.start(name, command);
		if (program.exit(Duration.ofMinutes(5)) != 0) {
			throw new IllegalStateException(program.transcript());
		}
		List<Double> times = new ArrayList<>();
		program.out().forEach(line -> times.add(Double.valueOf(line)));
		return times;
	}

	private static void write(Path file) {
		Random random = new Random(1);
		try (BufferedWriter out = Files.newBufferedWriter(file)) {
			out.write("access_option,day_used,autodesk_id,hashed_autodesk_id,email,first_name,last_name,offering_name,product_name,version,"
					+ "team_alias\n");
			for (int row = 0; row < ROWS; row++) {
				int person = random.nextInt(PEOPLE);
				int product = random.nextInt(PRODUCTS);
				out.write("Subscription," + LocalDate.of(2025, 1, 1).plusDays(random.nextInt(365)) + ",ID" + person + ",5f8a2c91d7e34b06a1"
						+ person + ",user" + person + "@example.com,First" + person % 100 + ",Last" + person % 1000 + ",Offering " + product
						+ ",Product " + product + ",202" + random.nextInt(7) + ",Example Team\n");
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}

package org.lictor.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lictor.adapter.autodesk.internal.AutodeskServerType;
import org.lictor.model.Diagnostic;
import org.lictor.spi.Configuration;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;

/** Reads a usage export some times and prints how many milliseconds each time took. */
final class UsageExportReading {

	private UsageExportReading() {
	}

	/**
	 * @param words {@code lictor} or {@code commons-csv}, the file, how many times
	 * @throws IOException when the file cannot be read
	 */
	public static void main(String[] words) throws IOException {
		Path file = Path.of(words[1]);
		for (int round = 0; round < Integer.parseInt(words[2]); round++) {
			long start = System.nanoTime();
			long rows = words[0].equals("lictor") ? lictor(file) : commonsCsv(file);
			double took = Bench.since(start);
			if (rows != UsageExportBenchmark.ROWS) {
				throw new IllegalStateException(rows + " rows were read");
			}
			System.out.println(took);
		}
	}

	private static long lictor(Path file) {
		Counting counting = new Counting();
		new AutodeskServerType().interpret(new Evidence(Evidence.Origin.FILE, "usage.csv", Instant.EPOCH, Content.of(file)),
				new Configuration(Map.of()), counting);
		return counting.days;
	}

	private static long commonsCsv(Path file) throws IOException {
		long rows = -1;
		long characters = 0;
		try (Reader in = Files.newBufferedReader(file); CSVParser parser = CSVParser.builder().setReader(in).setFormat(CSVFormat.RFC4180).get()) {
			for (CSVRecord row : parser) {
				rows++;
				for (String cell : row) {
					characters += cell.length();
				}
			}
		}
		return characters > rows ? rows : 0;
	}

	/** Counts days of use. */
	private static final class Counting implements ObservationSink {

		private long days;

		@Override
		public void observe(Observation observation) {
			days += observation instanceof Observation.UsageDay ? 1 : 0;
		}

		@Override
		public void report(Diagnostic diagnostic) {
			throw new IllegalStateException(diagnostic.sentence());
		}

		@Override
		public boolean cancelled() {
			return false;
		}
	}
}

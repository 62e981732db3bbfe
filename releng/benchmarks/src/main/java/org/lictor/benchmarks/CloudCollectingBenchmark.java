package org.lictor.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.lictor.acceptance.Program;

/**
 * A large account is collected from the simulated cloud by a node in a process of its own, once in full and on the days after,
 * and compared with the account's ledger. {@code LICTOR_PEOPLE=50000} is the whole; less is run unless that is asked for.
 */
final class CloudCollectingBenchmark {

	private static final int PEOPLE = Integer.getInteger("lictor.people", 20_000);
	private static final int PRODUCTS = 300;
	private static final int YEARS = 3;
	private static final int TEAMS = 2;
	private static final Duration LONGEST = Duration.ofHours(2);

	private final Bench bench;

	CloudCollectingBenchmark(Bench bench) {
		this.bench = bench;
	}

	List<Figure> run() {
		Map<String, List<Double>> told = told(CloudCollecting.class);
		String how = "%,d people, %d products, %d years, %d teams, %,.0f days of use; a node with its store in a process of its own with a heap of "
				.formatted(PEOPLE, PRODUCTS, YEARS, TEAMS, told.get("usage-days").getLast())
				+ "512 MB, in the time of the simulated cloud; processor time of all that the process does while it polls, of which in "
				+ "all three collections %.0f s went to compiling and %.0f s to collecting garbage; every day"
				.formatted(told.get("compiling-seconds").getFirst(), told.get("collecting-garbage-seconds").getFirst())
				+ " of use with its tokens, and the assignments and seats of each day since the first "
				+ "collection, were compared with the ledger and are the same";
		String bare = "the same exports downloaded and their lines counted";
		return List.of(
				new Figure("First collection of a large account, processor time", "s", told.get("first-quota-seconds").getFirst() * 0.05,
						told.get("first-processor-seconds"), bare, told.get("counting-processor-seconds").subList(1, 2), how),
				new Figure("First collection of a large account, what the quotas impose", "s", 0, told.get("first-quota-seconds"),
						"the work", told.get("first-processor-seconds"), "the simulated time from the first request to the last"),
				new Figure("Collection of a large account a day later, processor time", "s", told.get("daily-quota-seconds").getFirst() * 0.05,
						told.get("daily-processor-seconds"), "the first", told.get("first-processor-seconds"), how),
				new Figure("Requests of a collection a day later", "", 0, told.get("daily-requests"), "the first",
						told.get("first-requests"), "as the simulated cloud counted them"),
				new Figure("Heap at its peak while a large account is collected", "MB", 0,
						told.get("heap-peak-mb").subList(0, 1), "megabytes downloaded", told.get("counted-mb").subList(1, 2), "sum of the peaks of the "
								+ "heap's pools"));
	}

	/** As a server does it, by a clock that goes on; takes a quarter of an hour. */
	List<Figure> runInRealTime() {
		Map<String, List<Double>> told = told(CloudInRealTime.class);
		return List.of(inRealTime("First collection of a large account as a server does it, from its first poll to the last fact", "first", 1.05, told),
				// ten requests, for which no quota makes anybody wait: how long that takes is a question of when is looked for answers
				inRealTime("Collection of a large account a day later as a server does it", "daily", 0, told));
	}

	private static Figure inRealTime(String title, String which, double atMost, Map<String, List<Double>> told) {
		List<Double> imposed = told.get("imposed-" + which + "-quota-seconds");
		return new Figure(title, "s", imposed.getFirst() * atMost, told.get("real-" + which + "-elapsed-seconds"),
				"what the cloud imposes by its quotas and by what its exports take", imposed,
				("%,d people, %d products, %d years, %d teams; a node polls on schedule by a clock that goes on, the simulated cloud keeps its "
						+ "quotas by the same one and takes 20 s for each export; %.1f s of processor time; the baseline is the same collection in "
						+ "the time of the simulated cloud, which stands still while anybody works")
						.formatted(PEOPLE, PRODUCTS, YEARS, TEAMS, told.get("real-" + which + "-processor-seconds").getFirst()));
	}

	/** Starts the simulated cloud and returns what was measured. */
	private Map<String, List<Double>> told(Class<?> main) {
		Path data = bench.stage().folder().resolve("data");
		Program program = bench.start("collecting", List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx2g",
				"-cp", System.getProperty("java.class.path"), main.getName(), Integer.toString(PEOPLE), Integer.toString(PRODUCTS),
				Integer.toString(YEARS), Integer.toString(TEAMS), data.toString()));
		if (program.exit(LONGEST) != 0) {
			throw new IllegalStateException(program.transcript());
		}
		Map<String, List<Double>> told = new HashMap<>();
		program.out().forEach(line -> {
			String[] words = line.split(" ");
			if (words[0].equals("figure")) {
				told.computeIfAbsent(words[1], none -> new ArrayList<>()).add(Double.valueOf(words[2]));
			} else {
				System.out.println(line);
			}
		});
		return told;
	}
}

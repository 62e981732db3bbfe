package org.lictor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.lictor.acceptance.Stage;

/** Runs the benchmarks and writes what they found. */
final class Benchmarks {

	/** Run only when they are named. */
	private static final Set<String> LONG = Set.of("agent-hour", "postgres", "cloud-in-real-time");

	private Benchmarks() {
	}

	/**
	 * @param words the page to write into, then names of benchmarks; none for all. Rows of those that are not run stay
	 * @throws IOException when the page cannot be read or written
	 */
	public static void main(String[] words) throws IOException {
		Map<String, Function<Bench, List<Figure>>> all = new LinkedHashMap<>();
		all.put("server", bench -> new ServerBenchmark(bench).run());
		all.put("workbench", bench -> new WorkbenchBenchmark(bench).run());
		all.put("grid", bench -> new GridBenchmark(bench).run());
		all.put("agent", bench -> new AgentBenchmark(bench).run());
		all.put("agent-hour", bench -> new AgentBenchmark(bench).runLong());
		all.put("spool", bench -> new SpoolBenchmark(bench).run());
		all.put("store", bench -> new StoreBenchmark(bench).run());
		all.put("ingest", bench -> new IngestBenchmark(bench).run());
		all.put("people", bench -> new PeopleBenchmark(bench).run());
		all.put("postgres", bench -> new PostgresBenchmark(bench).run());
		all.put("counting", bench -> new CountingBenchmark().run());
		all.put("usage-export", bench -> new UsageExportBenchmark(bench).run());
		all.put("fleet", bench -> new FleetBenchmark(bench).run());
		all.put("cloud-collecting", bench -> new CloudCollectingBenchmark(bench).run());
		all.put("cloud-in-real-time", bench -> new CloudCollectingBenchmark(bench).runInRealTime());
		List<String> chosen = List.of(words).subList(1, words.length);
		if (!all.keySet().containsAll(chosen)) {
			throw new IllegalArgumentException("there are only " + all.keySet());
		}
		List<Figure> figures = new ArrayList<>();
		double load = Machine.load();
		for (Map.Entry<String, Function<Bench, List<Figure>>> each : all.entrySet()) {
			if (chosen.isEmpty() && !LONG.contains(each.getKey()) || chosen.contains(each.getKey())) {
				figures.addAll(run(each.getKey(), each.getValue()));
			}
		}
		Path file = Path.of(words[0]);
		Page page = new Page(Files.readString(file));
		if (chosen.isEmpty()) {
			page.head(LocalDate.now(), Machine.description(), load);
		}
		Files.writeString(file, page.with(figures, LocalDate.now(), load));
	}

	private static List<Figure> run(String name, Function<Bench, List<Figure>> benchmark) throws IOException {
		Stage stage = new Stage();
		stage.open("benchmark-" + name);
		try {
			List<Figure> figures = benchmark.apply(new Bench(stage));
			figures.forEach(figure -> System.out.println(figure.line()));
			return figures;
		} finally {
			stage.close();
		}
	}
}

package org.lictor.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.lictor.acceptance.Products;
import org.lictor.acceptance.Program;
import org.lictor.acceptance.Screen;

/** How soon a grid of a million sessions shows rows, and whether scrolling in it lets the reader wait. */
final class GridBenchmark {

	private static final int RUNS = 5;
	private static final Duration MOST = Duration.ofMinutes(3);
	/** As in the workbench's start script. */
	private static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

	private final Bench bench;
	private final Path product;

	/** What several runs in a window gave, in milliseconds. */
	private record Scrolled(List<Double> first, List<Double> usual, List<Double> longest) {

		Scrolled() {
			this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		}
	}

	GridBenchmark(Bench bench) {
		this.bench = bench;
		this.product = Products.unpack("lictor-workbench", bench.stage().folder("grid product")).getParent();
	}

	List<Figure> run() {
		Scrolled lictor = new Scrolled();
		Scrolled swt = new Scrolled();
		for (int run = 0; run < RUNS; run++) {
			measure("swt", swt);
			measure("lictor", lictor);
		}
		String baseline = "virtual table of SWT alone";
		String how = "the workbench's grid in a window of its own, " + RUNS + " processes; 400 steps of scrolling to other "
				+ "rows, each until it was painted; of each process ";
		return List.of(
				new Figure("Grid, 1,000,000 sessions: first rows", "ms", 200, lictor.first(), baseline, swt.first(),
						"from the making of the grid until its newest 200 rows are painted, in a process that showed a small grid "
								+ "before, as the workbench does; SWT's table has no first rows, it is told their number"),
				new Figure("Grid, 1,000,000 sessions: a step of scrolling holds the UI thread", "ms", 50, lictor.usual(), baseline,
						swt.usual(), how + "the median step"),
				new Figure("Grid, 1,000,000 sessions: the longest step of 400", "ms", 50, lictor.longest(), baseline, swt.longest(),
						how + "the longest step, those of a cold Java included"));
	}

	private void measure(String kind, Scrolled into) {
		try (Screen screen = new Screen(bench.stage().folder("screen " + System.nanoTime()))) {
			List<String> command = new ArrayList<>(Bench.java(GridWindow.class, Optional.of(product), OPTIONS));
			command.add(kind);
			try (Program program = new Program("grid " + kind, screen.on(new ProcessBuilder(command)))) {
				if (program.exit(MOST) != 0) {
					throw new IllegalStateException(program.transcript());
				}
				into.first().addAll(values(program, "first "));
				List<Double> steps = values(program, "step ").stream().sorted(Comparator.naturalOrder()).toList();
				into.usual().add(steps.get(steps.size() / 2));
				into.longest().add(steps.getLast());
			}
		}
	}

	private static List<Double> values(Program program, String word) {
		return program.out().stream().filter(line -> line.startsWith(word))
				.map(line -> Double.valueOf(line.substring(word.length()))).toList();
	}
}

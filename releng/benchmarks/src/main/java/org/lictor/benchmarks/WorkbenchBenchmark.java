package org.lictor.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lictor.acceptance.Products;
import org.lictor.acceptance.Program;
import org.lictor.acceptance.Screen;

/** How soon the workbench shows something one can use. */
final class WorkbenchBenchmark {

	private static final int STARTS = 5;
	private static final Duration QUIET = Duration.ofSeconds(3);
	private static final Duration MOST = Duration.ofSeconds(60);
	/** As in the workbench's start script. */
	private static final List<String> OPTIONS = List.of("-Xmx1g", "-Xms64m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

	private final Bench bench;
	private final Path script;

	WorkbenchBenchmark(Bench bench) {
		this.bench = bench;
		this.script = Products.unpack("lictor-workbench", bench.stage().folder("workbench product"));
	}

	List<Figure> run() {
		List<Double> usable = new ArrayList<>();
		List<Double> memory = new ArrayList<>();
		List<Double> bareUsable = new ArrayList<>();
		List<Double> bareMemory = new ArrayList<>();
		String data = bench.stage().folder().resolve("workbench data").toString();
		String workspace = bench.stage().folder().resolve("workspace").toString();
		List<String> lictor = List.of(script.toString(), "-data", workspace, "--data", data, "--port", "0");
		// people open it for the first time once
		measure(lictor, new ArrayList<>(), new ArrayList<>());
		for (int start = 0; start < STARTS; start++) {
			measure(Bench.java(BareWindow.class, Optional.of(script.getParent()), OPTIONS), bareUsable, bareMemory);
			measure(lictor, usable, memory);
		}
		String baseline = "bare SWT window with a table, plain Java";
		return List.of(
				new Figure("Workbench to first usable view", "ms", 5_000, usable, baseline, bareUsable,
						"from the start of the process, second and later starts on an empty data folder, until the last change of "
								+ "the screen before " + QUIET.toSeconds() + " s in which less than 0.2 % of its pixels change"),
				new Figure("Workbench memory", "MB", 0, memory, baseline, bareMemory, "resident memory at that time"));
	}

	private void measure(List<String> command, List<Double> usable, List<Double> memory) {
		try (Screen screen = new Screen(bench.stage().folder("screen " + System.nanoTime()))) {
			long start = System.nanoTime();
			try (Program program = new Program("workbench", screen.on(new ProcessBuilder(command)))) {
				usable.add((screen.rest(program, QUIET, MOST).last() - start) / 1e6);
				memory.add(Proc.megabytes(program.pid()));
				program.terminate();
			}
		}
	}
}

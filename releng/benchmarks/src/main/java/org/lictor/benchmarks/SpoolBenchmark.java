package org.lictor.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.lictor.acceptance.LictorAgent;
import org.lictor.acceptance.LictorServer;
import org.lictor.acceptance.Products;
import org.lictor.acceptance.Program;
import org.lictor.acceptance.Waiting;

/** How many events an agent takes, and how soon after its start the server has acknowledged the first. */
final class SpoolBenchmark {

	private static final int ROUNDS = 7;
	private static final int BATCHES = 200;
	private static final int EVENTS = 500;
	private static final int STARTS = 7;
	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private final Bench bench;
	private final Path script;

	SpoolBenchmark(Bench bench) {
		this.bench = bench;
		this.script = Products.unpack("lictor-agent", bench.stage().folder("agent/product"));
	}

	List<Figure> run() {
		List<Figure> figures = new ArrayList<>(appending());
		figures.add(restarting());
		return figures;
	}

	private List<Figure> appending() {
		List<String> command = new ArrayList<>(List.of("taskset", "-c", "0"));
		command.addAll(Bench.java(SpoolAppending.class, Optional.of(script.getParent()), AgentBenchmark.OPTIONS));
		command.addAll(List.of(bench.stage().folder("spools").toString(), Integer.toString(ROUNDS), Integer.toString(BATCHES),
				Integer.toString(EVENTS)));
		Program program = bench.start("appending", command);
		if (program.exit(PATIENCE) != 0) {
			throw new IllegalStateException(program.transcript());
		}
		List<List<Double>> columns = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		for (String line : program.out()) {
			String[] words = line.split(" ");
			for (int column = 0; column < words.length; column++) {
				columns.get(column).add(Double.valueOf(words[column]));
			}
		}
		String baseline = "their bytes into a file, plainly, as often put onto the medium";
		String how = ROUNDS + " rounds in one Java with the agent's options on one core, the first one cold; beginnings and ends of sessions by "
				+ EVENTS + ", each batch on the medium before the next (force); without the making of the events";
		return List.of(
				new Figure("100,000 events into the agent's spool, processor time", "ms", 1_000, columns.get(1), baseline, columns.get(3), how),
				new Figure("The same by the clock", "ms", 1_000, columns.get(0), baseline, columns.get(2), how));
	}

	private Figure restarting() {
		LictorServer server = AgentBenchmark.server(bench);
		Path data = bench.stage().folder().resolve("agent/data");
		LictorAgent agent = bench.stage().closing(new LictorAgent(script, data));
		agent.start("--enrol", AgentBenchmark.enrolment(server));
		Path spool = data.resolve("spool");
		Waiting.until("the first events to be stored", PATIENCE, () -> Files.isDirectory(data.resolve("spool")) && waiting(spool).isEmpty()
				&& server.ask("agents").rows().size() == 1);
		List<Double> lictor = new ArrayList<>();
		List<Double> bare = new ArrayList<>();
		for (int start = 0; start < STARTS; start++) {
			agent.program().terminate();
			agent.program().exit(PATIENCE);
			lictor.add(restart(agent, spool));
			long began = System.nanoTime();
			List<String> command = Bench.java(OneRequest.class, Optional.empty(), AgentBenchmark.OPTIONS);
			command.add(server.address() + "/health");
			Program request = bench.start("one request", command);
			if (request.exit(PATIENCE) != 0) {
				throw new IllegalStateException(request.transcript());
			}
			bare.add(Bench.since(began));
		}
		return new Figure("Agent's restart to the first acknowledged event", "ms", 3_000, lictor, "Java that makes one HTTPS request and ends", bare,
				STARTS + " starts on a data folder that is there, from the start of the process until what it told of its start was acknowledged"
						+ " and had left the spool");
	}

	private double restart(LictorAgent agent, Path spool) {
		if (!waiting(spool).isEmpty()) {
			throw new AssertionError("events were left in " + spool);
		}
		long began = System.nanoTime();
		agent.start();
		while (waiting(spool).isEmpty() && Bench.since(began) < PATIENCE.toMillis()) {
			Bench.pass(Duration.ofMillis(1));
		}
		while (!waiting(spool).isEmpty() && Bench.since(began) < PATIENCE.toMillis()) {
			Bench.pass(Duration.ofMillis(1));
		}
		if (!agent.program().alive()) {
			throw new AssertionError(agent.program().transcript());
		}
		return Bench.since(began);
	}

	private static List<Path> waiting(Path spool) {
		try (Stream<Path> files = Files.list(spool)) {
			return files.filter(file -> file.getFileName().toString().endsWith(".events")).toList();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}

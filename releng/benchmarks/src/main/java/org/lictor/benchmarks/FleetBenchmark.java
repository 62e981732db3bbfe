package org.lictor.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.lictor.acceptance.Products;
import org.lictor.acceptance.Program;
import org.lictor.acceptance.Waiting;
import org.lictor.simulator.site.Demo;

/** What ten thousand simulated hosts cost the machine on which they live, and the server that hears them. */
final class FleetBenchmark {

	private static final int HOSTS = Integer.getInteger("lictor.hosts", 10_000);
	private static final int PEOPLE = 300;
	private static final Duration HISTORY = Duration.ofMinutes(10);
	private static final Duration SETTLED = Duration.ofSeconds(90);
	private static final Duration WINDOW = Duration.ofSeconds(120);
	/** As {@code ./run demo} starts it. */
	private static final List<String> OPTIONS = List.of("-Xmx512m");
	private static final int SECONDS_OF_BEAT = 60;
	private static final String SAME = "in the same run";
	private static final String IN = "history is in after ";

	private final Bench bench;

	FleetBenchmark(Bench bench) {
		this.bench = bench;
	}

	List<Figure> run() {
		Path script = Products.unpack("lictor-server", bench.stage().folder("server product"));
		Path data = bench.stage().folder().resolve("data");
		Program idle = bench.start("idle Java", Bench.java(IdleJvm.class, Optional.empty(), OPTIONS));
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(OPTIONS);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), Demo.class.getName(), "--server", script.toString(), "--data",
				data.toString(), "--people", Integer.toString(PEOPLE), "--years", "1", "--hosts", Integer.toString(HOSTS), "--no-window"));
		Program fleet = bench.start("fleet", command);
		Waiting.until("the history of " + HOSTS + " hosts", HISTORY,
				() -> !fleet.alive() || fleet.out().stream().anyMatch(line -> line.contains(IN)));
		double history = fleet.out().stream().filter(line -> line.contains(IN)).findFirst()
				.map(line -> Double.valueOf(line.replaceAll(".*" + IN + "([0-9]+) s.*", "$1")))
				.orElseThrow(() -> new IllegalStateException(fleet.transcript()));
		long server = ProcessHandle.of(fleet.pid()).orElseThrow().descendants().findFirst().orElseThrow().pid();
		Bench.pass(SETTLED);
		double fleetBefore = Proc.processorSeconds(fleet.pid());
		double serverBefore = Proc.processorSeconds(server);
		Bench.pass(WINDOW);
		double fleetShare = share(Proc.processorSeconds(fleet.pid()) - fleetBefore);
		double serverShare = share(Proc.processorSeconds(server) - serverBefore);
		double fleetMemory = Proc.megabytes(fleet.pid());
		double serverMemory = Proc.megabytes(server);
		double idleMemory = Proc.megabytes(idle.pid());
		Program bare = bench.start("bare requests", requests(data.resolve("data")));
		Bench.pass(Duration.ofSeconds(SECONDS_OF_BEAT / 2));
		double bareBefore = Proc.processorSeconds(bare.pid());
		Bench.pass(Duration.ofSeconds(SECONDS_OF_BEAT));
		double bareShare = (Proc.processorSeconds(bare.pid()) - bareBefore) / SECONDS_OF_BEAT * 100;
		if (!bare.alive()) {
			throw new IllegalStateException(bare.transcript());
		}
		fleet.terminate();
		String hosts = "%,d simulated hosts".formatted(HOSTS);
		String how = "./run demo --people %d --years 1 --hosts %d --no-window, over %d s from %d s after the history was in, which took %.0f s"
				.formatted(PEOPLE, HOSTS, WINDOW.toSeconds(), SETTLED.toSeconds(), history);
		String bareName = "plain Java that asks the server for its health as often";
		return List.of(new Figure(hosts + ", processor time", "% of a core", 100, List.of(fleetShare), bareName, List.of(bareShare), how),
				new Figure(hosts + ", resident memory", "MB", 1000, List.of(fleetMemory), "idle Java with the same options", List.of(idleMemory), SAME),
				new Figure("The server that hears " + hosts + ", processor time", "% of a core", 0, List.of(serverShare), bareName,
						List.of(bareShare), SAME),
				new Figure("The server that hears " + hosts + ", resident memory", "MB", 0, List.of(serverMemory), "the hosts",
						List.of(fleetMemory), SAME));
	}

	private static double share(double seconds) {
		return seconds / WINDOW.toSeconds() * 100;
	}

	private static List<String> requests(Path data) {
		List<String> command = Bench.java(BareRequests.class, Optional.empty(), OPTIONS);
		command.addAll(List.of(data.resolve("node.properties").toString(), Integer.toString(Math.max(1, HOSTS / SECONDS_OF_BEAT))));
		return command;
	}
}

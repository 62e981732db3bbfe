package org.lictor.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lictor.acceptance.LictorAgent;
import org.lictor.acceptance.LictorServer;
import org.lictor.acceptance.Products;
import org.lictor.acceptance.Program;
import org.lictor.acceptance.Waiting;
import org.lictor.acceptance.Workplace;
import org.lictor.acceptance.Workplace.Application;
import org.lictor.acceptance.Workplace.Running;

/** What the agent costs its host while 400 processes run there. */
final class AgentBenchmark {

	private static final int PROCESSES = 400;
	private static final int SESSIONS = 10;
	/** Of the operating system; no acceptance test works as this one, so that one may run beside. */
	private static final String USER = "games";
	private static final Duration WARM = Duration.ofSeconds(60);
	private static final Duration WINDOW = Duration.ofSeconds(120);
	/** As in the agent's start script. */
	static final List<String> OPTIONS = List.of("-Xmx20m", "-Xms4m", "-Xmn1m", "-XX:SurvivorRatio=2", "-XX:MinHeapFreeRatio=10",
			"-XX:MaxHeapFreeRatio=20", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=5m", "-XX:C1MaxInlineLevel=2",
			"-XX:C1MaxInlineSize=20", "-Xss256k",
			"-XX:-UsePerfData", "-XX:+UnlockDiagnosticVMOptions", "-XX:AsyncDeflationInterval=0", "-XX:TrimNativeHeapInterval=60000");

	private final Bench bench;

	AgentBenchmark(Bench bench) {
		this.bench = bench;
	}

	/** A process that is measured. */
	private record Subject(Program program, List<Double> memory, List<Double> share) {

		Subject(Program program) {
			this(program, new ArrayList<>(), new ArrayList<>());
		}
	}

	/** Everything that runs while it is measured. */
	private record Stand(LictorServer server, Workplace workplace, Subject lictor, Subject idle) {
	}

	List<Figure> run() {
		Stand stand = stand();
		List<String> listing = Bench.java(IdleJvm.class, Optional.empty(), OPTIONS);
		listing.add("2000");
		Subject list = new Subject(bench.start("listing Java", listing));
		Bench.pass(WARM);
		measure(List.of(stand.lictor(), stand.idle(), list));
		stand.workplace().close();
		String watching = PROCESSES + " processes of which " + SESSIONS + " are sessions, measured over "
				+ WINDOW.toSeconds() + " s after " + WARM.toSeconds() + " s";
		return List.of(
				new Figure("Agent memory", "MB", 64, stand.lictor().memory(), "idle Java with the agent's options", stand.idle().memory(),
						"resident memory at the end, on the Java that its package brings; " + watching),
				new Figure("Agent processor time", "% of a core", 0.3, stand.lictor().share(),
						"Java that lists all processes and their commands every 2 s", list.share(),
						"user and system time of the process; " + watching));
	}

	/** An hour, or as many minutes as {@code -Dlictor.minutes} says, in which a session begins and one ends every minute. */
	List<Figure> runLong() {
		int minutes = Integer.getInteger("lictor.minutes", 60);
		Stand stand = stand();
		Deque<Running> sessions = new ArrayDeque<>();
		long agent = stand.lictor().program().pid();
		List<Double> memory = new ArrayList<>();
		List<Double> files = new ArrayList<>();
		double before = Proc.processorSeconds(agent);
		for (int minute = 1; minute <= minutes; minute++) {
			sessions.add(stand.workplace().start(USER, Application.AUTOCAD));
			if (sessions.size() > SESSIONS) {
				sessions.remove().end();
			}
			Bench.pass(Duration.ofMinutes(1));
			memory.add(Proc.megabytes(agent));
			files.add((double) Proc.openFiles(agent));
			System.out.println("minute " + minute + ": " + memory.getLast() + " MB, " + files.getLast() + " open files");
		}
		double share = (Proc.processorSeconds(agent) - before) / Duration.ofMinutes(minutes).toSeconds() * 100;
		int tenth = Math.max(1, minutes / 10);
		stand.workplace().close();
		String how = "the medians of the last and of the first tenth of %d minutes in which %d processes ran, a session began and one ended every minute"
				.formatted(minutes, PROCESSES);
		return List.of(
				new Figure("Agent memory at the end of " + minutes + " minutes", "MB", 0, memory.subList(minutes - tenth, minutes),
						"at their beginning", memory.subList(0, tenth), how),
				new Figure("Files the agent has open at the end of " + minutes + " minutes", "", 0, files.subList(minutes - tenth, minutes),
						"at their beginning", files.subList(0, tenth), how),
				new Figure("Agent processor time over " + minutes + " minutes", "% of a core", 0.3, List.of(share), "what was asked for",
						List.of(0.3), how));
	}

	private Stand stand() {
		LictorServer server = server(bench);
		// as it is installed: with the Java that its package brings
		Path script = Products.unpackAgentPackage(bench.stage().folder("agent/product"));
		Workplace workplace = bench.stage().closing(new Workplace(bench.stage().folder("agent/opt")));
		for (int process = 0; process < PROCESSES; process++) {
			workplace.start(USER, process < SESSIONS ? Application.AUTOCAD : Application.OTHER);
		}
		LictorAgent agent = bench.stage().closing(new LictorAgent(script, bench.stage().folder().resolve("agent/spool")));
		agent.start("--enrol", enrolment(server));
		Waiting.until(SESSIONS + " sessions", Duration.ofSeconds(60), () -> server.ask("sessions").rows().size() == SESSIONS);
		return new Stand(server, workplace, new Subject(agent.program()),
				new Subject(bench.start("idle Java", Bench.java(IdleJvm.class, Optional.empty(), OPTIONS))));
	}

	private static void measure(List<Subject> subjects) {
		double[] before = subjects.stream().mapToDouble(subject -> Proc.processorSeconds(subject.program().pid())).toArray();
		long start = System.nanoTime();
		Bench.pass(WINDOW);
		double seconds = Bench.since(start) / 1_000;
		for (int index = 0; index < before.length; index++) {
			Subject subject = subjects.get(index);
			subject.share().add((Proc.processorSeconds(subject.program().pid()) - before[index]) / seconds * 100);
			subject.memory().add(Proc.megabytes(subject.program().pid()));
		}
	}

	/** @return a server that runs and whose agents watch for Autodesk */
	static LictorServer server(Bench bench) {
		LictorServer server = bench.stage().closing(new LictorServer(
				Products.unpack("lictor-server", bench.stage().folder("server/product")), bench.stage().folder().resolve("server/data")));
		server.start();
		server.command("servers", "add", "--name", "Autodesk", "--type", "autodesk").good();
		server.command("groups", "add", "All", "--auto-assign").good();
		server.command("groups", "assign", "All", "--server", "Autodesk").good();
		return server;
	}

	/** @return the string that an agent enrols with */
	static String enrolment(LictorServer server) {
		String out = server.command("agents", "token").good().out();
		Matcher matcher = Pattern.compile("lictor1:[A-Za-z0-9_-]+").matcher(out);
		if (!matcher.find()) {
			throw new AssertionError("no enrolment string in: " + out);
		}
		return matcher.group();
	}
}

package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.lictor.acceptance.Report.Row;
import org.lictor.acceptance.Workplace.Application;
import org.lictor.acceptance.Workplace.Running;

/** Server and agent are killed at random moments while people work; afterwards every session is there, and once. */
@ResourceLock(ThisHost.PROCESSES)
@Order(ThisHost.FIRST)
class CrashTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	/** {@code -Dlictor.crashes} for a longer run. */
	private static final int KILLS = Integer.getInteger("lictor.crashes", 8);
	private static final Duration RIGHT = Duration.ofSeconds(2);
	/** Most programs that run at the same time. */
	private static final int BUSY = 8;
	/** How long an agent must have lived beside a program to have seen it for certain: its start and two looks, on a busy machine. */
	private static final Duration LOOK = Duration.ofSeconds(10);

	private final long seed = Long.getLong("lictor.seed", System.nanoTime());
	private final Random random = new Random(seed);
	private final Site site = new Site(STAGE);
	private final LictorServer server = site.server();
	private final LictorAgent agent = site.agent();
	private final List<Absence> absences = new ArrayList<>();
	private final Deque<Work> working = new ArrayDeque<>();
	private Instant agentStart = Instant.MAX;

	/** A program that runs; seen says whether some agent lived beside it for long enough. */
	private static final class Work {

		private final Running program;
		private final Instant start = Instant.now();
		private boolean seen;

		Work(Running program) {
			this.program = program;
		}
	}

	/** A time during which no agent looked at the processes. */
	private record Absence(Instant from, Instant until) {

		boolean covers(Instant moment) {
			return !moment.isBefore(from) && !moment.isAfter(until);
		}
	}

	@Test
	void losesAndDoublesNothing() {
		System.out.println("CrashTest runs with -Dlictor.seed=" + seed);
		server.start();
		site.addAutodesk();
		site.addGroup();
		site.assignGroup();
		agent.start("--enrol", site.enrolment("--group", Site.GROUP));
		agentStart = Instant.now();
		Waiting.until("the agent to be online", Duration.ofSeconds(30), () -> server.ask("agents").rows().stream()
				.anyMatch(row -> row.text("status").equalsIgnoreCase("online")));
		for (int kill = 0; kill < KILLS; kill++) {
			work();
			Waiting.pass(Duration.ofMillis(random.nextInt(2_500)));
			if (random.nextBoolean()) {
				killServer();
			} else {
				killAgent();
			}
		}
		server.awaitReady();
		awaitSessions(rows -> true);
		working.forEach(work -> work.program.end());
		assertLedger();
		String before = sessions();
		server.command("verify").good();
		server.command("rebuild").good();
		assertEquals(before, sessions(), "rebuild changes no figure");
	}

	/**
	 * People start programs, and end some. Only a program that an agent has seen for certain is ended: what comes and goes
	 * while no agent looks leaves no trace on any host.
	 */
	private void work() {
		Instant now = Instant.now();
		for (Work work : working) {
			Instant beside = work.start.isAfter(agentStart) ? work.start : agentStart;
			work.seen |= beside.plus(LOOK).isBefore(now);
		}
		if (!working.isEmpty() && working.peek().seen && (working.size() >= BUSY || random.nextBoolean())) {
			working.pop().program.end();
		}
		if (working.size() < BUSY) {
			String user = random.nextBoolean() ? "nobody" : "daemon";
			Application application = random.nextBoolean() ? Application.AUTOCAD : Application.MAYA;
			working.add(new Work(site.workplace().start(user, application)));
		}
	}

	private void killServer() {
		server.program().kill();
		server.launch();
	}

	private void killAgent() {
		agent.program().kill();
		Instant from = Instant.now();
		agent.start();
		agentStart = Instant.now();
		Instant begin = from.minus(RIGHT);
		// an agent that was killed before it could look prolongs the absence of the one before
		boolean goesOn = !absences.isEmpty() && !begin.isAfter(absences.getLast().until());
		absences.add(new Absence(goesOn ? absences.removeLast().from() : begin, from.plus(LOOK)));
	}

	/** Waits until there are as many sessions as programs ran, and something holds for them. */
	private void awaitSessions(Predicate<List<Row>> condition) {
		List<Ledger.Run> runs = site.workplace().ledger().runs();
		Waiting.until("every program to be known", Duration.ofSeconds(60), () -> {
			List<Row> rows = server.ask("sessions").rows();
			if (rows.size() < runs.size() || !condition.test(rows)) {
				throw new AssertionError("seed " + seed + "\nran:\n" + runs + "\ntold:\n" + rows + "\n"
						+ agent.program().transcript());
			}
			return true;
		});
	}

	private void assertLedger() {
		List<Ledger.Run> runs = site.workplace().ledger().runs();
		awaitSessions(rows -> rows.stream().allMatch(row -> row.instant("end").isPresent()));
		List<Row> rows = new ArrayList<>(server.report("sessions").rows());
		assertEquals(runs.size(), rows.size(), () -> "seed " + seed + "\nran:\n" + runs + "\ntold:\n" + rows);
		for (Ledger.Run run : runs) {
			// the nearest: two programs of one person may start within the same two seconds
			Row row = rows.stream().filter(each -> tells(each, run))
					.min(Comparator.comparing(each -> apart(run.start(), each.instant("start").orElseThrow())))
					.orElseThrow(() -> new AssertionError("seed " + seed + ": " + run + " is not among " + rows));
			rows.remove(row);
		}
	}

	private boolean tells(Row row, Ledger.Run run) {
		return row.text("user").equals(run.user()) && row.text("product").equals(run.product())
				&& row.text("version").equals(run.version()) && near(run.start(), row.instant("start").orElseThrow())
				&& ends(row.instant("end").orElseThrow(), run);
	}

	private static boolean near(Instant one, Instant other) {
		return apart(one, other).compareTo(RIGHT) <= 0;
	}

	private static Duration apart(Instant one, Instant other) {
		return Duration.between(one, other).abs();
	}

	/** To two seconds; while no agent looked, some moment between its last look and the end. */
	private boolean ends(Instant told, Ledger.Run run) {
		Instant end = run.end().orElseThrow();
		return near(told, end) || absences.stream().anyMatch(absence -> absence.covers(end)
				&& !told.isBefore(absence.from().minus(RIGHT)) && told.isBefore(end.plus(RIGHT)));
	}

	private String sessions() {
		StringBuilder text = new StringBuilder();
		server.report("sessions").rows().forEach(row -> text.append(row.json()).append('\n'));
		return text.toString();
	}
}

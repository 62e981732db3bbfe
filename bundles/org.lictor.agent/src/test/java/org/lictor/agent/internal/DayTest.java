package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lictor.agent.internal.disk.FailingDisk;
import org.lictor.agent.internal.KilledServer.Moment;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;

/**
 * A day of a host, told as a script, for a real agent and a real server core on its database, with a clock of its own. Both
 * are killed fifty times, at moments that a seed chooses. In the end the server's sessions are those of the script: each
 * once, begun and ended right to a second where the agent could know it, and marked where it could not.
 */
class DayTest {

	private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

	/** The last Sunday of October: the hour from two to three comes twice. */
	private static final Day DAY = Day.of(LocalDate.of(2026, 10, 25), ZONE, """
			00:05  ann starts AutoCAD 2024
			01:10  ben starts Revit 2025
			01:40  ann ends AutoCAD
			02:15  ben starts AutoCAD 2025
			02:50  ann starts Revit 2025
			02:20w ben ends AutoCAD
			02:25w ann crashes Revit
			02:55w the host sleeps
			05:05  the host wakes
			05:30  ben crashes Revit
			05:55  ann starts AutoCAD 2024
			06:00  the network goes
			06:30  ben starts Revit 2025
			08:45  ann crashes AutoCAD
			08:46  ann starts AutoCAD 2024
			10:00  ben ends Revit
			11:15  ben starts AutoCAD 2024
			12:30  the host sleeps
			13:15  the host wakes
			14:20  ann ends AutoCAD
			15:00  the network returns
			15:20  ann starts Revit 2026
			15:30  the disk is full
			15:45  ben ends AutoCAD
			15:50  ben starts Revit 2025
			16:10  ann ends Revit
			16:30  the disk has room
			17:00  the clock is set back
			17:30  ann starts AutoCAD 2025
			18:10  ben ends Revit
			18:30  the clock is set right
			19:00  ben starts AutoCAD 2024
			19:40  ann ends AutoCAD
			20:00  the power goes
			20:07  the power returns
			20:10  ann starts AutoCAD 2024
			20:11  ben starts Revit 2025
			22:30  ann ends AutoCAD
			23:00  ann starts Revit 2026
			23:40  ben ends Revit
			""");

	/** Twice the clock is set back and the agent killed while it could tell nothing; the second time the server forgets too. */
	private static final Day CLOCK_SET = Day.of(LocalDate.of(2026, 6, 1), ZONE, """
			00:02  ann starts AutoCAD 2024
			00:03  ben starts Revit 2025
			00:10  the network goes
			00:20  ann ends AutoCAD
			00:30  the clock is set back
			00:35  the agent is killed
			00:45  ben ends Revit
			00:50  the network returns
			01:00  the clock is set right
			01:10  ann starts AutoCAD 2025
			01:20  the network goes
			01:30  ann ends AutoCAD
			01:40  the clock is set back
			01:45  the agent is killed
			01:50  the server is killed
			01:55  the network returns
			""");

	private static final int KILLS = Integer.getInteger("lictor.day.kills", 50);
	private static final Duration SECOND = Duration.ofSeconds(1);
	/** Between two proofs of life, and a little. */
	private static final Duration PROOF = Duration.ofSeconds(33);

	@TempDir
	private Path folder;

	static LongStream seeds() {
		long first = Long.getLong("lictor.seed", System.nanoTime());
		return LongStream.range(0, Integer.getInteger("lictor.seeds", 1)).map(i -> first + i);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	@Timeout(300)
	void endsWithTheSessionsOfTheScript(long seed) throws Exception {
		System.out.println("The day of a host, again with -Dlictor.seed=" + seed);
		assertEquals(Duration.ofHours(25), DAY.length());
		try (World world = new World(DAY, seed, KILLS)) {
			world.live(DAY.end());
			world.compare();
		}
	}

	@Test
	@Timeout(120)
	void marksWhatNobodyKnowsWhereTheClockWasSetAndTheAgentKilled() throws Exception {
		try (World world = new World(CLOCK_SET, 1, 0)) {
			world.live(CLOCK_SET.lines().getLast().at().plusSeconds(1));

			world.compare(world.uses.get(0), "ended");
			world.compare(world.uses.get(1), "ended");
			world.compare(world.uses.get(2), "ended, not seen");
			assertEquals(1, world.log("is uncertain").size(), world.log("").toString());
		}
	}

	/** One use of a program. */
	private static final class Use {
		private final String user;
		private final String product;
		private final String version;
		private final long pid;
		private final Instant start;
		private Optional<Instant> end = Optional.empty();
		private boolean seen;
		/** The last look of the agent at which it ran, and in which run of the agent that was. */
		private Instant lastLook = Instant.MIN;
		private int lastRun;
		/** Whether the end was noticed, and whether nothing kept the agent from looking when it came. */
		private boolean noticed;
		private boolean watched;
		private boolean killedWhileNoticing;
		/** Where agent and server are killed before the end was told, nobody knows what the clock was then. */
		private boolean clockWasWrong;

		Use(String user, String product, String version, long pid, Instant start) {
			this.user = user;
			this.product = product;
			this.version = version;
			this.pid = pid;
			this.start = start;
		}

		@Override
		public String toString() {
			return user + " " + product + " " + version + " " + start + " - " + end.map(Instant::toString).orElse("now");
		}
	}

	private final class World implements AutoCloseable {
		private final Random random;
		private final Day day;
		private Instant now;
		private final FakeClock clock;
		private final KilledServer server;
		private final WatchedHost host;
		private final Deque<Day.Line> script = new ArrayDeque<>();
		private final Deque<Instant> agentKills;
		private final Deque<Instant> serverKills;
		private final List<Use> uses = new ArrayList<>();
		private long lastPid = 4000;
		private boolean asleep;
		private boolean off;
		private boolean agentRuns;
		private Instant agentDownUntil = Instant.MIN;
		private int run;

		World(Day day, long seed, int kills) throws Exception {
			this.day = day;
			now = day.begin();
			clock = new FakeClock(now);
			script.addAll(day.lines());
			random = new Random(seed);
			server = new KilledServer(Files.createDirectory(folder.resolve("server")), () -> now);
			host = new WatchedHost(Files.createDirectory(folder.resolve("agent")), clock, server);
			agentKills = moments(kills);
			serverKills = moments(kills);
		}

		private Deque<Instant> moments(int kills) {
			return new ArrayDeque<>(Stream.generate(() -> day.begin().plusSeconds(random.nextLong(day.length().toSeconds())))
					.limit(kills).sorted().toList());
		}

		void live(Instant until) {
			while (now.isBefore(until)) {
				while (!script.isEmpty() && !script.getFirst().at().isAfter(now)) {
					happen(script.removeFirst().what());
				}
				kill();
				second();
			}
			// Long enough for what waits, and for the server to come back.
			for (int i = 0; i < 180; i++) {
				second();
			}
			assertEquals(0, host.waiting(), "everything has arrived");
		}

		private void second() {
			if (!asleep && !off) {
				look();
			}
			now = now.plus(SECOND);
			if (asleep || off) {
				clock.jump(SECOND);
			} else {
				clock.pass(SECOND);
			}
		}

		private void look() {
			try {
				if (!agentRuns && !now.isBefore(agentDownUntil)) {
					host.start();
					agentRuns = true;
					run++;
				}
				if (agentRuns) {
					host.step();
					looked();
				}
			} catch (FailingDisk.Killed e) {
				uses.stream().filter(use -> use.end.isPresent() && !use.noticed).forEach(use -> use.killedWhileNoticing = true);
				agentDies();
			} catch (IOException e) {
				agentDies(); // the disk is full: the service is started again a little later
			}
		}

		private void looked() {
			for (Use use : uses) {
				if (use.end.isEmpty()) {
					use.seen = true;
					use.lastLook = now;
					use.lastRun = run;
				} else if (!use.noticed) {
					use.noticed = true;
					use.clockWasWrong = !near(clock.wall(), now);
					use.watched = use.lastRun == run && Duration.between(use.lastLook, now).compareTo(SECOND.multipliedBy(2)) <= 0;
				}
			}
		}

		private void agentDies() {
			agentRuns = false;
			agentDownUntil = random.nextInt(3) > 0 ? now.plus(SECOND) : now.plusSeconds(2 + random.nextInt(120));
		}

		private void kill() {
			while (!agentKills.isEmpty() && !agentKills.getFirst().isAfter(now)) {
				agentKills.removeFirst();
				if (random.nextBoolean()) {
					host.disk.killAfter(random.nextInt(4)); // in the middle of writing
				} else {
					agentDies();
				}
			}
			while (!serverKills.isEmpty() && !serverKills.getFirst().isAfter(now)) {
				serverKills.removeFirst();
				server.kill(moment(), Duration.ofSeconds(random.nextInt(60)));
			}
			if (day == DAY && random.nextInt(600) == 0) {
				server.lose(moment());
			}
		}

		private Moment moment() {
			return random.nextBoolean() ? Moment.BEFORE_THE_COMMIT : Moment.AFTER_THE_COMMIT;
		}

		private void happen(String what) {
			String[] words = what.split(" ");
			switch (words[1]) {
			case "starts" -> start(words[0], words[2], words[3]);
			case "ends", "crashes" -> end(use(words[0], words[2]));
			default -> happenToTheHost(what);
			}
		}

		private void happenToTheHost(String what) {
			switch (what) {
			case "the host sleeps" -> asleep = true;
			case "the host wakes" -> asleep = false;
			case "the network goes" -> server.away(true);
			case "the network returns" -> server.away(false);
			case "the disk is full" -> host.disk.room(40);
			case "the disk has room" -> host.disk.room(Long.MAX_VALUE);
			case "the clock is set back" -> clock.jump(Duration.ofHours(-1));
			case "the clock is set right" -> clock.jump(Duration.between(clock.wall(), now));
			case "the agent is killed" -> agentDies();
			case "the server is killed" -> server.kill(Moment.BEFORE_THE_COMMIT, Duration.ZERO);
			case "the power goes" -> {
				off = true;
				agentDies();
				uses.stream().filter(use -> use.end.isEmpty()).forEach(this::end);
			}
			case "the power returns" -> {
				off = false;
				clock.boot();
			}
			default -> throw new IllegalArgumentException(what);
			}
		}

		private void start(String user, String product, String version) {
			String path = "/opt/Autodesk/" + product + " " + version + "/" + (product.equals("AutoCAD") ? "acad" : "Revit");
			Use use = new Use(user, product, version, ++lastPid, now);
			host.processes.start(use.pid, clock.wall(), path, path, user);
			uses.add(use);
		}

		private Use use(String user, String product) {
			return uses.stream().filter(use -> use.end.isEmpty() && use.user.equals(user) && use.product.equals(product))
					.findFirst().orElseThrow();
		}

		private void end(Use use) {
			host.processes.end(use.pid);
			use.end = Optional.of(now);
		}

		void compare() throws Exception {
			ResultTable sessions = server.node().queries().run(Query.of(Queries.SESSIONS, ZONE), Progress.NONE);
			List<Integer> left = new ArrayList<>();
			for (int row = 0; row < sessions.rowCount(); row++) {
				left.add(row);
			}
			for (Use use : uses) {
				if (!use.seen) {
					continue; // began and ended while no agent ran
				}
				List<Integer> rows = left.stream().filter(row -> isOf(sessions, row, use)).toList();
				assertEquals(1, rows.size(), use + " among " + describe(sessions));
				left.removeAll(rows);
				compare(use, (String) sessions.value(rows.getFirst(), "state"), sessions.value(rows.getFirst(), "end"));
			}
			assertEquals(List.of(), left, "no session but the script's: " + describe(sessions));
			assertEquals(List.of(), server.node().maintenance().check(Progress.NONE).differences());
		}

		void compare(Use use, String state) throws Exception {
			ResultTable sessions = server.node().queries().run(Query.of(Queries.SESSIONS, ZONE), Progress.NONE);
			List<Integer> rows = IntStream.range(0, sessions.rowCount()).boxed().filter(row -> isOf(sessions, row, use)).toList();
			assertEquals(1, rows.size(), use + " among " + describe(sessions));
			assertEquals(state, sessions.value(rows.getFirst(), "state"), describe(sessions));
			if (state.equals("ended")) {
				assertTrue(near((Instant) sessions.value(rows.getFirst(), "end"), use.end.orElseThrow()), use + " among " + describe(sessions));
			}
		}

		List<String> log(String words) throws Exception {
			ResultTable log = server.node().queries().run(Query.of(Queries.EVENTS, ZONE), Progress.NONE);
			return IntStream.range(0, log.rowCount()).mapToObj(row -> (String) log.value(row, "message")).filter(text -> text.contains(words)).toList();
		}

		private boolean isOf(ResultTable sessions, int row, Use use) {
			return sessions.value(row, "user").equals(use.user) && sessions.value(row, "product").equals(use.product)
					&& sessions.value(row, "version").equals(use.version) && sessions.value(row, "host").equals("cad-17")
					&& near((Instant) sessions.value(row, "start"), use.start);
		}

		private static boolean near(Instant one, Instant other) {
			return Duration.between(one, other).abs().compareTo(SECOND) <= 0;
		}

		private void compare(Use use, String state, Object end) {
			String told = use + ", told as " + state + " at " + end;
			if (use.end.isEmpty()) {
				assertEquals("live", state, told);
				assertEquals(Unknown.UNKNOWN, end, told);
				return;
			}
			if (!use.killedWhileNoticing && !(use.clockWasWrong && state.equals("ended, not seen"))) {
				assertEquals(use.watched ? "ended" : "ended, not seen", state, told);
			}
			if (state.equals("ended")) {
				assertTrue(near((Instant) end, use.end.get()), told);
			} else {
				assertEquals("ended, not seen", state, told);
				assertTrue(!((Instant) end).isAfter(use.end.get().plus(SECOND)), told);
				assertTrue(!((Instant) end).isBefore(use.lastLook.minus(PROOF)), told + ", seen at " + use.lastLook);
			}
		}

		private String describe(ResultTable sessions) {
			StringBuilder text = new StringBuilder();
			for (int row = 0; row < sessions.rowCount(); row++) {
				for (String column : List.of("user", "product", "version", "start", "end", "state")) {
					text.append(sessions.value(row, column)).append(' ');
				}
				text.append('\n');
			}
			return text.toString();
		}

		@Override
		public void close() {
			server.close();
		}
	}
}

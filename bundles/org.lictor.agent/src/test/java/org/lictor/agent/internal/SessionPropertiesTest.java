package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.lictor.agent.internal.disk.FailingDisk;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.EventDetail.SessionStarted;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * From processes to what the server has in the end: each process that was seen is one session with one end, right to a
 * second when the agent was looking, whatever is killed, lost or full in between.
 */
class SessionPropertiesTest {

	static {
		QuietLog.silence();
	}

	/** What may happen. */
	enum Step {
		START_A_PROCESS, END_A_PROCESS, SECOND, MINUTE, DELIVER, LOSE_THE_CALL, LOSE_THE_ANSWER, KILL_THE_AGENT,
		KILL_AT_THE_NEXT_WRITE, KILL_AT_THE_SECOND_WRITE, KILL_AT_THE_FOURTH_WRITE, STOP_THE_AGENT_FOR_AN_HOUR, FILL_THE_DISK, MAKE_ROOM, SET_THE_CLOCK
	}

	@Provide
	Arbitrary<List<Step>> steps() {
		return Arbitraries.of(Step.class).list().ofMaxSize(60);
	}

	@Property(tries = 100)
	void tellsOneSessionForEachProcess(@ForAll("steps") List<Step> steps) throws IOException {
		Path folder = Files.createTempDirectory("lictor-agent-test");
		try {
			World world = new World(folder);
			for (Step step : steps) {
				try {
					world.take(step);
				} catch (FailingDisk.Killed e) {
					world.startAgent();
				}
			}
			world.finish();
		} finally {
			Folders.remove(folder);
		}
	}

	private static final class World {
		private static final AgentConfiguration CONFIGURATION = new AgentConfiguration("1", Intervals.DEFAULT,
				List.of(new WatchRule("S", "a", "Product", WatchRule.Kind.INTERACTIVE, "/acad$", Optional.empty())));

		private final FakeServer server = new FakeServer();
		private final FakeClock clock = new FakeClock(Events.NOON);
		private final WatchedHost host;
		private final Map<Long, Instant> running = new LinkedHashMap<>();
		/** Ends of processes, by number, where the agent was looking and the clock was left alone. */
		private final Map<Long, Instant> ended = new LinkedHashMap<>();
		private long pid = 100;
		private boolean clockWasSet;
		private boolean full;

		World(Path folder) throws IOException {
			host = new WatchedHost(folder, clock, server);
			host.keep(CONFIGURATION);
			startAgent();
		}

		private void startAgent() throws IOException {
			host.start();
			host.observe();
		}

		void take(Step step) throws IOException {
			switch (step) {
			case START_A_PROCESS -> {
				host.processes.start(++pid, clock.wall(), "/opt/acad");
				running.put(pid, clock.wall());
				look();
			}
			case END_A_PROCESS -> {
				if (!running.isEmpty()) {
					long ending = running.keySet().iterator().next();
					host.processes.end(ending);
					running.remove(ending);
					Instant end = clock.wall();
					look();
					if (!clockWasSet) {
						ended.put(ending, end);
					}
				}
			}
			case SECOND -> look();
			case MINUTE -> {
				for (int i = 0; i < 60; i++) {
					look();
				}
			}
			case DELIVER -> host.deliver();
			case LOSE_THE_CALL -> {
				server.failsBefore(batch -> Optional.of(FakeServer.lost()));
				host.deliver();
				server.works();
			}
			case LOSE_THE_ANSWER -> {
				server.failsAfter(batch -> Optional.of(FakeServer.lost()));
				host.deliver();
				server.works();
			}
			case KILL_THE_AGENT -> {
				// What a full disk did not take is lost with the memory; that is told in another test.
				makeRoom();
				startAgent();
			}
			case KILL_AT_THE_NEXT_WRITE -> killAfter(0);
			case KILL_AT_THE_SECOND_WRITE -> killAfter(1);
			case KILL_AT_THE_FOURTH_WRITE -> killAfter(3);
			case STOP_THE_AGENT_FOR_AN_HOUR -> {
				makeRoom();
				clock.pass(Duration.ofHours(1));
				startAgent();
			}
			case FILL_THE_DISK -> {
				host.disk.room(30);
				full = true;
			}
			case MAKE_ROOM -> makeRoom();
			case SET_THE_CLOCK -> {
				clock.jump(Duration.ofMinutes(-7));
				clockWasSet = true;
				look();
			}
			}
		}

		private void killAfter(int writes) {
			makeRoom();
			host.disk.killAfter(writes);
		}

		private void makeRoom() {
			host.disk.room(Long.MAX_VALUE);
			if (full) {
				full = false;
				look();
			}
		}

		/** Two seconds in two steps, so that both kinds of looks are made. */
		private void look() {
			for (int i = 0; i < 2; i++) {
				clock.pass(Duration.ofSeconds(1));
				host.observe();
			}
		}

		void finish() throws IOException {
			host.disk.killAfter(Integer.MAX_VALUE);
			makeRoom();
			startAgent();
			for (int i = 0; i < 200 && host.waiting() > 0; i++) {
				host.deliver();
			}
			assertEquals(0, host.waiting());
			Map<UUID, SessionInfo> sessions = new LinkedHashMap<>();
			server.details(SessionStarted.class).forEach(started -> {
				SessionInfo known = sessions.putIfAbsent(started.session().key(), started.session());
				assertTrue(known == null || known.equals(started.session()), "told twice in the same words");
			});
			assertEquals(pid - 100, sessions.size(), "one session for each process");
			assertEquals(pid - 100, sessions.values().stream().map(SessionInfo::pid).distinct().count());
			List<Long> open = new ArrayList<>();
			for (SessionInfo session : sessions.values()) {
				List<SessionEnded> ends = server.ends(session.key()::equals);
				assertTrue(ends.size() <= 1, "one end");
				if (ends.isEmpty()) {
					open.add(session.pid());
				} else if (ended.containsKey(session.pid())) {
					assertTrue(ends.get(0).exact());
					Duration wrong = Duration.between(ended.get(session.pid()), ends.get(0).end()).abs();
					assertTrue(wrong.compareTo(Duration.ofSeconds(1)) <= 0, "wrong by " + wrong);
				}
			}
			assertEquals(List.copyOf(running.keySet()), open.stream().sorted().toList());
		}
	}
}

package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.agent.internal.Events.NOON;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.disk.FailingDisk;
import org.lictor.agent.internal.disk.Journal;
import org.lictor.agent.internal.disk.Spool;
import org.lictor.agent.internal.disk.StateFile;
import org.lictor.agent.internal.watch.FakeProcesses;
import org.lictor.agent.internal.watch.SessionTracker;
import org.lictor.agent.internal.watch.Uses;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.EventDetail.SessionStarted;
import org.lictor.agent.protocol.EventDetail.SessionsRunning;
import org.lictor.agent.protocol.EventDetail.Trouble;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.WatchRule;

/** When the agent looks, and what it tells of its own troubles. */
class ObserverTest {

	@TempDir
	Path temp;
	private final FakeClock clock = new FakeClock(NOON);
	private final FakeProcesses processes = new FakeProcesses();
	private final FailingDisk disk = new FailingDisk();
	private final Troubles troubles = new Troubles();
	private Spool spool;
	private Observer observer;

	@BeforeEach
	void start() throws IOException {
		spool = new Spool(temp.resolve("spool"), disk, new Spool.Limits(4000, Duration.ofDays(30), 1000, 4));
		EventRecorder recorder = new EventRecorder(spool, clock, () -> {
		});
		Disguise disguise = new Disguise(recorder, () -> new byte[32]);
		SessionTracker tracker = new SessionTracker(processes, clock, new Journal(temp.resolve("journal"), disk), disguise,
				"host", new Uses(new StateFile(temp.resolve("uses"))));
		observer = new Observer(tracker, recorder, disguise, spool, clock, troubles);
		configure("/acad$");
	}

	private void configure(String path) {
		observer.configure(new AgentConfiguration("1", Intervals.DEFAULT,
				List.of(new WatchRule("S", "a", "Product", WatchRule.Kind.INTERACTIVE, path, Optional.empty()))));
	}

	private void run(Duration time, boolean connected) {
		Duration passed = Duration.ZERO;
		while (passed.compareTo(time) < 0) {
			Duration rest = observer.step(connected);
			assertTrue(rest.isPositive() && rest.compareTo(Duration.ofSeconds(2)) <= 0, rest.toString());
			clock.pass(rest);
			passed = passed.plus(rest);
		}
	}

	private <T> List<T> told(Class<T> type) throws IOException {
		return spool.head(1000, 1 << 20).stream().map(AgentEvent::detail).filter(type::isInstance).map(type::cast).toList();
	}

	@Test
	void looksEverySecondAndTellsEveryHalfMinuteWhatRuns() throws IOException {
		run(Duration.ofSeconds(3), true);
		processes.start(7, clock.wall(), "/opt/acad");
		run(Duration.ofSeconds(3), true);
		assertEquals(1, told(SessionStarted.class).size());
		run(Duration.ofSeconds(120), true);
		assertEquals(4, told(SessionsRunning.class).size());
		processes.end(7);
		run(Duration.ofSeconds(2), true);
		assertEquals(1, told(SessionEnded.class).size());
	}

	@Test
	void looksAtOnceWhenTheHostWakesUp() throws IOException {
		processes.start(7, clock.wall(), "/opt/acad");
		run(Duration.ofSeconds(3), true);
		clock.jump(Duration.ofHours(8));

		observer.step(true);

		assertEquals(1, told(SessionsRunning.class).size());
		observer.step(true);
		assertEquals(1, told(SessionsRunning.class).size(), "once");
	}

	@Test
	void tellsHowLongTheDiskWasFullOnceThereIsRoom() throws IOException {
		processes.start(7, clock.wall(), "/opt/acad");
		run(Duration.ofSeconds(3), true);
		disk.room(10);
		processes.start(8, clock.wall(), "/opt/acad");
		run(Duration.ofSeconds(60), true);
		assertTrue(troubles.local().contains("No space left on device"), troubles.local());
		assertEquals(2, told(SessionStarted.class).size(), "still delivered, from memory");

		disk.room(Long.MAX_VALUE);
		run(Duration.ofSeconds(3), true);

		assertEquals("", troubles.local());
		Trouble trouble = told(Trouble.class).get(0);
		assertEquals("SPOOL_UNWRITABLE", trouble.code());
		assertTrue(trouble.message().startsWith("From 2026-06-01T12:00:0"), trouble.message());
		assertTrue(trouble.message().contains("No space left on device"), trouble.message());
		assertEquals(1, told(Trouble.class).size());
	}

	@Test
	void countsWhatAFullDiskCostAndTellsTheOpenSessionsAgain() throws IOException {
		processes.start(7, clock.wall(), "/opt/acad");
		run(Duration.ofSeconds(3), true);
		disk.room(10);
		run(Duration.ofMinutes(5), true);
		assertEquals(6, spool.losses().events());

		disk.room(Long.MAX_VALUE);
		run(Duration.ofSeconds(2), false);
		assertEquals(List.of("SPOOL_UNWRITABLE"), told(Trouble.class).stream().map(Trouble::code).toList());
		run(Duration.ofSeconds(2), true);

		assertEquals(List.of("SPOOL_UNWRITABLE", "EVENTS_DROPPED"), told(Trouble.class).stream().map(Trouble::code).toList());
		String message = told(Trouble.class).get(1).message();
		assertTrue(message.startsWith("6 events from 2026-06-01T12:0"), message);
		assertTrue(message.contains("the disk took no events: No space left on device"), message);
		assertEquals(0, spool.losses().events());
		assertEquals(2, told(SessionStarted.class).size());
	}

	@Test
	void dropsTheOldestEventsOfALongSilenceAndTellsItWhenTheServerIsBack() throws IOException {
		processes.start(7, clock.wall(), "/opt/acad");
		run(Duration.ofMinutes(30), false);
		long lost = spool.losses().events();
		assertTrue(lost > 0 && spool.state().bytes() <= 5000, spool.state().toString());
		assertEquals(List.of(), told(SessionStarted.class), "dropped");
		assertEquals(List.of(), told(Trouble.class), "not told into the void");

		run(Duration.ofSeconds(2), true);

		assertTrue(told(Trouble.class).get(0).message().startsWith(lost + " events"), told(Trouble.class).toString());
		assertEquals(EventDetail.Severity.WARNING, told(Trouble.class).get(0).severity());
		assertEquals(1, told(SessionStarted.class).size(), "told again");
	}

	@Test
	void goesOnWhenAnExpressionCannotBeEvaluated() throws IOException {
		configure("^(a|aa|b)*?x(([a-z/])*)*$");
		processes.start(7, clock.wall(), "/opt/" + "a".repeat(4000));
		processes.start(8, clock.wall(), "/opt/acad");

		observer.step(true);
		configure("/acad$");
		run(Duration.ofSeconds(3), true);

		assertEquals(1, told(SessionStarted.class).size());
		assertEquals("", troubles.local());
	}
}

package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import org.lictor.agent.internal.disk.FailingDisk;
import org.lictor.agent.internal.disk.Losses;
import org.lictor.agent.internal.disk.Spool;
import org.lictor.agent.internal.link.Backoff;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventDetail;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever crashes, whatever answer is lost and whenever the disk is full: every event that was said to be safe reaches
 * the server, every event counts once, and those of a run come in their order.
 */
class DeliveryPropertiesTest {

	static {
		QuietLog.silence();
	}

	/** What may happen. */
	enum Step {
		TELL_ONE, TELL_MANY, DELIVER, LOSE_THE_CALL, LOSE_THE_ANSWER, STORE_A_PART, KILL_THE_AGENT, FILL_THE_DISK,
		ALMOST_FILL_THE_DISK, MAKE_ROOM, FLUSH
	}

	@Provide
	Arbitrary<List<Step>> steps() {
		return Arbitraries.of(Step.class).list().ofMaxSize(60);
	}

	@Property(tries = 100)
	void losesNothingThatIsSafeAndDoublesNothing(@ForAll("steps") List<Step> steps) throws IOException {
		Path folder = Files.createTempDirectory("lictor-agent-test");
		try {
			World world = new World(folder.resolve("spool"));
			for (Step step : steps) {
				world.take(step);
			}
			world.finish();
		} finally {
			Folders.remove(folder);
		}
	}

	/** One host, its disk, and a server elsewhere. */
	private static final class World {
		private final Path folder;
		private final FailingDisk disk = new FailingDisk();
		private final FakeServer server = new FakeServer();
		private final Random random = new Random(7);
		private final Set<FakeServer.Number> safe = new LinkedHashSet<>();
		private final List<FakeServer.Number> unsafe = new ArrayList<>();
		private FakeClock clock = new FakeClock(Events.NOON);
		private Spool spool;
		private EventRecorder recorder;
		private Delivery delivery;
		private long told;

		World(Path folder) throws IOException {
			this.folder = folder;
			start();
		}

		private void start() throws IOException {
			clock = new FakeClock(Events.NOON);
			spool = new Spool(folder, disk, new Spool.Limits(1 << 20, Duration.ofDays(30), 700, 1_000_000));
			recorder = new EventRecorder(spool, clock, () -> {
			});
			delivery = new Delivery(spool, server, recorder, clock, new Host("h", "p"), "1", new Troubles(),
					new Backoff(random, Duration.ofSeconds(1), Duration.ofSeconds(2)), failure -> {
						throw new AssertionError(failure);
					}, events -> {
						// nobody asks what was sent
					});
			told = 0;
			unsafe.clear();
		}

		void take(Step step) throws IOException {
			switch (step) {
			case TELL_ONE -> tell(1);
			case TELL_MANY -> tell(7);
			case DELIVER -> delivery.step();
			case LOSE_THE_CALL -> {
				server.failsBefore(batch -> Optional.of(FakeServer.lost()));
				delivery.step();
				server.works();
			}
			case LOSE_THE_ANSWER -> {
				server.failsAfter(batch -> Optional.of(FakeServer.lost()));
				delivery.step();
				server.works();
			}
			case STORE_A_PART -> {
				server.storesAtMost(2);
				delivery.step();
				server.works();
			}
			case KILL_THE_AGENT -> start(); // nothing is closed
			case FILL_THE_DISK -> disk.room(0);
			case ALMOST_FILL_THE_DISK -> disk.room(100);
			case MAKE_ROOM -> disk.room(Long.MAX_VALUE);
			case FLUSH -> settle(spool.flush());
			}
		}

		private void tell(int events) {
			List<EventDetail> details = new ArrayList<>();
			for (int i = 0; i < events; i++) {
				details.add(new EventDetail.Trouble(EventDetail.Severity.INFO, "TEST", "x"));
				unsafe.add(new FakeServer.Number(recorder.run(), ++told));
			}
			settle(recorder.record(details));
		}

		private void settle(boolean isSafe) {
			if (isSafe) {
				safe.addAll(unsafe);
				unsafe.clear();
			}
		}

		void finish() throws IOException {
			disk.room(Long.MAX_VALUE);
			settle(spool.flush());
			start();
			for (int i = 0; i < 200 && spool.state().events() > 0; i++) {
				delivery.step();
			}
			assertEquals(0, spool.state().events());
			assertEquals(Losses.NONE, spool.losses());
			Set<FakeServer.Number> stored = new LinkedHashSet<>();
			Map<UUID, Long> last = new HashMap<>();
			for (AgentEvent event : server.events()) {
				assertTrue(event.sequence() > last.getOrDefault(event.run(), 0L), "in order");
				last.put(event.run(), event.sequence());
				stored.add(new FakeServer.Number(event.run(), event.sequence()));
			}
			Set<FakeServer.Number> missing = new LinkedHashSet<>(safe);
			missing.removeAll(stored);
			assertEquals(Set.of(), missing);
		}
	}
}

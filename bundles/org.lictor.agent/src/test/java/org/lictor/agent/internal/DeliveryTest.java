package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.agent.internal.Events.NOON;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.disk.FailingDisk;
import org.lictor.agent.internal.disk.Spool;
import org.lictor.agent.internal.link.Backoff;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.Problem;

/** How events get from the spool to the server. */
class DeliveryTest {

	@TempDir
	Path temp;
	private final FakeClock clock = new FakeClock(NOON);
	private final FakeServer server = new FakeServer();
	private final Troubles troubles = new Troubles();
	private final List<AgentFailure> fatal = new ArrayList<>();
	private Spool spool;
	private EventRecorder recorder;
	private Delivery delivery;

	@BeforeEach
	void open() throws IOException {
		spool = new Spool(temp.resolve("spool"), new FailingDisk(), Spool.Limits.DEFAULT);
		recorder = new EventRecorder(spool, clock, () -> {
		});
		delivery = new Delivery(spool, server, recorder, clock, new Host("cad-17", "Linux amd64"), "1.0.0", troubles,
				new Backoff(new Random(1), Duration.ofSeconds(1), Duration.ofSeconds(20)), fatal::add, new SentRecord(temp)::add);
	}

	private void tell(int events) {
		recorder.record(IntStream.range(0, events).mapToObj(
				i -> new EventDetail.Trouble(EventDetail.Severity.INFO, "TEST", "event " + i)).toList());
	}

	private void until(Duration most) {
		Duration waited = Duration.ZERO;
		while (waited.compareTo(most) < 0) {
			Duration rest = delivery.step();
			waited = waited.plus(rest).plusMillis(1);
			clock.pass(rest.plusMillis(1));
		}
	}

	private void drain() {
		Duration rest = Duration.ZERO;
		for (int i = 0; i < 10_000 && !rest.isPositive(); i++) {
			rest = delivery.step();
		}
	}

	@Test
	void deliversInBatchesAndEmptiesTheSpool() {
		tell(1200);

		drain();

		assertEquals(1200, server.events().size());
		assertEquals(List.of(500, 500, 200, 0), sizes(4));
		assertEquals(0, spool.state().events());
		assertEquals(Optional.of(NOON), delivery.lastContact());
	}

	private List<Integer> sizes(int batches) {
		List<Integer> sizes = new ArrayList<>(server.batches().stream().map(batch -> batch.events().size()).toList());
		while (sizes.size() < batches) {
			sizes.add(0);
		}
		return sizes;
	}

	@Test
	void givesASignOfLifeWhenThereIsNothingToTell() {
		drain();
		assertEquals(1, server.batches().size(), "at once");
		assertEquals(Duration.ofSeconds(30), delivery.step());
		clock.pass(Duration.ofSeconds(29));
		assertEquals(Duration.ofSeconds(1), delivery.step());
		clock.pass(Duration.ofSeconds(1));

		assertEquals(Duration.ZERO, delivery.step());

		assertEquals(2, server.batches().size());
		assertEquals(Duration.ofSeconds(30).toNanos(), server.batches().get(1).sentMono());
		assertEquals(NOON.plusSeconds(30), server.batches().get(1).sentAt());
	}

	@Test
	void keepsEventsUntilTheServerIsBackAndWaitsLongerAndLonger() {
		server.failsBefore(batch -> Optional.of(FakeServer.lost()));
		tell(3);

		List<Long> waits = IntStream.range(0, 8).mapToObj(i -> delivery.step().toMillis()).toList();

		for (int i = 0; i < waits.size(); i++) {
			long usual = Math.min(20_000, 1000L << i);
			assertTrue(waits.get(i) >= usual / 2 && waits.get(i) <= Math.min(20_000, usual * 3 / 2), "wait " + i + ": " + waits);
		}
		assertTrue(delivery.isFailing());
		assertTrue(troubles.of(Troubles.Topic.EVENTS).contains("cannot be reached"));
		assertEquals(3, spool.state().events());
		server.works();
		drain();
		assertFalse(delivery.isFailing());
		assertEquals("", troubles.of(Troubles.Topic.EVENTS));
		assertEquals(3, server.events().size());
	}

	@Test
	void sendsAgainWhatWasStoredButWhoseAnswerWasLost() {
		server.failsAfter(batch -> Optional.of(FakeServer.lost()));
		tell(3);
		delivery.step();
		server.works();

		drain();

		assertEquals(3, server.events().size());
		assertEquals(2, server.batches().stream().filter(batch -> !batch.events().isEmpty()).count());
		assertEquals(0, spool.state().events());
	}

	@Test
	void removesOnlyWhatIsAcknowledged() {
		server.storesAtMost(2);
		tell(5);

		assertEquals(Duration.ZERO, delivery.step());

		assertEquals(3, spool.state().events());
		drain();
		assertEquals(5, server.events().size());
	}

	@Test
	void doesNotRunHotWhenTheServerAcknowledgesNothing() {
		server.storesAtMost(0);
		tell(5);

		assertTrue(delivery.step().toMillis() >= 500);

		assertEquals(5, spool.state().events());
		assertTrue(troubles.of(Troubles.Topic.EVENTS).contains("does not say that it stored them"));
	}

	@Test
	void givesUpTheOneEventTheServerRefusesAndDeliversTheOthers() {
		tell(1000);
		server.failsBefore(batch -> batch.events().stream().anyMatch(event -> event.sequence() == 700)
				? Optional.of(FakeServer.refused(Problem.Reason.INVALID))
				: Optional.empty());

		until(Duration.ofMinutes(2));

		assertEquals(999, server.events().size());
		assertEquals(1, spool.losses().events());
		assertTrue(spool.losses().reason().contains("The server says INVALID."), spool.losses().reason());
		assertEquals(0, spool.state().events());
	}

	@Test
	void givesUpNothingWhenTheServerIsTooOldOrInTrouble() {
		for (Problem.Reason reason : List.of(Problem.Reason.AGENT_TOO_NEW, Problem.Reason.AGENT_TOO_OLD,
				Problem.Reason.UNAVAILABLE, Problem.Reason.INTERNAL)) {
			server.failsBefore(batch -> Optional.of(FakeServer.refused(reason)));
			tell(1);
			until(Duration.ofMinutes(1));
			assertEquals("The server says " + reason + ". Events are kept until the server takes them.",
					troubles.of(Troubles.Topic.EVENTS));
		}
		assertEquals(4, spool.state().events());
		assertEquals(List.of(), fatal);
	}

	@Test
	void saysThatItIsOverWhenTheServerDoesNotKnowTheAgent() {
		server.failsBefore(batch -> Optional.of(FakeServer.refused(Problem.Reason.AGENT_UNKNOWN)));
		tell(1);

		delivery.step();

		assertEquals("The server says AGENT_UNKNOWN. If this host is to be watched, enrol the agent anew with a new"
				+ " enrolment string.", fatal.get(0).getMessage());
		assertEquals(1, spool.state().events(), "kept for the agent that is enrolled anew");
	}

	@Test
	void tellsTheServerWhatAilsTheAgent() {
		troubles.set(Troubles.Topic.SPOOL, "spool", "The disk is full.");

		drain();

		assertEquals("The disk is full.", server.batches().get(0).trouble());
	}

	@Test
	void deliversTheEventsOfAnEarlierRun() throws IOException {
		tell(2);
		List<AgentEvent> before = spool.head(10, 10_000);
		open();
		tell(1);

		drain();

		assertEquals(before, server.events().subList(0, 2));
		assertEquals(recorder.run(), server.batches().get(0).run());
		assertEquals(recorder.run(), server.events().get(2).run());
	}
}

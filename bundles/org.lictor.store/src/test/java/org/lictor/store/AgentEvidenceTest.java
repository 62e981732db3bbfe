package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lictor.store.Opened.T;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(TestDatabase.BOTH)
class AgentEvidenceTest {

	static final UUID A = new UUID(1, 1);
	static final UUID B = new UUID(-1, 2);

	private static Opened opened;
	private static int agents;

	@BeforeAll
	static void open() throws Exception {
		opened = new Opened();
	}

	@AfterAll
	static void close() throws Exception {
		opened.close();
	}

	private static long agent() throws Exception {
		return opened.agent("installation " + agents++);
	}

	static AgentEvent event(String run, long sequence, String kind, UUID... sessions) {
		return new AgentEvent(run, sequence, kind, false, List.of(sessions), T.plusSeconds(sequence),
				sequence * 1_000_000_000, Optional.of(Duration.ofMillis(-1500)), T.plusSeconds(sequence).plusMillis(7),
				T.plusSeconds(100), "{\"n\":" + sequence + "}");
	}

	/** A heartbeat thirty seconds after the one before. */
	static AgentEvent beat(String run, long sequence, UUID... sessions) {
		return new AgentEvent(run, sequence, "RUNNING", true, List.of(sessions), T.plusSeconds(30 * sequence),
				30 * sequence * 1_000_000_000, Optional.empty(), T.plusSeconds(30 * sequence), T.plusSeconds(30 * sequence),
				"");
	}

	private static List<AgentEvent> append(long agent, AgentEvent... events) throws Exception {
		return opened.write(tx -> tx.agentEvidence().append(agent, List.of(events)));
	}

	private static List<AgentEvent> all(long agent) throws Exception {
		return opened.read(tx -> {
			List<AgentEvent> events = new ArrayList<>();
			tx.agentEvidence().forEach(agent, events::add);
			return events;
		});
	}

	private static long contiguous(long agent, String run) throws Exception {
		return opened.read(tx -> tx.agentEvidence().contiguous(agent, run));
	}

	@Test
	void keepsEventsAsTheyCame() throws Exception {
		long agent = agent();
		AgentEvent started = event("run", 1, "STARTED", A);
		AgentEvent both = event("run", 2, "BOTH", B, A);
		AgentEvent none = event("run", 3, "NONE");

		assertEquals(List.of(started, both, none), append(agent, started, both, none));

		assertEquals(List.of(started, both, none), all(agent));
		assertEquals(3, contiguous(agent, "run"));
	}

	@Test
	void whatEventsSayIsRewrittenAndNothingElseOfThem() throws Exception {
		long agent = agent();
		AgentEvent two = event("run", 2, "ENDED", A);
		append(agent, event("run", 1, "STARTED", A), two, beat("run", 3, A));
		assertEquals(1, opened.<Long>write(tx -> tx.agentEvidence().rewrite(agent, event -> event.sequence() == 1 ? "new" : event.detail())));
		AgentEvent one = all(agent).getFirst();
		assertEquals("new", one.detail());
		assertEquals(List.of(A), one.sessions());
		assertEquals(List.of(two, beat("run", 3, A)), all(agent).subList(1, 3));
		assertEquals(List.of(), append(agent, event("run", 1, "STARTED", A)), "the same event as it was does not come back");
		assertEquals("new", all(agent).getFirst().detail());
	}

	@Test
	void changesNothingWhenEventsComeAgain() throws Exception {
		long agent = agent();
		AgentEvent one = event("run", 1, "STARTED", A);
		AgentEvent two = event("run", 2, "ENDED", A);
		append(agent, one);

		assertEquals(List.of(two), append(agent, event("run", 1, "OTHER WORDS", B), one, two, two));
		assertEquals(List.of(), append(agent, two, one));
		assertEquals(List.of(one, two), all(agent));
	}

	@Test
	void tellsRunsAndAgentsApart() throws Exception {
		long first = agent();
		long second = agent();

		append(first, event("r1", 1, "X"), event("r2", 1, "X"));
		append(second, event("r1", 1, "X"));

		assertEquals(2, all(first).size());
		assertEquals(1, all(second).size());
		assertEquals(0, contiguous(second, "r2"));
	}

	@Test
	void seesHoles() throws Exception {
		long agent = agent();
		append(agent, event("run", 1, "X"), event("run", 3, "X"), event("run", 5, "X"));
		assertEquals(1, contiguous(agent, "run"));

		append(agent, event("run", 2, "X"));
		assertEquals(3, contiguous(agent, "run"));

		opened.write(tx -> {
			tx.agentEvidence().giveUp(agent, "run", 4);
			return null;
		});
		assertEquals(5, contiguous(agent, "run"));
		assertEquals(List.of(), append(agent, event("run", 4, "LATE")));

		opened.write(tx -> {
			tx.agentEvidence().giveUp(agent, "never seen", 7);
			tx.agentEvidence().giveUp(agent, "run", 2);
			return null;
		});
		assertEquals(7, contiguous(agent, "never seen"));
		assertEquals(5, contiguous(agent, "run"));
		assertEquals(4, all(agent).size());
	}

	@Test
	void keepsOnlyFirstAndLastOfHeartbeatsThatSayTheSame() throws Exception {
		long agent = agent();
		append(agent, event("run", 1, "STARTED", A));
		for (long sequence = 2; sequence <= 1000; sequence++) {
			assertEquals(1, append(agent, beat("run", sequence, A)).size());
		}
		append(agent, beat("run", 1001, A, B), beat("run", 1002, A, B), event("run", 1003, "ENDED", A));

		assertEquals(List.of(1L, 2L, 1000L, 1001L, 1002L, 1003L),
				all(agent).stream().map(AgentEvent::sequence).toList());
		assertEquals(beat("run", 1000, A), all(agent).get(2));
		assertEquals(1003, contiguous(agent, "run"));
		assertEquals(List.of(), append(agent, beat("run", 500, A)));
	}

	@Test
	void keepsHeartbeatsOnBothSidesOfASleep() throws Exception {
		long agent = agent();
		AgentEvent before = beat("run", 2, A);
		AgentEvent late = beat("run", 3, A);
		AgentEvent after = new AgentEvent("run", 3, "RUNNING", true, List.of(A), before.at().plusSeconds(301),
				late.monotonic(), Optional.empty(), late.corrected(), late.received(), "");

		append(agent, beat("run", 1, A), before, after);

		assertEquals(List.of(1L, 2L, 3L), all(agent).stream().map(AgentEvent::sequence).toList());
		append(agent, beat("run", 4, A)); // the clock went back: not the same either
		assertEquals(List.of(1L, 2L, 3L, 4L), all(agent).stream().map(AgentEvent::sequence).toList());
	}

	@Test
	void findsTheEventsOfSessions() throws Exception {
		long agent = agent();
		append(agent, event("run", 1, "STARTED", A), event("run", 2, "STARTED", B), beat("run", 3, A, B),
				beat("run", 4, A, B), event("run", 5, "ENDED", B));
		append(agent(), event("run", 1, "STARTED", A));

		assertEquals(List.of(1L, 3L, 4L), opened.read(tx -> tx.agentEvidence().ofSessions(agent, List.of(A))).stream()
				.map(AgentEvent::sequence).toList());
		assertEquals(List.of(1L, 2L, 3L, 4L, 5L), opened
				.read(tx -> tx.agentEvidence().ofSessions(agent, List.of(B, A, B))).stream().map(AgentEvent::sequence)
				.toList());
		assertEquals(List.of(), opened.read(tx -> tx.agentEvidence().ofSessions(agent, List.of(new UUID(9, 9)))));
	}

	@Test
	void stopsWhenTheVisitorHasSeenEnough() throws Exception {
		long agent = agent();
		append(agent, event("run", 1, "X", A), event("run", 2, "X", A, B), event("run", 3, "X"));
		List<Long> seen = new ArrayList<>();

		opened.read(tx -> {
			tx.agentEvidence().forEach(agent, event -> {
				seen.add(event.sequence());
				return seen.size() < 2;
			});
			return null;
		});

		assertEquals(List.of(1L, 2L), seen);
	}

	@Test
	void refusesATextThatIsTooLongAndKeepsNothingOfTheBatch() throws Exception {
		long agent = agent();
		AgentEvent fine = event("run", 1, "X");
		AgentEvent huge = new AgentEvent("run", 2, "X", false, List.of(), T, 0, Optional.empty(), T, T,
				"x".repeat(Store.MAX_TEXT + 1));

		assertThrows(IllegalArgumentException.class, () -> append(agent, fine, huge));

		assertEquals(List.of(), all(agent));
		AgentEvent longest = new AgentEvent("run", 2, "X", false, List.of(), T, 0, Optional.empty(), T, T,
				"ß".repeat(Store.MAX_TEXT));
		append(agent, fine, longest);
		assertEquals(List.of(fine, longest), all(agent));
	}

	@Test
	void handsARunOverButForWhatItSaysOfSessionsOfOthers() throws Exception {
		long former = agent();
		long other = agent();
		append(former, event("own", 1, "STARTED", A));
		append(former, event("moved", 1, "ENDED", A), event("moved", 2, "STARTED", B), beat("moved", 3, A, B));

		Set<UUID> sessions = opened.write(tx -> tx.agentEvidence().move(former, "moved", other));

		assertEquals(Set.of(A, B), sessions);
		assertEquals(List.of(event("own", 1, "STARTED", A)), all(former));
		assertEquals(List.of(event("moved", 1, "ENDED"), event("moved", 2, "STARTED", B), beat("moved", 3, B)), all(other));
		assertEquals(List.of(), append(other, event("moved", 2, "STARTED", B)));
		assertEquals(List.of(false, true), opened.read(tx -> List.of(tx.agentEvidence().knows(former, "moved"),
				tx.agentEvidence().knows(other, "moved"))));
		assertEquals(Set.of(), opened.write(tx -> tx.agentEvidence().move(former, "moved", other)));
	}
}

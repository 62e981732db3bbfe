package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lictor.store.AgentEvidenceTest.A;
import static org.lictor.store.AgentEvidenceTest.B;
import static org.lictor.store.AgentEvidenceTest.beat;
import static org.lictor.store.AgentEvidenceTest.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Evidence of agents does not depend on the order in which it arrives, nor on how often. */
class AgentEvidenceOrderTest {

	private static Opened opened;
	private static int agents;

	@BeforeContainer
	static void open() throws Exception {
		opened = new Opened();
	}

	@AfterContainer
	static void close() throws Exception {
		opened.close();
	}

	private static long agent() throws Exception {
		return opened.agent("installation " + agents++);
	}

	private static List<AgentEvent> append(long agent, List<AgentEvent> events) throws Exception {
		return opened.write(tx -> tx.agentEvidence().append(agent, events));
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

	/** The same events in any order, cut into any batches, any of them repeated, are kept the same way. */
	@Property(tries = 150)
	void keepsTheSameRowsHoweverEventsArrive(@ForAll("histories") List<AgentEvent> history, @ForAll Random random)
			throws Exception {
		long orderly = agent();
		append(orderly, history);

		long chaotic = agent();
		List<AgentEvent> arrivals = new ArrayList<>(history);
		history.stream().filter(event -> random.nextInt(3) == 0).forEach(arrivals::add);
		Collections.shuffle(arrivals, random);
		List<AgentEvent> fresh = new ArrayList<>();
		for (int from = 0; from < arrivals.size();) {
			int until = Math.min(arrivals.size(), from + 1 + random.nextInt(4));
			fresh.addAll(append(chaotic, arrivals.subList(from, until)));
			from = until;
		}

		assertEquals(sorted(history), sorted(fresh), "each event is new once");
		assertEquals(sorted(all(orderly)), sorted(all(chaotic)));
		for (String run : List.of("r1", "r2")) {
			long expected = LongStream
					.iterate(1, n -> history.stream().anyMatch(e -> e.run().equals(run) && e.sequence() == n), n -> n + 1)
					.max().orElse(0);
			assertEquals(expected, contiguous(chaotic, run));
			assertEquals(expected, contiguous(orderly, run));
		}
	}

	private static List<AgentEvent> sorted(List<AgentEvent> events) {
		return events.stream().sorted(Comparator.comparing(AgentEvent::run).thenComparing(AgentEvent::sequence))
				.toList();
	}

	/** Two runs with numbers up to 14, here and there a hole, mostly heartbeats about few different sets of sessions. */
	@Provide
	Arbitrary<List<AgentEvent>> histories() {
		Arbitrary<AgentEvent> event = Combinators
				.combine(Arbitraries.of("r1", "r2"), Arbitraries.longs().between(1, 14), Arbitraries.integers().between(0, 9))
				.as((run, sequence, what) -> switch (what) {
				case 0 -> event(run, sequence, "STARTED", A);
				case 1 -> beat(run, sequence, A, B);
				default -> beat(run, sequence, A);
				});
		return event.list().ofMinSize(1).ofMaxSize(24)
				.uniqueElements(one -> one.run() + one.sequence());
	}
}

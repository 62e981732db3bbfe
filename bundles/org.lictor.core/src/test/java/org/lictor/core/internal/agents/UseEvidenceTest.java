package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.store.AgentEvent;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;

/** The rule usage-files v1. */
class UseEvidenceTest {

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', textBlock = """
			one action                                 | action 09:00                                                          | 09:00-09:30
			a second within the grace                  | action 09:00, action 09:20                                            | 09:00-09:50
			exactly 30 minutes later continues         | action 09:00, action 09:30                                            | 09:00-10:00
			30 minutes and 1 second begins anew        | action 09:00, action 09:30:01                                         | 09:00-09:30 09:30:01-10:00:01
			a save every half an hour                  | action 09:00, action 09:30, action 10:00, action 10:30                | 09:00-11:00
			two sessions of a day                      | action 09:00, action 14:00                                            | 09:00-09:30 14:00-14:30
			across midnight                            | action 23:50, action 24:10                                            | 23:50-00:40
			the process outlives the grace             | process 1 from 09:00, action 09:00                                    | 09:00-09:30
			the process ends in the grace              | process 1 from 09:00 until 09:10, action 09:00                        | 09:00-09:10
			the process ends with the grace            | process 1 from 09:00 until 09:30, action 09:00                        | 09:00-09:30
			the process ends after the grace           | process 1 from 09:00 until 09:30:01, action 09:00                     | 09:00-09:30
			the process ends at once                   | process 1 from 09:00 until 09:00, action 09:00                        | 09:00-09:00
			an action at the very end                  | process 1 from 09:00 until 09:10, action 09:00, action 09:10          | 09:00-09:10
			files of the analytics after the end       | process 1 from 09:00 until 09:10, action 09:00, action 09:12          | 09:00-09:10
			started again within the grace             | process 1 from 09:00 until 09:10, action 09:00, process 2 from 09:15, action 09:15 | 09:00-09:10 09:15-09:45
			the first file a moment before the start   | process 1 from 09:00 until 09:10, action 09:00, process 2 from 09:15:03, action 09:15 | 09:00-09:10 09:15-09:45
			the other process goes on                  | process 1 from 09:00 until 09:10, process 2 from 09:05, action 09:05  | 09:05-09:35
			the other process ends later               | process 1 from 09:00 until 09:10, process 2 from 09:05 until 09:20, action 09:05 | 09:05-09:20
			the end was not seen                       | process 1 from 09:00 unseen 09:10 noticed 11:00, action 09:00         | 09:00-09:10?
			an action proves life after the last look  | process 1 from 09:00 unseen 09:10 noticed 11:00, action 09:00, action 09:15 | 09:00-09:15?
			unseen, but long after the grace           | process 1 from 09:00 unseen 10:00 noticed 11:00, action 09:00         | 09:00-09:30
			a process without an action                | process 1 from 09:00 until 17:00                                      |
			consent withdrawn in mid-session           | process 1 from 09:00, action 09:00, withdrawn 09:20                   | 09:00-09:20
			withdrawn after the grace                  | action 09:00, withdrawn 09:31                                         | 09:00-09:30
			withdrawn with the grace                   | action 09:00, withdrawn 09:30                                         | 09:00-09:30
			withdrawn before the process ends          | process 1 from 09:00 until 09:25, action 09:00, withdrawn 09:20       | 09:00-09:20
			withdrawn after the process ended          | process 1 from 09:00 until 09:10, action 09:00, withdrawn 09:20       | 09:00-09:10
			given again                                | action 09:00, withdrawn 09:10, given 09:12, action 09:15              | 09:00-09:10 09:15-09:45
			missing ends nothing that was never begun  | missing 08:59, action 09:00                                           | 09:00-09:30
			no consent, no action                      | process 1 from 09:00, missing 09:00                                   |
			""")
	void makesSessionsOfActions(String name, String words, String expected) {
		assertEquals(expected == null ? "" : expected, text(sessions(Uses.of(words))), name);
	}

	@Test
	void tellsWhoseUseOfWhatItIs() {
		SessionFact session = sessions(Uses.of("process 1 from 08:59, action 09:00, action 09:10")).getFirst();

		assertEquals(SessionUnit.usageFiles(5), session.unit());
		assertEquals(3, session.server());
		assertEquals("AutoCAD", session.product().name());
		assertEquals("2018", session.product().version());
		assertEquals("pc", session.host());
		assertEquals("ann", session.hostUser());
		assertEquals(Uses.at("09:10"), session.lastProven(), "the last action");
		assertEquals(UseEvidence.sessionKey(Uses.KEY, 0), session.key());
	}

	@Test
	void saysNothingOfAServerThatWasNotThere() {
		UseEvidence evidence = new UseEvidence(Uses.KEY, (name, received) -> OptionalLong.empty());
		Uses.of("process 1 from 09:00, action 09:00").forEach(event -> add(evidence, event));

		assertEquals(List.of(), evidence.sessions(SessionUnit.usageFiles(5)));
	}

	@Provide
	Arbitrary<List<Integer>> seconds() {
		// Around the boundary of half an hour, where it matters.
		return Arbitraries.oneOf(Arbitraries.integers().between(0, 20_000),
				Arbitraries.of(0, 1799, 1800, 1801, 3599, 3600, 3601, 5400, 5401)).list().ofMaxSize(30);
	}

	@Property
	void isTheUnionOfHalfHoursBehindActions(@ForAll("seconds") List<Integer> seconds) {
		Uses uses = new Uses();
		seconds.forEach(second -> uses.action(Uses.DAY.plusSeconds(second), Uses.DAY.plusSeconds(second)));

		List<SessionFact> sessions = sessions(uses.events());

		for (int second = 0; second < 22_000; second++) {
			Instant moment = Uses.DAY.plusSeconds(second);
			int now = second;
			boolean expected = seconds.stream().anyMatch(action -> action <= now && now < action + 1800);
			assertEquals(expected, sessions.stream().anyMatch(
					session -> !moment.isBefore(session.start()) && moment.isBefore(session.end().orElseThrow().at())));
		}
		for (int i = 1; i < sessions.size(); i++) {
			assertTrue(sessions.get(i).start().isAfter(sessions.get(i - 1).end().orElseThrow().at()),
					"sessions that touch are one");
		}
		assertEquals(seconds.isEmpty(), sessions.isEmpty());
	}

	@Property
	void orderAndRepetitionDoNotMatter(@ForAll("seconds") List<Integer> seconds, @ForAll("ends") List<Integer> ends,
			@ForAll Random random) {
		Uses uses = new Uses();
		seconds.forEach(second -> uses.action(Uses.DAY.plusSeconds(second), Uses.DAY.plusSeconds(second + 7)));
		for (int i = 0; i < ends.size(); i++) {
			Instant start = Uses.DAY.plusSeconds(Math.max(0, ends.get(i) - 4000));
			Instant end = Uses.DAY.plusSeconds(ends.get(i));
			uses.tell(start, new EventDetail.SessionStarted(Uses.process(i, start)));
			uses.tell(end.plusSeconds(600), new EventDetail.SessionEnded(Uses.process(i, start), end, ends.get(i) % 2 == 0,
					EventDetail.EndReason.PROCESS_ENDED));
			if (i == 1) {
				uses.consent(EventDetail.Consent.WITHDRAWN, end);
			}
		}
		List<AgentEvent> mixed = new ArrayList<>(uses.events());
		uses.events().stream().filter(event -> random.nextBoolean()).forEach(mixed::add);
		Collections.shuffle(mixed, random);

		List<SessionFact> inOrder = sessions(uses.events());

		assertEquals(inOrder, sessions(mixed));
		TreeSet<Instant> bounds = new TreeSet<>();
		for (SessionFact session : inOrder) {
			assertTrue(!session.start().isAfter(session.lastProven())
					&& !session.lastProven().isAfter(session.end().orElseThrow().at()));
			assertTrue(!session.end().orElseThrow().at().isAfter(session.lastProven().plus(Duration.ofMinutes(30))));
			assertTrue(bounds.isEmpty() || !session.start().isBefore(bounds.last()), "sessions do not overlap");
			bounds.add(session.end().orElseThrow().at());
		}
	}

	@Provide
	Arbitrary<List<Integer>> ends() {
		return Arbitraries.integers().between(0, 22_000).list().ofMaxSize(4);
	}

	private static List<SessionFact> sessions(List<AgentEvent> events) {
		UseEvidence evidence = new UseEvidence(Uses.KEY, (name, received) -> OptionalLong.of(3));
		events.forEach(event -> add(evidence, event));
		return evidence.sessions(SessionUnit.usageFiles(5));
	}

	private static void add(UseEvidence evidence, AgentEvent event) {
		switch (Events.detail(event).orElseThrow()) {
		case EventDetail.ActionSeen seen -> evidence.add(event, seen);
		case EventDetail.ConsentSeen seen -> evidence.add(event, seen);
		case EventDetail.SessionStarted started -> evidence.add(event, started);
		case EventDetail.SessionEnded ended -> evidence.add(event, ended);
		default -> throw new IllegalArgumentException(event.kind());
		}
	}

	private static String text(List<SessionFact> sessions) {
		return sessions.stream().map(session -> time(session.start()) + "-" + time(session.end().orElseThrow().at())
				+ (session.end().orElseThrow().exact() ? "" : "?")).collect(Collectors.joining(" "));
	}

	private static LocalTime time(Instant moment) {
		return moment.atZone(ZoneOffset.UTC).toLocalTime();
	}
}

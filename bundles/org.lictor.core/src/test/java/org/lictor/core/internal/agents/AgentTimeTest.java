package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.EventDetail;

/** The rule agent-time v2. */
class AgentTimeTest {

	private static final UUID RUN = new UUID(1, 1);
	private static final UUID EARLIER_RUN = new UUID(1, 2);
	private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
	private static final Duration HOUR = Duration.ofHours(1);

	/** The moment the event of a test really happened. */
	private static final Instant HAPPENED = NOW.minusSeconds(600);

	@Test
	void takesTheWallClockWhenItIsRight() {
		assertEquals(HAPPENED, time(Duration.ofMillis(150), List.of()).corrected(event(RUN, HAPPENED, 400)));
	}

	@Test
	void correctsAClockThatIsAnHourAhead() {
		assertEquals(HAPPENED, time(HOUR, List.of()).corrected(event(RUN, HAPPENED.plus(HOUR), 400)));
	}

	@Test
	void correctsAClockThatIsAnHourBehind() {
		assertEquals(HAPPENED,
				time(HOUR.negated(), List.of()).corrected(event(RUN, HAPPENED.minus(HOUR), 400)));
	}

	/** The moment an event of the earlier run really happened; the present run began 1000 seconds ago. */
	private static final Instant EARLIER = NOW.minusSeconds(1600);

	/** The last batch of the earlier run: 10 minutes before that event, 100 seconds into the run. */
	private static AgentTime.Exchange lastOfEarlierRun(Duration offset) {
		return new AgentTime.Exchange(EARLIER_RUN, EARLIER.minusSeconds(600), seconds(100), offset);
	}

	private static void assertCertain(Instant expected, AgentTime time, AgentEvent event) {
		assertEquals(expected, time.corrected(event));
		assertTrue(time.offset(event).isPresent(), "certain");
	}

	private static void assertUncertain(Instant expected, AgentTime time, AgentEvent event) {
		assertEquals(expected, time.corrected(event));
		assertTrue(time.offset(event).isEmpty(), "uncertain");
	}

	@Test
	void knowsTheTimeOfAnEarlierRunByItsLastBatchWhateverTheClockIsNow() {
		for (Duration now : List.of(Duration.ZERO, HOUR, HOUR.negated())) {
			assertCertain(EARLIER, time(now, List.of(lastOfEarlierRun(Duration.ZERO))), event(EARLIER_RUN, EARLIER, 700));
			assertCertain(EARLIER, time(now, List.of(lastOfEarlierRun(HOUR))), event(EARLIER_RUN, EARLIER.plus(HOUR), 700));
		}
	}

	@Test
	void seesThatTheClockWasSetBeforeAnEventOfAnEarlierRunAndStayedSo() {
		assertCertain(EARLIER, time(HOUR, List.of(lastOfEarlierRun(Duration.ZERO))), event(EARLIER_RUN, EARLIER.plus(HOUR), 700));
	}

	@Test
	void believesThatTheHostSleptInAnEarlierRunWhenItsClockIsAsItWas() {
		assertCertain(EARLIER, time(Duration.ZERO, List.of(lastOfEarlierRun(Duration.ZERO))), event(EARLIER_RUN, EARLIER, 300));
		assertCertain(EARLIER, time(HOUR, List.of(lastOfEarlierRun(HOUR))), event(EARLIER_RUN, EARLIER.plus(HOUR), 300));
	}

	@Test
	void doesNotKnowWhenWhereTheClockWasSetInAnEarlierRunAndAgainSince() {
		AgentTime time = time(Duration.ZERO, List.of(lastOfEarlierRun(Duration.ZERO)));

		assertUncertain(EARLIER, time, event(EARLIER_RUN, EARLIER.minus(HOUR), 700));
		assertUncertain(NOW.minusSeconds(1000), time, event(EARLIER_RUN, EARLIER.plus(HOUR), 700));
	}

	@Test
	void believesTheClockOfAnEarlierRunThatIsRightNowWhereNothingElseIsKnown() {
		assertCertain(EARLIER, time(Duration.ofSeconds(1), List.of()), event(EARLIER_RUN, EARLIER, 7));
		assertUncertain(EARLIER, time(HOUR, List.of()), event(EARLIER_RUN, EARLIER.plus(HOUR), 7));
		assertUncertain(NOW.minusSeconds(1000), time(Duration.ZERO, List.of()), event(EARLIER_RUN, NOW.minusSeconds(900), 7));
	}

	@Test
	void seesThatTheClockWasSetBackAfterAnEventOfAnEarlierRun() {
		AgentEvent event = event(EARLIER_RUN, EARLIER, 700);
		AgentEvent later = new AgentEvent(EARLIER_RUN, 2, EARLIER.minus(HOUR).plusSeconds(30), seconds(730), new EventDetail.AgentStopped());
		AgentTime time = new AgentTime(
				new EventBatch(1, RUN, NOW, seconds(1000), "1.0.0", "host", "Linux", "", List.of(event, later)), NOW, List.of());

		assertUncertain(EARLIER, time, event);
	}

	@Test
	void remembersTheLastBatchOfAFewRuns() {
		AgentTime.Exchange other = new AgentTime.Exchange(new UUID(1, 3), NOW, 1, HOUR);
		AgentTime.Exchange oldest = new AgentTime.Exchange(new UUID(1, 4), NOW, 1, HOUR);

		assertEquals(List.of(new AgentTime.Exchange(RUN, NOW, seconds(1000), HOUR), lastOfEarlierRun(HOUR), other),
				time(HOUR, List.of(new AgentTime.Exchange(RUN, NOW.minusSeconds(9), 7, HOUR), lastOfEarlierRun(HOUR), other, oldest)).exchanges());
	}

	@Test
	void takesTheMonotonicClockWhenTheWallClockWasSetBackMeanwhile() {
		// at the event the clock was an hour ahead, at sending it is right
		assertEquals(HAPPENED, time(Duration.ZERO, List.of()).corrected(event(RUN, HAPPENED.plus(HOUR), 400)));
	}

	@Test
	void takesTheMonotonicClockWhenTheWallClockWasSetForwardAndTheHostDidNotSleep() {
		AgentTime.Exchange before = new AgentTime.Exchange(RUN, NOW.minusSeconds(30), seconds(970), Duration.ZERO);

		assertEquals(HAPPENED,
				time(Duration.ZERO, List.of(before)).corrected(event(RUN, HAPPENED.minus(HOUR), 400)));
	}

	@Test
	void takesTheWallClockWhenTheHostSleptMeanwhile() {
		// eight hours passed for the server since the batch before, and half a minute for the host
		AgentTime.Exchange before = new AgentTime.Exchange(RUN, NOW.minus(Duration.ofHours(8)), seconds(970), Duration.ZERO);
		Instant beforeSleep = NOW.minus(Duration.ofHours(8)).plusSeconds(5);

		assertEquals(beforeSleep, time(Duration.ZERO, List.of(before)).corrected(event(RUN, beforeSleep, 975)));
	}

	@Test
	void believesThatTheHostSleptWhenNothingElseIsKnownAndItsClockIsRight() {
		Instant beforeSleep = NOW.minus(Duration.ofHours(8));

		assertEquals(beforeSleep, time(Duration.ZERO, List.of()).corrected(event(RUN, beforeSleep, 975)));
	}

	@Test
	void ignoresAnExchangeOfAnotherRun() {
		AgentTime.Exchange before = new AgentTime.Exchange(EARLIER_RUN, NOW.minusSeconds(30), seconds(970), Duration.ZERO);
		Instant beforeSleep = NOW.minus(Duration.ofHours(8));

		assertEquals(beforeSleep, time(Duration.ZERO, List.of(before)).corrected(event(RUN, beforeSleep, 975)));
	}

	@Test
	void letsNothingHappenAfterItWasReceived() {
		assertEquals(NOW, time(Duration.ZERO, List.of()).corrected(event(RUN, NOW.plusSeconds(90), 1090)));
	}

	/** A batch received now, sent 1000 seconds into the run by a clock that is ahead by the offset. */
	private static AgentTime time(Duration offset, List<AgentTime.Exchange> before) {
		return new AgentTime(
				new EventBatch(1, RUN, NOW.plus(offset), seconds(1000), "1.0.0", "host", "Linux", "", List.of()), NOW,
				before);
	}

	private static AgentEvent event(UUID run, Instant at, long second) {
		return new AgentEvent(run, 1, at, seconds(second), new EventDetail.AgentStopped());
	}

	private static long seconds(long seconds) {
		return seconds * 1_000_000_000L;
	}
}

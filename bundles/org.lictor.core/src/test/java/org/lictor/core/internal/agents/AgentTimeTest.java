package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.EventDetail;

/** The rule agent-time v1. */
class AgentTimeTest {

	private static final UUID RUN = new UUID(1, 1);
	private static final UUID EARLIER_RUN = new UUID(1, 2);
	private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
	private static final Duration HOUR = Duration.ofHours(1);

	/** The moment the event of a test really happened. */
	private static final Instant HAPPENED = NOW.minusSeconds(600);

	@Test
	void takesTheWallClockWhenItIsRight() {
		assertEquals(HAPPENED, time(Duration.ofMillis(150), Optional.empty()).corrected(event(RUN, HAPPENED, 400)));
	}

	@Test
	void correctsAClockThatIsAnHourAhead() {
		assertEquals(HAPPENED, time(HOUR, Optional.empty()).corrected(event(RUN, HAPPENED.plus(HOUR), 400)));
	}

	@Test
	void correctsAClockThatIsAnHourBehind() {
		assertEquals(HAPPENED,
				time(HOUR.negated(), Optional.empty()).corrected(event(RUN, HAPPENED.minus(HOUR), 400)));
	}

	@Test
	void correctsEventsOfAnEarlierRunByTheOffsetAtSending() {
		assertEquals(HAPPENED, time(HOUR, Optional.empty()).corrected(event(EARLIER_RUN, HAPPENED.plus(HOUR), 7)));
		assertEquals(HAPPENED,
				time(Duration.ofSeconds(1), Optional.empty()).corrected(event(EARLIER_RUN, HAPPENED, 7)));
	}

	@Test
	void takesTheMonotonicClockWhenTheWallClockWasSetBackMeanwhile() {
		// at the event the clock was an hour ahead, at sending it is right
		assertEquals(HAPPENED, time(Duration.ZERO, Optional.empty()).corrected(event(RUN, HAPPENED.plus(HOUR), 400)));
	}

	@Test
	void takesTheMonotonicClockWhenTheWallClockWasSetForwardAndTheHostDidNotSleep() {
		AgentTime.Exchange before = new AgentTime.Exchange(RUN, NOW.minusSeconds(30), seconds(970));

		assertEquals(HAPPENED,
				time(Duration.ZERO, Optional.of(before)).corrected(event(RUN, HAPPENED.minus(HOUR), 400)));
	}

	@Test
	void takesTheWallClockWhenTheHostSleptMeanwhile() {
		// eight hours passed for the server since the batch before, and half a minute for the host
		AgentTime.Exchange before = new AgentTime.Exchange(RUN, NOW.minus(Duration.ofHours(8)), seconds(970));
		Instant beforeSleep = NOW.minus(Duration.ofHours(8)).plusSeconds(5);

		assertEquals(beforeSleep, time(Duration.ZERO, Optional.of(before)).corrected(event(RUN, beforeSleep, 975)));
	}

	@Test
	void believesThatTheHostSleptWhenNothingElseIsKnownAndItsClockIsRight() {
		Instant beforeSleep = NOW.minus(Duration.ofHours(8));

		assertEquals(beforeSleep, time(Duration.ZERO, Optional.empty()).corrected(event(RUN, beforeSleep, 975)));
	}

	@Test
	void ignoresAnExchangeOfAnotherRun() {
		AgentTime.Exchange before = new AgentTime.Exchange(EARLIER_RUN, NOW.minusSeconds(30), seconds(970));
		Instant beforeSleep = NOW.minus(Duration.ofHours(8));

		assertEquals(beforeSleep, time(Duration.ZERO, Optional.of(before)).corrected(event(RUN, beforeSleep, 975)));
	}

	@Test
	void letsNothingHappenAfterItWasReceived() {
		assertEquals(NOW, time(Duration.ZERO, Optional.empty()).corrected(event(EARLIER_RUN, NOW.plusSeconds(90), 400)));
	}

	/** A batch received now, sent 1000 seconds into the run by a clock that is ahead by the offset. */
	private static AgentTime time(Duration offset, Optional<AgentTime.Exchange> before) {
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

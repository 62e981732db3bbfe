package org.lictor.core.internal.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventBatch;

/**
 * The rule {@code agent-time v2}: when, by the server's clock, events of a batch happened. Of each event two readings are
 * known, the host's wall clock, which people and time services set, and its monotonic clock, which nobody sets but which
 * may stand still while the host sleeps. The batch carries both for the moment it was sent, and that moment is taken to
 * be the one at which it was received.
 *
 * <ul>
 * <li>By the wall clock an event happened at its reading, less what the clock is ahead at sending where that is more than
 * two seconds.
 * <li>By the monotonic clock it happened as long before the batch was received as the clock advanced in between.
 * <li>Where both agree within two seconds the wall clock is taken, because it is the one that people compare with.
 * <li>Where the wall clock says later, it was set back in between: the monotonic clock is taken.
 * <li>Where the wall clock says earlier, either it was set forward in between, or the host slept. How long it slept since
 * the last batch of the run is known from comparing the two batches with the server's clock; where that explains the
 * difference the wall clock is taken, else the monotonic clock. Where there is no earlier batch to compare with, the wall
 * clock is taken when it is right at sending.
 * <li>Nothing happened after it was received.
 * </ul>
 *
 * <p>The monotonic clock of an earlier run of the agent, which was killed before it could tell all, has ended. What is known
 * of it is the last batch of that run, if one is remembered, with both clocks; and that it ended before the present run began.
 * <ul>
 * <li>Where the wall clock, corrected as it was at that batch or as it is now, agrees with the monotonic clock counted from
 * that batch, it is taken.
 * <li>Where it says later, and the clock is off by as much now as then, the host slept, and it is taken.
 * <li>Where no batch of that run is remembered, and the clock is right now and was not set back after the event, it is taken.
 * <li>Otherwise the clock was set, nobody knows when: the time is <em>uncertain</em>. The wall clock is taken, within what is
 * possible.
 * </ul>
 */
final class AgentTime {

	/** How far two clocks may be apart and still be taken for the same. */
	static final Duration TOLERANCE = Duration.ofSeconds(2);

	/**
	 * A batch that arrived.
	 *
	 * @param run      the run of the agent that sent it
	 * @param received when, by the server's clock
	 * @param sentMono when, by the agent's monotonic clock, in nanoseconds
	 * @param offset   how far the wall clock was ahead of the server's
	 */
	record Exchange(UUID run, Instant received, long sentMono, Duration offset) {
	}

	/** Batches of so many runs are remembered. */
	private static final int REMEMBERED = 3;

	/** When an event happened, and how far the wall clock was ahead then; empty when the time is uncertain. */
	private record Reading(Instant at, Optional<Duration> offset) {
	}

	private final EventBatch batch;
	private final Instant received;
	private final Duration offset;
	private final Optional<Duration> slept;
	private final List<Exchange> before;

	/**
	 * @param batch    that arrived
	 * @param received now
	 * @param before   the last batches of the agent's runs, as far as they are remembered
	 */
	AgentTime(EventBatch batch, Instant received, List<Exchange> before) {
		this.batch = batch;
		this.received = received;
		this.offset = Duration.between(received, batch.sentAt());
		this.before = before;
		this.slept = of(batch.run()).map(earlier -> Duration.between(earlier.received, received)
						.minusNanos(batch.sentMono() - earlier.sentMono));
	}

	private Optional<Exchange> of(UUID run) {
		return before.stream().filter(exchange -> exchange.run.equals(run)).findFirst();
	}

	/** @return what to remember for the next batch, the latest first */
	List<Exchange> exchanges() {
		return Stream.concat(Stream.of(new Exchange(batch.run(), received, batch.sentMono(), offset)),
				before.stream().filter(exchange -> !exchange.run.equals(batch.run()))).limit(REMEMBERED).toList();
	}

	/** @return how far the host's wall clock is ahead of the server's; negative when it is behind */
	Duration offset() {
		return offset;
	}

	/**
	 * @param event of the batch
	 * @return when it happened by the server's clock
	 */
	Instant corrected(AgentEvent event) {
		Instant when = read(event).at;
		return when.isAfter(received) ? received : when;
	}

	/**
	 * @param event of the batch
	 * @return how far the wall clock was ahead when it happened; empty when the time is uncertain
	 */
	Optional<Duration> offset(AgentEvent event) {
		return read(event).offset;
	}

	private Reading read(AgentEvent event) {
		Instant wall = by(offset, event);
		return event.run().equals(batch.run()) ? new Reading(decide(wall, event), Optional.of(offset)) : ofEarlierRun(wall, event);
	}

	private static Instant by(Duration offset, AgentEvent event) {
		return isSmall(offset) ? event.at() : event.at().minus(offset);
	}

	private Reading ofEarlierRun(Instant wall, AgentEvent event) {
		Instant latest = received.minusNanos(batch.sentMono());
		boolean possible = !wall.isAfter(latest.plus(TOLERANCE));
		Instant bounded = possible ? wall : latest;
		Optional<Exchange> last = of(event.run());
		if (last.isEmpty()) {
			return new Reading(bounded, Optional.of(offset).filter(now -> possible && isSmall(now) && !wasSetBackAfter(event)));
		}
		Exchange then = last.get();
		Instant mono = then.received.plusNanos(event.mono() - then.sentMono);
		Instant asThen = by(then.offset, event);
		if (isSmall(Duration.between(mono, asThen))) {
			return new Reading(asThen, Optional.of(then.offset));
		}
		boolean slept = possible && wall.isAfter(mono) && isSmall(offset.minus(then.offset));
		if (slept || isSmall(Duration.between(mono, wall))) {
			return new Reading(wall, Optional.of(offset));
		}
		return new Reading(bounded.isBefore(mono) ? mono : bounded, Optional.empty());
	}

	/** Whether the wall clock went back, beside the other, between the event and a later one of its run. */
	private boolean wasSetBackAfter(AgentEvent event) {
		return batch.events().stream().filter(later -> later.run().equals(event.run()) && later.sequence() > event.sequence())
				.anyMatch(later -> Duration.between(event.at(), later.at()).minusNanos(later.mono() - event.mono()).plus(TOLERANCE)
						.isNegative());
	}

	private Instant decide(Instant wall, AgentEvent event) {
		Instant mono = received.minusNanos(batch.sentMono() - event.mono());
		Duration ahead = Duration.between(wall, mono);
		if (isSmall(ahead)) {
			return wall;
		}
		if (ahead.isNegative()) {
			return mono;
		}
		boolean explained = slept.map(length -> length.plus(TOLERANCE).compareTo(ahead) >= 0).orElse(isSmall(offset));
		return explained ? wall : mono;
	}

	private static boolean isSmall(Duration difference) {
		return difference.abs().compareTo(TOLERANCE) <= 0;
	}
}

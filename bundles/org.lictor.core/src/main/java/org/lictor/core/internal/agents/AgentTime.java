package org.lictor.core.internal.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventBatch;

/**
 * The rule {@code agent-time v1}: when, by the server's clock, events of a batch happened. Of each event two readings are
 * known, the host's wall clock, which people and time services set, and its monotonic clock, which nobody sets but which
 * may stand still while the host sleeps. The batch carries both for the moment it was sent, and that moment is taken to
 * be the one at which it was received.
 *
 * <ul>
 * <li>By the wall clock an event happened at its reading, less what the clock is ahead at sending where that is more than
 * two seconds. For events of an earlier run of the agent this is all there is.
 * <li>By the monotonic clock it happened as long before the batch was received as the clock advanced in between.
 * <li>Where both agree within two seconds the wall clock is taken, because it is the one that people compare with.
 * <li>Where the wall clock says later, it was set back in between: the monotonic clock is taken.
 * <li>Where the wall clock says earlier, either it was set forward in between, or the host slept. How long it slept since
 * the last batch of the run is known from comparing the two batches with the server's clock; where that explains the
 * difference the wall clock is taken, else the monotonic clock. Where there is no earlier batch to compare with, the wall
 * clock is taken when it is right at sending.
 * <li>Nothing happened after it was received.
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
	 */
	record Exchange(UUID run, Instant received, long sentMono) {
	}

	private final EventBatch batch;
	private final Instant received;
	private final Duration offset;
	private final Optional<Duration> slept;

	/**
	 * @param batch    that arrived
	 * @param received now
	 * @param before   the batch before it, empty when none is remembered
	 */
	AgentTime(EventBatch batch, Instant received, Optional<Exchange> before) {
		this.batch = batch;
		this.received = received;
		this.offset = Duration.between(received, batch.sentAt());
		this.slept = before.filter(earlier -> earlier.run.equals(batch.run()))
				.map(earlier -> Duration.between(earlier.received, received)
						.minusNanos(batch.sentMono() - earlier.sentMono));
	}

	/** @return what to remember of this batch for the next one */
	Exchange exchange() {
		return new Exchange(batch.run(), received, batch.sentMono());
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
		Instant wall = isSmall(offset) ? event.at() : event.at().minus(offset);
		Instant when = event.run().equals(batch.run()) ? decide(wall, event) : wall;
		return when.isAfter(received) ? received : when;
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

package org.lictor.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something an agent told, as it told it and as the server understood its time.
 *
 * @param run       the run of the agent that observed it, unique for the agent, at most 100 characters
 * @param sequence  its number in the run, from 1
 * @param kind      what kind of event, at most 40 characters
 * @param heartbeat whether it only says that what was told before still holds, as it does every some seconds. Of
 *                  heartbeats that follow each other and say the same only the first and the last are kept, see
 *                  {@link AgentEvidenceStore#append}
 * @param sessions  keys of the sessions it is about, in the order told; empty when it is about none
 * @param at        when, by the wall clock of the agent's host
 * @param monotonic when, in nanoseconds since the run began, by a clock nobody sets
 * @param offset    how far the wall clock was taken to be ahead of the server's, in milliseconds; empty when that was not
 *                  known
 * @param corrected when, by the clock of the server
 * @param received  when the server got it
 * @param detail    everything else it says, JSON; empty when nothing
 */
public record AgentEvent(String run, long sequence, String kind, boolean heartbeat, List<UUID> sessions, Instant at,
		long monotonic, Optional<Duration> offset, Instant corrected, Instant received, String detail) {

	/** Checks that nothing is null and the number is positive, cuts times to milliseconds. */
	public AgentEvent {
		Objects.requireNonNull(run, "run");
		if (sequence < 1) {
			throw new IllegalArgumentException("events are numbered from 1, not " + sequence);
		}
		Objects.requireNonNull(kind, "kind");
		sessions = List.copyOf(sessions);
		at = Millis.of(at);
		offset = offset.map(value -> value.truncatedTo(ChronoUnit.MILLIS));
		corrected = Millis.of(corrected);
		received = Millis.of(received);
		Objects.requireNonNull(detail, "detail");
	}
}

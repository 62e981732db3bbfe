package org.lictor.agent.protocol;

import java.time.Instant;
import java.util.UUID;

/**
 * One event of an agent. Agent, run and sequence name it for ever: the same three are the same event.
 *
 * @param run      the run of the agent in which it was made: a new one each time the agent starts
 * @param sequence number within the run, from 1, rising; numbers may be missing when the agent had to drop events
 * @param at       the host's wall clock when it was made, in milliseconds
 * @param mono     nanoseconds since the run began, by the host's monotonic clock; may stand still while it sleeps
 * @param detail   what it says
 */
public record AgentEvent(UUID run, long sequence, Instant at, long mono, EventDetail detail) {

	/** Checks each part. */
	public AgentEvent {
		Checks.present("run", run);
		Checks.range("sequence", sequence, 1, Long.MAX_VALUE);
		at = Checks.instant("at", at);
		Checks.range("mono", mono, 0, Long.MAX_VALUE);
		Checks.present("detail", detail);
	}

	/** @return the kind of event */
	public EventDetail.Kind kind() {
		return detail.kind();
	}
}

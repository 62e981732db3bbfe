package org.lictor.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An agent is in a group, {@code [from, until)}.
 *
 * @param group number of the group
 * @param agent number of the agent
 * @param from  first moment
 * @param until first moment it is not any more, empty while it is
 */
public record Membership(long group, long agent, Instant from, Optional<Instant> until) {

	/** Cuts instants to milliseconds. */
	public Membership {
		from = Millis.of(from);
		until = Millis.of(until);
	}
}

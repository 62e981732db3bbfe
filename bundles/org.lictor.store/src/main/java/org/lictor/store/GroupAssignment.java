package org.lictor.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A group is assigned to a licence server, {@code [from, until)}.
 *
 * @param group  number of the group
 * @param server number of the server
 * @param from   first moment
 * @param until  first moment it is not any more, empty while it is
 */
public record GroupAssignment(long group, long server, Instant from, Optional<Instant> until) {

	/** Cuts instants to milliseconds. */
	public GroupAssignment {
		from = Millis.of(from);
		until = Millis.of(until);
	}
}

package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * That somebody or a group was directly in a group of a directory for a time.
 *
 * @param group  id of the group's entry
 * @param member id of the member's entry
 * @param from   the first reading that found it so
 * @param until  the first reading that did not any more, empty while it is so
 */
public record DirectoryMemberFact(String group, String member, Instant from, Optional<Instant> until) {

	/** Checks that nothing is null, cuts times to milliseconds. */
	public DirectoryMemberFact {
		Objects.requireNonNull(group, "group");
		Objects.requireNonNull(member, "member");
		from = Millis.of(from);
		until = until.map(Millis::of);
	}
}

package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A person was in a group of the vendor's for {@code [from, until)}.
 *
 * @param account  {@link AccountFact#key()} of who
 * @param group    the group's name
 * @param type     the vendor's word for its type, empty when not told
 * @param team     the team it belongs to, empty when not told
 * @param from     since when, empty when not known
 * @param until    until when, empty while it stands
 * @param evidence number of the source evidence that first said so
 */
public record GroupMemberFact(String account, String group, String type, String team, Optional<Instant> from,
		Optional<Instant> until, long evidence) {

	/** Checks that nothing is null, cuts instants to milliseconds. */
	public GroupMemberFact {
		Objects.requireNonNull(account, "account");
		Objects.requireNonNull(group, "group");
		Objects.requireNonNull(type, "type");
		Objects.requireNonNull(team, "team");
		from = Millis.of(from);
		until = Millis.of(until);
	}
}

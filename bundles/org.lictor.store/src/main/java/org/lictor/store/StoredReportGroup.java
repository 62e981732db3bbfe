package org.lictor.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A group by which reports are narrowed.
 *
 * @param name    its name
 * @param kind    what its members are, a word of the core's
 * @param members who or what is in it, ended memberships too
 */
public record StoredReportGroup(String name, String kind, List<Member> members) {

	/**
	 * A membership for {@code [from, until)}.
	 *
	 * @param name  whom or what it is about, as it was given
	 * @param from  first moment, empty when it is for all the past
	 * @param until first moment it is not any more, empty while it stands
	 */
	public record Member(String name, Optional<Instant> from, Optional<Instant> until) {

		/** Checks that nothing is null, cuts instants to milliseconds. */
		public Member {
			Objects.requireNonNull(name, "name");
			from = Millis.of(from);
			until = Millis.of(until);
		}
	}

	/** Checks that nothing is null, copies the list. */
	public StoredReportGroup {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(kind, "kind");
		members = List.copyOf(members);
	}
}

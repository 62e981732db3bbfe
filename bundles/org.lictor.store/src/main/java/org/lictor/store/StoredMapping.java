package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A person's decision that a host user is an account, for {@code [from, until)}.
 *
 * @param hostUser the host user as it was given
 * @param account  the account's mail address, id or hashed id
 * @param from     first moment, empty when it is for all the past
 * @param until    first moment it is not any more, empty while it stands
 */
public record StoredMapping(String hostUser, String account, Optional<Instant> from, Optional<Instant> until) {

	/** Checks that nothing is null, cuts instants to milliseconds. */
	public StoredMapping {
		Objects.requireNonNull(hostUser, "hostUser");
		Objects.requireNonNull(account, "account");
		from = Millis.of(from);
		until = Millis.of(until);
	}
}

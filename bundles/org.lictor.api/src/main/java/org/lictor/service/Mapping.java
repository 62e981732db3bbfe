package org.lictor.service;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A person's decision that a host user is an account, for {@code [from, until)}.
 *
 * @param hostUser the user name as agents report it, compared without regard to case and without a domain in front
 * @param account  the account's mail address, id or hashed id
 * @param from     first moment, empty when it is for all the past
 * @param until    first moment it is not any more, empty when it is for all time to come
 */
public record Mapping(String hostUser, String account, Optional<Instant> from, Optional<Instant> until) {

	/** Checks that nothing is null. */
	public Mapping {
		Objects.requireNonNull(hostUser, "hostUser");
		Objects.requireNonNull(account, "account");
		Objects.requireNonNull(from, "from");
		Objects.requireNonNull(until, "until");
	}

	/**
	 * A decision for all time.
	 *
	 * @param hostUser the user name as agents report it
	 * @param account  the account's mail address, id or hashed id
	 */
	public Mapping(String hostUser, String account) {
		this(hostUser, account, Optional.empty(), Optional.empty());
	}
}

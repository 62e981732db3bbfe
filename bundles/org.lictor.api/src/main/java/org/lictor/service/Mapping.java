package org.lictor.service;

import java.util.Objects;

/**
 * A person's decision that a host user is an account.
 *
 * @param hostUser the user name as agents report it, compared without regard to case and without a domain in front
 * @param account  the account's mail address, id or hashed id
 */
public record Mapping(String hostUser, String account) {

	/** Checks that nothing is null. */
	public Mapping {
		Objects.requireNonNull(hostUser, "hostUser");
		Objects.requireNonNull(account, "account");
	}
}

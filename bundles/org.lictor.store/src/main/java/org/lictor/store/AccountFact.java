package org.lictor.store;

import java.util.Objects;

import org.lictor.model.Account;

/**
 * A person has an account.
 *
 * @param key      what other facts name the account by; chosen by whoever derives the facts, one account each
 * @param account  all that is known of the account
 * @param role     the vendor's word for the role, empty when not told
 * @param status   the vendor's word for the state of the account, empty when not told
 * @param evidence number of the source evidence that last said something new of it
 */
public record AccountFact(String key, Account account, String role, String status, long evidence) {

	/** Checks that nothing is null. */
	public AccountFact {
		Objects.requireNonNull(key, "key");
		Objects.requireNonNull(account, "account");
		Objects.requireNonNull(role, "role");
		Objects.requireNonNull(status, "status");
	}
}

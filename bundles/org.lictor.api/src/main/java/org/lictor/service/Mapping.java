package org.lictor.service;

import java.time.Instant;
import java.util.Locale;
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

	/**
	 * What two host users have in common when they are the same person to Lictor: the domain before a backslash or after
	 * an {@code @} and the case of letters do not count.
	 *
	 * @param hostUser as an agent or a licence server tells it: {@code ann}, {@code ACME\Ann}, {@code ann@acme.local}
	 * @return what to compare; empty when there is nothing but a domain
	 */
	public static String userKey(String hostUser) {
		String user = hostUser.strip();
		user = user.substring(user.lastIndexOf('\\') + 1);
		int at = user.indexOf('@');
		return (at >= 0 ? user.substring(0, at) : user).toLowerCase(Locale.ROOT);
	}
}

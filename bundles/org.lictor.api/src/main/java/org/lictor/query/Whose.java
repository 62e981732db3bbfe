package org.lictor.query;

import java.util.Objects;
import java.util.Optional;

/**
 * Whose use a question is about. What is given holds together: the use of this user on that host, as far as it belongs to
 * the group.
 *
 * @param user          only this person's: a host user, an account's mail address or id, or a name with {@code *} and
 *                      {@code ?} in it for many; empty for everybody's
 * @param host          only on this host, or a name with {@code *} and {@code ?} in it for many; empty for all
 * @param group         only of a report group, by name; empty for all
 * @param todaysMembers whether those who are in the group now count for all times; otherwise each session counts when it
 *                      began at a time of membership
 */
public record Whose(Optional<String> user, Optional<String> host, Optional<String> group, boolean todaysMembers) {

	/** Everybody's use, everywhere. */
	public static final Whose ALL = new Whose(Optional.empty(), Optional.empty(), Optional.empty(), false);

	/** Checks that nothing is null. */
	public Whose {
		Objects.requireNonNull(user, "user");
		Objects.requireNonNull(host, "host");
		Objects.requireNonNull(group, "group");
	}

	/**
	 * @param user as above
	 * @return that user's use
	 */
	public static Whose user(String user) {
		return new Whose(Optional.of(user), Optional.empty(), Optional.empty(), false);
	}

	/**
	 * @param host as above
	 * @return the use on that host
	 */
	public static Whose host(String host) {
		return new Whose(Optional.empty(), Optional.of(host), Optional.empty(), false);
	}

	/**
	 * @param group name of a report group
	 * @return the use of its members, as they were
	 */
	public static Whose group(String group) {
		return new Whose(Optional.empty(), Optional.empty(), Optional.of(group), false);
	}

	/** @return whether the use of everybody and everywhere is meant */
	public boolean all() {
		return user.isEmpty() && host.isEmpty() && group.isEmpty();
	}
}

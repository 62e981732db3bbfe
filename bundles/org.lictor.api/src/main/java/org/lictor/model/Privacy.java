package org.lictor.model;

import java.util.Locale;

/**
 * What agents tell of the people whose use they see. Of the groups an agent is in, the strictest holds. Ordered from the
 * most open to the strictest.
 */
public enum Privacy {
	/** User, host, program and process as they are. */
	CLEAR,
	/**
	 * In place of the user a pseudonym, made on the host with the company's own key: one person has one pseudonym on all
	 * hosts and for good, and nobody without the key finds out whose it is.
	 */
	PSEUDONYM,
	/**
	 * Neither user nor host, program or process. Uses of one user on one host within a day count as one; nothing joins the
	 * days, or the hosts.
	 */
	COUNTS;

	/** @return its name for people and scripts: {@code clear}, {@code pseudonym}, {@code counts} */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * @param other another
	 * @return the stricter of both
	 */
	public Privacy stricter(Privacy other) {
		return compareTo(other) >= 0 ? this : other;
	}
}

package org.lictor.store;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * Sessions that are derived together, and within which a session is known by its key.
 *
 * @param origin what they are derived from
 * @param id     number of the agent or server, as the origin says
 */
public record SessionUnit(Origin origin, long id) {

	/** What sessions are derived from. */
	public enum Origin {
		/** Events of one agent; the unit's id is the agent's. */
		AGENT,
		/** Checkouts told by one licence server; the unit's id is the server's. */
		CHECKOUT
	}

	/** Checks that nothing is null. */
	public SessionUnit {
		Objects.requireNonNull(origin, "origin");
	}

	/**
	 * @param id number of an agent
	 * @return the sessions it reported
	 */
	public static SessionUnit agent(long id) {
		return new SessionUnit(Origin.AGENT, id);
	}

	/**
	 * @param id number of a server
	 * @return the checkouts it told
	 */
	public static SessionUnit checkouts(long id) {
		return new SessionUnit(Origin.CHECKOUT, id);
	}

	/** @return number of the agent, empty when the sessions do not come from one */
	public OptionalLong agent() {
		return origin == Origin.AGENT ? OptionalLong.of(id) : OptionalLong.empty();
	}
}

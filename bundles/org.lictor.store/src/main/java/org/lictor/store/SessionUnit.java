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
		CHECKOUT,
		/** Finished sessions told by a vendor, in files or in polls; see {@link SessionUnit#vendor}. */
		VENDOR,
		/**
		 * Actions seen by usage files, told by one agent; the unit's id is the agent's. Such a session has an end from the
		 * beginning, which may lie ahead: it moves on with every action.
		 */
		USAGE_FILES
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
	 * @param id number of an agent
	 * @return the sessions that follow from the usage files it saw
	 */
	public static SessionUnit usageFiles(long id) {
		return new SessionUnit(Origin.USAGE_FILES, id);
	}

	/**
	 * @param id number of a server
	 * @return the checkouts it told
	 */
	public static SessionUnit checkouts(long id) {
		return new SessionUnit(Origin.CHECKOUT, id);
	}

	/**
	 * @param unit of vendors' facts that stand
	 * @return the finished sessions that belong to it
	 */
	public static SessionUnit vendor(FactUnit unit) {
		return new SessionUnit(Origin.VENDOR, unit.server() * 2 + unit.origin().ordinal());
	}

	/** @return number of the agent, empty when the sessions do not come from one */
	public OptionalLong agent() {
		return origin == Origin.AGENT || origin == Origin.USAGE_FILES ? OptionalLong.of(id) : OptionalLong.empty();
	}
}

package org.lictor.store;

import java.util.Objects;

import org.lictor.spi.Evidence;

/**
 * Facts that are derived together: those of one server that come from files, or from polls.
 * A draft stands beside them while they are derived anew; nobody but who derives sees it.
 *
 * @param server number of the server
 * @param origin how the evidence came
 * @param draft  whether these are the facts as they are derived anew, or those that stand
 */
public record FactUnit(long server, Evidence.Origin origin, boolean draft) {

	/** Checks that nothing is null. */
	public FactUnit {
		Objects.requireNonNull(origin, "origin");
	}

	/**
	 * Facts that stand.
	 *
	 * @param server number of the server
	 * @param origin how the evidence came
	 */
	public FactUnit(long server, Evidence.Origin origin) {
		this(server, origin, false);
	}

	/** @return the draft of these facts */
	public FactUnit asDraft() {
		return new FactUnit(server, origin, true);
	}
}

package org.lictor.store;

import java.util.Objects;

import org.lictor.spi.Evidence;

/**
 * Facts that are derived together: those of one server that come from files, or from polls.
 *
 * @param server number of the server
 * @param origin how the evidence came
 */
public record FactUnit(long server, Evidence.Origin origin) {

	/** Checks that nothing is null. */
	public FactUnit {
		Objects.requireNonNull(origin, "origin");
	}
}

package org.lictor.simulator.site;

import java.time.Duration;
import java.time.Instant;

/**
 * Somebody had an application open: what truly happened.
 *
 * @param host    where
 * @param user    who, as the operating system names the user
 * @param product what
 * @param version a year such as {@code 2025}
 * @param start   whole seconds
 * @param end     after the start, whole seconds
 */
public record Stint(String host, String user, String product, String version, Instant start, Instant end) {

	/** Checks the order of the times. */
	public Stint {
		if (!end.isAfter(start)) {
			throw new IllegalArgumentException("ends at " + end + ", begins at " + start);
		}
	}

	/** @return how long, more than nothing */
	public Duration length() {
		return Duration.between(start, end);
	}
}

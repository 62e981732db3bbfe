package org.lictor.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Cuts instants to what the database keeps. */
final class Millis {

	private Millis() {
	}

	static Instant of(Instant instant) {
		return instant.truncatedTo(ChronoUnit.MILLIS);
	}

	static Optional<Instant> of(Optional<Instant> instant) {
		return instant.map(Millis::of);
	}
}

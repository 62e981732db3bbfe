package org.lictor.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes on when a test says so. */
public final class ManualClock implements InstantSource {

	private final AtomicReference<Instant> now;

	/** @param start its first moment */
	public ManualClock(Instant start) {
		this.now = new AtomicReference<>(start);
	}

	/** @return a clock that shows a working day's morning */
	public static ManualClock morning() {
		return new ManualClock(Instant.parse("2026-11-25T08:00:00Z"));
	}

	@Override
	public Instant instant() {
		return now.get();
	}

	/**
	 * @param length how far the clock goes on
	 * @return the new time
	 */
	public Instant forward(Duration length) {
		return now.updateAndGet(before -> before.plus(length));
	}
}

package org.lictor.spi.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that moves only when told. Safe for use by many threads. */
public final class FakeClock implements InstantSource {

	private final AtomicReference<Instant> now;

	/**
	 * @param start the time it shows first
	 */
	public FakeClock(Instant start) {
		now = new AtomicReference<>(start);
	}

	@Override
	public Instant instant() {
		return now.get();
	}

	/**
	 * @param time the time it shows from now on
	 */
	public void set(Instant time) {
		now.set(time);
	}

	/**
	 * @param length how far it moves; backward when negative
	 */
	public void advance(Duration length) {
		now.updateAndGet(time -> time.plus(length));
	}
}

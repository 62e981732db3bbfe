package org.lictor.simulator.autodesk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. Safe for use by several threads. */
public final class SimulatedClock implements InstantSource {

	private final AtomicReference<Instant> now;

	/**
	 * @param now where it stands at first
	 */
	public SimulatedClock(Instant now) {
		this.now = new AtomicReference<>(Objects.requireNonNull(now));
	}

	@Override
	public Instant instant() {
		return now.get();
	}

	/**
	 * @param time where it is to stand, also in the past
	 */
	public void set(Instant time) {
		now.set(Objects.requireNonNull(time));
	}

	/**
	 * @param by how far to move it, not negative
	 * @return where it stands then
	 */
	public Instant advance(Duration by) {
		if (by.isNegative()) {
			throw new IllegalArgumentException("time does not go back: " + by);
		}
		return now.updateAndGet(time -> time.plus(by));
	}
}

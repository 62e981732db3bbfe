package org.lictor.agent.internal;

import java.time.Duration;
import java.time.Instant;

import org.lictor.agent.internal.watch.AgentClock;

/** Clocks a test moves. */
public final class FakeClock implements AgentClock {

	private Instant wall;
	private long nanos = 1_000_000_000_000L;

	/** @param wall where the wall clock begins */
	public FakeClock(Instant wall) {
		this.wall = wall;
	}

	@Override
	public Instant wall() {
		return wall;
	}

	@Override
	public long nanos() {
		return nanos;
	}

	/** @param time that passes on both clocks */
	public void pass(Duration time) {
		wall = wall.plus(time);
		nanos += time.toNanos();
	}

	/** @param time by which the wall clock is set, or the host sleeps */
	public void jump(Duration time) {
		wall = wall.plus(time);
	}

	/** The host is switched on after it was off: what only goes forward begins anew. */
	public void boot() {
		nanos = 5_000_000_000L;
	}
}

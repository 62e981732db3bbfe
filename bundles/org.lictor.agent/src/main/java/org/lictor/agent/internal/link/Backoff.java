package org.lictor.agent.internal.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long after each failure, up to a limit, give or take a half, so that a
 * thousand agents do not come back at the same moment. Used by one thread.
 */
public final class Backoff {

	private final RandomGenerator random;
	private final Duration first;
	private final Duration most;
	private int failures;

	/**
	 * @param random for the half
	 * @param first  wait after the first failure
	 * @param most   longest wait
	 */
	public Backoff(RandomGenerator random, Duration first, Duration most) {
		this.random = random;
		this.first = first;
		this.most = most;
	}

	/** @return how long to wait after one more failure: from a half to one and a half of what it is on average */
	public Duration next() {
		long longest = most.toMillis();
		long wait = Math.min(longest, first.toMillis() << Math.min(failures, 20));
		failures++;
		return Duration.ofMillis(Math.min(longest, wait / 2 + random.nextLong(wait + 1)));
	}

	/** It worked. */
	public void reset() {
		failures = 0;
	}
}

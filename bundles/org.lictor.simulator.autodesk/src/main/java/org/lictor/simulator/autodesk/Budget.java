package org.lictor.simulator.autodesk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts calls in windows of time that glide with the clock. Safe for use by several threads. */
final class Budget {

	private final InstantSource clock;
	private final boolean kept;
	private final Map<String, Deque<Instant>> calls = new HashMap<>();

	/**
	 * @param clock the time
	 * @param kept  false when nothing is ever refused
	 */
	Budget(InstantSource clock, boolean kept) {
		this.clock = clock;
		this.kept = kept;
	}

	/**
	 * Counts a call, if there is one left.
	 *
	 * @param what  is called, and by whom
	 * @param limit most calls in a window
	 * @param per   length of the window
	 * @return how long to wait when none is left
	 */
	synchronized Optional<Duration> take(String what, int limit, Duration per) {
		Instant now = clock.instant();
		Deque<Instant> recent = calls.computeIfAbsent(what, key -> new ArrayDeque<>());
		while (!recent.isEmpty() && !recent.peekFirst().plus(per).isAfter(now)) {
			recent.removeFirst();
		}
		if (kept && recent.size() >= limit) {
			return Optional.of(Duration.between(now, recent.peekFirst().plus(per)));
		}
		recent.addLast(now);
		return Optional.empty();
	}
}

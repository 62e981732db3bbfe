package org.lictor.workbench.internal.views;

import java.time.Duration;

/**
 * How soon a report may be asked for again: at once when it was not asked for lately, and never so often that answering
 * it becomes the main thing the machine does. Safe for use by many threads.
 */
final class Pace {

	private static final long GATHER_MILLIS = 100;
	private static final long LEAST_PAUSE_MILLIS = 1_000;
	private static final long PAUSE_PER_WORK = 3;

	private long ended = Long.MIN_VALUE;
	private long pause;

	/**
	 * @param now  when an answer came, in milliseconds of a clock that only goes forward
	 * @param took how long it took
	 */
	synchronized void answered(long now, Duration took) {
		ended = now;
		pause = Math.max(LEAST_PAUSE_MILLIS, PAUSE_PER_WORK * took.toMillis());
	}

	/**
	 * @param now when a change was heard, in milliseconds of the same clock
	 * @return how long to wait before asking, in milliseconds; a little at least, so that changes gather
	 */
	synchronized long delay(long now) {
		return ended == Long.MIN_VALUE ? GATHER_MILLIS : Math.max(GATHER_MILLIS, ended + pause - now);
	}
}

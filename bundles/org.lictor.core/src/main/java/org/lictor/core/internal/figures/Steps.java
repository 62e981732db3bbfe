package org.lictor.core.internal.figures;

import java.util.Arrays;

/**
 * How many of something there were over time: constant between changes, {@link #UNKNOWN} where nobody knows. Built for
 * one thread in order of time; safe for many once built.
 */
public final class Steps {

	/** The value of a time of which nothing is known. Also the value before the first change. */
	public static final long UNKNOWN = -1;

	private long[] at = new long[16];
	private long[] values = new long[16];
	private int size;

	/**
	 * The value changes. A later call for the same moment replaces the earlier one.
	 *
	 * @param moment epoch milliseconds, not before the last change
	 * @param value  from that moment on, {@link #UNKNOWN} or not negative
	 * @return this
	 */
	public Steps change(long moment, long value) {
		if (value < 0 && value != UNKNOWN) {
			throw new IllegalArgumentException("a step of " + value);
		}
		if (size > 0 && moment < at[size - 1]) {
			throw new IllegalArgumentException("a step back in time from " + at[size - 1] + " to " + moment);
		}
		if (size > 0 && moment == at[size - 1]) {
			size--;
		}
		if (value == last()) {
			return this;
		}
		if (size == at.length) {
			at = Arrays.copyOf(at, size * 2);
			values = Arrays.copyOf(values, size * 2);
		}
		at[size] = moment;
		values[size] = value;
		size++;
		return this;
	}

	/** @return the value after the last change so far */
	public long last() {
		return size == 0 ? UNKNOWN : values[size - 1];
	}

	/** @return how many changes there are */
	public int size() {
		return size;
	}

	/**
	 * @param index of a change, from 0
	 * @return its moment in epoch milliseconds
	 */
	public long at(int index) {
		return at[index];
	}

	/**
	 * @param index of a change, from 0
	 * @return the value from that moment on
	 */
	public long value(int index) {
		return values[index];
	}

	/**
	 * @param moment epoch milliseconds
	 * @return the value at that moment
	 */
	public long valueAt(long moment) {
		int found = Arrays.binarySearch(at, 0, size, moment);
		int index = found >= 0 ? found : -found - 2;
		return index < 0 ? UNKNOWN : values[index];
	}

	/**
	 * Forgets what is said of the time outside an interval.
	 *
	 * @param from  first moment that is known
	 * @param until first moment that is not known any more
	 * @return these steps within the interval, unknown outside
	 */
	public Steps within(long from, long until) {
		Steps inside = new Steps();
		if (from >= until) {
			return inside;
		}
		inside.change(from, valueAt(from));
		for (int index = 0; index < size; index++) {
			if (at[index] > from && at[index] < until) {
				inside.change(at[index], values[index]);
			}
		}
		return inside.change(until, UNKNOWN);
	}

	/**
	 * @param others steps of other things
	 * @return how many there were of all together; unknown where any is unknown
	 */
	public static Steps sum(Iterable<Steps> others) {
		Steps total = null;
		for (Steps each : others) {
			total = total == null ? each : total.plus(each);
		}
		return total == null ? new Steps() : total;
	}

	private Steps plus(Steps other) {
		Steps sum = new Steps();
		int mine = 0;
		int theirs = 0;
		long myValue = UNKNOWN;
		long theirValue = UNKNOWN;
		while (mine < size || theirs < other.size) {
			long moment = Math.min(mine < size ? at[mine] : Long.MAX_VALUE,
					theirs < other.size ? other.at[theirs] : Long.MAX_VALUE);
			if (mine < size && at[mine] == moment) {
				myValue = values[mine++];
			}
			if (theirs < other.size && other.at[theirs] == moment) {
				theirValue = other.values[theirs++];
			}
			sum.change(moment, myValue == UNKNOWN || theirValue == UNKNOWN ? UNKNOWN : myValue + theirValue);
		}
		return sum;
	}
}

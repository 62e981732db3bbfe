package org.lictor.core.internal.figures;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * How many of something there were over time: constant between changes, {@link #UNKNOWN} where nobody knows. Built for
 * one thread in order of time; safe for many once built.
 */
public final class Steps {

	/** The value of a time of which nothing is known. Also the value before the first change. */
	public static final long UNKNOWN = -1;

	private long[] at;
	private long[] values;
	private int size;

	/** Without a change. */
	public Steps() {
		this(16);
	}

	/**
	 * Without a change, but with room.
	 *
	 * @param changes for so many; more find room too
	 */
	Steps(int changes) {
		at = new long[changes];
		values = new long[changes];
	}

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
			at = Arrays.copyOf(at, size * 2 + 1);
			values = Arrays.copyOf(values, size * 2 + 1);
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
		if (from >= until) {
			return new Steps();
		}
		int first = before(from, true);
		int count = before(until, false) - first;
		Steps inside = new Steps(count + 2).change(from, valueAt(from));
		// each differs from the one before, so none of them is left out
		System.arraycopy(at, first, inside.at, inside.size, count);
		System.arraycopy(values, first, inside.values, inside.size, count);
		inside.size += count;
		return inside.change(until, UNKNOWN);
	}

	/** How many changes there are before a moment, or also at it. */
	private int before(long moment, boolean orAt) {
		int found = Arrays.binarySearch(at, 0, size, moment);
		return found < 0 ? -found - 1 : orAt ? found + 1 : found;
	}

	/** @return the greatest value, 0 when there is none that is known */
	public long most() {
		return Math.max(0, Arrays.stream(values, 0, size).max().orElse(0));
	}

	/** @return the sum over time of the values that are known, in milliseconds; the last one must be 0 or unknown */
	public long sum() {
		long sum = 0;
		for (int index = 0; index + 1 < size; index++) {
			sum += values[index] > 0 ? values[index] * (at[index + 1] - at[index]) : 0;
		}
		return sum;
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

	/**
	 * @param other steps of something else
	 * @return these steps where those of the other are known, unknown elsewhere
	 */
	public Steps whereKnown(Steps other) {
		return with(other, (mine, theirs) -> mine);
	}

	private Steps plus(Steps other) {
		return with(other, Long::sum);
	}

	/** Unknown where any is unknown. */
	private Steps with(Steps other, LongBinaryOperator join) {
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
			sum.change(moment, myValue == UNKNOWN || theirValue == UNKNOWN ? UNKNOWN : join.applyAsLong(myValue, theirValue));
		}
		return sum;
	}
}

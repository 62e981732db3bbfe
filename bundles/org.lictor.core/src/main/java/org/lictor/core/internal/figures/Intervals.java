package org.lictor.core.internal.figures;

import java.util.Arrays;

/**
 * Times {@code [start, end)} in which somebody used something, as primitive arrays. Empty ones are left out. For one
 * thread.
 */
public final class Intervals {

	private long[] starts = new long[8];
	private long[] ends = new long[8];
	private int size;

	/**
	 * @param start first moment, epoch milliseconds
	 * @param end   first moment after it; nothing is added when that is not later than the start
	 */
	public void add(long start, long end) {
		if (end <= start) {
			return;
		}
		if (size == starts.length) {
			starts = Arrays.copyOf(starts, size * 2);
			ends = Arrays.copyOf(ends, size * 2);
		}
		starts[size] = start;
		ends[size] = end;
		size++;
	}

	/** Forgets all of them. */
	void clear() {
		size = 0;
	}

	/** @param others all of which are added */
	public void addAll(Intervals others) {
		for (int index = 0; index < others.size; index++) {
			add(others.starts[index], others.ends[index]);
		}
	}

	/**
	 * @param from  first moment
	 * @param until first moment after
	 * @return what of them lies in that time
	 */
	public Intervals within(long from, long until) {
		Intervals inside = new Intervals();
		for (int index = 0; index < size; index++) {
			inside.add(Math.max(from, starts[index]), Math.min(until, ends[index]));
		}
		return inside;
	}

	/**
	 * @param from  first moment
	 * @param until first moment after
	 * @return how many of them start in that time
	 */
	public int startingWithin(long from, long until) {
		int count = 0;
		for (int index = 0; index < size; index++) {
			count += starts[index] >= from && starts[index] < until ? 1 : 0;
		}
		return count;
	}

	/** @return how many there are */
	public int size() {
		return size;
	}

	/**
	 * The rule {@code per user}: what one person uses several times at once counts once.
	 *
	 * @return the times in which any of these holds: disjoint, in order
	 */
	public Intervals union() {
		long[] from = sortedStarts();
		long[] until = sortedEnds();
		Intervals union = new Intervals();
		int open = 0;
		int next = 0;
		long since = 0;
		// an end at the moment of a start comes first, so that neighbours stay two intervals: that changes no figure
		for (int ended = 0; ended < size; ended++) {
			while (next < size && from[next] < until[ended]) {
				if (open++ == 0) {
					since = from[next];
				}
				next++;
			}
			if (--open == 0) {
				union.add(since, until[ended]);
			}
		}
		return union;
	}

	/** @return the sum of their lengths in milliseconds */
	public long length() {
		long length = 0;
		for (int index = 0; index < size; index++) {
			length += ends[index] - starts[index];
		}
		return length;
	}

	/**
	 * Sweeps over them: how many hold at each moment. An end comes before a start at the same moment.
	 *
	 * @return steps that are 0 before the first start and after the last end, from the beginning of time on
	 */
	public Steps count() {
		long[] from = sortedStarts();
		long[] until = sortedEnds();
		Steps steps = new Steps(2 * size + 1).change(Long.MIN_VALUE, 0);
		int started = 0;
		int ended = 0;
		while (ended < size) {
			long moment = Math.min(started < size ? from[started] : Long.MAX_VALUE, until[ended]);
			while (ended < size && until[ended] == moment) {
				ended++;
			}
			while (started < size && from[started] == moment) {
				started++;
			}
			steps.change(moment, started - ended);
		}
		return steps;
	}

	private long[] sortedStarts() {
		return MomentSort.sorted(starts, size);
	}

	private long[] sortedEnds() {
		return MomentSort.sorted(ends, size);
	}
}

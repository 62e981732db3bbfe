package org.lictor.core.internal.figures;

import java.util.Arrays;

/**
 * Sorts moments. Those of many sessions lie within some years, so that some dozen bits tell them apart: then they are dealt out by
 * their digits, the last digit first, which takes a part of the time of comparing them.
 */
final class MomentSort {

	/** Fewer than these are compared: to count digits would take longer. */
	static final int FEW = 2_000;
	private static final int DIGIT = 12;
	/** With more digits, comparing is as quick. */
	private static final int MOST_DIGITS = 4;

	private MomentSort() {
	}

	/**
	 * @param moments stay as they are
	 * @param size    how many of them count
	 * @return those, rising
	 */
	static long[] sorted(long[] moments, int size) {
		long[] sorted = Arrays.copyOf(moments, size);
		long least = Long.MAX_VALUE;
		long most = Long.MIN_VALUE;
		boolean rising = true;
		for (long moment : sorted) {
			rising &= moment >= most;
			least = Math.min(least, moment);
			most = Math.max(most, moment);
		}
		if (rising) {
			return sorted;
		}
		// as an unsigned number; also where the difference is greater than a long can be
		int bits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
		int digits = (bits + DIGIT - 1) / DIGIT;
		if (size < FEW || digits > MOST_DIGITS) {
			Arrays.sort(sorted);
			return sorted;
		}
		int width = (bits + digits - 1) / digits;
		long[] from = sorted;
		long[] to = new long[size];
		for (int shift = 0; shift < bits; shift += width) {
			deal(from, to, least, shift, (1 << width) - 1);
			long[] dealt = to;
			to = from;
			from = dealt;
		}
		return from;
	}

	/** By one digit, those of the same digit in the order in which they are. */
	private static void deal(long[] from, long[] to, long least, int shift, int mask) {
		int[] places = new int[mask + 2];
		for (long moment : from) {
			places[((int) (moment - least >>> shift) & mask) + 1]++;
		}
		for (int digit = 1; digit <= mask; digit++) {
			places[digit] += places[digit - 1];
		}
		for (long moment : from) {
			to[places[(int) (moment - least >>> shift) & mask]++] = moment;
		}
	}
}

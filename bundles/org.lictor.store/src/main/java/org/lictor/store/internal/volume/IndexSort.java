package org.lictor.store.internal.volume;

import java.util.function.IntBinaryOperator;

/**
 * Sorts indexes of rows by what stands in the rows. The JDK sorts objects by a comparator and numbers by themselves, but
 * not numbers by a comparator; a million objects would cost more than the sorting.
 */
public final class IndexSort {

	private IndexSort() {
	}

	/**
	 * Merge sort, stable.
	 *
	 * @param indexes    sorted in place
	 * @param comparison like that of a comparator
	 * @return the same array
	 */
	public static int[] sort(int[] indexes, IntBinaryOperator comparison) {
		sort(indexes, indexes.clone(), 0, indexes.length, comparison);
		return indexes;
	}

	/** Sorts {@code [from, until)} into {@code into}; {@code other} holds the same indexes before, and anything after. */
	private static void sort(int[] into, int[] other, int from, int until, IntBinaryOperator comparison) {
		if (until - from < 2) {
			return;
		}
		int middle = (from + until) >>> 1;
		sort(other, into, from, middle, comparison);
		sort(other, into, middle, until, comparison);
		if (comparison.applyAsInt(other[middle - 1], other[middle]) <= 0) {
			System.arraycopy(other, from, into, from, until - from);
			return;
		}
		int left = from;
		int right = middle;
		for (int index = from; index < until; index++) {
			boolean takeLeft = right >= until
					|| left < middle && comparison.applyAsInt(other[left], other[right]) <= 0;
			into[index] = takeLeft ? other[left++] : other[right++];
		}
	}
}

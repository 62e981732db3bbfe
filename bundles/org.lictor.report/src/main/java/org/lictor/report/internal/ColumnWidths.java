package org.lictor.report.internal;

import java.util.Arrays;

/** Shares out the width of a page or terminal among columns. */
final class ColumnWidths {

	private ColumnWidths() {
	}

	/**
	 * Gives every column what it wants when there is room for all. Otherwise narrow columns get what they want and the
	 * wide ones share the rest evenly, but none less than the smallest useful width.
	 *
	 * @param wanted    the width each column would like
	 * @param available how much there is in all
	 * @param smallest  what a column that wants more gets in any case
	 * @return the width of each column; together more than there is only when even the smallest widths do not fit
	 */
	static double[] fit(double[] wanted, double available, double smallest) {
		double[] sorted = wanted.clone();
		Arrays.sort(sorted);
		double rest = available;
		double cap = Double.MAX_VALUE;
		for (int index = 0; index < sorted.length; index++) {
			double share = rest / (sorted.length - index);
			if (sorted[index] > share) {
				cap = share;
				break;
			}
			rest -= sorted[index];
		}
		double limit = Math.max(cap, smallest);
		return Arrays.stream(wanted).map(width -> Math.min(width, limit)).toArray();
	}
}

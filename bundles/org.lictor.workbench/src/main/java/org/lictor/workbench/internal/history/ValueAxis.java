package org.lictor.workbench.internal.history;

import java.util.ArrayList;
import java.util.List;

/**
 * The upright axis: from nothing to a round number, with round numbers between.
 *
 * @param top  the greatest value shown, above 0
 * @param step the distance of the marks, a whole number of at least 1: there are no half seats
 */
public record ValueAxis(long top, long step) {

	/**
	 * @param greatest the greatest value to be shown, not negative
	 * @param marks    how many marks fit at most, at least 1
	 * @return the axis
	 */
	public static ValueAxis upTo(double greatest, int marks) {
		double least = Math.max(1, greatest) / Math.max(1, marks);
		long step = 1;
		long decade = 1;
		while (step < least) {
			step = decade * 2 >= least ? decade * 2 : decade * 5 >= least ? decade * 5 : decade * 10;
			decade *= 10;
		}
		long top = (long) Math.ceil(Math.max(1, greatest) / step) * step;
		return new ValueAxis(top, step);
	}

	/** @return the values with a mark, from 0 to the top */
	public List<Long> marks() {
		List<Long> marks = new ArrayList<>();
		for (long mark = 0; mark <= top; mark += step) {
			marks.add(mark);
		}
		return marks;
	}
}

package org.lictor.core.internal.figures;

/**
 * Minimum, time-weighted average and maximum of steps in each of some periods. Of a period that is known in part the
 * known part counts. One pass over the steps.
 *
 * @param min     the least value that held for any length of time, {@link Steps#UNKNOWN} when nothing is known
 * @param average time-weighted, NaN when nothing is known
 * @param max     the greatest value that held for any length of time, {@link Steps#UNKNOWN} when nothing is known
 * @param last    the last value that is known in the period, {@link Steps#UNKNOWN} when nothing is known
 * @param known   of how much of the period the value is known, in milliseconds
 */
public record PeriodFigures(long[] min, double[] average, long[] max, long[] last, long[] known) {

	/**
	 * @param steps   what to sum up
	 * @param periods of which each gets its figures
	 * @return the figures, one a period
	 */
	public static PeriodFigures of(Steps steps, Periods periods) {
		int count = periods.count();
		PeriodFigures figures = new PeriodFigures(new long[count], new double[count], new long[count], new long[count],
				new long[count]);
		int next = 0;
		long value = Steps.UNKNOWN;
		for (int period = 0; period < count; period++) {
			long from = periods.bounds()[period];
			long until = periods.bounds()[period + 1];
			while (next < steps.size() && steps.at(next) <= from) {
				value = steps.value(next++);
			}
			long min = Steps.UNKNOWN;
			long max = Steps.UNKNOWN;
			long last = Steps.UNKNOWN;
			double weighted = 0;
			long known = 0;
			long moment = from;
			while (moment < until) {
				boolean changes = next < steps.size() && steps.at(next) < until;
				long end = changes ? steps.at(next) : until;
				if (value != Steps.UNKNOWN) {
					min = min == Steps.UNKNOWN ? value : Math.min(min, value);
					max = Math.max(max, value);
					last = value;
					weighted += (double) value * (end - moment);
					known += end - moment;
				}
				if (changes) {
					value = steps.value(next++);
				}
				moment = end;
			}
			figures.min[period] = min;
			figures.max[period] = max;
			figures.last[period] = last;
			figures.known[period] = known;
			figures.average[period] = known == 0 ? Double.NaN : weighted / known;
		}
		return figures;
	}
}

package org.lictor.core.internal.figures;

import java.util.Arrays;
import java.util.Optional;

/**
 * The most of something at once in weeks to come, from the most in each of the weeks so far: rule {@code peak-forecast v1}.
 *
 * <p>The greatest of many values of one week is distributed much like Gumbel's law, whatever the law of the values (Fisher and
 * Tippett 1928; Gumbel 1958), and so is the greatest of several weeks. Its two numbers are taken from mean and deviation
 * around the trend. A trend is believed only when Kendall's test finds it (95 of 100); then it is the median of the slopes
 * between all pairs of weeks (Theil 1950, Sen 1968), which a few odd weeks do not bend. Seasons are not looked for: that takes
 * years.
 */
public final class PeakForecast {

	/** The name of the rule, for people. */
	public static final String RULE = "peak-forecast v1";
	/** Fewer weeks allow no forecast. */
	public static final int LEAST_WEEKS = 26;

	/** The 95 of 100 limits of the normal distribution, both sides. */
	private static final double SURE = 1.959964;
	private static final double EULER = 0.5772156649015329;

	private final double scale;
	/** Logarithm of the sum of exp(location / scale) over the weeks to come; the greatest location when nothing varies. */
	private final double height;
	private final double slope;

	private PeakForecast(double scale, double height, double slope) {
		this.scale = scale;
		this.height = height;
		this.slope = slope;
	}

	/**
	 * @param peaks the most at once in each of some weeks in order, {@link Steps#UNKNOWN} for those that are not known
	 * @param weeks how many weeks after the last of them are asked about, at least 1
	 * @return the forecast; empty when fewer than {@link #LEAST_WEEKS} are known, or fewer than twice the weeks asked about
	 */
	public static Optional<PeakForecast> of(long[] peaks, int weeks) {
		int[] known = java.util.stream.IntStream.range(0, peaks.length).filter(week -> peaks[week] != Steps.UNKNOWN).toArray();
		if (weeks < 1) {
			throw new IllegalArgumentException("a forecast for " + weeks + " weeks");
		}
		if (known.length < LEAST_WEEKS || known.length < 2 * weeks) {
			return Optional.empty();
		}
		double slope = slope(peaks, known);
		double[] level = Arrays.stream(known).mapToDouble(week -> peaks[week] - slope * week).toArray();
		double mean = Arrays.stream(level).average().orElseThrow();
		double variance = Arrays.stream(level).map(each -> (each - mean) * (each - mean)).sum() / (level.length - (slope == 0 ? 1 : 2));
		double scale = Math.sqrt(6 * variance) / Math.PI;
		double location = mean - EULER * scale;
		double first = location + slope * peaks.length;
		double last = first + slope * (weeks - 1);
		double highest = Math.max(first, last);
		if (scale < 1e-9) {
			return Optional.of(new PeakForecast(0, highest, slope));
		}
		double sum = 0;
		for (int week = 0; week < weeks; week++) {
			// the highest is taken out, so that no power is too great for a number
			sum += Math.exp((first + slope * week - highest) / scale);
		}
		return Optional.of(new PeakForecast(scale, highest / scale + Math.log(sum), slope));
	}

	/** The median slope, 0 unless Kendall's test finds that there is one. */
	private static double slope(long[] peaks, int[] known) {
		int n = known.length;
		double[] slopes = new double[n * (n - 1) / 2];
		int count = 0;
		long concordance = 0;
		for (int later = 1; later < n; later++) {
			for (int earlier = 0; earlier < later; earlier++) {
				long rise = peaks[known[later]] - peaks[known[earlier]];
				concordance += Long.signum(rise);
				slopes[count++] = (double) rise / (known[later] - known[earlier]);
			}
		}
		double variance = n * (n - 1.0) * (2.0 * n + 5) / 18 - ties(peaks, known);
		// one less, because the number is whole: the usual correction
		double score = variance <= 0 ? 0 : (Math.abs(concordance) - 1) / Math.sqrt(variance);
		if (score < SURE) {
			return 0;
		}
		Arrays.sort(slopes);
		return count % 2 == 1 ? slopes[count / 2] : (slopes[count / 2 - 1] + slopes[count / 2]) / 2;
	}

	/** How much equal peaks take from the variance of Kendall's number. */
	private static double ties(long[] peaks, int[] known) {
		long[] sorted = Arrays.stream(known).mapToLong(week -> peaks[week]).sorted().toArray();
		double taken = 0;
		for (int from = 0; from < sorted.length;) {
			int to = from;
			while (to < sorted.length && sorted[to] == sorted[from]) {
				to++;
			}
			double equal = to - from;
			taken += equal * (equal - 1) * (2 * equal + 5) / 18;
			from = to;
		}
		return taken;
	}

	/**
	 * @param share between 0 and 1, both excluded
	 * @return what the peak does not exceed with this probability; not negative
	 */
	public double quantile(double share) {
		double peak = scale == 0 ? height : scale * (height - Math.log(-Math.log(share)));
		return Math.max(0, peak);
	}

	/**
	 * @param count of something, not negative
	 * @return the probability that the peak is greater, from 0 to 1
	 */
	public double exceeds(long count) {
		// peaks are whole: more than 5 begins in the middle between 5 and 6
		double limit = count + 0.5;
		return scale == 0 ? height > limit ? 1 : 0 : -Math.expm1(-Math.exp(height - limit / scale));
	}

	/** @return by how much the peak of a week rises in a week; 0 when no trend is sure */
	public double perWeek() {
		return slope;
	}
}

package org.lictor.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Something that was measured, beside its baseline.
 *
 * @param name     what was measured
 * @param unit     of the values, such as ms
 * @param most     what is to be reached: the median is to be below it; 0 when nothing was asked for
 * @param lictor   the values measured
 * @param baseline what it is compared with
 * @param bare     the values of the baseline
 * @param how      how it was measured, a sentence
 */
record Figure(String name, String unit, double most, List<Double> lictor, String baseline, List<Double> bare, String how) {

	/** Copies the lists. */
	Figure {
		lictor = List.copyOf(lictor);
		bare = List.copyOf(bare);
	}

	/** @return the value in the middle */
	static double median(List<Double> values) {
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		int middle = sorted.length / 2;
		return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/** @return how many times the baseline it is */
	double ratio() {
		return median(lictor) / median(bare);
	}

	/** @return whether what is to be reached was reached */
	boolean reached() {
		return most == 0 || median(lictor) < most;
	}

	/** @return one line for the terminal */
	String line() {
		return "%s: %s %s (asked for: %s), %s: %s %s, ratio %.2f%s".formatted(name, text(lictor), unit,
				most == 0 ? "nothing" : "< " + number(most), baseline, text(bare), unit, ratio(),
				reached() ? "" : "   NOT REACHED");
	}

	/** @return one row of a Markdown table */
	String row() {
		return "| %s | %s | %s %s | %s: %s %s | %.2f |".formatted(name, most == 0 ? "" : "< " + number(most) + " " + unit,
				reached() ? text(lictor) : "**" + text(lictor) + "**", unit, baseline, text(bare), unit, ratio());
	}

	private static String text(List<Double> values) {
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		String middle = number(median(values));
		return sorted.length == 1 ? middle
				: middle + " (" + number(sorted[0]) + "–" + number(sorted[sorted.length - 1]) + ")";
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, Arrays.asList("%.2f", "%.1f", "%.0f").get(value < 10 ? 0 : value < 100 ? 1 : 2),
				value);
	}
}

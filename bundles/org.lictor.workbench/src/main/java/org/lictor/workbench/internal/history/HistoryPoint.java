package org.lictor.workbench.internal.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

import org.lictor.query.Granularity;
import org.lictor.query.ResultTable;

/**
 * The figures of one period; empty where they are not known.
 *
 * @param begin   first moment
 * @param end     first moment of the next period
 * @param minimum fewest seats used at once
 * @param average seats used, weighted by time
 * @param maximum most seats used at once
 * @param total   seats owned
 */
public record HistoryPoint(Instant begin, Instant end, OptionalDouble minimum, OptionalDouble average,
		OptionalDouble maximum, OptionalDouble total) {

	/** Checks that the period is not empty. */
	public HistoryPoint {
		Objects.requireNonNull(minimum, "minimum");
		Objects.requireNonNull(average, "average");
		Objects.requireNonNull(maximum, "maximum");
		Objects.requireNonNull(total, "total");
		if (!begin.isBefore(end)) {
			throw new IllegalArgumentException("the period from " + begin + " to " + end + " is empty");
		}
	}

	/**
	 * Reads the report {@code usage-history} of one product.
	 *
	 * @param table    the report
	 * @param by       length of its periods
	 * @param earliest periods are not drawn before this moment
	 * @param latest   periods are not drawn beyond this moment, which is within the last one when that still runs
	 * @return the periods in order of time; where the report has no row, there is none
	 */
	public static List<HistoryPoint> read(ResultTable table, Granularity by, Instant earliest, Instant latest) {
		int period = table.columnIndex("period");
		int minimum = table.columnIndex("used_min");
		int average = table.columnIndex("used_avg");
		int maximum = table.columnIndex("used_max");
		int total = table.columnIndex("total");
		List<HistoryPoint> points = new ArrayList<>();
		for (int row = 0; row < table.rowCount(); row++) {
			if (!(table.value(row, period) instanceof Instant start)) {
				continue;
			}
			Instant end = by.next(by.floor(start, table.zone())).toInstant();
			Instant from = start.isBefore(earliest) ? earliest : start;
			Instant until = end.isAfter(latest) ? latest : end;
			if (from.isBefore(until)) {
				points.add(new HistoryPoint(from, until, number(table.value(row, minimum)),
						number(table.value(row, average)), number(table.value(row, maximum)),
						number(table.value(row, total))));
			}
		}
		points.sort(Comparator.comparing(HistoryPoint::begin));
		return points;
	}

	private static OptionalDouble number(Object value) {
		return value instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
	}

	/** @return whether any of the used figures is known */
	public boolean known() {
		return minimum.isPresent() || average.isPresent() || maximum.isPresent();
	}
}

package org.lictor.workbench.internal.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

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
		int minimum = table.columnIndex("used_min");
		int average = table.columnIndex("used_avg");
		int maximum = table.columnIndex("used_max");
		int total = table.columnIndex("total");
		List<HistoryPoint> points = new ArrayList<>();
		for (int row = 0; row < table.rowCount(); row++) {
			int at = row;
			period(table, "period", row, by, earliest, latest).ifPresent(span -> points.add(new HistoryPoint(span.from(), span.until(),
					number(table.value(at, minimum)), number(table.value(at, average)), number(table.value(at, maximum)),
					number(table.value(at, total)))));
		}
		points.sort(Comparator.comparing(HistoryPoint::begin));
		return points;
	}

	/**
	 * Reads the report {@code seats-history} of one product: seats of all teams together, the assigned ones as the maximum.
	 * What is not known of one team is not known of all.
	 *
	 * @param table    the report
	 * @param by       length of its periods
	 * @param earliest periods are not drawn before this moment
	 * @param latest   periods are not drawn beyond this moment
	 * @return the periods in order of time
	 */
	public static List<HistoryPoint> seats(ResultTable table, Granularity by, Instant earliest, Instant latest) {
		int seats = table.columnIndex("seats");
		int assigned = table.columnIndex("assigned");
		Map<Span, HistoryPoint> points = new TreeMap<>(Comparator.comparing(Span::from));
		for (int row = 0; row < table.rowCount(); row++) {
			int at = row;
			period(table, "period_start", row, by, earliest, latest)
					.ifPresent(span -> points.merge(span,
							new HistoryPoint(span.from(), span.until(), OptionalDouble.empty(), OptionalDouble.empty(),
									number(table.value(at, assigned)), number(table.value(at, seats))),
							(one, other) -> new HistoryPoint(span.from(), span.until(), OptionalDouble.empty(), OptionalDouble.empty(),
									sum(one.maximum(), other.maximum()), sum(one.total(), other.total()))));
		}
		return List.copyOf(points.values());
	}

	/**
	 * Reads the report {@code denials-history}: denials of all servers together, as the maximum, and denial events, as the minimum.
	 *
	 * @param table    the report
	 * @param product  only of this product; empty for all together
	 * @param by       length of its periods
	 * @param earliest periods are not drawn before this moment
	 * @param latest   periods are not drawn beyond this moment
	 * @return the periods with denials in order of time
	 */
	public static List<HistoryPoint> denials(ResultTable table, Optional<String> product, Granularity by, Instant earliest, Instant latest) {
		int denials = table.columnIndex("denials");
		int events = table.columnIndex("events");
		Map<Span, HistoryPoint> points = new TreeMap<>(Comparator.comparing(Span::from));
		for (int row = 0; row < table.rowCount(); row++) {
			int at = row;
			if (product.isPresent() && !product.get().equals(table.value(row, "product"))) {
				continue;
			}
			period(table, "period", row, by, earliest, latest).ifPresent(span -> points.merge(span,
					new HistoryPoint(span.from(), span.until(), number(table.value(at, events)), OptionalDouble.empty(),
							number(table.value(at, denials)), OptionalDouble.empty()),
					(one, other) -> new HistoryPoint(span.from(), span.until(), sum(one.minimum(), other.minimum()), OptionalDouble.empty(),
							sum(one.maximum(), other.maximum()), OptionalDouble.empty())));
		}
		return List.copyOf(points.values());
	}

	private static OptionalDouble sum(OptionalDouble one, OptionalDouble other) {
		return one.isPresent() && other.isPresent() ? OptionalDouble.of(one.getAsDouble() + other.getAsDouble()) : OptionalDouble.empty();
	}

	/** The part of a row's period that is drawn. */
	private static Optional<Span> period(ResultTable table, String column, int row, Granularity by, Instant earliest, Instant latest) {
		if (!(table.value(row, column) instanceof Instant start)) {
			return Optional.empty();
		}
		Instant end = by.next(by.floor(start, table.zone())).toInstant();
		Instant from = start.isBefore(earliest) ? earliest : start;
		Instant until = end.isAfter(latest) ? latest : end;
		return from.isBefore(until) ? Optional.of(new Span(from, until)) : Optional.empty();
	}

	private static OptionalDouble number(Object value) {
		return value instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
	}

	/** @return whether any of the used figures is known */
	public boolean known() {
		return minimum.isPresent() || average.isPresent() || maximum.isPresent();
	}
}

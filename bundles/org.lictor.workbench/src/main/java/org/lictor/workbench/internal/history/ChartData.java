package org.lictor.workbench.internal.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

import org.lictor.query.Granularity;

/**
 * What a chart of use over time shows.
 *
 * @param points the periods, in order of time
 * @param span   the time shown
 * @param zone   whose days count
 * @param by     length of the periods
 */
public record ChartData(List<HistoryPoint> points, Span span, ZoneId zone, Granularity by) {

	/** The figures that can be drawn, in the order in which they are drawn over each other. */
	public enum Figure {
		/** Seats owned. */
		TOTAL("Owned", "seats", HistoryPoint::total),
		/** Most seats used at once. */
		MAXIMUM("Maximum used", "seats", HistoryPoint::maximum),
		/** Seats assigned to people. */
		ASSIGNED("Assigned", "seats", HistoryPoint::maximum),
		/** Fewest seats used at once. */
		MINIMUM("Minimum used", "seats", HistoryPoint::minimum),
		/** Seats used, weighted by time. */
		AVERAGE("Average used", "seats", HistoryPoint::average),
		/** How often licences were refused. */
		DENIALS("Denials", "denials", HistoryPoint::maximum),
		/** The same, with those of one user in a minute as one. */
		DENIAL_EVENTS("Denial events", "denials", HistoryPoint::minimum);

		private final String label;
		private final String unit;
		private final Function<HistoryPoint, OptionalDouble> value;

		Figure(String label, String unit, Function<HistoryPoint, OptionalDouble> value) {
			this.label = label;
			this.unit = unit;
			this.value = value;
		}

		/** @return the figure's name for people */
		public String label() {
			return label;
		}

		/** @return what is counted, for the axis */
		public String unit() {
			return unit;
		}

		/**
		 * @return whether only periods in which something happened have the figure, so that its lines stand by themselves; of the others it is not
		 *         said that nothing is known
		 */
		public boolean happens() {
			return this == DENIALS || this == DENIAL_EVENTS;
		}

		/** @return whether the room under its lines is filled */
		public boolean filled() {
			return this == MAXIMUM || this == ASSIGNED || this == DENIALS;
		}

		/**
		 * @param point some period
		 * @return its figure, empty when it is not known
		 */
		public OptionalDouble of(HistoryPoint point) {
			return value.apply(point);
		}
	}

	/**
	 * A stretch of time of which nothing is known.
	 *
	 * @param begin first moment
	 * @param end   first moment after it
	 */
	public record Gap(Instant begin, Instant end) {
	}

	/** Copies the list. */
	public ChartData {
		points = List.copyOf(points);
		Objects.requireNonNull(span, "span");
		Objects.requireNonNull(zone, "zone");
		Objects.requireNonNull(by, "by");
	}

	/**
	 * @param figure which of the figures
	 * @return its lines, interrupted where it is not known
	 */
	public List<StepLine> lines(Figure figure) {
		return StepLine.of(points, figure::of);
	}

	/**
	 * @param figures those that are drawn
	 * @return the greatest value of any of them, 0 when there is none
	 */
	public double greatest(List<Figure> figures) {
		return points.stream().flatMap(point -> figures.stream().map(figure -> figure.of(point))).filter(OptionalDouble::isPresent)
				.mapToDouble(OptionalDouble::getAsDouble).max().orElse(0);
	}

	/** @return the stretches of the time shown in which the use is not known */
	public List<Gap> gaps() {
		List<Gap> gaps = new java.util.ArrayList<>();
		Instant knownUntil = span.from();
		for (HistoryPoint point : points) {
			if (point.known()) {
				if (point.begin().isAfter(knownUntil)) {
					gaps.add(new Gap(knownUntil, point.begin()));
				}
				knownUntil = point.end().isAfter(knownUntil) ? point.end() : knownUntil;
			}
		}
		if (knownUntil.isBefore(span.until())) {
			gaps.add(new Gap(knownUntil, span.until()));
		}
		return gaps;
	}

	/**
	 * @param moment some moment
	 * @return the period in which it lies
	 */
	public Optional<HistoryPoint> at(Instant moment) {
		return points.stream().filter(point -> !moment.isBefore(point.begin()) && moment.isBefore(point.end())).findFirst();
	}
}

package org.lictor.workbench.internal.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

import java.time.Instant;

/**
 * A figure over time that keeps its value for the length of each period. Where it is not known the line is interrupted.
 *
 * @param steps periods that follow each other without a gap
 */
public record StepLine(List<Step> steps) {

	/**
	 * The value of one period.
	 *
	 * @param begin first moment
	 * @param end   first moment after it
	 * @param value of the figure
	 */
	public record Step(Instant begin, Instant end, double value) {

		/** Checks that nothing is null. */
		public Step {
			Objects.requireNonNull(begin, "begin");
			Objects.requireNonNull(end, "end");
		}
	}

	/** Copies the steps; there is at least one. */
	public StepLine {
		steps = List.copyOf(steps);
		if (steps.isEmpty()) {
			throw new IllegalArgumentException("a line has at least one step");
		}
	}

	/**
	 * @param points in order of time
	 * @param figure which of their figures
	 * @return one line for each stretch in which the figure is known throughout
	 */
	public static List<StepLine> of(List<HistoryPoint> points, Function<HistoryPoint, OptionalDouble> figure) {
		List<StepLine> lines = new ArrayList<>();
		List<Step> current = new ArrayList<>();
		for (HistoryPoint point : points) {
			OptionalDouble value = figure.apply(point);
			boolean interrupted = value.isEmpty()
					|| !current.isEmpty() && !current.getLast().end().equals(point.begin());
			if (interrupted && !current.isEmpty()) {
				lines.add(new StepLine(current));
				current = new ArrayList<>();
			}
			if (value.isPresent()) {
				current.add(new Step(point.begin(), point.end(), value.getAsDouble()));
			}
		}
		if (!current.isEmpty()) {
			lines.add(new StepLine(current));
		}
		return lines;
	}
}

package org.lictor.workbench.internal.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.lictor.query.Granularity;

/**
 * The level axis: time, with marks where hours, days, weeks, months or years of a zone begin.
 *
 * @param from  first moment shown
 * @param until first moment no longer shown
 * @param zone  whose days count
 * @param marks in order of time
 */
public record TimeAxis(Instant from, Instant until, ZoneId zone, List<Mark> marks) {

	/**
	 * A mark.
	 *
	 * @param at    where
	 * @param label for people, short
	 * @param major whether something greater begins here: a day among hours, a year among months
	 */
	public record Mark(Instant at, String label, boolean major) {

		/** Checks that nothing is null. */
		public Mark {
			Objects.requireNonNull(at, "at");
			Objects.requireNonNull(label, "label");
		}
	}

	/** Distances of marks, from the shortest; the length is about that of one. */
	private enum Step {
		HOUR(Granularity.HOUR, 1, Duration.ofHours(1), "HH:mm"), //
		THREE_HOURS(Granularity.HOUR, 3, Duration.ofHours(3), "HH:mm"),
		SIX_HOURS(Granularity.HOUR, 6, Duration.ofHours(6), "HH:mm"),
		TWELVE_HOURS(Granularity.HOUR, 12, Duration.ofHours(12), "HH:mm"),
		DAY(Granularity.DAY, 1, Duration.ofDays(1), "d MMM"), //
		TWO_DAYS(Granularity.DAY, 2, Duration.ofDays(2), "d MMM"),
		WEEK(Granularity.WEEK, 1, Duration.ofDays(7), "d MMM"), //
		TWO_WEEKS(Granularity.WEEK, 2, Duration.ofDays(14), "d MMM"),
		MONTH(Granularity.MONTH, 1, Duration.ofDays(30), "MMM"), //
		QUARTER(Granularity.QUARTER, 1, Duration.ofDays(91), "MMM"),
		YEAR(Granularity.QUARTER, 4, Duration.ofDays(365), "uuuu"), //
		FIVE_YEARS(Granularity.QUARTER, 20, Duration.ofDays(1826), "uuuu");

		private final Granularity unit;
		private final int units;
		private final Duration about;
		private final DateTimeFormatter label;

		Step(Granularity unit, int units, Duration about, String pattern) {
			this.unit = unit;
			this.units = units;
			this.about = about;
			this.label = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
		}

		boolean marks(ZonedDateTime time) {
			return switch (this) {
			case HOUR, DAY, WEEK, MONTH, QUARTER -> true;
			case THREE_HOURS, SIX_HOURS, TWELVE_HOURS -> time.getHour() % units == 0;
			case TWO_DAYS -> time.toLocalDate().toEpochDay() % 2 == 0;
			case TWO_WEEKS -> Math.floorDiv(time.toLocalDate().toEpochDay(), 7L) % 2 == 0;
			case YEAR -> time.getMonthValue() == 1;
			case FIVE_YEARS -> time.getMonthValue() == 1 && time.getYear() % 5 == 0;
			};
		}

		boolean major(ZonedDateTime time) {
			return switch (unit) {
			case HOUR -> time.getHour() == 0;
			case DAY, WEEK -> time.getDayOfMonth() <= (unit == Granularity.DAY ? units : 7 * units);
			case MONTH, QUARTER -> time.getMonthValue() == 1;
			};
		}

		String label(ZonedDateTime time) {
			if (major(time) && unit == Granularity.HOUR) {
				return DAY.label.format(time);
			}
			if (time.getMonthValue() == 1 && (this == MONTH || this == QUARTER)) {
				return YEAR.label.format(time);
			}
			return label.format(time);
		}
	}

	/** Copies the marks and checks that there is some time to show. */
	public TimeAxis {
		Objects.requireNonNull(zone, "zone");
		marks = List.copyOf(marks);
		if (!from.isBefore(until)) {
			throw new IllegalArgumentException("there is no time from " + from + " to " + until);
		}
	}

	/**
	 * @param from  first moment shown
	 * @param until first moment no longer shown, later
	 * @param zone  whose days count
	 * @param marks how many marks fit at most, at least 1
	 * @return the axis
	 */
	public static TimeAxis between(Instant from, Instant until, ZoneId zone, int marks) {
		Duration least = Duration.between(from, until).dividedBy(Math.max(1, marks));
		Step step = Step.FIVE_YEARS;
		for (Step candidate : Step.values()) {
			if (candidate.about.compareTo(least) >= 0) {
				step = candidate;
				break;
			}
		}
		List<Mark> found = new ArrayList<>();
		for (ZonedDateTime time = step.unit.floor(from, zone); time.toInstant().isBefore(until); time = step.unit
				.next(time)) {
			if (!time.toInstant().isBefore(from) && step.marks(time)) {
				found.add(new Mark(time.toInstant(), step.label(time), step.major(time)));
			}
		}
		return new TimeAxis(from, until, zone, found);
	}

	/**
	 * @param at some moment
	 * @return 0 at the beginning, 1 at the end; beyond that for moments that are not shown
	 */
	public double share(Instant at) {
		return (double) Duration.between(from, at).toMillis() / Duration.between(from, until).toMillis();
	}

	/**
	 * @param share 0 for the beginning, 1 for the end
	 * @return the moment there
	 */
	public Instant at(double share) {
		return from.plusMillis(Math.round(share * Duration.between(from, until).toMillis()));
	}
}

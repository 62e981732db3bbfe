package org.lictor.query;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** Lengths of the periods a history is cut into. Days and longer are those of a time zone. */
public enum Granularity {
	/** An hour that begins at a full hour of the zone; the repeated hour of autumn counts twice. */
	HOUR,
	/** A day of 23, 24 or 25 hours. */
	DAY,
	/** A week that begins on Monday (ISO 8601). */
	WEEK,
	/** A calendar month. */
	MONTH,
	/** A calendar quarter. */
	QUARTER;

	/**
	 * @param instant some moment
	 * @param zone    whose days count
	 * @return the beginning of the period in which the moment lies
	 */
	public ZonedDateTime floor(java.time.Instant instant, ZoneId zone) {
		ZonedDateTime time = instant.atZone(zone);
		LocalDate day = time.toLocalDate();
		return switch (this) {
		case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
		case DAY -> day.atStartOfDay(zone);
		case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(zone);
		case MONTH -> day.withDayOfMonth(1).atStartOfDay(zone);
		case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1).atStartOfDay(zone);
		};
	}

	/**
	 * @param begin the beginning of a period, as given by {@link #floor}
	 * @return the beginning of the next period
	 */
	public ZonedDateTime next(ZonedDateTime begin) {
		LocalDate day = begin.toLocalDate();
		ZoneId zone = begin.getZone();
		return switch (this) {
		case HOUR -> begin.plusHours(1);
		case DAY -> day.plusDays(1).atStartOfDay(zone);
		case WEEK -> day.plusWeeks(1).atStartOfDay(zone);
		case MONTH -> day.plusMonths(1).atStartOfDay(zone);
		case QUARTER -> day.plusMonths(3).atStartOfDay(zone);
		};
	}
}

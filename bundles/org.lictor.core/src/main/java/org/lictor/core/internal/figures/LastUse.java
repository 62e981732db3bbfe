package org.lictor.core.internal.figures;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A use that is known, to be compared with others: the later day counts, of one day a moment says more than the day alone,
 * and of one day the later moment counts.
 *
 * @param day      on which it was, in the zone of the question
 * @param moment   when it was, the beginning of the day where only the day is known
 * @param wholeDay whether only the day is known
 * @param source   who told it
 */
public record LastUse(LocalDate day, Instant moment, boolean wholeDay, String source) {

	/**
	 * @param moment of use
	 * @param zone   whose days count
	 * @param source who told it
	 * @return the use
	 */
	public static LastUse at(Instant moment, ZoneId zone, String source) {
		return new LastUse(moment.atZone(zone).toLocalDate(), moment, false, source);
	}

	/**
	 * @param day    of use
	 * @param zone   whose days count
	 * @param source who told it
	 * @return the use
	 */
	public static LastUse on(LocalDate day, ZoneId zone, String source) {
		return new LastUse(day, day.atStartOfDay(zone).toInstant(), true, source);
	}

	/**
	 * @param other another use
	 * @return the one that says more of the last use; of two that say the same always the same one, whoever is asked
	 */
	public LastUse or(LastUse other) {
		int order = day.compareTo(other.day);
		order = order != 0 ? order : Boolean.compare(other.wholeDay, wholeDay);
		order = order != 0 ? order : moment.compareTo(other.moment);
		order = order != 0 ? order : other.source.compareTo(source);
		return order >= 0 ? this : other;
	}
}

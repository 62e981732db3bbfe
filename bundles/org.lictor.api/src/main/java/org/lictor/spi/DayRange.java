package org.lictor.spi;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Days from one to another.
 *
 * @param from  the first day
 * @param until the last day, not before the first
 */
public record DayRange(LocalDate from, LocalDate until) {

	/** Checks that nothing is null and the days are in order. */
	public DayRange {
		Objects.requireNonNull(from, "from");
		Objects.requireNonNull(until, "until");
		if (until.isBefore(from)) {
			throw new IllegalArgumentException("the days end on " + until + " before they begin on " + from);
		}
	}

	/**
	 * @param day any day
	 * @return whether it is one of these
	 */
	public boolean contains(LocalDate day) {
		return !day.isBefore(from) && !day.isAfter(until);
	}
}

package org.lictor.simulator.autodesk;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A person has a seat from the beginning of one day to the end of another, both in UTC.
 *
 * @param person   who
 * @param offering what may be used
 * @param from     first day (UTC)
 * @param until    last day, empty when there is no end in sight
 */
public record Assigned(Person person, String offering, LocalDate from, Optional<LocalDate> until) {

	/**
	 * @param day any
	 * @return whether the person has the seat on that day
	 */
	public boolean on(LocalDate day) {
		return !day.isBefore(from) && until.map(last -> !day.isAfter(last)).orElse(true);
	}
}

package org.lictor.simulator.autodesk;

import java.time.LocalDate;
import java.util.List;

/**
 * A Token Flex contract.
 *
 * @param number    unique
 * @param name      for people
 * @param from      first day
 * @param until     last day, inclusive
 * @param years     its years without gaps
 * @param multiYear tokens that may be used in any of the years
 */
public record FlexContract(String number, String name, LocalDate from, LocalDate until, List<Year> years, long multiYear) {

	/** The years are copied. */
	public FlexContract {
		years = List.copyOf(years);
	}

	/**
	 * A year of a contract.
	 *
	 * @param number      from 1
	 * @param from        first day
	 * @param until       last day, inclusive
	 * @param provisioned tokens for this year
	 */
	public record Year(int number, LocalDate from, LocalDate until, long provisioned) {
	}
}

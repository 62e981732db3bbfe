package org.lictor.simulator.autodesk;

import java.time.LocalDate;

/**
 * Seats of an offering for one term.
 *
 * @param id       of the subscription; it stays when the subscription is renewed for another term
 * @param contract number of the contract
 * @param team     that owns the seats
 * @param offering name of what was bought
 * @param seats    1 or more; for Flex, tokens
 * @param from     first day of the term (UTC)
 * @param until    last day of the term, inclusive
 */
public record Subscription(String id, String contract, Team team, String offering, int seats, LocalDate from, LocalDate until) {

	/**
	 * @param day any
	 * @return whether the seats may be used on that day
	 */
	public boolean on(LocalDate day) {
		return !day.isBefore(from) && !day.isAfter(until);
	}
}

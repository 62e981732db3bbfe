package org.lictor.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

import org.lictor.model.Product;

/**
 * So many seats of a product are owned, and the vendor said so for {@code [standsFrom, standsUntil)}.
 *
 * @param product     what
 * @param reference   what tells this entitlement from others of the product, empty when nothing does
 * @param contract    the contract's number, empty when not told
 * @param seats       how many
 * @param firstDay    first day of the contract, empty when not told
 * @param lastDay     last day of the contract, empty when it does not end or is not told
 * @param status      the vendor's word for its state, empty when not told
 * @param active      false when the vendor says that the seats may not be used
 * @param standsFrom  when the vendor began to say so, as far as is known
 * @param standsUntil when the vendor stopped to say so, empty while it does
 * @param evidence    number of the source evidence that says so
 * @param team        the team that owns them, empty when not told
 */
public record EntitlementFact(Product product, String reference, String contract, long seats,
		Optional<LocalDate> firstDay, Optional<LocalDate> lastDay, String status, boolean active, Instant standsFrom,
		Optional<Instant> standsUntil, long evidence, String team) {

	/** Checks that nothing is null, cuts instants to milliseconds. */
	public EntitlementFact {
		Objects.requireNonNull(product, "product");
		Objects.requireNonNull(reference, "reference");
		Objects.requireNonNull(contract, "contract");
		Objects.requireNonNull(firstDay, "firstDay");
		Objects.requireNonNull(lastDay, "lastDay");
		Objects.requireNonNull(status, "status");
		standsFrom = Millis.of(standsFrom);
		standsUntil = Millis.of(standsUntil);
		Objects.requireNonNull(team, "team");
	}

	/**
	 * An entitlement of which no team is told.
	 *
	 * @param product     what
	 * @param reference   what tells it from others of the product
	 * @param contract    the contract's number
	 * @param seats       how many
	 * @param firstDay    first day of the contract
	 * @param lastDay     last day of the contract
	 * @param status      the vendor's word for its state
	 * @param active      whether the seats may be used
	 * @param standsFrom  when the vendor began to say so
	 * @param standsUntil when the vendor stopped to say so
	 * @param evidence    number of the source evidence that says so
	 */
	public EntitlementFact(Product product, String reference, String contract, long seats, Optional<LocalDate> firstDay,
			Optional<LocalDate> lastDay, String status, boolean active, Instant standsFrom, Optional<Instant> standsUntil,
			long evidence) {
		this(product, reference, contract, seats, firstDay, lastDay, status, active, standsFrom, standsUntil, evidence, "");
	}
}

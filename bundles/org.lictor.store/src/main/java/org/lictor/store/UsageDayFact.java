package org.lictor.store;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

import org.lictor.model.Product;

/**
 * The vendor counted a person's use of a product on a day.
 *
 * @param account  {@link AccountFact#key()} of who
 * @param product  what
 * @param day      the vendor's day
 * @param tokens   what it cost, without trailing zeros; empty when it is not paid in tokens
 * @param evidence number of the source evidence that first said so, as it stands
 * @param team     the team it was counted for, empty when not told
 */
public record UsageDayFact(String account, Product product, LocalDate day, Optional<BigDecimal> tokens, long evidence,
		String team) {

	/** Checks that nothing is null, strips trailing zeros. */
	public UsageDayFact {
		Objects.requireNonNull(account, "account");
		Objects.requireNonNull(product, "product");
		Objects.requireNonNull(day, "day");
		tokens = tokens.map(BigDecimal::stripTrailingZeros);
		Objects.requireNonNull(team, "team");
	}

	/**
	 * A day of which no team is told.
	 *
	 * @param account  {@link AccountFact#key()} of who
	 * @param product  what
	 * @param day      the vendor's day
	 * @param tokens   what it cost
	 * @param evidence number of the source evidence that first said so, as it stands
	 */
	public UsageDayFact(String account, Product product, LocalDate day, Optional<BigDecimal> tokens, long evidence) {
		this(account, product, day, tokens, evidence, "");
	}
}

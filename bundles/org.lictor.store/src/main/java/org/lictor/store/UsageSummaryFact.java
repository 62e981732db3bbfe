package org.lictor.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import org.lictor.model.Product;

/**
 * The vendor's summary of a person's use of a product over the period a report was made for.
 *
 * @param account    {@link AccountFact#key()} of who
 * @param product    what
 * @param daysUsed   on how many days, empty when not told
 * @param tokens     what it cost, without trailing zeros; empty when not told
 * @param lastUsed   last day of use, empty when never or not told
 * @param observedAt when the vendor said so
 * @param evidence   number of the source evidence that says so
 */
public record UsageSummaryFact(String account, Product product, OptionalLong daysUsed, Optional<BigDecimal> tokens,
		Optional<LocalDate> lastUsed, Instant observedAt, long evidence) {

	/** Checks that nothing is null, strips trailing zeros, cuts instants to milliseconds. */
	public UsageSummaryFact {
		Objects.requireNonNull(account, "account");
		Objects.requireNonNull(product, "product");
		Objects.requireNonNull(daysUsed, "daysUsed");
		tokens = tokens.map(BigDecimal::stripTrailingZeros);
		Objects.requireNonNull(lastUsed, "lastUsed");
		observedAt = Millis.of(observedAt);
	}
}

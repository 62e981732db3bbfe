package org.lictor.store;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * There is a contract about tokens.
 *
 * @param number   its number
 * @param name     its name, empty when not told
 * @param firstDay first day, empty when not told
 * @param lastDay  last day, empty when not told
 * @param tokens   how many were bought, without trailing zeros; empty when not told
 * @param status   the vendor's word for its state, empty when not told
 * @param evidence number of the source evidence that first said so, as it stands
 */
public record TokenContractFact(String number, String name, Optional<LocalDate> firstDay, Optional<LocalDate> lastDay,
		Optional<BigDecimal> tokens, String status, long evidence) {

	/** Checks that nothing is null, strips trailing zeros. */
	public TokenContractFact {
		Objects.requireNonNull(number, "number");
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(firstDay, "firstDay");
		Objects.requireNonNull(lastDay, "lastDay");
		tokens = tokens.map(BigDecimal::stripTrailingZeros);
		Objects.requireNonNull(status, "status");
	}
}

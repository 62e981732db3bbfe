package org.lictor.store;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * So many tokens of a contract were used in a month.
 *
 * @param contract the contract's number
 * @param month    the vendor's month
 * @param category what they were used for, in the vendor's words; may be empty
 * @param tokens   how many, without trailing zeros
 * @param users    by how many people, empty when not told
 * @param evidence number of the source evidence that first said so, as it stands
 */
public record TokenUseFact(String contract, YearMonth month, String category, BigDecimal tokens, OptionalLong users,
		long evidence) {

	/** Checks that nothing is null, strips trailing zeros. */
	public TokenUseFact {
		Objects.requireNonNull(contract, "contract");
		Objects.requireNonNull(month, "month");
		Objects.requireNonNull(category, "category");
		tokens = tokens.stripTrailingZeros();
		Objects.requireNonNull(users, "users");
	}
}

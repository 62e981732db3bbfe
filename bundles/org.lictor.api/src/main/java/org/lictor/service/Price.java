package org.lictor.service;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What something costs from a day on, until another price of the same begins.
 *
 * @param kind     what is paid for
 * @param product  name of the product as it is licensed; empty for {@link Kind#TOKEN}
 * @param from     first day on which it holds
 * @param amount   how much, not negative
 * @param currency of the amount, such as EUR; empty for {@link Kind#FLEX_DAY}, which is paid in tokens
 */
public record Price(Kind kind, String product, LocalDate from, BigDecimal amount, String currency) {

	/** What is paid for. */
	public enum Kind {
		/** A seat of a product for a year. */
		SEAT_YEAR,
		/** A day of use of a product, in tokens. */
		FLEX_DAY,
		/** A token. */
		TOKEN
	}

	/** Checks that nothing is null. */
	public Price {
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(product, "product");
		Objects.requireNonNull(from, "from");
		Objects.requireNonNull(amount, "amount");
		Objects.requireNonNull(currency, "currency");
	}
}

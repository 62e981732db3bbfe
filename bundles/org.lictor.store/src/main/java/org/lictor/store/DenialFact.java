package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

import org.lictor.model.Product;

/**
 * Somebody was refused licences of a product.
 *
 * @param product  what was asked for
 * @param at       when
 * @param user     the host user, empty when not told
 * @param host     on which machine, empty when not told
 * @param licences how many were asked for, empty when not told
 * @param reason   why, in the vendor's words; empty when not told
 * @param times    how many such denials one piece of evidence told of, the most that any did; at least 1
 * @param evidence number of the source evidence that first told of so many
 */
public record DenialFact(Product product, Instant at, String user, String host, OptionalLong licences, String reason, long times,
		long evidence) {

	/** Checks that nothing is null, cuts instants to milliseconds. */
	public DenialFact {
		Objects.requireNonNull(product, "product");
		at = Millis.of(at);
		Objects.requireNonNull(user, "user");
		Objects.requireNonNull(host, "host");
		Objects.requireNonNull(licences, "licences");
		Objects.requireNonNull(reason, "reason");
		if (times < 1) {
			throw new IllegalArgumentException("a denial happened once at least, not " + times + " times");
		}
	}
}

package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import org.lictor.model.Product;

/**
 * So many licences of a product were in use for {@code [from, until)}: a step, kept where it changes.
 *
 * @param product  what
 * @param from     when the source first said so
 * @param until    when the source said something else, or when it last said so before it fell silent; empty while every
 *                 poll says the same
 * @param used     in use, including borrowed ones
 * @param total    owned, empty when not told or unlimited
 * @param borrowed borrowed, empty when not told
 * @param reserved reserved, empty when not told
 * @param queued   waited for, empty when not told
 * @param evidence number of the source evidence that first said so
 */
public record SampleFact(Product product, Instant from, Optional<Instant> until, long used, OptionalLong total,
		OptionalLong borrowed, OptionalLong reserved, OptionalLong queued, long evidence) {

	/** Checks that nothing is null, cuts instants to milliseconds. */
	public SampleFact {
		Objects.requireNonNull(product, "product");
		from = Millis.of(from);
		until = Millis.of(until);
		Objects.requireNonNull(total, "total");
		Objects.requireNonNull(borrowed, "borrowed");
		Objects.requireNonNull(reserved, "reserved");
		Objects.requireNonNull(queued, "queued");
	}
}

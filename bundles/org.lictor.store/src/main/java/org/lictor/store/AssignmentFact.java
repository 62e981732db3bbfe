package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.lictor.model.Product;

/**
 * A person may use a product for {@code [from, until)}.
 *
 * @param account  {@link AccountFact#key()} of who
 * @param product  what
 * @param from     since when, empty when not known
 * @param until    until when, empty while it stands
 * @param evidence number of the source evidence that says so
 * @param team     the team that assigned it, empty when not told
 */
public record AssignmentFact(String account, Product product, Optional<Instant> from, Optional<Instant> until,
		long evidence, String team) {

	/** Checks that nothing is null, cuts instants to milliseconds. */
	public AssignmentFact {
		Objects.requireNonNull(account, "account");
		Objects.requireNonNull(product, "product");
		from = Millis.of(from);
		until = Millis.of(until);
		Objects.requireNonNull(team, "team");
	}

	/**
	 * An assignment of which no team is told.
	 *
	 * @param account  {@link AccountFact#key()} of who
	 * @param product  what
	 * @param from     since when
	 * @param until    until when
	 * @param evidence number of the source evidence that says so
	 */
	public AssignmentFact(String account, Product product, Optional<Instant> from, Optional<Instant> until,
			long evidence) {
		this(account, product, from, until, evidence, "");
	}
}

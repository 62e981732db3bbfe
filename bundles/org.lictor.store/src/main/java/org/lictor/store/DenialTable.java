package org.lictor.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

import org.lictor.model.Product;
import org.osgi.annotation.versioning.ProviderType;

/** Who was refused licences. Part of a {@link Transaction}. */
@ProviderType
public interface DenialTable extends FactTable<DenialFact> {

	/**
	 * @param unit  facts derived together
	 * @param from  first moment
	 * @param until last moment, included
	 * @return its denials of that time, by number
	 */
	List<Stored<DenialFact>> of(FactUnit unit, Instant from, Instant until);

	/**
	 * Goes through denials by moment; those of one moment come in any order.
	 *
	 * @param server  only of this server, by number; empty for all
	 * @param product only of products of this name, any version; empty for all
	 * @param users   only of these host users, as they are told; empty for all
	 * @param from    first moment; empty for all
	 * @param until   first moment after; empty for all
	 * @param visitor gets one after the other; false to see no more
	 */
	void stream(OptionalLong server, Optional<String> product, Set<String> users, Optional<Instant> from, Optional<Instant> until,
			Predicate<OfServer<DenialFact>> visitor);

	/**
	 * The users on hosts who were refused licences of a product, each once: many fewer than denials.
	 *
	 * @param server  only of this server, by number; empty for all
	 * @param product only of products of this name, any version; empty for all
	 * @param from    first moment; empty for all
	 * @param until   first moment after; empty for all
	 * @param visitor gets one after the other, in any order; false to see no more
	 */
	void users(OptionalLong server, Optional<String> product, Optional<Instant> from, Optional<Instant> until,
			Predicate<OfServer<DeniedUser>> visitor);

	/**
	 * Somebody who was refused licences, perhaps often.
	 *
	 * @param product what was asked for
	 * @param user    the host user, empty when not told
	 * @param host    on which machine, empty when not told
	 * @param first   when for the first time
	 * @param last    when for the last time
	 */
	record DeniedUser(Product product, String user, String host, Instant first, Instant last) {

		/** Checks that nothing is null. */
		public DeniedUser {
			Objects.requireNonNull(product, "product");
			Objects.requireNonNull(user, "user");
			Objects.requireNonNull(host, "host");
			Objects.requireNonNull(first, "first");
			Objects.requireNonNull(last, "last");
		}
	}

	/**
	 * @param moment denials before it are old
	 * @param atMost how many, at least 1
	 * @return the oldest of them
	 */
	List<Stored<DenialFact>> before(Instant moment, int atMost);
}

package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.lictor.model.Product;

/**
 * A person on a host used a product for {@code [start, end)}.
 *
 * @param unit       what it was derived from
 * @param key        what it is known by within the unit
 * @param server     number of the licence server
 * @param product    what, with its version
 * @param host       on which machine, empty when not known
 * @param hostUser   as whom there, as the source writes it; empty when not known
 * @param licences   how many
 * @param start      first moment
 * @param lastProven last moment at which it was known to go on
 * @param end        the end, empty when none is known
 * @param evidence   number of the source evidence that first told of it, or of the agent's event in its run; for people
 *                   and scripts that look for the reason
 * @param osSession  in which session of the operating system, as that numbers them; empty when not known
 * @param input      for how long somebody used keyboard and mouse
 */
public record SessionFact(SessionUnit unit, UUID key, long server, Product product, String host, String hostUser,
		long licences, Instant start, Instant lastProven, Optional<End> end, long evidence,
		String osSession, SessionInput input) {

	/**
	 * How a session ended.
	 *
	 * @param at    when
	 * @param exact false when nobody saw it end: then it is the last moment at which it was known to go on
	 */
	public record End(Instant at, boolean exact) {

		/** Cuts instants to milliseconds. */
		public End {
			at = Millis.of(at);
		}
	}

	/** Checks that nothing is null, cuts instants to milliseconds. */
	public SessionFact {
		Objects.requireNonNull(unit, "unit");
		Objects.requireNonNull(key, "key");
		Objects.requireNonNull(product, "product");
		Objects.requireNonNull(host, "host");
		Objects.requireNonNull(hostUser, "hostUser");
		start = Millis.of(start);
		lastProven = Millis.of(lastProven);
		Objects.requireNonNull(end, "end");
		Objects.requireNonNull(osSession, "osSession");
		Objects.requireNonNull(input, "input");
	}

	/**
	 * One of which neither the session of the operating system nor keyboard and mouse are known.
	 *
	 * @param unit       what it was derived from
	 * @param key        what it is known by within the unit
	 * @param server     number of the licence server
	 * @param product    what, with its version
	 * @param host       on which machine
	 * @param hostUser   as whom there
	 * @param licences   how many
	 * @param start      first moment
	 * @param lastProven last moment at which it was known to go on
	 * @param end        the end, empty when none is known
	 * @param evidence   number of the evidence
	 */
	public SessionFact(SessionUnit unit, UUID key, long server, Product product, String host, String hostUser,
			long licences, Instant start, Instant lastProven, Optional<End> end, long evidence) {
		this(unit, key, server, product, host, hostUser, licences, start, lastProven, end, evidence, "", SessionInput.NONE);
	}
}

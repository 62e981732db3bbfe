package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

import org.lictor.model.Product;
import org.lictor.service.ServiceException;
import org.lictor.store.DenialFact;
import org.lictor.store.FactTable.OfServer;

/**
 * The denials that a question is about. What polls and files of a server both tell of is one denial, as often as those tell
 * that tell of the most, see docs/adr/0039. For one thread.
 */
final class Denials {

	private record Key(long server, Product product, Instant at, String user, String host, OptionalLong licences, String reason) {

		static Key of(OfServer<DenialFact> each) {
			DenialFact fact = each.fact();
			return new Key(each.server(), fact.product(), fact.at(), fact.user(), fact.host(), fact.licences(), fact.reason());
		}
	}

	private static final Comparator<OfServer<DenialFact>> ORDER = Comparator
			.comparing((OfServer<DenialFact> each) -> each.fact().product().name()).thenComparing(each -> each.fact().user())
			.thenComparing(each -> each.fact().host()).thenComparing(each -> each.fact().reason()).thenComparing(OfServer::server);

	private final Consumer<OfServer<DenialFact>> taker;
	/** Those of the last moment: what is told twice is of one moment. */
	private final List<OfServer<DenialFact>> together = new ArrayList<>();

	private Denials(Consumer<OfServer<DenialFact>> taker) {
		this.taker = taker;
	}

	/**
	 * @param reading the question
	 * @param from    first moment; empty for all
	 * @param until   first moment after; empty for all
	 * @return its denials by moment
	 * @throws ServiceException CANCELLED
	 */
	static List<OfServer<DenialFact>> of(Reading reading, Optional<Instant> from, Optional<Instant> until) throws ServiceException {
		List<OfServer<DenialFact>> all = new ArrayList<>();
		each(reading, from, until, all::add);
		return all;
	}

	/**
	 * @param reading the question
	 * @param from    first moment; empty for all
	 * @param until   first moment after; empty for all
	 * @param taker   gets its denials by moment, one after the other
	 * @throws ServiceException CANCELLED
	 */
	static void each(Reading reading, Optional<Instant> from, Optional<Instant> until, Consumer<OfServer<DenialFact>> taker)
			throws ServiceException {
		each(reading, Set.of(), from, until, taker);
	}

	/**
	 * @param reading the question
	 * @param users   only of these host users; empty for all
	 * @param from    first moment; empty for all
	 * @param until   first moment after; empty for all
	 * @param taker   gets its denials by moment, one after the other
	 * @throws ServiceException CANCELLED
	 */
	static void each(Reading reading, Set<String> users, Optional<Instant> from, Optional<Instant> until,
			Consumer<OfServer<DenialFact>> taker) throws ServiceException {
		Denials denials = new Denials(taker);
		reading.transaction().facts().denials().stream(reading.serverNumber(), reading.query().product(), users, from, until, each -> {
			if (reading.narrowing().hasDenial(each.server(), each.fact())) {
				denials.add(each);
			}
			return !reading.cancelled();
		});
		reading.checkCancelled();
		denials.flush();
	}

	private void add(OfServer<DenialFact> each) {
		if (!together.isEmpty() && !together.getFirst().fact().at().equals(each.fact().at())) {
			flush();
		}
		together.add(each);
	}

	private void flush() {
		if (together.size() == 1) {
			taker.accept(together.getFirst());
		} else {
			Map<Key, OfServer<DenialFact>> all = new HashMap<>();
			together.forEach(each -> all.merge(Key.of(each), each, (one, other) -> one.fact().times() < other.fact().times() ? other : one));
			all.values().stream().sorted(ORDER).forEach(taker);
		}
		together.clear();
	}
}

package org.lictor.core.internal.reports;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.lictor.model.Product;
import org.lictor.service.ServiceException;
import org.lictor.store.DenialFact;
import org.lictor.store.FactTable.OfServer;

/**
 * The denials that a question is about. What polls and files of a server both tell of is one denial, as often as those tell
 * that tell of the most, see docs/adr/0039.
 */
final class Denials {

	private record Key(long server, Product product, Instant at, String user, String host, OptionalLong licences, String reason) {

		static Key of(OfServer<DenialFact> each) {
			DenialFact fact = each.fact();
			return new Key(each.server(), fact.product(), fact.at(), fact.user(), fact.host(), fact.licences(), fact.reason());
		}
	}

	private Denials() {
	}

	/**
	 * @param reading the question
	 * @param from    first moment; empty for all
	 * @param until   first moment after; empty for all
	 * @return its denials by moment
	 * @throws ServiceException CANCELLED
	 */
	static List<OfServer<DenialFact>> of(Reading reading, Optional<Instant> from, Optional<Instant> until) throws ServiceException {
		Map<Key, OfServer<DenialFact>> all = new LinkedHashMap<>();
		for (OfServer<DenialFact> each : reading.transaction().facts().denials().find(reading.serverNumber(), reading.query().product(), from,
				until)) {
			reading.checkCancelled();
			if (reading.narrowing().hasDenial(each.server(), each.fact())) {
				all.merge(Key.of(each), each, (one, other) -> one.fact().times() < other.fact().times() ? other : one);
			}
		}
		return List.copyOf(all.values());
	}
}

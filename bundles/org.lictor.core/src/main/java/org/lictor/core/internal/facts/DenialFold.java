package org.lictor.core.internal.facts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.lictor.core.internal.retention.Floors;
import org.lictor.model.Product;
import org.lictor.service.ServiceException;
import org.lictor.spi.Observation;
import org.lictor.store.DenialFact;
import org.lictor.store.DenialTable;
import org.lictor.store.Difference;
import org.lictor.store.FactUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredEvidence;

/**
 * Refusals, folded from evidence one piece after the other onto what stands, by rule {@code denial-facts v1}: denials that are
 * told alike in everything are one, in whatever evidence they stand; a piece of evidence that tells of one several times tells
 * of so many, and the most that any piece of evidence tells of is how many there were. So it does not matter how often, in
 * which order and in which pieces a log is read. A fact names the first evidence that told of so many.
 *
 * <p>Folded in several transactions; to fold a piece again after a part of them changes nothing of that part.
 */
final class DenialFold {

	/** Kinds of denials told that are written in one transaction: less than a second's work. */
	private static final int CHUNK = 20_000;

	private final Store store;
	private final FactUnit unit;

	private record Key(Product product, Instant at, String user, String host, OptionalLong licences, String reason) {

		static Key of(DenialFact fact) {
			return new Key(fact.product(), fact.at(), fact.user(), fact.host(), fact.licences(), fact.reason());
		}
	}

	/**
	 * @param store has what stands, and gets what follows
	 * @param unit  facts that stand, or a draft
	 */
	DenialFold(Store store, FactUnit unit) {
		this.store = store;
		this.unit = unit;
	}

	/**
	 * @param evidence after all that was folded before
	 * @param told     what it says
	 * @throws ServiceException UNAVAILABLE
	 */
	void fold(StoredEvidence evidence, List<Observation.Denial> told) throws ServiceException {
		Map<Key, DenialFact> facts = new LinkedHashMap<>();
		for (Observation.Denial each : told) {
			DenialFact fact = new DenialFact(each.product(), each.at(), each.user(), each.host(), each.licences(), each.reason(), 1,
					evidence.id());
			facts.merge(Key.of(fact), fact, (before, once) -> times(before, before.times() + 1));
		}
		List<DenialFact> ordered = facts.values().stream().sorted(Comparator.comparing(DenialFact::at)).toList();
		for (int from = 0; from < ordered.size(); from += CHUNK) {
			List<DenialFact> some = ordered.subList(from, Math.min(from + CHUNK, ordered.size()));
			store.write(transaction -> {
				put(transaction.facts().denials(), unit.draft() ? some : kept(some, Floors.of(transaction)));
				return null;
			});
		}
	}

	private static DenialFact times(DenialFact fact, long times) {
		return new DenialFact(fact.product(), fact.at(), fact.user(), fact.host(), fact.licences(), fact.reason(), times, fact.evidence());
	}

	private static List<DenialFact> kept(List<DenialFact> facts, Floors floors) {
		return facts.stream().filter(floors::keeps).toList();
	}

	private void put(DenialTable table, List<DenialFact> facts) {
		if (facts.isEmpty()) {
			return;
		}
		Map<Key, Stored<DenialFact>> stand = new HashMap<>();
		table.of(unit, facts.getFirst().at(), facts.getLast().at()).forEach(stored -> stand.put(Key.of(stored.fact()), stored));
		List<Stored<DenialFact>> gone = new ArrayList<>();
		List<DenialFact> fresh = new ArrayList<>();
		for (DenialFact fact : facts) {
			Stored<DenialFact> before = stand.get(Key.of(fact));
			if (before == null || before.fact().times() < fact.times()) {
				fresh.add(fact);
				if (before != null) {
					gone.add(before);
				}
			}
		}
		table.apply(unit, new Difference<>(gone, fresh));
	}
}

package org.lictor.core.internal.facts;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.lictor.store.FactUnit;
import org.lictor.store.StoredEvidence;
import org.lictor.store.Transaction;

/**
 * Orders numbers of evidence as facts follow from it. Files may be imported in another order than they were made, so that
 * their numbers say nothing. Read when it is first needed, which is seldom. For one transaction.
 */
final class EvidenceOrder implements Comparator<Long> {

	private final Transaction transaction;
	private final FactUnit unit;
	private Optional<Map<Long, Integer>> places = Optional.empty();

	/**
	 * @param transaction may read evidence
	 * @param unit        whose evidence
	 */
	EvidenceOrder(Transaction transaction, FactUnit unit) {
		this.transaction = transaction;
		this.unit = unit;
	}

	@Override
	public int compare(Long one, Long other) {
		return one.equals(other) ? 0 : Integer.compare(place(one), place(other));
	}

	/** Evidence that is not kept comes first. */
	private int place(long evidence) {
		if (places.isEmpty()) {
			Map<Long, Integer> read = new HashMap<>();
			for (StoredEvidence each : transaction.sourceEvidence().of(unit.server(), unit.origin())) {
				read.put(each.id(), read.size());
			}
			places = Optional.of(read);
		}
		return places.get().getOrDefault(evidence, -1);
	}
}

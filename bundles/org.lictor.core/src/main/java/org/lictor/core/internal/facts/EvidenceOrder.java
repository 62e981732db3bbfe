package org.lictor.core.internal.facts;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.lictor.store.FactUnit;
import org.lictor.store.StoredEvidence;
import org.lictor.store.Transaction;

/**
 * Orders numbers of evidence as facts follow from it. Files may be imported in another order than they were made, so that
 * their numbers say nothing. Tells when they were observed, too. Read when it is first needed, which is seldom. For one transaction.
 */
final class EvidenceOrder implements Comparator<Long>, Spans.Looks {

	private final Transaction transaction;
	private final FactUnit unit;
	/** In order. */
	private Optional<Map<Long, Place>> places = Optional.empty();

	private record Place(int number, Instant observed) {
	}

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
		return Optional.ofNullable(places().get(evidence)).map(Place::number).orElse(-1);
	}

	@Override
	public Optional<Instant> at(long evidence) {
		return Optional.ofNullable(places().get(evidence)).map(Place::observed);
	}

	@Override
	public Optional<Instant> earliest() {
		return places().values().stream().findFirst().map(Place::observed);
	}

	private Map<Long, Place> places() {
		if (places.isEmpty()) {
			Map<Long, Place> read = new LinkedHashMap<>();
			for (StoredEvidence each : transaction.sourceEvidence().of(unit.server(), unit.origin())) {
				read.put(each.id(), new Place(read.size(), each.firstObserved()));
			}
			places = Optional.of(read);
		}
		return places.get();
	}
}

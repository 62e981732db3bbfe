package org.lictor.core.internal.facts;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.lictor.store.Difference;
import org.lictor.store.SessionFact;
import org.lictor.store.Transaction;

/** Writes what differs between sessions that stand and sessions that were derived. */
public final class SessionChange {

	private SessionChange() {
	}

	/**
	 * Sessions that were derived in another way keep their numbers.
	 *
	 * @param transaction that writes
	 * @param difference  of units in which no key stands twice
	 */
	public static void apply(Transaction transaction, Difference<SessionFact> difference) {
		Set<UUID> stay = difference.fresh().stream().map(SessionFact::key).collect(Collectors.toSet());
		transaction.sessions()
				.remove(difference.gone().stream().filter(stored -> !stay.contains(stored.fact().key())).toList());
		transaction.sessions().put(difference.fresh());
	}
}

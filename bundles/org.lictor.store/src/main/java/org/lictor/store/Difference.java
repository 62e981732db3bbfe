package org.lictor.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must change so that the facts that stand become the facts that were derived.
 *
 * @param <T>   kind of fact
 * @param gone  facts that stand and were not derived
 * @param fresh facts that were derived and do not stand
 */
public record Difference<T>(List<Stored<T>> gone, List<T> fresh) {

	/** Copies the lists. */
	public Difference {
		gone = List.copyOf(gone);
		fresh = List.copyOf(fresh);
	}

	/**
	 * Compares by {@link Object#equals}; a fact that stands twice must be derived twice to stay.
	 *
	 * @param <T>     kind of fact
	 * @param stands  what is in the store
	 * @param derived what should be there
	 * @return the difference, in the order of the arguments
	 */
	public static <T> Difference<T> between(Collection<Stored<T>> stands, Collection<T> derived) {
		Map<T, Integer> wanted = new HashMap<>(derived.size() * 2);
		for (T fact : derived) {
			wanted.merge(fact, 1, Integer::sum);
		}
		List<Stored<T>> gone = new ArrayList<>();
		for (Stored<T> stored : stands) {
			Integer left = wanted.get(stored.fact());
			if (left == null || left == 0) {
				gone.add(stored);
			} else {
				wanted.put(stored.fact(), left - 1);
			}
		}
		List<T> fresh = new ArrayList<>();
		for (T fact : derived) {
			int left = wanted.get(fact);
			if (left > 0) {
				fresh.add(fact);
				wanted.put(fact, left - 1);
			}
		}
		return new Difference<>(gone, fresh);
	}

	/** @return true when nothing must change */
	public boolean isEmpty() {
		return gone.isEmpty() && fresh.isEmpty();
	}
}

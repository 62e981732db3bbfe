package org.lictor.simulator.autodesk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the last results of queries, so that a page after another need not be computed anew each time. */
final class Results {

	private static final int KEPT = 3;

	private final Map<String, Optional<Query.Result>> results = new LinkedHashMap<>(8, 0.75f, true) {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Optional<Query.Result>> eldest) {
			return size() > KEPT;
		}
	};

	synchronized Optional<Query.Result> of(String id, Supplier<Optional<Query.Result>> otherwise) {
		Optional<Query.Result> found = results.get(id);
		if (found == null) {
			found = otherwise.get();
			results.put(id, found);
		}
		return found;
	}
}

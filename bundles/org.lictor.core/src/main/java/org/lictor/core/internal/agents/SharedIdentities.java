package org.lictor.core.internal.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds hosts that live with one identity, as those do that were made of one disk image. An agent that is started again
 * begins another run and never comes back to the one before; so when a run is heard long after another began, there are two
 * agents. The one that was heard first keeps the identity. Kept in memory: after a restart of the server it is found again.
 * Safe for use by many threads, as long as each holds the lock of the agent.
 */
final class SharedIdentities {

	/** No request of an agent that has ended arrives so much later. */
	static final Duration PROOF = Duration.ofSeconds(90);

	/** Runs that are remembered of an agent: more hosts than that are parted one after the other. */
	private static final int REMEMBERED = 100;

	private static final class Runs {
		private final Map<UUID, Instant> begun = new LinkedHashMap<>() {
			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<UUID, Instant> eldest) {
				return size() > REMEMBERED;
			}
		};
		/** Runs of hosts that are to get an identity of their own, and the run that proved it. */
		private final Map<UUID, UUID> apart = new HashMap<>();
	}

	private final Map<Long, Runs> agents = new ConcurrentHashMap<>();

	/**
	 * An agent was heard.
	 *
	 * @param agent    its number
	 * @param run      that spoke
	 * @param received now
	 * @return a run of the host that keeps the identity, when the one that spoke is to get its own
	 */
	Optional<UUID> hear(long agent, UUID run, Instant received) {
		Runs runs = agents.computeIfAbsent(agent, none -> new Runs());
		if (runs.apart.containsKey(run)) {
			return Optional.of(runs.apart.get(run));
		}
		Instant mine = runs.begun.computeIfAbsent(run, none -> received);
		boolean later = false;
		for (Map.Entry<UUID, Instant> other : runs.begun.entrySet()) {
			if (later && !received.isBefore(other.getValue().plus(PROOF)) && !mine.isAfter(other.getValue())) {
				runs.apart.putIfAbsent(other.getKey(), run);
			}
			later = later || other.getKey().equals(run);
		}
		return Optional.empty();
	}

	/** @param agent number of an agent that was removed */
	void forget(long agent) {
		agents.remove(agent);
	}
}

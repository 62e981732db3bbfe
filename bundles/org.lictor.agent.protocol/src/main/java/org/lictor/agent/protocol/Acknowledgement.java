package org.lictor.agent.protocol;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the server has durably stored. The agent forgets the events it has sent up to these numbers.
 *
 * @param acknowledged for each run of which the batch held events: the highest sequence such that every event of that
 *                     run in the batch, up to and including it, is stored. A server that stored the whole batch answers
 *                     with the last sequence of each run in it. Empty for an empty batch
 * @param identity     what the agent is from now on, because another host lives with the identity it has: it keeps this
 *                     before it sends anything more. Empty as a rule
 */
public record Acknowledgement(Map<UUID, Long> acknowledged, Optional<EnrolmentAnswer> identity) {

	/** Checks each number, copies the map. */
	public Acknowledgement {
		Checks.size("acknowledged", Checks.present("acknowledged", acknowledged).keySet(), Protocol.MAX_EVENTS);
		acknowledged = Map.copyOf(acknowledged);
		acknowledged.values().forEach(sequence -> Checks.range("acknowledged", sequence, 1, Long.MAX_VALUE));
		Checks.present("identity", identity);
	}

	/**
	 * To an agent that stays who it is.
	 *
	 * @param acknowledged as above
	 */
	public Acknowledgement(Map<UUID, Long> acknowledged) {
		this(acknowledged, Optional.empty());
	}
}

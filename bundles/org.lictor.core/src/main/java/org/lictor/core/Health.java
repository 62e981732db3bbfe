package org.lictor.core;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.lictor.model.Status;

/**
 * How a node is doing. Holds no secrets and no names.
 *
 * @param state         whether it does its work
 * @param version       version of Lictor
 * @param uptime        how long it has been open
 * @param servers       how many licence servers are in each state; every state is there
 * @param agentsOnline  how many agents were heard within the silence limit
 * @param agents        how many agents are enrolled
 * @param lastPollDelay how much later than due the last scheduled poll began, empty before the first
 */
public record Health(State state, String version, Duration uptime, Map<Status.State, Integer> servers, int agentsOnline,
		int agents, Optional<Duration> lastPollDelay) {

	/** Whether a node does its work. */
	public enum State {
		/** It does. */
		OK,
		/** It answers, but its data cannot be read or written; the log has more. */
		FAILING
	}

	/** Checks that nothing is null and adds the states that no server is in. */
	public Health {
		Objects.requireNonNull(state, "state");
		Objects.requireNonNull(version, "version");
		Objects.requireNonNull(uptime, "uptime");
		Objects.requireNonNull(lastPollDelay, "lastPollDelay");
		EnumMap<Status.State, Integer> all = new EnumMap<>(Status.State.class);
		for (Status.State each : Status.State.values()) {
			all.put(each, servers.getOrDefault(each, 0));
		}
		servers = java.util.Collections.unmodifiableMap(all);
	}
}

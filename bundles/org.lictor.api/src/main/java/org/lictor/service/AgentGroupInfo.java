package org.lictor.service;

import java.util.List;
import java.util.Objects;

import org.lictor.model.Privacy;

/**
 * A group of agents.
 *
 * @param name       unique name
 * @param autoAssign whether new agents join it by themselves
 * @param agents     ids of the agents in it, sorted
 * @param servers    names of the licence servers it is assigned to, sorted
 * @param privacy    what its agents tell of people, unless another group of theirs is stricter
 */
public record AgentGroupInfo(String name, boolean autoAssign, List<String> agents, List<String> servers,
		Privacy privacy) {

	/** Copies the lists. */
	public AgentGroupInfo {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(privacy, "privacy");
		agents = List.copyOf(agents);
		servers = List.copyOf(servers);
	}
}

package org.lictor.service;

import java.util.List;
import java.util.Objects;

/**
 * A group of agents.
 *
 * @param name       unique name
 * @param autoAssign whether new agents join it by themselves
 * @param agents     ids of the agents in it, sorted
 * @param servers    names of the licence servers it is assigned to, sorted
 */
public record AgentGroupInfo(String name, boolean autoAssign, List<String> agents, List<String> servers) {

	/** Copies the lists. */
	public AgentGroupInfo {
		Objects.requireNonNull(name, "name");
		agents = List.copyOf(agents);
		servers = List.copyOf(servers);
	}
}

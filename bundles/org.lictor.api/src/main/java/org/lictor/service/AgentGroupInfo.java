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
 * @param idle       whether its agents tell if somebody uses keyboard and mouse
 */
public record AgentGroupInfo(String name, boolean autoAssign, List<String> agents, List<String> servers,
		Privacy privacy, boolean idle) {

	/** Copies the lists. */
	public AgentGroupInfo {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(privacy, "privacy");
		agents = List.copyOf(agents);
		servers = List.copyOf(servers);
	}

	/**
	 * One whose agents tell nothing of keyboard and mouse.
	 *
	 * @param name       unique name
	 * @param autoAssign whether new agents join it
	 * @param agents     ids of the agents in it
	 * @param servers    names of the servers it is assigned to
	 * @param privacy    what its agents tell of people
	 */
	public AgentGroupInfo(String name, boolean autoAssign, List<String> agents, List<String> servers, Privacy privacy) {
		this(name, autoAssign, agents, servers, privacy, false);
	}
}

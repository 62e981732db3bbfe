package org.lictor.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** Administration of agents. Safe for use by many threads. */
@ProviderType
public interface Agents {

	/**
	 * @return all agents, sorted by host
	 * @throws ServiceException when they cannot be read
	 */
	List<AgentInfo> list() throws ServiceException;

	/**
	 * Removes an agent: its secret is worth nothing any more. The sessions it reported stay.
	 *
	 * @param id of an agent
	 * @throws ServiceException NOT_FOUND
	 */
	void remove(String id) throws ServiceException;

	/**
	 * Makes a token with which any number of agents may enrol until it expires.
	 *
	 * @param group    a group they join besides those that auto-assign
	 * @param lifetime how long it is good, from one minute to ten years
	 * @return the string to hand to the agents; it is given out only this once
	 * @throws ServiceException NOT_FOUND when there is no such group, INVALID, UNAVAILABLE when nothing listens to agents
	 */
	Enrolment token(Optional<String> group, Duration lifetime) throws ServiceException;
}

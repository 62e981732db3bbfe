package org.lictor.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.spi.WatchedApplication;
import org.osgi.annotation.versioning.ProviderType;

/** Administration of agents and of the rules by which they watch. Safe for use by many threads. */
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

	/**
	 * Has an agent look at itself and at the processes of its host, and waits for what it says, at most half a minute.
	 *
	 * @param id       of an agent
	 * @param all      whether processes that no rule concerns are listed too; followed only where the agent's groups tell of
	 *                 people as they are
	 * @param progress watched, and asked whether anybody still waits
	 * @return what it says: for each process why it is counted or not, and of each trouble what to do
	 * @throws ServiceException NOT_FOUND; UNAVAILABLE when the agent is offline, too old, or does not answer in time; CANCELLED
	 */
	Examination examine(String id, boolean all, Progress progress) throws ServiceException;

	/**
	 * Tries a rule on the processes that run now on an agent's host. The rule is kept nowhere.
	 *
	 * @param id       of an agent
	 * @param server   name of the licence server the rule would belong to; named in the answer
	 * @param rule     to try, alone
	 * @param all      whether processes that the rule does not fit are listed too, as in {@link #examine}
	 * @param progress watched, and asked whether anybody still waits
	 * @return what the rule says of each process
	 * @throws ServiceException as {@link #examine}, and INVALID when the rule is longer than agents take
	 */
	Examination tryRule(String id, String server, WatchedApplication rule, boolean all, Progress progress) throws ServiceException;

	/**
	 * @param server name of a licence server
	 * @return the rules that administrators made for it, in the order in which agents try them: before those of its type
	 * @throws ServiceException NOT_FOUND
	 */
	List<WatchedApplication> rules(String server) throws ServiceException;

	/**
	 * Makes a rule by which agents recognise an application for a licence server, or changes the one of the same id. It reaches
	 * the agents within seconds.
	 *
	 * @param server name of a licence server
	 * @param rule   without usage files
	 * @throws ServiceException NOT_FOUND; INVALID; ALREADY_EXISTS when the server's type has a rule of that id
	 */
	void putRule(String server, WatchedApplication rule) throws ServiceException;

	/**
	 * @param server name of a licence server
	 * @param rule   id of a rule that an administrator made
	 * @throws ServiceException NOT_FOUND
	 */
	void removeRule(String server, String rule) throws ServiceException;
}

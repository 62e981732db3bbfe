package org.lictor.service;

import java.util.List;

import org.lictor.model.Privacy;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Administration of agent groups: which agents watch for which licence servers. A change reaches the agents within
 * seconds. Safe for use by many threads.
 */
@ProviderType
public interface AgentGroups {

	/**
	 * @return all groups, sorted by name
	 * @throws ServiceException when they cannot be read
	 */
	List<AgentGroupInfo> list() throws ServiceException;

	/**
	 * @param name       unique, 1 to 100 characters
	 * @param autoAssign whether agents that enrol from now on join it by themselves
	 * @return the new group, empty and assigned to no server
	 * @throws ServiceException ALREADY_EXISTS, INVALID
	 */
	AgentGroupInfo create(String name, boolean autoAssign) throws ServiceException;

	/**
	 * @param name       of a group
	 * @param autoAssign whether agents that enrol from now on join it by themselves
	 * @return the changed group
	 * @throws ServiceException NOT_FOUND
	 */
	AgentGroupInfo autoAssign(String name, boolean autoAssign) throws ServiceException;

	/**
	 * Changes what the agents of a group tell of people. What they told before stays as it is; sessions that run are ended
	 * and begin anew, so that nothing goes on under the other form.
	 *
	 * @param name    of a group
	 * @param privacy from now on
	 * @return the changed group
	 * @throws ServiceException NOT_FOUND; UNAVAILABLE when the company's key for pseudonyms cannot be made or read
	 */
	AgentGroupInfo privacy(String name, Privacy privacy) throws ServiceException;

	/**
	 * Says whether the agents of a group tell if somebody uses keyboard and mouse, so that "open" and "in use" can be
	 * compared. Of several groups of an agent one is enough.
	 *
	 * @param name of a group
	 * @param idle from now on
	 * @return the changed group
	 * @throws ServiceException NOT_FOUND
	 */
	AgentGroupInfo idle(String name, boolean idle) throws ServiceException;

	/**
	 * Removes a group; its agents and the sessions they reported stay.
	 *
	 * @param name of a group
	 * @throws ServiceException NOT_FOUND
	 */
	void remove(String name) throws ServiceException;

	/**
	 * Has the agents of a group watch for a licence server.
	 *
	 * @param group  name of a group
	 * @param server name of a server whose type has the capability AGENTS
	 * @throws ServiceException NOT_FOUND, INVALID when agents are of no use to that type
	 */
	void assign(String group, String server) throws ServiceException;

	/**
	 * @param group  name of a group
	 * @param server name of a server
	 * @throws ServiceException NOT_FOUND
	 */
	void unassign(String group, String server) throws ServiceException;

	/**
	 * @param group name of a group
	 * @param agent id of an agent
	 * @throws ServiceException NOT_FOUND
	 */
	void addAgent(String group, String agent) throws ServiceException;

	/**
	 * @param group name of a group
	 * @param agent id of an agent
	 * @throws ServiceException NOT_FOUND
	 */
	void removeAgent(String group, String agent) throws ServiceException;
}

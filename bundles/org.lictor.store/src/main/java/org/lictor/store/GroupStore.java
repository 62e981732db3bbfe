package org.lictor.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Privacy;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Agent groups, who is in them and which servers they are assigned to. Nothing of the past is forgotten: what ends gets
 * an end. Part of a {@link Transaction}.
 */
@ProviderType
public interface GroupStore {

	/** @return the groups that stand, sorted by name without regard to case */
	List<StoredGroup> all();

	/**
	 * @param name of a group
	 * @return the group of that name that stands, empty when there is none
	 */
	Optional<StoredGroup> byName(String name);

	/**
	 * @param name       not taken yet; the caller has looked in the same transaction
	 * @param autoAssign whether new agents join it by themselves
	 * @param createdAt  now
	 * @return the new group
	 */
	StoredGroup add(String name, boolean autoAssign, Instant createdAt);

	/**
	 * @param id         number of a group
	 * @param autoAssign whether new agents join it by themselves
	 */
	void autoAssign(long id, boolean autoAssign);

	/**
	 * @param id      number of a group
	 * @param privacy what its agents tell of people
	 */
	void privacy(long id, Privacy privacy);

	/**
	 * @param id   number of a group
	 * @param idle whether its agents tell if somebody uses keyboard and mouse
	 */
	void idle(long id, boolean idle);

	/**
	 * @param agent number of an agent
	 * @return whether a group it is in now wants to know if somebody uses keyboard and mouse
	 */
	boolean tellsIdle(long agent);

	/**
	 * @param agent number of an agent
	 * @return the strictest of the groups it is in now; CLEAR when it is in none
	 */
	Privacy privacyOf(long agent);

	/**
	 * Removes a group: its memberships and assignments end, its name is free again.
	 *
	 * @param id        number of a group
	 * @param removedAt now
	 */
	void remove(long id, Instant removedAt);

	/** @return the memberships that stand now, those whose {@code until} is empty, by group and agent */
	List<Membership> memberships();

	/** @return the assignments that stand now, those whose {@code until} is empty, by group and server */
	List<GroupAssignment> assignments();

	/** @return all memberships there ever were, by beginning */
	List<Membership> membershipHistory();

	/** @return all assignments there ever were to servers that stand, by beginning */
	List<GroupAssignment> assignmentHistory();

	/**
	 * Which servers an agent watches for: those that a group of its is assigned to.
	 *
	 * @param agent number of an agent
	 * @return numbers of servers, sorted, each once
	 */
	List<Long> serversOf(long agent);

	/**
	 * Has an agent join a group; nothing changes when it is in it.
	 *
	 * @param group number of a group
	 * @param agent number of an agent
	 * @param at    now
	 * @return false when nothing changed
	 */
	boolean join(long group, long agent, Instant at);

	/**
	 * Has an agent leave a group; nothing changes when it is not in it.
	 *
	 * @param group number of a group
	 * @param agent number of an agent
	 * @param at    now
	 * @return false when nothing changed
	 */
	boolean leave(long group, long agent, Instant at);

	/**
	 * Assigns a group to a server; nothing changes when it is.
	 *
	 * @param group  number of a group
	 * @param server number of a server
	 * @param at     now
	 * @return false when nothing changed
	 */
	boolean assign(long group, long server, Instant at);

	/**
	 * Ends the assignment of a group to a server; nothing changes when there is none.
	 *
	 * @param group  number of a group
	 * @param server number of a server
	 * @param at     now
	 * @return false when nothing changed
	 */
	boolean unassign(long group, long server, Instant at);
}

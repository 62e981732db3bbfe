package org.lictor.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

import org.osgi.annotation.versioning.ProviderType;

/** Evidence that came from agents. Added to; handed over when it was another agent's; rewritten when a person is erased; and forgotten when it is too old. Part of a {@link Transaction}. */
@ProviderType
public interface AgentEvidenceStore {

	/**
	 * Keeps events. An event is known by agent, run and number: one that came before changes nothing, whatever it says now.
	 *
	 * <p>Heartbeats are kept where they change: of heartbeats of one run that follow each other number by number, say the
	 * same (kind, sessions, detail) and are at most five minutes apart by both clocks of the agent, only the first and the
	 * last are kept. In whatever order events arrive, the same ones are kept in the end.
	 *
	 * @param agent  number of the agent
	 * @param events in any order
	 * @return those that were new, in the order given
	 */
	List<AgentEvent> append(long agent, List<AgentEvent> events);

	/**
	 * How far the events of a run are known without a hole: the agent need not keep events up to this number.
	 *
	 * @param agent number of an agent
	 * @param run   a run of its
	 * @return the greatest number such that all events up to it are kept or given up; 0 when none is
	 */
	long contiguous(long agent, String run);

	/**
	 * @param agent number of an agent
	 * @param run   a run
	 * @return whether an event of that run was kept for the agent
	 */
	boolean knows(long agent, String run);

	/**
	 * Has another agent be the one that told a run's events. What the run told of sessions of which the former agent has
	 * evidence in other runs says nothing of a session any more: they are the former agent's.
	 *
	 * @param from number of the former agent
	 * @param run  a run of its
	 * @param to   number of the other agent, which does not know the run
	 * @return keys of the sessions the run is about
	 */
	Set<UUID> move(long from, String run, long to);

	/**
	 * Gives up on events that an agent lost before they arrived, so that {@link #contiguous} goes on behind the hole.
	 *
	 * @param agent number of an agent
	 * @param run   a run of its
	 * @param until events up to this number that are not known will never be
	 */
	void giveUp(long agent, String run, long until);

	/**
	 * Forgets what an agent told of sessions. Events that are about others too only lose these. That the events were known is not
	 * forgotten: they are not new when they come again.
	 *
	 * @param agent    number of the agent
	 * @param sessions keys of sessions
	 */
	void forget(long agent, Collection<UUID> sessions);

	/**
	 * Changes what events say besides their sessions and times. Of heartbeats nothing changes.
	 *
	 * @param agent  number of the agent
	 * @param detail gives what an event is to say, maybe the same
	 * @return how many were changed
	 */
	long rewrite(long agent, Function<AgentEvent, String> detail);

	/**
	 * Goes through the events of an agent in the order in which they were kept.
	 *
	 * @param agent   number of an agent
	 * @param visitor gets one event after the other and returns false to stop
	 */
	void forEach(long agent, Predicate<AgentEvent> visitor);

	/**
	 * @param agent    number of an agent
	 * @param sessions keys of sessions
	 * @return the events about these sessions, each once, in the order in which they were kept
	 */
	List<AgentEvent> ofSessions(long agent, Collection<UUID> sessions);

	/**
	 * @return how many events are kept
	 */
	long count();
}

package org.lictor.core.internal.agents;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One lock an agent: whoever stores its events, or derives its sessions again, holds it. Safe for many threads. */
public final class AgentLocks {

	private final ConcurrentHashMap<Long, ReentrantLock> locks = new ConcurrentHashMap<>();

	/**
	 * @param agent number of an agent
	 * @return its lock, always the same
	 */
	public ReentrantLock of(long agent) {
		return locks.computeIfAbsent(agent, id -> new ReentrantLock());
	}
}

package org.lictor.core.internal.agents;

import java.util.ArrayDeque;
import java.util.Deque;
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

	/**
	 * Takes the locks of an agent and of the one before it.
	 *
	 * @param former number of an agent whose identity the other had, or the agent itself
	 * @param agent  number of the agent, not smaller
	 * @return the locks, held by this thread until they are closed
	 */
	Held hold(long former, long agent) {
		Held held = new Held();
		held.and(former);
		held.and(agent);
		return held;
	}

	/** Locks that a thread holds. They are taken in the order of the agents' numbers, so that no two wait for each other. */
	final class Held implements AutoCloseable {

		private final Deque<ReentrantLock> locks = new ArrayDeque<>();

		/** @param agent number of an agent that was added after those whose locks are held */
		void and(long agent) {
			ReentrantLock lock = of(agent);
			lock.lock();
			locks.push(lock);
		}

		@Override
		public void close() {
			locks.forEach(ReentrantLock::unlock);
		}
	}
}

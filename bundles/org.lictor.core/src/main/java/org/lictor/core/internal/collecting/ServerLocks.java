package org.lictor.core.internal.collecting;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lock a licence server: whoever adds evidence of it, or derives its facts, holds it. Taken before any transaction.
 * Safe for many threads.
 */
public final class ServerLocks {

	private final ConcurrentHashMap<Long, ReentrantLock> locks = new ConcurrentHashMap<>();

	/**
	 * @param server number of a server
	 * @return its lock, always the same
	 */
	public ReentrantLock of(long server) {
		return locks.computeIfAbsent(server, id -> new ReentrantLock());
	}
}

package org.lictor.core.internal.collect;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lock a server: whoever polls it, takes a file in for it, changes it or derives its facts again holds it. Safe for
 * use by many threads.
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

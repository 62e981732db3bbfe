package org.lictor.core.internal.collect;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Who polls: some threads for each server type, so that servers of a type that hangs keep none waiting but each other. Safe for use by
 * many threads.
 */
final class Workers {

	private final Supplier<ExecutorService> threads;
	private final Map<String, ExecutorService> types = new ConcurrentHashMap<>();

	/** @param threads gives those of one type; asked once a type */
	Workers(Supplier<ExecutorService> threads) {
		this.threads = threads;
	}

	/**
	 * @param type id of a server type
	 * @return who works for it
	 */
	Executor of(String type) {
		return types.computeIfAbsent(type, id -> threads.get());
	}

	/**
	 * Waits for what still runs after {@link #shutdown()}, ten seconds at most.
	 *
	 * @return whether all of it has ended
	 * @throws InterruptedException when this thread is interrupted
	 */
	boolean end() throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		boolean ended = true;
		for (ExecutorService each : types.values()) {
			ended &= each.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
		}
		return ended;
	}

	/** Takes no more work. What runs is not interrupted: it may be writing to the database. */
	void shutdown() {
		types.values().forEach(ExecutorService::shutdown);
	}
}

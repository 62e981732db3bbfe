package org.lictor.agent.internal.usagefiles;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does work that may hang, as looking into a folder on a file server that is away may, and waits for it no longer than it
 * wants to. Work of one name is not begun again while it hangs. Used by one thread.
 */
public interface Patience {

	/**
	 * @param <T>  what comes out
	 * @param name of the work
	 * @param work what to do; by another thread, so it must not touch what others use
	 * @return what came out, empty when it hangs
	 * @throws ExecutionException   when it failed
	 * @throws InterruptedException when the thread is asked to stop
	 */
	<T> Optional<T> await(String name, Callable<T> work) throws ExecutionException, InterruptedException;

	/**
	 * @param limit how long to wait
	 * @return waits that long for each piece of work
	 */
	static Patience of(Duration limit) {
		Map<String, Thread> hanging = new HashMap<>();
		return new Patience() {
			@Override
			public <T> Optional<T> await(String name, Callable<T> work) throws ExecutionException, InterruptedException {
				if (hanging.containsKey(name) && hanging.get(name).isAlive()) {
					return Optional.empty();
				}
				FutureTask<T> task = new FutureTask<>(work);
				Thread thread = Thread.ofPlatform().name("look " + name).daemon().start(task);
				try {
					T result = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
					hanging.remove(name);
					return Optional.of(result);
				} catch (TimeoutException e) {
					hanging.put(name, thread);
					return Optional.empty();
				}
			}
		};
	}
}

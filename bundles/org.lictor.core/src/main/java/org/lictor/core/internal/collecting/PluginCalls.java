package org.lictor.core.internal.collecting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.lictor.model.Progress;
import org.lictor.spi.Call;

/**
 * Calls plug-ins so that one that throws or hangs costs nobody but its own servers: the call runs on a thread of its own,
 * is told its deadline, is interrupted after it, and is left behind if that does not help. Safe for use by many threads.
 */
final class PluginCalls {

	private static final System.Logger LOGGER = System.getLogger(PluginCalls.class.getName());
	/** How long a plug-in has after its deadline to give back what it has. */
	private static final Duration GRACE = Duration.ofSeconds(2);

	private final ExecutorService threads;
	private final InstantSource clock;

	/** A plug-in did not do what it was called for. Its message is a sentence for people. */
	static final class Trouble extends Exception {
		private static final long serialVersionUID = 1L;

		Trouble(String message) {
			super(message);
		}
	}

	/** Something done by a plug-in. */
	interface Work<T> {
		T with(Call call) throws Exception;
	}

	PluginCalls(ExecutorService threads, InstantSource clock) {
		this.threads = threads;
		this.clock = clock;
	}

	/**
	 * @param <T>      what the plug-in gives
	 * @param type     id of the server type
	 * @param longest  how long it may take
	 * @param progress takes news and tells of cancellation
	 * @param work     the call
	 * @return what the plug-in gave, never null
	 * @throws Trouble when it threw, gave null, or did not come back in time
	 */
	<T> T call(String type, Duration longest, Progress progress, Work<T> work) throws Trouble {
		Instant deadline = clock.instant().plus(longest);
		Callable<T> task = () -> work.with(new Call(deadline, progress));
		Future<T> running = threads.submit(task);
		try {
			T result = running.get(longest.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
			if (result == null) {
				throw new Trouble("The plug-in for servers of type '" + type + "' gave nothing back. Tell its vendor.");
			}
			return result;
		} catch (TimeoutException e) {
			running.cancel(true);
			throw new Trouble("The plug-in for servers of type '" + type + "' did not come back within "
					+ longest.toSeconds() + " s and was interrupted. If the server is slow, ask less often; otherwise tell"
					+ " the plug-in's vendor.");
		} catch (ExecutionException e) {
			LOGGER.log(System.Logger.Level.WARNING, "The plug-in for servers of type '" + type + "' failed.", e.getCause());
			throw new Trouble("The plug-in for servers of type '" + type + "' failed ("
					+ e.getCause().getClass().getSimpleName() + "). The log has more; tell the plug-in's vendor.");
		} catch (InterruptedException e) {
			running.cancel(true);
			Thread.currentThread().interrupt();
			throw new Trouble("The call of the plug-in for servers of type '" + type + "' was called off.");
		}
	}
}

package org.lictor.core.internal.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

import org.lictor.model.Progress;
import org.lictor.spi.Call;
import org.lictor.spi.ServerType;

/**
 * Calls plug-ins, each call on a thread of its own, so that one that throws, hangs or fails to load costs nobody but its
 * caller. A call that is not back at its deadline is interrupted, and given up some seconds later; what it returns then
 * is ignored. Of calls for the same server one runs after the other, and none as long as one that was given up still runs.
 * Safe for use by many threads.
 */
public final class PluginCalls implements AutoCloseable {

	/** How long after its interruption a call is given up. */
	static final Duration GRACE = Duration.ofSeconds(5);

	private static final System.Logger LOGGER = System.getLogger(PluginCalls.class.getName());

	private final InstantSource clock;
	private final Set<Running> running = ConcurrentHashMap.newKeySet();
	private final Map<Object, Running> busy = new ConcurrentHashMap<>();
	private final ThreadLocal<Running> current = new ThreadLocal<>();
	private volatile boolean closed;

	/**
	 * @param clock tells when deadlines have come; see {@link #tick()}
	 */
	public PluginCalls(InstantSource clock) {
		this.clock = clock;
	}

	/**
	 * Calls a plug-in and waits for it.
	 *
	 * @param <T>      what the plug-in gives
	 * @param type     what is called, for which the plug-in's threads are counted
	 * @param server   what the call is for; of two calls for equal ones the second waits for the first, and fails when that was
	 *                 given up and still runs, or the second comes from within a call
	 * @param what     the call in a sentence: "polling the server Autodesk"
	 * @param limit    how long it may take
	 * @param progress may cancel the call, which is then interrupted and given up as at the deadline
	 * @param work     the call; must not return null
	 * @return what the plug-in gave
	 * @throws PluginException when it threw, gave nothing, or did not come back
	 */
	public <T> T call(ServerType type, Object server, String what, Duration limit, Progress progress, Function<Call, T> work)
			throws PluginException {
		PluginThreads threads = PluginThreads.of(type);
		if (threads.tooMany()) {
			throw new PluginException("The plug-in left " + threads.left() + " threads of its own running, so " + what
					+ " was not begun. Restart Lictor, and tell the plug-in's vendor.", null);
		}
		CompletableFuture<T> answer = new CompletableFuture<>();
		Running call = begin(server, what, limit, progress, answer);
		Thread thread = threads.unstarted("lictor-plugin", () -> run(server, call, answer, work));
		call.thread = thread;
		running.add(call);
		thread.start();
		return await(call, answer);
	}

	private Running begin(Object server, String what, Duration limit, Progress progress, CompletableFuture<?> answer) throws PluginException {
		while (!closed) {
			Running call = new Running(what, clock.instant().plus(limit), progress, answer);
			Running before = busy.putIfAbsent(server, call);
			if (before == null) {
				return call;
			}
			if (before.answer.isDone() || current.get() != null) {
				throw new PluginException("The plug-in has still not come back from an earlier call, so " + what
						+ " was not begun. If that goes on, restart Lictor and tell the plug-in's vendor.", null);
			}
			try {
				before.answer.handle((given, thrown) -> before).get();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new PluginException(what + " was interrupted.", e);
			} catch (ExecutionException e) {
				throw new IllegalStateException(e);
			}
		}
		throw new PluginException("Lictor is closing; " + what + " was not begun.", null);
	}

	private <T> void run(Object server, Running call, CompletableFuture<T> answer, Function<Call, T> work) {
		T given = null;
		Optional<Throwable> thrown = Optional.empty();
		current.set(call);
		try {
			given = work.apply(new Call(call.deadline(), call));
		} catch (Throwable e) {
			// whatever a plug-in throws, it ends here: an error that is not the plug-in's will show elsewhere too
			thrown = Optional.of(e);
		}
		// before the caller goes on, because its next call may be for the same server
		busy.remove(server);
		running.remove(call);
		if (thrown.isPresent()) {
			if (answer.completeExceptionally(new PluginException("The plug-in failed on " + call.what + " ("
					+ thrown.get().getClass().getSimpleName() + "). Tell the plug-in's vendor, the log has more.",
					thrown.get()))) {
				LOGGER.log(System.Logger.Level.WARNING, "A plug-in failed on " + call.what + ".", thrown.get());
			}
		} else if (given == null) {
			answer.completeExceptionally(new PluginException(
					"The plug-in gave nothing back on " + call.what + ". Tell the plug-in's vendor.", null));
		} else {
			answer.complete(given);
		}
	}

	private <T> T await(Running call, CompletableFuture<T> answer) throws PluginException {
		try {
			return answer.get();
		} catch (ExecutionException e) {
			throw e.getCause() instanceof PluginException failure ? failure
					: new PluginException("The plug-in failed on " + call.what + ".", e.getCause());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			call.thread.interrupt();
			throw new PluginException(call.what + " was interrupted.", e);
		}
	}

	/**
	 * Does something a plug-in asks for in the middle of a call. The time it takes is not the plug-in's, and it is not
	 * interrupted when the call is.
	 *
	 * @param <T>  what it gives
	 * @param work what to do
	 * @return what it gave
	 * @throws Exception             what it threw
	 * @throws IllegalStateException when this thread is not in a call, or the call was given up
	 */
	<T> T inside(Callable<T> work) throws Exception {
		Running call = current.get();
		if (call == null) {
			throw new IllegalStateException("this is possible only in the thread of a call, while it runs");
		}
		Instant began = clock.instant();
		call.enter();
		try {
			return Undisturbed.call(work);
		} finally {
			call.leave(Duration.between(began, clock.instant()));
		}
	}

	/**
	 * Has a plug-in let go of something, also after {@link #close()}. Waits some seconds at most. Nothing is done while an
	 * earlier call for the same server still runs, because a plug-in's object is used by one thread at a time.
	 *
	 * @param type   what is called
	 * @param server what the call is for
	 * @param what   the call in a sentence
	 * @param work   the call
	 */
	void end(ServerType type, Object server, String what, Runnable work) {
		if (busy.putIfAbsent(server, new Running(what, clock.instant(), Progress.NONE, CompletableFuture.completedFuture(what))) != null) {
			LOGGER.log(System.Logger.Level.INFO, "A plug-in has not come back from an earlier call; " + what + " was left out.");
			return;
		}
		Thread thread = PluginThreads.of(type).unstarted("lictor-plugin-end", () -> {
			try {
				work.run();
			} catch (Throwable e) {
				// whatever a plug-in throws, it ends here
				LOGGER.log(System.Logger.Level.WARNING, "A plug-in failed on " + what + ".", e);
			} finally {
				busy.remove(server);
			}
		});
		thread.start();
		try {
			if (!thread.join(GRACE)) {
				thread.interrupt();
				LOGGER.log(System.Logger.Level.WARNING, "A plug-in did not come back from " + what + " and was left behind.");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** Looks at the clock, and interrupts or gives up what is over its time. Called some times a second. */
	public void tick() {
		Instant now = clock.instant();
		running.forEach(call -> call.tick(now));
	}

	/** @return whether no more calls are taken, and those that ran were given up */
	public boolean isClosed() {
		return closed;
	}

	/** Cancels all calls, interrupts them and gives them up. */
	@Override
	public void close() {
		closed = true;
		running.forEach(call -> {
			call.thread.interrupt();
			call.giveUp("Lictor is closing; " + call.what + " was given up.");
		});
	}

	/** A call that runs, and the progress it reports. */
	private final class Running implements Progress {

		private final String what;
		private Instant deadline;
		private boolean inside;
		private final Progress progress;
		private final CompletableFuture<?> answer;
		private Thread thread;
		private Optional<Instant> interrupted = Optional.empty();
		private Optional<Instant> cancelled = Optional.empty();

		Running(String what, Instant deadline, Progress progress, CompletableFuture<?> answer) {
			this.what = what;
			this.deadline = deadline;
			this.progress = progress;
			this.answer = answer;
		}

		@Override
		public void begin(String task, long total) {
			if (!answer.isDone()) {
				progress.begin(task, total);
			}
		}

		@Override
		public void worked(long units) {
			if (!answer.isDone()) {
				progress.worked(units);
			}
		}

		@Override
		public boolean cancelled() {
			return closed || answer.isDone() || progress.cancelled() || !clock.instant().isBefore(deadline());
		}

		private synchronized Instant deadline() {
			return deadline;
		}

		synchronized void enter() {
			if (answer.isDone()) {
				throw new IllegalStateException(what + " was given up");
			}
			inside = true;
		}

		synchronized void leave(Duration spent) {
			inside = false;
			deadline = deadline.plus(spent);
		}

		synchronized void tick(Instant now) {
			if (inside) {
				return;
			}
			if (cancelled.isEmpty() && progress.cancelled()) {
				cancelled = Optional.of(now);
			}
			boolean late = !now.isBefore(deadline);
			boolean ignoresCancelling = cancelled.filter(since -> !now.isBefore(since.plus(GRACE))).isPresent();
			if (interrupted.isEmpty() && (late || ignoresCancelling)) {
				interrupted = Optional.of(now);
				thread.interrupt();
			} else if (interrupted.filter(since -> !now.isBefore(since.plus(GRACE))).isPresent()) {
				giveUp("The plug-in did not come back from " + what
						+ (late ? " in time" : " when it was called off") + " and was given up.");
			}
		}

		void giveUp(String why) {
			if (answer.completeExceptionally(new PluginException(why, null))) {
				LOGGER.log(System.Logger.Level.WARNING, why);
			}
		}
	}
}

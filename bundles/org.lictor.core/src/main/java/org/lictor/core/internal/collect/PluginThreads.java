package org.lictor.core.internal.collect;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Collectors;

import org.lictor.spi.ServerType;

/**
 * The threads of one plug-in: those on which Lictor calls it, and those that it started itself, though it should not. A thread is of
 * the group of the one that starts it, unless somebody says otherwise, which is how they are told from all others. Safe for use by
 * many threads.
 */
public final class PluginThreads {

	/** For how long a thread that a plug-in starts is nobody's business. */
	static final Duration PATIENCE = Duration.ofSeconds(10);
	/** Fewer threads than these are not worth a word. */
	static final int WORTH_TELLING = 10;
	/** With so many threads a plug-in is not called any more, so that the process lives. */
	static final int MOST = 200;

	/** Of threads that a plug-in's call makes necessary, and that are Lictor's own. */
	private static final ThreadGroup LICTORS = topmost();
	private static final PluginThreads UNKNOWN = new PluginThreads("a plug-in");

	private final String plugin;
	private final ThreadGroup group;
	private final Set<Thread> calls = ConcurrentHashMap.newKeySet();
	/** Guarded by this. */
	private final Map<Thread, Instant> seen = new HashMap<>();
	private int told = WORTH_TELLING - 1;
	private volatile int left;

	/** @param plugin for people: name and version of a bundle */
	public PluginThreads(String plugin) {
		this.plugin = plugin;
		this.group = new ThreadGroup(LICTORS, plugin);
	}

	private static ThreadGroup topmost() {
		ThreadGroup group = Thread.currentThread().getThreadGroup();
		while (group.getParent() != null) {
			group = group.getParent();
		}
		return group;
	}

	/**
	 * @param type any
	 * @return the threads of the plug-in that brought it
	 */
	static PluginThreads of(ServerType type) {
		return type instanceof InstalledType installed ? installed.threads() : UNKNOWN;
	}

	/** @return name and version of the plug-in, for people */
	String plugin() {
		return plugin;
	}

	/**
	 * @param name of the thread
	 * @param work calls the plug-in
	 * @return a thread for that, not started
	 */
	Thread unstarted(String name, Runnable work) {
		Thread thread = new Thread(group, () -> {
			try {
				work.run();
			} finally {
				calls.remove(Thread.currentThread());
			}
		}, name);
		thread.setDaemon(true);
		calls.add(thread);
		return thread;
	}

	/**
	 * @param name of the thread
	 * @param work of Lictor itself, also where a plug-in's call makes it necessary
	 * @return a thread for that, not started
	 */
	static Thread lictors(String name, Runnable work) {
		Thread thread = new Thread(LICTORS, work, name);
		thread.setDaemon(true);
		return thread;
	}

	/** @return whether the plug-in left so many threads behind that it had better not be called */
	boolean tooMany() {
		return left >= MOST;
	}

	/** @return how many threads of its own the plug-in had when somebody looked for the last time */
	int left() {
		return left;
	}

	/**
	 * Looks how many threads the plug-in has that Lictor did not give it.
	 *
	 * @param now the time
	 * @return a sentence for people when they became many, and whenever they are twice as many as those told of
	 */
	synchronized Optional<String> look(Instant now) {
		Set<Thread> own = own();
		seen.keySet().retainAll(own);
		own.forEach(thread -> seen.putIfAbsent(thread, now));
		left = (int) seen.values().stream().filter(since -> !now.isBefore(since.plus(PATIENCE))).count();
		if (left < WORTH_TELLING) {
			told = WORTH_TELLING - 1;
			return Optional.empty();
		}
		if (left < (told < WORTH_TELLING ? WORTH_TELLING : 2 * told)) {
			return Optional.empty();
		}
		told = left;
		return Optional.of("The plug-in " + plugin + " started threads of its own, and " + left + " of them still run. That costs memory"
				+ (tooMany() ? ", so that it is not called any more until they end" : "") + ". Ask who made it, or remove the plug-in.");
	}

	private Set<Thread> own() {
		Thread[] all = new Thread[group.activeCount() + MOST];
		int count = group.enumerate(all);
		return Arrays.stream(all, 0, count).filter(thread -> !calls.contains(thread) && !isShared(thread)).collect(Collectors.toSet());
	}

	/** Java's own pool makes its threads when somebody needs them, for everybody. */
	private static boolean isShared(Thread thread) {
		return thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool();
	}
}

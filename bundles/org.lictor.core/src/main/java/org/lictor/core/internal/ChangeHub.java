package org.lictor.core.internal;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.lictor.service.Changes;

/**
 * Collects what changed and tells listeners at most four times a second: the first of some changes at once, those that
 * follow within a quarter of a second together. Safe for use by many threads.
 */
public final class ChangeHub implements Changes {

	private static final System.Logger LOGGER = System.getLogger(ChangeHub.class.getName());
	private static final Duration PAUSE = Duration.ofMillis(250);

	private final ScheduledExecutorService timer;
	private final List<Consumer<Set<Topic>>> listeners = new CopyOnWriteArrayList<>();
	private final EnumSet<Topic> waiting = EnumSet.noneOf(Topic.class);
	private boolean scheduled;
	private long lastTold = System.nanoTime() - PAUSE.toNanos();

	/**
	 * @param timer on which listeners are called; when it was shut down nobody hears anything any more
	 */
	public ChangeHub(ScheduledExecutorService timer) {
		this.timer = timer;
	}

	@Override
	public Subscription subscribe(Consumer<Set<Topic>> listener) {
		// wrapped, so that the same listener can be subscribed twice and each subscription closed for itself
		Consumer<Set<Topic>> mine = listener::accept;
		listeners.add(mine);
		return () -> listeners.remove(mine);
	}

	/**
	 * Something changed. Called after the commit that changed it.
	 *
	 * @param topics what
	 */
	public synchronized void changed(Topic... topics) {
		waiting.addAll(List.of(topics));
		if (scheduled || waiting.isEmpty() || timer.isShutdown()) {
			return;
		}
		scheduled = true;
		long due = Math.max(0, PAUSE.toNanos() - (System.nanoTime() - lastTold));
		timer.schedule(this::tell, due, TimeUnit.NANOSECONDS);
	}

	private void tell() {
		Set<Topic> news;
		synchronized (this) {
			scheduled = false;
			lastTold = System.nanoTime();
			news = Set.copyOf(waiting);
			waiting.clear();
		}
		for (Consumer<Set<Topic>> listener : listeners) {
			try {
				listener.accept(news);
			} catch (RuntimeException e) {
				LOGGER.log(System.Logger.Level.WARNING, "A listener to changes failed; the others are told all the same.", e);
			}
		}
	}
}

package org.lictor.remote.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.lictor.remote.internal.Transport.Outgoing;
import org.lictor.remote.protocol.ApiPaths;
import org.lictor.remote.protocol.News;
import org.lictor.service.Changes;
import org.lictor.service.ServiceException;

/**
 * Hears of changes by asking again and again; the server holds each answer back until there is one. One thread for all
 * who listen, from the first of them on. While the server cannot be reached it is asked less and less often; when it is
 * back, what changed meanwhile is told.
 */
final class RemoteChanges implements Changes, AutoCloseable {

	private static final System.Logger LOG = System.getLogger(RemoteChanges.class.getName());
	private static final Duration WAIT = Duration.ofSeconds(50);
	private static final Duration PATIENCE = WAIT.plusSeconds(20);
	private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	private final Asking asking;
	private final List<Consumer<Set<Topic>>> listeners = new CopyOnWriteArrayList<>();
	private String since;
	private Thread thread;
	private boolean closed;

	/**
	 * @param asking reaches the server
	 * @param since  the moment after which changes are told
	 */
	RemoteChanges(Asking asking, String since) {
		this.asking = asking;
		this.since = since;
	}

	@Override
	public Subscription subscribe(Consumer<Set<Topic>> listener) {
		// a listener that subscribes twice is told twice
		Consumer<Set<Topic>> own = listener::accept;
		listeners.add(own);
		start();
		return () -> listeners.remove(own);
	}

	@Override
	public synchronized void close() {
		closed = true;
		if (thread != null) {
			thread.interrupt();
		}
	}

	private synchronized void start() {
		if (thread == null && !closed) {
			thread = new Thread(this::run, "lictor-remote-changes");
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void run() {
		Duration pause = FIRST_PAUSE;
		while (!Thread.currentThread().isInterrupted()) {
			try {
				News news = asking.one(Outgoing.of("GET", ApiPaths.CHANGES)
						.query(Map.of("since", since, "wait", Long.toString(WAIT.toSeconds()))).patience(PATIENCE), News.class);
				since = news.since();
				pause = FIRST_PAUSE;
				if (!news.topics().isEmpty()) {
					tell(news.topics());
				}
			} catch (ServiceException e) {
				if (!sleep(pause)) {
					return;
				}
				pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
			}
		}
	}

	private static boolean sleep(Duration pause) {
		try {
			Thread.sleep(pause);
			return true;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void tell(Set<Topic> topics) {
		for (Consumer<Set<Topic>> listener : listeners) {
			try {
				listener.accept(topics);
			} catch (RuntimeException e) {
				LOG.log(System.Logger.Level.WARNING, "A listener to changes failed.", e);
			}
		}
	}
}

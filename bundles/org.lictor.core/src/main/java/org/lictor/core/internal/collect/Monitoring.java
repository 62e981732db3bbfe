package org.lictor.core.internal.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.spi.ServerType;
import org.lictor.store.Store;
import org.lictor.store.StoredServer;

/**
 * Polls all servers on schedule: each in its own interval counted from the beginning of the poll before, one poll of a
 * server at a time, some servers at once. Safe for use by many threads.
 */
public final class Monitoring implements AutoCloseable {

	/** How long a server waits after the start of Lictor for a plug-in that is not there yet. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** How long a server is left alone at least whose monitor wants to go on. */
	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final System.Logger LOGGER = System.getLogger(Monitoring.class.getName());

	private final Store store;
	private final InstantSource clock;
	private final ServerTypes types;
	private final ServerLocks locks;
	private final Polling polling;
	private final Workers workers;
	private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
	private final Consumer<ServerTypes.News> news = this::hear;
	private volatile Optional<Duration> lastDelay = Optional.empty();
	private volatile boolean started;
	private volatile boolean closed;

	Monitoring(Store store, InstantSource clock, ServerTypes types, ServerLocks locks, Polling polling, Workers workers) {
		this.store = store;
		this.clock = clock;
		this.types = types;
		this.locks = locks;
		this.polling = polling;
		this.workers = workers;
	}

	/**
	 * Begins to poll on schedule: all servers at once at the next {@link #tick()}.
	 *
	 * @throws ServiceException UNAVAILABLE when the servers cannot be read
	 */
	public void start() throws ServiceException {
		started = true;
		types.listen(news);
		Instant now = clock.instant();
		for (StoredServer server : store.read(transaction -> transaction.servers().all())) {
			boolean there = types.find(server.type()).isPresent();
			entries.put(server.id(), new Entry(server.id(), server.type(), there ? now : now.plus(PATIENCE)));
		}
	}

	/** Looks at the clock and begins the polls that are due. Called some times a second. */
	public void tick() {
		Instant now = clock.instant();
		for (Entry entry : entries.values()) {
			Optional<Instant> due = entry.begin(now);
			if (due.isPresent()) {
				lastDelay = Optional.of(Duration.between(due.get(), now));
				try {
					workers.of(entry.type).execute(() -> run(entry, now));
				} catch (RejectedExecutionException e) {
					entry.end(Optional.of(now));
				}
			}
		}
	}

	/**
	 * A server was added, changed or removed.
	 *
	 * @param server as it is, or was before it was removed
	 */
	public void changed(StoredServer server) {
		ReentrantLock lock = locks.of(server.id());
		lock.lock();
		try {
			polling.changed(server.id());
		} finally {
			lock.unlock();
		}
		soon(server);
	}

	/**
	 * Derives all facts of a server again, because its settings changed. Where servers are polled on schedule this is done
	 * in the background, otherwise before this returns.
	 *
	 * @param server whose settings changed
	 * @throws ServiceException UNAVAILABLE
	 */
	void rederive(StoredServer server) throws ServiceException {
		if (started) {
			background(server.type(), () -> {
				try {
					rederiveNow(server);
				} catch (ServiceException | RuntimeException e) {
					LOGGER.log(System.Logger.Level.WARNING, "The facts of " + server.name() + " could not be derived again.", e);
				}
			});
		} else {
			rederiveNow(server);
		}
	}

	private void rederiveNow(StoredServer server) throws ServiceException {
		ReentrantLock lock = locks.of(server.id());
		lock.lock();
		try {
			polling.rederive(server.id(), whileOpen());
		} finally {
			lock.unlock();
		}
	}

	private void soon(StoredServer server) {
		if (started && !closed) {
			Instant now = clock.instant();
			entries.computeIfAbsent(server.id(), id -> new Entry(id, server.type(), now)).soon(now);
		}
	}

	/**
	 * Polls a server now and waits for it.
	 *
	 * @param server   to be polled
	 * @param progress may cancel
	 * @return why there was nothing to ask; empty when it was asked, and its status says how that went
	 * @throws ServiceException UNAVAILABLE, CANCELLED, NOT_FOUND
	 */
	public Optional<String> now(StoredServer server, Progress progress) throws ServiceException {
		ReentrantLock lock = locks.of(server.id());
		lock.lock();
		try {
			return switch (polling.poll(server.id(), progress)) {
			case PollOutcome.Asked asked -> Optional.empty();
			case PollOutcome.Nothing nothing -> Optional.of(nothing.why());
			case PollOutcome.Gone gone -> throw new ServiceException(ServiceException.Reason.NOT_FOUND,
					"The licence server '" + server.name() + "' was removed meanwhile.");
			};
		} finally {
			lock.unlock();
		}
	}

	/** @return how much later than due the last scheduled poll began, empty before the first */
	public Optional<Duration> lastDelay() {
		return lastDelay;
	}

	private void run(Entry entry, Instant began) {
		Optional<Instant> next = Optional.empty();
		ReentrantLock lock = locks.of(entry.server);
		lock.lock();
		try {
			if (!closed) {
				PollOutcome outcome = polling.poll(entry.server, whileOpen());
				if (outcome instanceof PollOutcome.Gone) {
					entries.remove(entry.server);
				} else {
					next = Optional.of(next(entry.server, began, outcome));
				}
			}
		} catch (ServiceException | RuntimeException e) {
			next = Optional.of(began.plus(Source.DEFAULT_INTERVAL));
			if (!closed) {
				LOGGER.log(System.Logger.Level.WARNING, "A server could not be polled; it is tried again later.", e);
			}
		} finally {
			lock.unlock();
			entry.end(next);
		}
	}

	/** A monitor that has more to do is asked sooner than its interval says, though not without end. */
	private Instant next(long server, Instant began, PollOutcome outcome) throws ServiceException {
		Instant regular = began.plus(interval(server));
		Optional<Instant> wished = outcome instanceof PollOutcome.Asked asked ? asked.next() : Optional.empty();
		Instant earliest = clock.instant().plus(PAUSE);
		return wished.map(when -> when.isBefore(earliest) ? earliest : when).filter(when -> when.isBefore(regular))
				.orElse(regular);
	}

	private Duration interval(long server) throws ServiceException {
		Optional<StoredServer> found = store.read(transaction -> transaction.servers().byId(server));
		Optional<ServerType> type = found.flatMap(each -> types.find(each.type()));
		try {
			return type.isPresent() ? polling.source(found.get(), type.get()).interval() : Source.DEFAULT_INTERVAL;
		} catch (PluginException e) {
			return Source.DEFAULT_INTERVAL;
		}
	}

	private Progress whileOpen() {
		return new Progress() {
			@Override
			public void begin(String task, long total) {
				// nobody watches scheduled polls
			}

			@Override
			public void worked(long units) {
				// nobody watches scheduled polls
			}

			@Override
			public boolean cancelled() {
				return closed;
			}
		};
	}

	private void hear(ServerTypes.News what) {
		switch (what) {
		case ServerTypes.News.Came came -> soon(came.id());
		case ServerTypes.News.Left left -> soon(left.id());
		case ServerTypes.News.Refused refused -> {
			// told by the node
		}
		case ServerTypes.News.Trouble trouble -> {
			// told by the node
		}
		}
	}

	private void soon(String type) {
		Instant now = clock.instant();
		entries.values().stream().filter(entry -> entry.type.equals(type)).forEach(entry -> entry.soon(now));
	}

	private void background(String type, Runnable work) {
		try {
			workers.of(type).execute(work);
		} catch (RejectedExecutionException e) {
			LOGGER.log(System.Logger.Level.DEBUG, "Lictor is closing.");
		}
	}

	/** Begins no more polls, and calls off those that run. Returns at once. */
	void stop() {
		closed = true;
		types.forget(news);
	}

	/** Closes all monitors, after {@link #stop()}. */
	@Override
	public void close() {
		stop();
		polling.close();
	}

	/** When one server is due. */
	private static final class Entry {

		private final long server;
		private final String type;
		private Instant due;
		private boolean running;
		private boolean again;

		Entry(long server, String type, Instant due) {
			this.server = server;
			this.type = type;
			this.due = due;
		}

		/** Returns when it was due, if it is and does not run. */
		synchronized Optional<Instant> begin(Instant now) {
			if (running || due.isAfter(now)) {
				return Optional.empty();
			}
			running = true;
			return Optional.of(due);
		}

		synchronized void end(Optional<Instant> next) {
			running = false;
			if (!again) {
				next.ifPresent(when -> due = when);
			}
			again = false;
		}

		synchronized void soon(Instant now) {
			due = now;
			again = running;
		}
	}
}

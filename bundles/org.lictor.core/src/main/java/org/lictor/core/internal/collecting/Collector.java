package org.lictor.core.internal.collecting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.collect.ServerTypes;
import org.lictor.core.internal.facts.EvidenceOutcome;
import org.lictor.core.internal.facts.FactDerivation;
import org.lictor.model.Diagnostic;
import org.lictor.model.LogEntry;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.Changes;
import org.lictor.service.ImportResult;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.PollResult;
import org.lictor.spi.ServerType;
import org.lictor.store.Store;
import org.lictor.store.StoredServer;

/**
 * Polls licence servers: each at its own interval, one call at a time, whatever the others do. What a poll brings is kept
 * and understood; how it went becomes the server's status. A plug-in that throws, hangs or gives nonsense costs its own
 * servers their status and nothing else. Safe for use by many threads.
 */
public final class Collector implements AutoCloseable {

	/** How often a server is polled whose type says nothing of it. */
	public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);

	private static final System.Logger LOGGER = System.getLogger(Collector.class.getName());
	private static final String INTERVAL = "interval";
	private static final Duration SHORTEST_CALL = Duration.ofSeconds(30);
	private static final Duration LONGEST_CALL = Duration.ofMinutes(5);
	private static final int MOST_DIAGNOSTICS_TOLD = 20;

	/** What is remembered of one server while this runs. */
	private static final class Watched {
		private Instant due;
		private boolean busy;
		private Optional<Monitor> monitor = Optional.empty();
		private String opened = "";
		private List<String> told = List.of();

		Watched(Instant due) {
			this.due = due;
		}
	}

	private final Store store;
	private final ServerTypes types;
	private final SecretVault vault;
	private final FactDerivation derivation;
	private final EvidenceIntake intake;
	private final ServerLocks locks;
	private final InstantSource clock;
	private final ExecutorService threads;
	private final PluginCalls calls;
	private final PlatformHttp http = new PlatformHttp();
	private final Journal journal;
	private final ChangeHub changes;
	private final Map<Long, Watched> watched = new ConcurrentHashMap<>();
	private volatile Optional<Duration> lastDelay = Optional.empty();
	private volatile boolean closed;

	/**
	 * @param store       has the servers and keeps what they say
	 * @param types       the installed server types
	 * @param vault       deciphers secrets
	 * @param derivation  derives facts
	 * @param locks       one a server, shared with whoever derives facts
	 * @param clock       tells when a poll is due
	 * @param threads     runs polls and the calls into plug-ins; has as many threads as are needed
	 * @param journal     is told of changes of status and of what could not be understood
	 * @param changes     is told that something changed
	 * @param largestFile how many bytes a file may have
	 */
	public Collector(Store store, ServerTypes types, SecretVault vault, FactDerivation derivation, ServerLocks locks,
			InstantSource clock, ExecutorService threads, Journal journal, ChangeHub changes, long largestFile) {
		this.store = store;
		this.types = types;
		this.vault = vault;
		this.derivation = derivation;
		this.intake = new EvidenceIntake(store, derivation, clock, largestFile);
		this.locks = locks;
		this.clock = clock;
		this.threads = threads;
		this.calls = new PluginCalls(threads, clock);
		this.journal = journal;
		this.changes = changes;
	}

	/**
	 * Begins to collect: nobody knows what happened while nothing ran, so steps that stand open end at the last poll. Then
	 * call {@link #tick} every second.
	 *
	 * @throws ServiceException UNAVAILABLE
	 */
	public void begin() throws ServiceException {
		for (StoredServer server : servers()) {
			locked(server.id(), () -> {
				derivation.breakPolls(server.id());
				return null;
			});
		}
	}

	/** Starts the polls that are due. Returns at once. */
	public void tick() {
		if (closed) {
			return;
		}
		try {
			Instant now = clock.instant();
			for (StoredServer server : servers()) {
				Watched state = watched.computeIfAbsent(server.id(), id -> new Watched(now));
				synchronized (state) {
					if (!server.enabled() || state.busy || state.due.isAfter(now)) {
						continue;
					}
					state.busy = true;
					lastDelay = Optional.of(Duration.between(state.due, now));
					state.due = now.plus(interval(server));
				}
				threads.execute(() -> pollDue(server.id(), state));
			}
		} catch (ServiceException | RuntimeException e) {
			LOGGER.log(System.Logger.Level.WARNING, "The polls that are due could not be started; the next second tries again.",
					e);
		}
	}

	/** @return how much later than due the last scheduled poll began, empty before the first */
	public Optional<Duration> lastDelay() {
		return lastDelay;
	}

	/**
	 * A server was changed, or its type came or left: its monitor is opened anew with the next poll, which is due now.
	 *
	 * @param server number of a server
	 */
	public void changed(long server) {
		Watched state = watched.computeIfAbsent(server, id -> new Watched(clock.instant()));
		synchronized (state) {
			state.due = clock.instant();
			state.told = List.of();
			if (!state.busy) {
				close(state);
			} else {
				state.opened = "";
			}
		}
	}

	/**
	 * A server was removed.
	 *
	 * @param server number of a server
	 */
	public void removed(long server) {
		Watched state = watched.remove(server);
		if (state != null) {
			synchronized (state) {
				close(state);
			}
		}
	}

	/**
	 * Polls a server now, in this thread.
	 *
	 * @param server   number of a server
	 * @param progress takes news and tells of cancellation
	 * @throws ServiceException NOT_FOUND, INVALID when there is nothing to poll, IN_USE when a poll of it runs already
	 */
	public void poll(long server, Progress progress) throws ServiceException {
		Watched state = watched.computeIfAbsent(server, id -> new Watched(clock.instant()));
		synchronized (state) {
			if (state.busy) {
				throw new ServiceException(Reason.IN_USE, "The server is being polled at this moment.");
			}
			state.busy = true;
		}
		try {
			Optional<String> nothing = collect(server, state, progress);
			if (nothing.isPresent()) {
				throw new ServiceException(Reason.INVALID, nothing.get());
			}
		} finally {
			done(state);
		}
	}

	/**
	 * Takes a file for a server.
	 *
	 * @param server   number of a server whose type takes files
	 * @param type     its type
	 * @param file     the file
	 * @param progress takes news and tells of cancellation
	 * @return what became of it
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	ImportResult take(StoredServer server, ServerType type, Evidence file, Progress progress) throws ServiceException {
		ImportResult result = locked(server.id(),
				() -> intake.file(server.id(), type, configuration(type, server), file, progress));
		tell(server.name(), result);
		if (result.outcome() == ImportResult.Outcome.IMPORTED
				|| result.outcome() == ImportResult.Outcome.IMPORTED_WITH_PROBLEMS) {
			Instant now = clock.instant();
			boolean polled = server.lastAttempt().isPresent() && server.status().state() == Status.State.DOWN;
			store.write(transaction -> {
				transaction.servers().status(server.id(),
						polled ? server.status() : Status.up("Last import: " + file.name() + "."), Optional.of(now),
						server.lastAttempt());
				return null;
			});
			changes.changed(Changes.Topic.SERVERS, Changes.Topic.PEOPLE);
		}
		return result;
	}

	@Override
	public void close() {
		closed = true;
		watched.values().forEach(state -> {
			synchronized (state) {
				close(state);
			}
		});
		http.close();
	}

	/** @return HTTP for calls outside of polls */
	PlatformHttp http() {
		return http;
	}

	/** @return how plug-ins are called */
	PluginCalls calls() {
		return calls;
	}

	/**
	 * @param type   of a server
	 * @param server the server
	 * @return its values with the defaults filled in
	 */
	static Configuration configuration(ServerType type, StoredServer server) {
		return type.schema().complete(server.settings());
	}

	private List<StoredServer> servers() throws ServiceException {
		return store.read(transaction -> transaction.servers().all());
	}

	private Duration interval(StoredServer server) {
		try {
			return types.find(server.type()).map(ServerType::schema)
					.map((ConfigurationSchema schema) -> schema.complete(server.settings()))
					.flatMap(configuration -> configuration.duration(INTERVAL)).orElse(DEFAULT_INTERVAL);
		} catch (RuntimeException | LinkageError e) {
			return DEFAULT_INTERVAL;
		}
	}

	private void pollDue(long server, Watched state) {
		try {
			collect(server, state, Progress.NONE);
		} catch (ServiceException e) {
			if (e.reason() != Reason.NOT_FOUND) {
				LOGGER.log(System.Logger.Level.WARNING, "A poll could not be stored: " + e.getMessage(), e);
			}
		} catch (RuntimeException e) {
			LOGGER.log(System.Logger.Level.ERROR, "A poll failed; the next one is due as ever.", e);
		} finally {
			done(state);
		}
	}

	private void done(Watched state) {
		synchronized (state) {
			state.busy = false;
			if (closed || state.opened.isEmpty()) {
				close(state);
			}
		}
	}

	/** @return why there was nothing to poll; empty when the server was asked */
	private Optional<String> collect(long number, Watched state, Progress progress) throws ServiceException {
		StoredServer server = store.read(transaction -> transaction.servers().byId(number))
				.orElseThrow(() -> new ServiceException(Reason.NOT_FOUND, "The server was removed."));
		Optional<ServerType> found = types.find(server.type());
		if (found.isEmpty()) {
			finish(server, missing(server.type()), List.of(), state);
			return Optional.empty();
		}
		ServerType type = found.get();
		Duration longest = interval(server).compareTo(LONGEST_CALL) > 0 ? LONGEST_CALL : interval(server);
		PollResult result;
		try {
			Monitor monitor = monitor(server, type, state);
			result = calls.call(type.id(), longest.compareTo(SHORTEST_CALL) < 0 ? SHORTEST_CALL : longest, progress,
					monitor::poll);
		} catch (PluginCalls.Trouble trouble) {
			synchronized (state) {
				close(state);
			}
			result = PollResult.failed(Status.unknown(Status.Detail.INTERNAL, trouble.getMessage()));
		}
		return switch (result) {
		case PollResult.NothingToPoll nothing -> {
			yield Optional.of(nothing.why());
		}
		case PollResult.Collected collected -> {
			keep(server, type, collected, state, progress);
			yield Optional.empty();
		}
		};
	}

	private Monitor monitor(StoredServer server, ServerType type, Watched state) throws PluginCalls.Trouble, ServiceException {
		String wanted = System.identityHashCode(type) + " " + server.settings();
		synchronized (state) {
			if (state.monitor.isPresent() && state.opened.equals(wanted)) {
				return state.monitor.get();
			}
			close(state);
		}
		Map<String, byte[]> secrets = store.read(transaction -> transaction.servers().secrets(server.id()));
		ServerContext context = new ServerContext(clock, http,
				ServerContext.secrets(vault, server.id(), secrets, Map.of()));
		Monitor monitor = calls.call(type.id(), SHORTEST_CALL, Progress.NONE,
				call -> type.open(configuration(type, server), context));
		synchronized (state) {
			state.monitor = Optional.of(monitor);
			state.opened = wanted;
		}
		return monitor;
	}

	private static void close(Watched state) {
		state.monitor.ifPresent(monitor -> {
			try {
				monitor.close();
			} catch (RuntimeException | LinkageError e) {
				LOGGER.log(System.Logger.Level.WARNING, "A monitor could not be closed.", e);
			}
		});
		state.monitor = Optional.empty();
		state.opened = "";
	}

	private void keep(StoredServer server, ServerType type, PollResult.Collected collected, Watched state,
			Progress progress) throws ServiceException {
		List<Diagnostic> diagnostics = new ArrayList<>(collected.diagnostics());
		Status status = locked(server.id(), () -> {
			Status result = collected.status();
			for (Evidence evidence : collected.evidence()) {
				if (evidence.origin() == Evidence.Origin.FILE) {
					ImportResult imported = intake.file(server.id(), type, configuration(type, server), evidence, progress);
					diagnostics.addAll(imported.diagnostics());
					tell(server.name(), imported);
				} else {
					Optional<EvidenceOutcome> outcome = intake.poll(server.id(), type, configuration(type, server), evidence,
							progress);
					outcome.ifPresent(each -> diagnostics.addAll(each.diagnostics()));
					if (outcome.isPresent()
							&& outcome.get().interpretation() instanceof Interpretation.Refused refused) {
						result = Status.down(Status.Detail.NOT_UNDERSTOOD, refused.why().sentence());
					}
				}
			}
			if (result.state() != Status.State.UP) {
				derivation.breakPolls(server.id());
			}
			return result;
		});
		finish(server, status, diagnostics, state);
		changes.changed(Changes.Topic.SERVERS, Changes.Topic.SESSIONS);
	}

	/** Keeps the status and tells what is new about it. */
	private void finish(StoredServer server, Status status, List<Diagnostic> diagnostics, Watched state)
			throws ServiceException {
		Instant now = clock.instant();
		boolean success = status.state() == Status.State.UP;
		Status before = store.write(transaction -> {
			Optional<StoredServer> stands = transaction.servers().byId(server.id());
			stands.ifPresent(each -> transaction.servers().status(server.id(), status,
					success ? Optional.of(now) : each.lastSuccess(), Optional.of(now)));
			return stands.map(StoredServer::status).orElse(status);
		});
		List<LogEntry> entries = new ArrayList<>();
		if (before.state() != status.state() || !success && !before.message().equals(status.message())) {
			entries.add(journal.entry(success ? Diagnostic.Severity.INFO : Diagnostic.Severity.ERROR, server.name(),
					status.state() + (status.message().isEmpty() ? "" : ": " + status.message())));
			changes.changed(Changes.Topic.SERVERS);
		}
		List<String> sentences = diagnostics.stream().map(Diagnostic::sentence).toList();
		if (!sentences.equals(state.told)) {
			state.told = sentences;
			diagnostics.stream().limit(MOST_DIAGNOSTICS_TOLD)
					.forEach(each -> entries.add(journal.entry(each.severity(), server.name(), each.sentence())));
			if (diagnostics.size() > MOST_DIAGNOSTICS_TOLD) {
				entries.add(journal.entry(Diagnostic.Severity.WARNING, server.name(),
						"And " + (diagnostics.size() - MOST_DIAGNOSTICS_TOLD) + " more of these."));
			}
		}
		journal.add(entries);
	}

	private void tell(String server, ImportResult result) {
		Diagnostic.Severity severity = switch (result.outcome()) {
		case IMPORTED, ALREADY_KNOWN -> Diagnostic.Severity.INFO;
		case IMPORTED_WITH_PROBLEMS -> Diagnostic.Severity.WARNING;
		case REFUSED -> Diagnostic.Severity.ERROR;
		};
		String sentence = switch (result.outcome()) {
		case IMPORTED -> result.file() + " was imported as " + result.what() + ": " + result.records() + " records.";
		case IMPORTED_WITH_PROBLEMS -> result.file() + " was imported with problems: " + result.records() + " records, "
				+ result.rejected() + " rejected. " + first(result);
		case ALREADY_KNOWN -> result.file() + " was known already; nothing changed.";
		case REFUSED -> result.file() + " was refused. " + first(result);
		};
		if (result.outcome() != ImportResult.Outcome.ALREADY_KNOWN) {
			journal.add(severity, server, sentence.strip());
		}
	}

	private static String first(ImportResult result) {
		return result.diagnostics().isEmpty() ? "" : result.diagnostics().getFirst().sentence();
	}

	/**
	 * @param type id of a server type
	 * @return the status of servers of a type that is not installed
	 */
	public static Status missing(String type) {
		return Status.unknown(Status.Detail.TYPE_MISSING, "The plug-in for servers of type '" + type
				+ "' is not installed. What was collected stays; install the plug-in to go on.");
	}

	private interface Work<T> {
		T run() throws ServiceException;
	}

	private <T> T locked(long server, Work<T> work) throws ServiceException {
		ReentrantLock lock = locks.of(server);
		lock.lock();
		try {
			return work.run();
		} finally {
			lock.unlock();
		}
	}
}

package org.lictor.core.internal.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.lictor.core.internal.Journal;
import org.lictor.core.internal.facts.EvidenceOutcome;
import org.lictor.core.internal.facts.FactDerivation;
import org.lictor.model.Diagnostic;
import org.lictor.model.LogEntry;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.ImportResult;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Call;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Evidence;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;
import org.lictor.spi.Http;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.PollResult;
import org.lictor.spi.ServerType;
import org.lictor.store.Store;
import org.lictor.store.StoredEvidence;
import org.lictor.store.StoredServer;

/**
 * Polls one server once: opens its monitor where needed, asks it, keeps what it brings, derives facts, and keeps how it
 * went. The caller holds the server's lock.
 */
final class Polling implements AutoCloseable {

	/** How long opening a monitor, or closing one, may take. */
	private static final Duration SHORT = Duration.ofSeconds(20);
	private static final Duration LONGEST_POLL = Duration.ofMinutes(2);
	private static final Duration SHORTEST_POLL = Duration.ofSeconds(10);
	private static final int MOST_LINES = 100;
	private static final Duration NEWS = Duration.ofDays(1);

	private static final System.Logger LOGGER = System.getLogger(Polling.class.getName());

	/** The status of a server that is not polled because a person said so. */
	static final Status DISABLED = Status.unknown(Status.Detail.DISABLED,
			"Monitoring is switched off for this server. Switch it on to go on.");

	private record Open(Monitor monitor, ServerType type, Map<String, String> settings, Context context,
			PollKeeper keeper) {
	}

	private final Store store;
	private final InstantSource clock;
	private final ServerTypes types;
	private final PluginCalls plugins;
	private final SecretVault vault;
	private final Http http;
	private final StatusBoard board;
	private final Journal journal;
	private final FactDerivation facts;
	private final Intake intake;
	private final Map<Long, Open> monitors = new ConcurrentHashMap<>();
	private final Map<Long, Map<String, Instant>> told = new ConcurrentHashMap<>();

	Polling(Store store, InstantSource clock, ServerTypes types, PluginCalls plugins, SecretVault vault, Http http,
			StatusBoard board, Journal journal, FactDerivation facts, Intake intake) {
		this.store = store;
		this.clock = clock;
		this.types = types;
		this.plugins = plugins;
		this.vault = vault;
		this.http = http;
		this.board = board;
		this.journal = journal;
		this.facts = facts;
		this.intake = intake;
	}

	/**
	 * @param server   number of the server
	 * @param progress may cancel
	 * @return what came of it
	 * @throws ServiceException UNAVAILABLE when the store fails, CANCELLED
	 */
	PollOutcome poll(long server, Progress progress) throws ServiceException {
		Optional<StoredServer> found = store.read(transaction -> transaction.servers().byId(server));
		if (found.isEmpty()) {
			close(server);
			return new PollOutcome.Gone();
		}
		Optional<ServerType> type = types.find(found.get().type());
		if (!found.get().enabled() || type.isEmpty()) {
			return notAsked(found.get());
		}
		try {
			return ask(source(found.get(), type.get()), progress);
		} catch (PluginException e) {
			close(server);
			if (progress.cancelled() || plugins.isClosed()) {
				throw calledOff(found.get().name());
			}
			facts.breakPolls(server);
			board.asked(server, atFault(found.get(), e.getMessage()));
			return new PollOutcome.Asked(Optional.empty());
		} catch (ServiceException e) {
			if (e.reason() != Reason.INVALID) {
				throw e;
			}
			// nothing is wrong with Lictor: the plug-in brought more than is taken
			close(server);
			facts.breakPolls(server);
			board.asked(server, atFault(found.get(), e.getMessage()));
			return new PollOutcome.Asked(Optional.empty());
		} catch (RuntimeException e) {
			LOGGER.log(System.Logger.Level.WARNING, "Polling the server " + found.get().name() + " failed.", e);
			close(server);
			board.asked(server, atFault(found.get(), "What the plug-in brought cannot be used ("
					+ e.getClass().getSimpleName() + "). Tell the plug-in's vendor, the log has more."));
			return new PollOutcome.Asked(Optional.empty());
		}
	}

	/** Names the plug-in that is to be reported, or removed. */
	private Status atFault(StoredServer server, String what) {
		return Status.unknown(Status.Detail.INTERNAL, what + plugin(server));
	}

	private String plugin(StoredServer server) {
		return types.plugin(server.type()).map(plugin -> " The plug-in is " + plugin + ".").orElse("");
	}

	/**
	 * @param server of which the type is known
	 * @param type   its type
	 * @return both together
	 * @throws PluginException when the type fails to say what it needs
	 */
	Source source(StoredServer server, ServerType type) throws PluginException {
		return plugins.call(type, "the type of " + server.id(), "describing servers of type " + server.type(), SHORT,
				Progress.NONE, call -> Source.of(server, type));
	}

	private static ServiceException calledOff(String server) {
		return new ServiceException(Reason.CANCELLED, "Polling " + server + " was called off.");
	}

	/**
	 * @param type id of a server type
	 * @return the status of servers of a type that is not installed
	 */
	static Status missing(String type) {
		return Status.unknown(Status.Detail.TYPE_MISSING, "The plug-in for servers of type '" + type
				+ "' is not installed. What was collected stays; install the plug-in to go on.");
	}

	private PollOutcome notAsked(StoredServer server) throws ServiceException {
		close(server.id());
		facts.breakPolls(server.id());
		Status status = server.enabled() ? missing(server.type()) : DISABLED;
		if (!server.status().equals(status)) {
			board.say(server.id(), status);
		}
		return new PollOutcome.Nothing(status.message());
	}

	private PollOutcome ask(Source source, Progress progress) throws ServiceException, PluginException {
		List<FieldProblem> problems = source.schema().check(source.configuration().values(),
				store.read(transaction -> transaction.servers().secrets(source.id())).keySet());
		if (!problems.isEmpty()) {
			close(source.id());
			facts.breakPolls(source.id());
			board.asked(source.id(), Status.misconfigured(
					String.join(" ", problems.stream().map(FieldProblem::message).toList())));
			return new PollOutcome.Asked(Optional.empty());
		}
		if (intake.deriveWhereDue(source, progress)) {
			journal.add(Diagnostic.Severity.INFO, source.name(),
					"What was collected was read again, because the plug-in reads it in a new way.");
		}
		breakWhereSilent(source);
		Duration limit = limit(source.interval());
		Open open = monitor(source);
		Brought brought = new Brought();
		open.keeper.begin((evidence, memory) -> take(source, evidence, memory, brought, progress));
		PollResult result;
		try {
			result = call(source, "polling the server " + source.name(), limit, progress, open.monitor::poll);
		} finally {
			open.keeper.end();
			tell(source, brought.lines);
			brought.lines.clear();
		}
		if (progress.cancelled()) {
			// what a plug-in says of a server when it was interrupted says nothing of that server
			throw calledOff(source.name());
		}
		return switch (result) {
		case PollResult.Collected collected -> collected(source, collected, brought, progress);
		case PollResult.NothingToPoll nothing -> nothing(source, nothing.why());
		};
	}

	/** What came of the evidence of one poll. Used by one thread at a time. */
	private static final class Brought {
		private final List<LogEntry> lines = java.util.Collections.synchronizedList(new ArrayList<>());
		private final List<String> refusals = java.util.Collections.synchronizedList(new ArrayList<>());
		private volatile boolean answered;
	}

	/** Takes evidence of origin POLL, and says why it was refused, if it was. */
	private Optional<Diagnostic> take(Source source, Evidence evidence, Map<String, Optional<String>> memory,
			Brought brought, Progress progress) throws ServiceException {
		brought.answered = true;
		Optional<EvidenceOutcome> outcome = intake.poll(source, evidence, memory, progress);
		outcome.ifPresent(
				each -> each.diagnostics().forEach(diagnostic -> brought.lines.add(line(source, diagnostic))));
		Optional<Diagnostic> why = outcome.filter(EvidenceOutcome::refused)
				.map(EvidenceOutcome::interpretation).filter(Interpretation.Refused.class::isInstance)
				.map(Interpretation.Refused.class::cast).map(Interpretation.Refused::why);
		why.ifPresent(each -> brought.refusals.add(each.sentence()));
		return why;
	}

	private static Duration limit(Duration interval) {
		return interval.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL
				: interval.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : interval;
	}

	/** Where nobody asked for longer than two intervals, nobody knows what held meanwhile: the node was off. */
	private void breakWhereSilent(Source source) throws ServiceException {
		Instant due = clock.instant().minus(source.interval().multipliedBy(2)).minus(LONGEST_POLL);
		List<StoredEvidence> latest = store.read(transaction -> transaction.sourceEvidence().latestPolls(source.id()));
		if (!latest.isEmpty() && latest.stream().allMatch(evidence -> evidence.lastObserved().isBefore(due))) {
			facts.breakPolls(source.id());
		}
	}

	private Open monitor(Source source) throws PluginException {
		Open open = monitors.get(source.id());
		Map<String, String> settings = source.configuration().values();
		if (open != null && open.type == source.type() && open.settings.equals(settings)) {
			return open;
		}
		close(source.id());
		StoredMemory memory = new StoredMemory(store, source.id());
		PollKeeper keeper = new PollKeeper(plugins, memory);
		Context context = new Context(clock, new HttpClients(http),
				new ServerSecrets(store, vault, source.id(), key -> isSecret(source.schema(), key)),
				memory, keeper);
		Monitor monitor = call(source, "opening a monitor for the server " + source.name(), SHORT, Progress.NONE,
				call -> source.type().open(source.configuration(), context));
		Open opened = new Open(monitor, source.type(), settings, context, keeper);
		monitors.put(source.id(), opened);
		return opened;
	}

	/**
	 * @param schema of a server type
	 * @param key    of a field
	 * @return whether there is such a field and it is secret
	 */
	static boolean isSecret(ConfigurationSchema schema, String key) {
		return schema.field(key).filter(field -> field.kind() == Field.Kind.SECRET).isPresent();
	}

	private <T> T call(Source source, String what, Duration limit, Progress progress, Function<Call, T> work)
			throws PluginException {
		return plugins.call(source.type(), source.id(), what, limit, progress, work);
	}

	private PollOutcome nothing(Source source, String why) throws ServiceException {
		StoredServer server = source.server();
		Status status = server.lastSuccess().isPresent() ? Status.up(why) : Status.unknown(Status.Detail.NO_DATA_YET, why);
		boolean stays = server.status().state() == status.state() && server.status().detail() == status.detail()
				&& (status.state() == Status.State.UP || server.status().message().equals(why));
		if (!stays) {
			board.say(source.id(), status);
		}
		return new PollOutcome.Nothing(why);
	}

	private PollOutcome collected(Source source, PollResult.Collected collected, Brought brought, Progress progress)
			throws ServiceException {
		List<LogEntry> lines = brought.lines;
		List<String> refusals = brought.refusals;
		collected.diagnostics().forEach(diagnostic -> lines.add(line(source, diagnostic)));
		boolean files = false;
		for (Evidence evidence : collected.evidence()) {
			if (evidence.origin() == Evidence.Origin.FILE) {
				Optional<ImportResult> result = intake.watchedFile(source, evidence, progress);
				files |= result.filter(each -> each.outcome() != ImportResult.Outcome.REFUSED).isPresent();
				result.ifPresent(each -> lines.addAll(FileImports.lines(journal, source.name(), each)));
			} else {
				take(source, evidence, Map.of(), brought, progress);
			}
		}
		if (files) {
			intake.deriveFiles(source, progress);
		}
		Status status = refusals.isEmpty() || collected.status().state() != Status.State.UP ? collected.status()
				: Status.down(Status.Detail.NOT_UNDERSTOOD, String.join(" ", refusals) + plugin(source.server()));
		if (!refusals.isEmpty() || status.state() != Status.State.UP && !brought.answered) {
			facts.breakPolls(source.id());
		}
		keepCollecting(source, collected.collecting());
		board.asked(source.id(), status);
		tell(source, lines);
		return new PollOutcome.Asked(collected.collecting().nextPoll());
	}

	/** Most monitors tell nothing, and what they told before is nothing too: then nothing is written. */
	private void keepCollecting(Source source, org.lictor.spi.Collecting collecting) throws ServiceException {
		long server = source.id();
		Instant now = clock.instant();
		boolean nothing = collecting.quotas().isEmpty() && collecting.tasks().isEmpty();
		Instant regular = now.plus(source.interval());
		org.lictor.spi.Collecting told = nothing ? org.lictor.spi.Collecting.NONE
				: new org.lictor.spi.Collecting(collecting.quotas(), collecting.tasks(),
						Optional.of(collecting.nextPoll().filter(wished -> wished.isBefore(regular)).orElse(regular)));
		boolean same = store.read(transaction -> transaction.monitors().collecting(server).collecting().equals(told));
		if (!same) {
			store.write(transaction -> {
				if (transaction.servers().byId(server).isPresent()) {
					transaction.monitors().collecting(server, told, now);
				}
				return null;
			});
		}
	}

	/** What was told within a day is not told again, and of one poll not more than some lines. */
	private void tell(Source source, List<LogEntry> lines) {
		Map<String, Instant> before = told.computeIfAbsent(source.id(), id -> new HashMap<>());
		Instant now = clock.instant();
		before.values().removeIf(when -> when.plus(NEWS).isBefore(now));
		List<LogEntry> news = new ArrayList<>();
		for (LogEntry line : lines) {
			if (before.putIfAbsent(line.message(), now) == null) {
				news.add(line);
			}
		}
		if (news.size() > MOST_LINES) {
			int left = news.size() - MOST_LINES;
			news.subList(MOST_LINES, news.size()).clear();
			news.add(journal.entry(Diagnostic.Severity.WARNING, source.name(),
					"And " + left + " more of these in the same poll."));
		}
		journal.add(news);
	}

	private LogEntry line(Source source, Diagnostic diagnostic) {
		return journal.entry(diagnostic.severity(), source.name(), diagnostic.sentence());
	}

	/**
	 * Derives all facts of a server again, because its configuration says in another way what its evidence means.
	 *
	 * @param server   number of the server; nothing happens when it was removed, or its type is not installed
	 * @param progress may cancel
	 * @throws ServiceException UNAVAILABLE, CANCELLED
	 */
	void rederive(long server, Progress progress) throws ServiceException {
		Optional<StoredServer> found = store.read(transaction -> transaction.servers().byId(server));
		Optional<ServerType> type = found.flatMap(each -> types.find(each.type()));
		if (type.isPresent()) {
			try {
				Source source = source(found.get(), type.get());
				intake.derive(source, Evidence.Origin.FILE, progress);
				intake.derive(source, Evidence.Origin.POLL, progress);
			} catch (PluginException e) {
				LOGGER.log(System.Logger.Level.WARNING, e.getMessage(), e);
			}
		}
	}

	/** The server's configuration or plug-in is another one: its monitor is closed, and what is wrong is told again. */
	void changed(long server) {
		close(server);
		told.remove(server);
		intake.forgetRefused(server);
	}

	/** Lets go of a server's monitor. One that hangs in a call is only forgotten: it is used by one thread at a time. */
	void close(long server) {
		Open open = monitors.remove(server);
		if (open != null) {
			plugins.end(open.type, server, "closing a monitor", open.monitor::close);
			open.context.close();
		}
	}

	@Override
	public void close() {
		List.copyOf(monitors.keySet()).forEach(this::close);
	}
}

package org.lictor.core.internal;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.lictor.core.Access;
import org.lictor.core.AgentGateway;
import org.lictor.core.DirectoryReader;
import org.lictor.core.Health;
import org.lictor.core.Node;
import org.lictor.core.NodeListener;
import org.lictor.core.internal.access.AccessControl;
import org.lictor.core.internal.access.StoredTokens;
import org.lictor.core.internal.agents.AgentEntrance;
import org.lictor.core.internal.agents.AgentLocks;
import org.lictor.core.internal.agents.Examinations;
import org.lictor.core.internal.agents.PseudonymKey;
import org.lictor.core.internal.agents.WatchLists;
import org.lictor.core.internal.backup.FolderBackup;
import org.lictor.core.internal.collect.Collecting;
import org.lictor.core.internal.collect.SecretVault;
import org.lictor.core.internal.collect.ServerTypes;
import org.lictor.core.internal.collect.VaultKey;
import org.lictor.core.internal.directory.StoredDirectories;
import org.lictor.core.internal.people.Erasing;
import org.lictor.core.internal.people.PersonEvidence;
import org.lictor.core.internal.reports.StoreQueries;
import org.lictor.core.internal.services.AgentExamination;
import org.lictor.core.internal.services.FactMaintenance;
import org.lictor.core.internal.services.NodePlugins;
import org.lictor.core.internal.services.RuleAdministration;
import org.lictor.core.internal.services.StoredAgents;
import org.lictor.core.internal.services.StoredGroups;
import org.lictor.core.internal.services.StoredPeople;
import org.lictor.core.internal.services.StoredPrices;
import org.lictor.core.internal.services.StoredReportGroups;
import org.lictor.core.internal.retention.Retention;
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.AccessTokens;
import org.lictor.service.AgentGroups;
import org.lictor.service.Agents;
import org.lictor.service.Changes;
import org.lictor.service.Directories;
import org.lictor.service.Imports;
import org.lictor.service.KeyStorage;
import org.lictor.service.Maintenance;
import org.lictor.service.OpenOptions;
import org.lictor.service.OwnInstallation;
import org.lictor.service.People;
import org.lictor.service.Plugins;
import org.lictor.service.Prices;
import org.lictor.service.ReportGroups;
import org.lictor.service.Queries;
import org.lictor.service.Servers;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.ServiceException;
import org.lictor.spi.Capability;
import org.lictor.spi.Durations;
import org.lictor.store.Store;
import org.lictor.store.StoredAgent;

/** A Lictor on an open data folder: all its parts, put together by their constructors. */
public final class EmbeddedNode implements Node {

	/** Setting: for how long an agent may be silent and still count as alive, {@code 3m} unless set. */
	static final String SILENCE_LIMIT = "silence-limit";
	/** Setting: the port to listen on. */
	static final String PORT = "port";

	private static final System.Logger LOGGER = System.getLogger(EmbeddedNode.class.getName());
	/** Milliseconds between two looks at the clock: a poll that is due begins so much too late at most. */
	private static final long TICK = 250;
	private static final Duration DEFAULT_SILENCE = Duration.ofMinutes(3);
	/** How long an agent may take to say how it is: more than it waits after a failure to try again. */
	private static final Duration EXAMINATION = Duration.ofSeconds(30);
	private static final Duration LOG_KEPT = Duration.ofDays(400);
	private static final long LOG_LINES_KEPT = 1_000_000;

	private final Store store;
	private final InstantSource clock;
	private final String version;
	private final Instant openedAt;
	private final ServerTypes types;
	private final ExecutorService threads;
	private final ScheduledExecutorService timer;
	private final ChangeHub changes;
	private final Journal journal;
	private final WatchLists watchLists;
	private final AgentEntrance entrance;
	private final Collecting collecting;
	private final AccessControl access;
	private final AgentGroups groups;
	private final Agents agents;
	private final People people;
	private final ReportGroups reportGroups;
	private final StoredDirectories directories;
	private final Prices prices;
	private final NodePlugins plugins;
	private final AccessTokens tokens;
	private final Queries queries;
	private final Maintenance maintenance;
	private final Erasing erasing;
	private final Consumer<ServerTypes.News> typeNews = this::typeNews;
	private final List<AutoCloseable> listening = new ArrayList<>();
	private final AtomicBoolean closed = new AtomicBoolean();
	private volatile OpenOptions options = OpenOptions.COMMAND;
	private volatile boolean listens;
	private volatile Set<Long> online = Set.of();

	/**
	 * @param store   an open data folder, closed with this node
	 * @param types   the installed server types
	 * @param clock   tells the time
	 * @param version of Lictor
	 * @param keys    where the key for secrets may be kept; asked each time
	 * @param readers gives what reads directories; asked each time
	 * @param plugins gives the installation of this process, if it can have plug-ins; asked each time
	 */
	public EmbeddedNode(Store store, ServerTypes types, InstantSource clock, String version,
			Supplier<Optional<KeyStorage>> keys, Supplier<Optional<DirectoryReader>> readers,
			Supplier<Optional<OwnInstallation>> plugins) {
		this.store = store;
		this.types = types;
		this.clock = clock;
		this.version = version;
		this.openedAt = clock.instant();
		this.threads = Executors.newCachedThreadPool(daemons("lictor-worker"));
		this.timer = Executors.newSingleThreadScheduledExecutor(daemons("lictor-timer"));
		this.changes = new ChangeHub(timer);
		this.journal = new Journal(store, clock, changes);
		VaultKey key = new VaultKey(store.folder(), keys);
		SecretVault vault = new SecretVault(key);
		PseudonymKey pseudonyms = new PseudonymKey(vault);
		Examinations examinations = new Examinations(EXAMINATION);
		this.watchLists = new WatchLists(store, types, pseudonyms, examinations, threads);
		AgentLocks agentLocks = new AgentLocks();
		this.entrance = new AgentEntrance(store, clock, journal, changes, watchLists, agentLocks, examinations);
		this.access = new AccessControl(store, clock);
		this.collecting = new Collecting(store, types, clock, journal, changes, watchLists::changed, vault);
		this.groups = new StoredGroups(store, clock, journal, changes, pseudonyms,
				this::watchedByAgents, watchLists::changed);
		this.agents = new StoredAgents(store, clock, journal, changes, this::silenceLimit, this::reachable,
				this::removed, new AgentExamination(store, journal, examinations, watchLists, () -> listens),
				new RuleAdministration(store, journal, changes, watchLists));
		this.reportGroups = new StoredReportGroups(store, journal, changes);
		this.directories = new StoredDirectories(store, clock, journal, changes, vault, readers);
		this.prices = new StoredPrices(store, journal, changes);
		this.plugins = new NodePlugins(plugins, () -> options.mode() == OpenOptions.Mode.WORKBENCH, journal);
		this.tokens = new StoredTokens(store, clock, journal);
		this.queries = new StoreQueries(store, clock, types::label, types::registeredProduct, this::silenceLimit);
		FactMaintenance facts = new FactMaintenance(store, types::find, collecting.facts(), collecting.locks()::of,
				agentLocks::of, journal, changes, new Retention(store, clock, journal),
				new FolderBackup(store, key, clock, version, journal), clock, version);
		this.maintenance = facts;
		PersonEvidence evidence = new PersonEvidence(store, types::find, collecting.facts(), clock);
		this.erasing = new Erasing(store, types::find, collecting.facts(), facts, evidence, queries, collecting.locks()::of, agentLocks::of,
				journal, changes);
		this.people = new StoredPeople(store, journal, changes, evidence, erasing);
	}

	/**
	 * Begins to poll and to listen, as the options say.
	 *
	 * @param options   what is to run
	 * @param listeners let others reach this node
	 * @throws ServiceException when a listener cannot start in mode SERVER, or the data cannot be written
	 */
	public void begin(OpenOptions options, Collection<NodeListener> listeners) throws ServiceException {
		this.options = options;
		timer.scheduleWithFixedDelay(collecting::tick, TICK, TICK, TimeUnit.MILLISECONDS);
		if (options.mode() == OpenOptions.Mode.COMMAND) {
			return;
		}
		types.listen(typeNews);
		types.refused().forEach(refused -> journal.add(Diagnostic.Severity.ERROR, Journal.LICTOR, refused.why()));
		types.all().values().forEach(this::remember);
		startListeners(options, listeners);
		threads.execute(erasing::resume);
		if (options.mode() == OpenOptions.Mode.SERVER) {
			threads.execute(plugins::follow);
		}
		collecting.start();
		timer.scheduleWithFixedDelay(this::lookForSilence, 30, 30, TimeUnit.SECONDS);
		timer.scheduleWithFixedDelay(() -> directories.readDue(threads), 5, 30, TimeUnit.SECONDS);
		timer.scheduleWithFixedDelay(this::pruneLog, 1, 24 * 60L, TimeUnit.MINUTES);
		timer.scheduleWithFixedDelay(() -> threads.execute(this::prune), 2, 24 * 60L, TimeUnit.MINUTES);
	}

	private void startListeners(OpenOptions options, Collection<NodeListener> listeners) throws ServiceException {
		boolean fatal = options.mode() == OpenOptions.Mode.SERVER;
		if (listeners.isEmpty() && fatal) {
			throw new ServiceException(Reason.UNAVAILABLE,
					"This installation has no part that listens (org.lictor.http). Install Lictor anew.");
		}
		OptionalInt port = options.port().isPresent() ? options.port() : storedPort();
		for (NodeListener listener : listeners) {
			try {
				listening.add(listener.start(this, store.folder(), port));
			} catch (ServiceException e) {
				if (fatal) {
					throw e;
				}
				journal.add(Diagnostic.Severity.ERROR, Journal.LICTOR,
						"Agents and other clients cannot reach this workbench: " + e.getMessage());
			} catch (RuntimeException | LinkageError e) {
				LOGGER.log(System.Logger.Level.ERROR, "A listener failed to start.", e);
				if (fatal) {
					throw new ServiceException(Reason.INTERNAL, "A part that listens failed to start; the log has more.", e);
				}
				journal.add(Diagnostic.Severity.ERROR, Journal.LICTOR,
						"Agents and other clients cannot reach this workbench, because of a defect; the log has more.");
			}
		}
	}

	private OptionalInt storedPort() throws ServiceException {
		Optional<String> stored = store.read(transaction -> transaction.settings().get(PORT));
		return stored.filter(text -> text.matches("[0-9]{1,5}")).map(Integer::parseInt).map(OptionalInt::of)
				.orElse(OptionalInt.empty());
	}

	private void pruneLog() {
		try {
			store.write(transaction -> transaction.eventLog().prune(clock.instant().minus(LOG_KEPT), LOG_LINES_KEPT));
		} catch (ServiceException | RuntimeException e) {
			LOGGER.log(System.Logger.Level.WARNING, "Old lines of the Event Log could not be removed.", e);
		}
	}

	/** What is older than its limit goes once a day; what is called off because the node closes goes the next time. */
	private void prune() {
		try {
			if (maintenance.limits().isEmpty()) {
				return;
			}
			maintenance.prune(new Progress() {
				@Override
				public void begin(String task, long total) {
					// nobody is watching
				}

				@Override
				public void worked(long units) {
					// nobody is watching
				}

				@Override
				public boolean cancelled() {
					return closed.get();
				}
			});
		} catch (ServiceException | RuntimeException e) {
			LOGGER.log(System.Logger.Level.WARNING, "What is older than its limit was not all removed; it goes on tomorrow.", e);
		}
	}

	private void typeNews(ServerTypes.News news) {
		try {
			threads.execute(() -> {
				switch (news) {
				case ServerTypes.News.Came came -> remember(came.type());
				case ServerTypes.News.Left left -> LOGGER.log(System.Logger.Level.INFO,
						"The server type " + left.id() + " was uninstalled.");
				case ServerTypes.News.Refused refused ->
					journal.add(Diagnostic.Severity.ERROR, Journal.LICTOR, refused.why());
				case ServerTypes.News.Trouble trouble ->
					journal.add(Diagnostic.Severity.ERROR, Journal.LICTOR, trouble.what());
				}
				watchLists.changed();
				changes.changed(Changes.Topic.SERVERS);
			});
		} catch (RejectedExecutionException e) {
			LOGGER.log(System.Logger.Level.DEBUG, "Lictor is closing.");
		}
	}

	/** That an agent fell silent is no event, so that somebody must look. */
	private void lookForSilence() {
		try {
			Instant heardSince = clock.instant().minus(silenceLimit());
			Set<Long> now = store.read(transaction -> transaction.agents().all().stream()
					.filter(agent -> agent.lastHeard().filter(last -> !last.isBefore(heardSince)).isPresent())
					.map(StoredAgent::id).collect(Collectors.toSet()));
			if (!now.equals(online)) {
				online = now;
				changes.changed(Changes.Topic.AGENTS, Changes.Topic.SESSIONS);
			}
		} catch (ServiceException | RuntimeException e) {
			LOGGER.log(System.Logger.Level.WARNING, "Whether agents fell silent cannot be found out.", e);
		}
	}

	private void remember(org.lictor.spi.ServerType type) {
		try {
			watchLists.remember(type);
		} catch (ServiceException | RuntimeException | LinkageError e) {
			LOGGER.log(System.Logger.Level.WARNING, "What agents watch for a server type could not be remembered.", e);
		}
	}

	private boolean watchedByAgents(String type) {
		try {
			return types.find(type).map(each -> each.capabilities().contains(Capability.AGENTS)).orElse(false);
		} catch (RuntimeException | LinkageError e) {
			LOGGER.log(System.Logger.Level.WARNING, "The server type " + type + " fails to say what it can do.", e);
			return false;
		}
	}

	/** A command takes the word of whoever listened last on its folder. */
	private boolean reachable() {
		return listens || options.mode() == OpenOptions.Mode.COMMAND;
	}

	private void removed(long agent) {
		entrance.forget(agent);
		watchLists.changed();
	}

	private Duration silenceLimit() {
		try {
			return store.read(transaction -> transaction.settings().get(SILENCE_LIMIT)).flatMap(Durations::parse)
					.orElse(DEFAULT_SILENCE);
		} catch (ServiceException e) {
			return DEFAULT_SILENCE;
		}
	}

	@Override
	public void listening(URI address, String fingerprint) throws ServiceException {
		store.write(transaction -> {
			transaction.settings().put(StoredAgents.ADDRESS, address.toString());
			transaction.settings().put(StoredAgents.FINGERPRINT, fingerprint);
			// agents that enrolled go on to look for the port that was chosen once
			options.port().ifPresent(port -> {
				if (port > 0) {
					transaction.settings().put(PORT, Integer.toString(port));
				}
			});
			return null;
		});
		listens = true;
	}

	@Override
	public Health health() {
		Map<Status.State, Integer> states = new EnumMap<>(Status.State.class);
		int[] counts = { 0, 0 };
		Instant heardSince = clock.instant().minus(silenceLimit());
		Health.State state = Health.State.OK;
		try {
			store.read(transaction -> {
				transaction.servers().all().forEach(server -> states.merge(server.status().state(), 1, Integer::sum));
				for (StoredAgent agent : transaction.agents().all()) {
					counts[0]++;
					counts[1] += agent.lastHeard().filter(last -> !last.isBefore(heardSince)).isPresent() ? 1 : 0;
				}
				return null;
			});
		} catch (ServiceException e) {
			LOGGER.log(System.Logger.Level.WARNING, "The data cannot be read.", e);
			state = Health.State.FAILING;
		}
		return new Health(state, version, Duration.between(openedAt, clock.instant()), states, counts[1], counts[0],
				collecting.lastDelay());
	}

	@Override
	public AgentGateway agentGateway() {
		return entrance;
	}

	@Override
	public Access access() {
		return access;
	}

	@Override
	public String place() {
		Path folder = store.folder();
		return folder.toString();
	}

	@Override
	public String version() {
		return version;
	}

	@Override
	public Servers servers() {
		return collecting.servers();
	}

	@Override
	public Imports imports() {
		return collecting.imports();
	}

	@Override
	public AgentGroups groups() {
		return groups;
	}

	@Override
	public Agents agents() {
		return agents;
	}

	@Override
	public People people() {
		return people;
	}

	@Override
	public ReportGroups reportGroups() {
		return reportGroups;
	}

	@Override
	public Directories directories() {
		return directories;
	}

	@Override
	public Prices prices() {
		return prices;
	}

	@Override
	public AccessTokens tokens() {
		return tokens;
	}

	@Override
	public Queries queries() {
		return queries;
	}

	@Override
	public Maintenance maintenance() {
		return maintenance;
	}

	@Override
	public Plugins plugins() {
		return plugins;
	}

	@Override
	public Changes changes() {
		return changes;
	}

	@Override
	public void close() {
		if (!closed.compareAndSet(false, true)) {
			return;
		}
		types.forget(typeNews);
		watchLists.close();
		for (AutoCloseable listener : listening) {
			try {
				listener.close();
			} catch (Exception e) {
				LOGGER.log(System.Logger.Level.WARNING, "A listener could not be closed.", e);
			}
		}
		plugins.close();
		directories.close();
		collecting.close();
		timer.shutdownNow();
		threads.shutdown();
		try {
			if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
				LOGGER.log(System.Logger.Level.WARNING, "Some work did not end within ten seconds and is left behind.");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		store.close();
	}

	private static ThreadFactory daemons(String name) {
		AtomicInteger number = new AtomicInteger();
		return work -> {
			Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}
}

package org.lictor.core.internal.collect;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.facts.EvidenceReader;
import org.lictor.core.internal.facts.FactDerivation;
import org.lictor.service.Imports;
import org.lictor.service.Servers;
import org.lictor.service.ServiceException;
import org.lictor.store.Store;

/**
 * All that collects from servers, put together: administration, import, polling on schedule, and the derivation of facts
 * that they share with others. Safe for use by many threads.
 */
public final class Collecting implements AutoCloseable {

	/** How many servers of one type are polled at once. */
	private static final int AT_ONCE = 8;

	private static final System.Logger LOGGER = System.getLogger(Collecting.class.getName());

	private final PluginCalls plugins;
	private final ServerTypes types;
	private final InstantSource clock;
	private final ServerLocks locks = new ServerLocks();
	private final HttpAccess http = new HttpAccess();
	private final Workers workers;
	private final FactDerivation facts;
	private final Monitoring monitoring;
	private final Servers servers;
	private final Imports imports;

	/**
	 * @param store             keeps everything
	 * @param types             the installed server types
	 * @param clock             tells the time
	 * @param journal           is told what people should know
	 * @param changes           is told what changed
	 * @param watchListsChanged called after what agents watch may have changed
	 * @param vault             enciphers secrets
	 */
	public Collecting(Store store, ServerTypes types, InstantSource clock, Journal journal, ChangeHub changes,
			Runnable watchListsChanged, SecretVault vault) {
		this(store, types, clock, journal, changes, watchListsChanged, vault, new Workers(Collecting::threads));
	}

	/** With workers of a test's own. */
	Collecting(Store store, ServerTypes types, InstantSource clock, Journal journal, ChangeHub changes,
			Runnable watchListsChanged, SecretVault vault, Workers workers) {
		this.plugins = new PluginCalls(clock);
		this.types = types;
		this.clock = clock;
		this.workers = workers;
		EvidenceReader reader = new EvidenceReader(plugins);
		this.facts = new FactDerivation(store, reader);
		StatusBoard board = new StatusBoard(store, clock, changes);
		Intake intake = new Intake(store, clock, reader, facts, changes);
		Polling polling = new Polling(store, clock, types, plugins, vault, http, board, journal, facts, intake);
		this.monitoring = new Monitoring(store, clock, types, locks, polling, workers);
		this.servers = new ConfiguredServers(store, types, vault, plugins, http, polling, monitoring, locks, clock, journal,
				changes, watchListsChanged);
		this.imports = new FileImports(store, types, locks, polling, intake, board, journal);
	}

	private static ExecutorService threads() {
		ThreadPoolExecutor pool = new ThreadPoolExecutor(AT_ONCE, AT_ONCE, 30, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("lictor-worker-", 1).factory());
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

	/**
	 * Begins to poll on schedule.
	 *
	 * @throws ServiceException UNAVAILABLE when the servers cannot be read
	 */
	public void start() throws ServiceException {
		monitoring.start();
	}

	/**
	 * Looks at the clock: ends calls of plug-ins that are over their time, and begins the polls that are due. To be called
	 * some times a second, also where nothing is polled on schedule.
	 */
	public void tick() {
		try {
			plugins.tick();
			types.look(clock.instant());
			monitoring.tick();
		} catch (RuntimeException e) {
			// the timer must go on
			LOGGER.log(System.Logger.Level.ERROR, "The polls that are due could not be begun; they are tried again.", e);
		}
	}

	/** @return administration of licence servers */
	public Servers servers() {
		return servers;
	}

	/** @return import of files */
	public Imports imports() {
		return imports;
	}

	/** @return derives what vendors say */
	public FactDerivation facts() {
		return facts;
	}

	/** @return one lock a server, held while its facts are derived */
	public ServerLocks locks() {
		return locks;
	}

	/** @return how much later than due the last scheduled poll began, empty before the first */
	public Optional<Duration> lastDelay() {
		return monitoring.lastDelay();
	}

	/** Calls off what runs, and closes all monitors. Takes some seconds when a plug-in hangs. */
	@Override
	public void close() {
		monitoring.stop();
		workers.shutdown();
		plugins.close();
		try {
			if (!workers.end()) {
				LOGGER.log(System.Logger.Level.WARNING, "Some polls did not end within ten seconds and are left behind.");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		monitoring.close();
		http.close();
	}
}

package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Folders;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.LinesType;
import org.lictor.core.internal.ManualClock;
import org.lictor.model.Account;
import org.lictor.model.Diagnostic;
import org.lictor.model.LogEntry;
import org.lictor.model.Place;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerTypeInfo;
import org.lictor.service.ServiceException;
import org.lictor.spi.Call;
import org.lictor.spi.Capability;
import org.lictor.spi.Configuration;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Monitor;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.Observation;
import org.lictor.spi.ObservationSink;
import org.lictor.spi.PollResult;
import org.lictor.store.Store;
import org.lictor.store.Stores;

/** A museum of bad server types, one for each sin, all at once beside a good one, with the workers and threads of a node. */
@Timeout(120)
class MuseumTest {

	/** As where nobody says, so that it stays when the clock here outruns the question for it. */
	private static final Duration INTERVAL = Source.DEFAULT_INTERVAL;
	/** Until reading that hangs is given up too, after a quarter of an hour. */
	private static final int POLLS = 5;

	/** What a bad type does once its server was added. */
	private enum Sin {
		SCHEMA_THROWS, SCHEMA_IS_NOTHING, SCHEMA_HANGS, CAPABILITIES_THROW, CAPABILITIES_HANG, LABEL_THROWS, LABEL_HANGS, PARSER_VERSION_HANGS, OPENING_THROWS, OPENS_NOTHING, OPENING_HANGS, POLL_THROWS, POLL_ERRS,
		POLLS_NOTHING, POLL_HANGS, POLL_HEARS_NO_INTERRUPTION, LEAKS_THREADS, FLOODS_WITH_LINES, FLOODS_WITH_BYTES, FOREIGN_EVIDENCE, WANTS_TO_BE_POLLED_ALWAYS,
		INTERPRET_THROWS, INTERPRETS_NOTHING, INTERPRET_HANGS, TELLS_WITHOUT_END, REPORTS_WITHOUT_END, PARSER_VERSION_THROWS, CLOSING_THROWS;

		/** They harm nobody, so their servers may be up. */
		private static final Set<Sin> HARMLESS = EnumSet.of(CAPABILITIES_THROW, CAPABILITIES_HANG, LABEL_THROWS, LABEL_HANGS, LEAKS_THREADS, FLOODS_WITH_LINES, WANTS_TO_BE_POLLED_ALWAYS,
				CLOSING_THROWS);

		/** They fail at once, without the clock going on. */
		private static final Set<Sin> QUICK = EnumSet.complementOf(EnumSet.of(OPENING_HANGS, POLL_HANGS, POLL_HEARS_NO_INTERRUPTION, INTERPRET_HANGS));
		static {
			QUICK.removeAll(HARMLESS);
		}

		String id() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		String plugin() {
			return "com.example." + id() + " 2.1.0";
		}
	}

	@TempDir
	private Path folder;

	private final ManualClock clock = ManualClock.morning();
	private final ServerTypes types = new ServerTypes(Duration.ofMillis(200));
	private final List<String> troubles = new CopyOnWriteArrayList<>();
	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
	private final LinkedBlockingQueue<Instant> polls = new LinkedBlockingQueue<>();
	private final CountDownLatch release = new CountDownLatch(1);
	private final LinesType good = new LinesType("good");
	private volatile boolean sinful;
	private Store store;
	private Collecting collecting;

	@BeforeEach
	void open() throws Exception {
		Folders.fill(folder);
		store = Stores.open(folder, clock, Progress.NONE);
		ChangeHub changes = new ChangeHub(timer);
		collecting = new Collecting(store, types, clock, new Journal(store, clock, changes), changes, () -> {
			// nobody watches here
		}, new SecretVault(new VaultKey(store.folder(), Optional::empty)));
		good.poll = () -> {
			polls.add(clock.instant());
			return collected(evidence("used Solver 1 5"));
		};
		types.listen(news -> {
			if (news instanceof ServerTypes.News.Trouble trouble) {
				troubles.add(trouble.what());
			}
		});
		types.add(good, new PluginThreads("com.example.good 1.0.0"));
		add("good");
		for (Sin sin : Sin.values()) {
			types.add(new Sinner(sin), new PluginThreads(sin.plugin()));
			add(sin.id());
		}
		// more of them than are polled at once
		for (int number = 0; number < 20; number++) {
			add("many-" + number, Sin.POLL_HEARS_NO_INTERRUPTION.id());
		}
	}

	@AfterEach
	void close() {
		release.countDown();
		collecting.close();
		store.close();
		timer.shutdownNow();
	}

	@Test
	void costsNobodyButTheServersOfTheBad() throws Exception {
		sinful = true;
		collecting.start();
		List<Instant> times = new ArrayList<>();
		Instant begin = clock.instant();
		for (Instant end = begin.plus(INTERVAL.multipliedBy(POLLS - 1)); !clock.instant().isAfter(end); clock.forward(Duration.ofSeconds(1))) {
			collecting.tick();
			if (!clock.instant().isBefore(begin.plus(INTERVAL.multipliedBy(times.size())))) {
				// it is due: it is polled and through before the clock goes on, whatever the others do
				await("the good one to be polled at " + clock.instant(), () -> clock.instant().equals(lastAttempt("good")));
				times.add(polls.take());
			}
			if (clock.instant().equals(begin)) {
				Sin.QUICK.forEach(this::awaitTold);
			}
		}

		assertEquals(IntStream.range(0, POLLS).mapToObj(number -> begin.plus(INTERVAL.multipliedBy(number))).toList(), times);
		for (Sin sin : Sin.values()) {
			if (!Sin.HARMLESS.contains(sin)) {
				awaitTold(sin);
				assertFalse(status(sin.id()).state() == Status.State.UP, sin::name);
			}
		}
		assertEquals(Status.State.UP, status("good").state());
		await("the threads to be told of", () -> troubles.stream().anyMatch(what -> what.contains(Sin.LEAKS_THREADS.plugin())));
		assertTrue(collecting.servers().list().stream().allMatch(server -> server.typeLabel().length() > 0), "whoever lists the servers gets them");
		List<String> described = collecting.servers().types().stream().map(ServerTypeInfo::id).toList();
		assertTrue(described.contains("good") && !described.contains(Sin.SCHEMA_HANGS.id()), described::toString);
		for (Sin sin : List.of(Sin.SCHEMA_HANGS, Sin.PARSER_VERSION_HANGS)) {
			assertEquals(1, troubles.stream().filter(what -> what.contains(sin.plugin())).count(), () -> sin + " in " + troubles);
		}
		assertEquals(List.of("The server is up."), log().stream().filter(line -> line.source().equals("good")).map(LogEntry::message).toList());
	}

	/** What the Event Log says of a bad one, with name and version of what brought it. */
	private Optional<LogEntry> told(Sin sin) {
		return log().stream().filter(line -> line.source().equals(sin.id()) && line.message().contains(sin.plugin())).findAny();
	}

	private void awaitTold(Sin sin) {
		await(sin + " to cost its server its status", () -> told(sin).isPresent());
	}

	private Instant lastAttempt(String name) {
		try {
			return store.read(transaction -> transaction.servers().byName(name)).orElseThrow().lastAttempt().orElse(Instant.MIN);
		} catch (ServiceException e) {
			throw new AssertionError(e);
		}
	}

	/** Ticks as the timer of a node does, while its clock stands. */
	private void await(String what, BooleanSupplier condition) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.getAsBoolean()) {
			assertTrue(System.nanoTime() < deadline, () -> "waited in vain for " + what);
			collecting.tick();
			LockSupport.parkNanos(5_000_000);
		}
	}

	private void add(String type) throws ServiceException {
		add(type, type);
	}

	private void add(String name, String type) throws ServiceException {
		collecting.servers().add(new ServerDefinition(name, type, Map.of(), Map.of(), true));
	}

	private Status status(String name) throws ServiceException {
		return store.read(transaction -> transaction.servers().byName(name)).orElseThrow().status();
	}

	private List<LogEntry> log() {
		try {
			return store.read(transaction -> transaction.eventLog().newest(Optional.empty(), Optional.empty(), 100_000));
		} catch (ServiceException e) {
			throw new AssertionError(e);
		}
	}

	private PollResult collected(Evidence... evidence) {
		return new PollResult.Collected(Status.up(""), List.of(evidence), List.of());
	}

	private Evidence evidence(String line) {
		return new Evidence(Evidence.Origin.POLL, "state", clock.instant(), Content.of(line.getBytes(StandardCharsets.UTF_8)));
	}

	/** Hangs until the test is over, whoever interrupts. */
	private void hang() {
		while (release.getCount() > 0) {
			try {
				release.await();
			} catch (InterruptedException e) {
				// it does not listen
			}
		}
	}

	private final class Sinner extends LinesType {

		private final Sin sin;

		Sinner(Sin sin) {
			super(sin.id());
			this.sin = sin;
			poll = this::poll;
		}

		private boolean commits(Sin which) {
			return sinful && sin == which;
		}

		private void fails(Sin which) {
			if (commits(which)) {
				throw new IllegalStateException("a sin");
			}
		}

		private void hangs(Sin which) {
			if (commits(which)) {
				hang();
			}
		}

		@Override
		public String label() {
			fails(Sin.LABEL_THROWS);
			hangs(Sin.LABEL_HANGS);
			return super.label();
		}

		@Override
		public ConfigurationSchema schema() {
			fails(Sin.SCHEMA_THROWS);
			hangs(Sin.SCHEMA_HANGS);
			return commits(Sin.SCHEMA_IS_NOTHING) ? null : super.schema();
		}

		@Override
		public Set<Capability> capabilities() {
			fails(Sin.CAPABILITIES_THROW);
			hangs(Sin.CAPABILITIES_HANG);
			return super.capabilities();
		}

		@Override
		public String parserVersion() {
			fails(Sin.PARSER_VERSION_THROWS);
			hangs(Sin.PARSER_VERSION_HANGS);
			return super.parserVersion();
		}

		@Override
		public Monitor open(Configuration configuration, MonitorContext context) {
			fails(Sin.OPENING_THROWS);
			hangs(Sin.OPENING_HANGS);
			if (commits(Sin.OPENS_NOTHING)) {
				return null;
			}
			Monitor monitor = super.open(configuration, context);
			return new Monitor() {
				@Override
				public PollResult poll(Call call) {
					return monitor.poll(call);
				}

				@Override
				public void close() {
					fails(Sin.CLOSING_THROWS);
					monitor.close();
				}
			};
		}

		private PollResult poll() {
			fails(Sin.POLL_THROWS);
			return switch (sin) {
			case POLL_ERRS -> throw new NoClassDefFoundError("gone");
			case POLLS_NOTHING -> null;
			case POLL_HANGS -> {
				try {
					release.await();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				}
				throw new IllegalStateException("interrupted");
			}
			case POLL_HEARS_NO_INTERRUPTION -> {
				hang();
				yield collected();
			}
			case LEAKS_THREADS -> {
				for (int thread = 0; thread < 20; thread++) {
					Thread.ofPlatform().daemon().start(MuseumTest.this::hang);
				}
				yield collected(evidence("used Solver 1 5"));
			}
			case FLOODS_WITH_LINES -> new PollResult.Collected(Status.up(""), List.of(),
					IntStream.range(0, 20_000).mapToObj(number -> Diagnostic.warning("Row " + number + " is odd.", Place.NOWHERE)).toList());
			case FLOODS_WITH_BYTES -> collected(new Evidence(Evidence.Origin.POLL, "state", clock.instant(), new Content() {
				@Override
				public InputStream open() {
					return InputStream.nullInputStream();
				}

				@Override
				public long size() {
					return Long.MAX_VALUE;
				}
			}));
			case FOREIGN_EVIDENCE -> collected((Evidence) null);
			case WANTS_TO_BE_POLLED_ALWAYS -> new PollResult.Collected(Status.up(""), List.of(), List.of(),
					new org.lictor.spi.Collecting(List.of(), List.of(), Optional.of(Instant.EPOCH)));
			default -> collected(evidence("used Solver 1 5"));
			};
		}

		@Override
		public Interpretation interpret(Evidence evidence, Configuration configuration, ObservationSink sink) {
			fails(Sin.INTERPRET_THROWS);
			hangs(Sin.INTERPRET_HANGS);
			while (commits(Sin.TELLS_WITHOUT_END)) {
				sink.observe(new Observation.AccountSeen(Account.ofEmail("ann@example.com"), "", ""));
			}
			while (commits(Sin.REPORTS_WITHOUT_END)) {
				sink.report(Diagnostic.warning("A row is odd.", Place.NOWHERE));
			}
			return commits(Sin.INTERPRETS_NOTHING) ? null : super.interpret(evidence, configuration, sink);
		}
	}
}

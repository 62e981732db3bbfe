package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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
import org.lictor.core.internal.reports.StoreQueries;
import org.lictor.model.Diagnostic;
import org.lictor.model.LogEntry;
import org.lictor.model.Place;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.PollResult;
import org.lictor.store.FactUnit;
import org.lictor.store.Store;
import org.lictor.store.Stores;

/** Polling on schedule: nothing that one plug-in does harms another server, and nothing is polled at a wrong time. */
@Timeout(120)
class MonitoringTest {

	private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

	@TempDir
	private Path folder;

	private final ManualClock clock = ManualClock.morning();
	private final ServerTypes types = new ServerTypes();
	private final LinesType type = new LinesType();
	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
	private final List<Instant> polls = new ArrayList<>();
	private Store store;
	private ChangeHub changes;
	private Collecting collecting;

	@BeforeEach
	void open() throws Exception {
		Folders.fill(folder);
		types.add(type);
		reopen();
	}

	private void reopen() throws ServiceException {
		store = Stores.open(folder, clock, Progress.NONE);
		changes = new ChangeHub(timer);
		collecting = new Collecting(store, types, clock, new Journal(store, clock, changes), changes, () -> {
			// nobody watches here
		}, new SecretVault(new VaultKey(store.folder(), Optional::empty)), new Workers(Direct::new));
	}

	@AfterEach
	void close() {
		shut();
		timer.shutdownNow();
	}

	private void shut() {
		collecting.close();
		store.close();
	}

	@Test
	void pollsEachServerInItsIntervalCountedFromTheBeginningOfThePollBefore() throws Exception {
		collecting.start();
		add("Fast", Map.of("interval", "1m"));
		type.poll = bring("used Solver 1 5");

		for (int second = 0; second < 300; second++) {
			collecting.tick();
			clock.forward(Duration.ofSeconds(1));
		}

		assertEquals(5, polls.size());
		assertEquals(Duration.ofMinutes(1), Duration.between(polls.get(0), polls.get(1)));
		assertEquals(Duration.ofMinutes(4), Duration.between(polls.get(0), polls.get(4)));
		assertEquals(Optional.of(Duration.ZERO), collecting.lastDelay());
	}

	@Test
	void pollsAServerAtOnceWhenItIsAddedOrChangedAndNotWhenItIsSwitchedOff() throws Exception {
		collecting.start();
		type.poll = bring("used Solver 1 5");
		add("Floating", Map.of());
		collecting.tick();
		collecting.tick();
		assertEquals(1, polls.size());

		collecting.servers().update(new ServerDefinition("Floating", LinesType.ID, Map.of("interval", "2m"), Map.of(), true));
		assertEquals(0, type.open.get());
		collecting.tick();
		assertEquals(2, polls.size());
		assertEquals(1, type.open.get());

		collecting.servers().update(new ServerDefinition("Floating", LinesType.ID, Map.of(), Map.of(), false));
		collecting.tick();
		clock.forward(Duration.ofHours(1));
		collecting.tick();
		assertEquals(2, polls.size());
		assertEquals(0, type.open.get());
		assertEquals(Status.Detail.DISABLED, status("Floating").detail());

		collecting.servers().update(new ServerDefinition("Floating", LinesType.ID, Map.of(), Map.of(), true));
		collecting.tick();
		assertEquals(Status.State.UP, status("Floating").state());

		collecting.servers().remove("Floating");
		assertEquals(0, type.open.get());
		collecting.tick();
		clock.forward(Duration.ofHours(1));
		collecting.tick();
		assertEquals(3, polls.size());
	}

	@Test
	void costsAServerItsStatusOnlyWhenItsPluginThrows() throws Exception {
		LinesType good = new LinesType("good");
		good.poll = bring("used Solver 1 5");
		types.add(good);
		collecting.start();
		add("Bad", Map.of());
		collecting.servers().add(new ServerDefinition("Good", "good", Map.of(), Map.of(), true));
		for (Supplier<PollResult> poll : List.<Supplier<PollResult>>of(() -> {
			throw new IllegalStateException("password=open sesame");
		}, () -> {
			throw new NoClassDefFoundError("gone");
		}, () -> null)) {
			type.poll = poll;
			collecting.tick();
			clock.forward(FIVE_MINUTES);

			assertEquals(Status.State.UNKNOWN, status("Bad").state());
			assertEquals(Status.Detail.INTERNAL, status("Bad").detail());
			assertFalse(status("Bad").message().contains("sesame"));
			assertEquals(Status.State.UP, status("Good").state());
		}

		type.poll = bring("used Solver 1 5");
		collecting.tick();
		assertEquals(Status.State.UP, status("Bad").state());
		assertFalse(log().stream().anyMatch(line -> line.message().contains("sesame")));
	}

	@Test
	void givesUpAPluginThatHangsAndPollsTheOthers() throws Exception {
		LinesType good = new LinesType("good");
		good.poll = bring("used Solver 1 5");
		types.add(good);
		collecting.start();
		CountDownLatch hanging = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		type.poll = () -> {
			calls.incrementAndGet();
			hanging.countDown();
			while (release.getCount() > 0) {
				try {
					release.await();
				} catch (InterruptedException e) {
					// this plug-in does not listen
				}
			}
			return bring("used Solver 1 5").get();
		};
		add("Hangs", Map.of());
		Thread poller = Thread.ofPlatform().start(collecting::tick);
		hanging.await();
		collecting.servers().add(new ServerDefinition("Good", "good", Map.of(), Map.of(), true));
		collecting.tick();
		assertEquals(Status.State.UP, status("Good").state());

		clock.forward(Duration.ofMinutes(2));
		collecting.tick();
		clock.forward(PluginCalls.GRACE);
		collecting.tick();
		poller.join();
		assertEquals(Status.Detail.INTERNAL, status("Hangs").detail());
		assertTrue(status("Hangs").message().contains("did not come back"), status("Hangs").message());

		clock.forward(FIVE_MINUTES);
		collecting.tick();
		assertEquals(1, calls.get(), "one call at a time");
		assertTrue(status("Hangs").message().contains("still not come back"), status("Hangs").message());
		assertEquals(Status.State.UP, status("Good").state());
		release.countDown();
	}

	@Test
	void saysThatAnswersNobodyUnderstandsAreNotUnderstood() throws Exception {
		collecting.start();
		add("Floating", Map.of());
		type.poll = bring("used Solver 1 5", "all SAMPLES");
		collecting.tick();
		clock.forward(FIVE_MINUTES);
		type.poll = bring("no lines");
		collecting.tick();

		assertEquals(Status.State.DOWN, status("Floating").state());
		assertEquals(Status.Detail.NOT_UNDERSTOOD, status("Floating").detail());
		assertTrue(status("Floating").message().contains("These are no lines."), status("Floating").message());
		assertEquals(Unknown.UNKNOWN, usage().value(0, "used"));

		clock.forward(FIVE_MINUTES);
		type.poll = bring("used Solver 2 5", "all SAMPLES");
		collecting.tick();
		assertEquals(2L, usage().value(0, "used"));
		assertNothingDiffers();
	}

	@Test
	void tellsTheEventLogOfChangesOnlyAndOfEachDiagnosticOnceADay() throws Exception {
		collecting.start();
		add("Floating", Map.of());
		type.poll = () -> new PollResult.Collected(Status.down(Status.Detail.COMMUNICATION, "No answer."), List.of(),
				List.of(Diagnostic.warning("Something is odd.", Place.NOWHERE)));
		for (int poll = 0; poll < 5; poll++) {
			collecting.tick();
			clock.forward(FIVE_MINUTES);
		}
		assertEquals(1, log().stream().filter(line -> line.message().contains("No answer.")).count());
		assertEquals(1, log().stream().filter(line -> line.message().contains("Something is odd.")).count());

		clock.forward(Duration.ofDays(1));
		collecting.tick();
		assertEquals(2, log().stream().filter(line -> line.message().contains("Something is odd.")).count());

		type.poll = bring("used Solver 1 5");
		clock.forward(FIVE_MINUTES);
		collecting.tick();
		assertEquals(1, log().stream().filter(line -> line.message().equals("The server is up.")).count());
	}

	@Test
	void boundsWhatOnePollTellsTheEventLog() throws Exception {
		collecting.start();
		add("Floating", Map.of());
		type.poll = () -> new PollResult.Collected(Status.up(""), List.of(), IntStream.range(0, 5000)
				.mapToObj(number -> Diagnostic.warning("Row " + number + " is odd.", Place.NOWHERE)).toList());
		collecting.tick();

		assertTrue(log().stream().anyMatch(line -> line.message().contains("And 4900 more of these")));
		assertTrue(log().size() < 110);
	}

	@Test
	void leavesAGapForTheTimeTheNodeWasOff() throws Exception {
		collecting.start();
		add("Floating", Map.of());
		type.poll = bring("used Solver 3 5", "all SAMPLES");
		collecting.tick();
		clock.forward(FIVE_MINUTES);
		collecting.tick();
		Instant lastPoll = clock.instant();
		shut();
		clock.forward(Duration.ofHours(3));
		reopen();
		collecting.start();
		collecting.tick();

		var samples = store.read(transaction -> transaction.facts().samples().all());
		assertEquals(2, samples.size());
		assertEquals(Optional.of(lastPoll), samples.getFirst().fact().until());
		assertEquals(clock.instant(), samples.getLast().fact().from());
		assertNothingDiffers();
	}

	@Test
	void leavesNoGapForARestartOfSomeSeconds() throws Exception {
		collecting.start();
		add("Floating", Map.of());
		type.poll = bring("used Solver 3 5", "all SAMPLES");
		collecting.tick();
		shut();
		clock.forward(Duration.ofSeconds(20));
		reopen();
		collecting.start();
		collecting.tick();

		assertEquals(1, store.read(transaction -> transaction.facts().samples().all()).size());
		assertNothingDiffers();
	}

	@Test
	void takesFilesFromAWatchedFolderOnceAndRefusesBadOnesOnce() throws Exception {
		collecting.start();
		add("Cloud", Map.of());
		AtomicInteger opened = new AtomicInteger();
		type.poll = () -> new PollResult.Collected(Status.up("2 files"),
				List.of(file("users.txt", opened, "seats AutoCAD 5", "nonsense"), file("photo.jpg", opened, "no lines")),
				List.of());
		for (int poll = 0; poll < 4; poll++) {
			collecting.tick();
			clock.forward(FIVE_MINUTES);
		}

		assertEquals(5L, usage().value(0, "total"));
		assertEquals(Status.State.UP, status("Cloud").state());
		long kept = store.read(transaction -> transaction.sourceEvidence().count());
		assertEquals(1, kept);
		assertEquals(1, log().stream().filter(line -> line.message().startsWith("users.txt (Lines) was imported")).count());
		assertEquals(1, log().stream().filter(line -> line.message().contains("line 2: Not understood.")).count());
		assertEquals(1, log().stream().filter(line -> line.message().equals("photo.jpg was not imported.")).count());
		assertEquals(10, opened.get(), "each file is hashed at each poll, and received once");
	}

	@Test
	void aFileForAServerThatIsDownDoesNotProveThatWhatItSaidLastWasStillSo() throws Exception {
		collecting.start();
		add("Floating", Map.of());
		type.poll = bring("used Solver 1 5");
		collecting.tick();
		Instant said = clock.instant();
		type.poll = () -> new PollResult.Collected(Status.down(Status.Detail.COMMUNICATION, "gone"), List.of(), List.of());
		clock.forward(FIVE_MINUTES);
		collecting.tick();
		clock.forward(Duration.ofHours(2));

		collecting.imports().run("Floating", handedIn("users.txt", clock.instant(), "seats AutoCAD 5"), Progress.NONE);

		assertEquals(Optional.of(said), collecting.servers().show("Floating").lastSuccess());
		assertEquals(Status.State.DOWN, status("Floating").state());
	}

	@Test
	void aFileForAServerThatNobodyAsksIsWhatWasLearnedOfItLast() throws Exception {
		collecting.start();
		add("Files", Map.of());
		for (int file = 1; file <= 2; file++) {
			clock.forward(FIVE_MINUTES);
			collecting.imports().run("Files", handedIn("users" + file + ".txt", clock.instant(), "seats AutoCAD " + file), Progress.NONE);
			assertEquals(Optional.of(clock.instant()), collecting.servers().show("Files").lastSuccess());
		}
	}

	@Test
	void readsFilesAgainWhenThePluginReadsThemInANewWay() throws Exception {
		collecting.start();
		add("Cloud", Map.of());
		collecting.imports().run("Cloud", handedIn("a.txt", clock.instant(), "seats AutoCAD 5"), Progress.NONE);
		collecting.tick();
		assertEquals("AutoCAD", usage().value(0, "product"));

		LinesType next = new LinesType();
		next.parser = "2";
		next.reads = "Autodesk-";
		types.remove(type);
		collecting.tick();
		assertEquals(Status.Detail.TYPE_MISSING, status("Cloud").detail());
		types.add(next);
		collecting.tick();

		assertEquals("Autodesk-AutoCAD", usage().value(0, "product"));
		assertEquals(Status.State.UP, status("Cloud").state());
	}

	@Test
	void derivesTheFactsOfAFileThatWasKeptByAProcessThatDiedThen() throws Exception {
		add("Cloud", Map.of());
		long server = store.read(transaction -> transaction.servers().byName("Cloud")).orElseThrow().id();
		try (var received = store.receive(content("seats AutoCAD 5"), Progress.NONE)) {
			store.write(transaction -> transaction.sourceEvidence().add(server, Evidence.Origin.FILE, "a.txt",
					clock.instant(), received, clock.instant()));
		}
		assertEquals(0, usage().rowCount());

		collecting.start();
		collecting.tick();

		assertEquals(5L, usage().value(0, "total"));
		assertNothingDiffers();
	}

	@Test
	void waitsSomeSecondsForAPluginThatIsNotThereAtStart() throws Exception {
		add("Cloud", Map.of());
		collecting.imports().run("Cloud", handedIn("a.txt", clock.instant(), "seats AutoCAD 5"), Progress.NONE);
		types.remove(type);
		collecting.start();
		collecting.tick();
		assertEquals(Status.State.UP, stored("Cloud").state());

		clock.forward(Duration.ofSeconds(10));
		collecting.tick();
		assertEquals(Status.Detail.TYPE_MISSING, stored("Cloud").detail());
		types.add(type);
		collecting.tick();
		assertEquals(Status.State.UP, stored("Cloud").state());
	}

	@Test
	void namesTheFieldThatAPluginHasNeedOfNow() throws Exception {
		collecting.start();
		add("Cloud", Map.of());
		store.write(transaction -> {
			long id = transaction.servers().byName("Cloud").orElseThrow().id();
			transaction.servers().update(id, Map.of("interval", "soon", "dropped", "field"), true);
			return null;
		});
		collecting.tick();

		assertEquals(Status.State.MISCONFIGURED, status("Cloud").state());
		assertTrue(status("Cloud").message().contains("Interval is 'soon'"), status("Cloud").message());
		assertFalse(status("Cloud").message().contains("dropped"), status("Cloud").message());
	}

	@Test
	void endsPollsAndClosesMonitorsWhenItCloses() throws Exception {
		collecting.start();
		add("Floating", Map.of());
		CountDownLatch hanging = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		type.poll = bring("used Solver 1 5");
		collecting.tick();
		clock.forward(FIVE_MINUTES);
		type.poll = () -> {
			hanging.countDown();
			try {
				new CountDownLatch(1).await();
			} catch (InterruptedException e) {
				interrupted.countDown();
			}
			return PollResult.failed(Status.down(Status.Detail.COMMUNICATION, "Interrupted."));
		};
		Thread poller = Thread.ofPlatform().start(collecting::tick);
		hanging.await();

		collecting.close();
		poller.join();

		interrupted.await();
		assertEquals(Status.State.UP, stored("Floating").state(), "that Lictor closes says nothing of the server");
	}

	private void add(String name, Map<String, String> settings) throws ServiceException {
		collecting.servers().add(new ServerDefinition(name, LinesType.ID, settings, Map.of(), true));
	}

	private Supplier<PollResult> bring(String... lines) {
		return () -> {
			polls.add(clock.instant());
			return new PollResult.Collected(Status.up(""),
					List.of(new Evidence(Evidence.Origin.POLL, "state", clock.instant(), content(lines))), List.of());
		};
	}

	private static Content content(String... lines) {
		return Content.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
	}

	private static Evidence handedIn(String name, Instant at, String... lines) {
		return new Evidence(Evidence.Origin.FILE, name, at, content(lines));
	}

	private Evidence file(String name, AtomicInteger opened, String... lines) {
		Content content = content(lines);
		return new Evidence(Evidence.Origin.FILE, name, Instant.parse("2026-11-24T08:00:00Z"), new Content() {
			@Override
			public java.io.InputStream open() throws java.io.IOException {
				opened.incrementAndGet();
				return content.open();
			}

			@Override
			public long size() throws java.io.IOException {
				return content.size();
			}
		});
	}

	private Status status(String name) throws ServiceException {
		return collecting.servers().show(name).status();
	}

	private Status stored(String name) throws ServiceException {
		return store.read(transaction -> transaction.servers().byName(name)).orElseThrow().status();
	}

	private List<LogEntry> log() throws ServiceException {
		return store.read(
				transaction -> transaction.eventLog().newest(Optional.empty(), Optional.empty(), 100_000));
	}

	private ResultTable usage() throws ServiceException {
		return new StoreQueries(store, clock, types::label, key -> "", () -> Duration.ofMinutes(3))
				.run(Query.of(Queries.USAGE, ZoneOffset.UTC), Progress.NONE);
	}

	private void assertNothingDiffers() throws ServiceException {
		long server = store.read(transaction -> transaction.servers().all()).getFirst().id();
		for (Evidence.Origin origin : Evidence.Origin.values()) {
			assertEquals(List.of(), collecting.facts().derive(new FactUnit(server, origin), type,
					type.schema().complete(Map.of()), false, Progress.NONE).differences());
		}
	}

	/** Does what it is given at once, in the thread that gives it. */
	static final class Direct extends AbstractExecutorService {

		private volatile boolean shut;

		@Override
		public void execute(Runnable work) {
			work.run();
		}

		@Override
		public void shutdown() {
			shut = true;
		}

		@Override
		public List<Runnable> shutdownNow() {
			shut = true;
			return List.of();
		}

		@Override
		public boolean isShutdown() {
			return shut;
		}

		@Override
		public boolean isTerminated() {
			return shut;
		}

		@Override
		public boolean awaitTermination(long timeout, TimeUnit unit) {
			return true;
		}
	}
}

package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

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
import org.lictor.model.Diagnostic;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.Backup;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.MonitorContext;
import org.lictor.spi.PollResult;
import org.lictor.store.BackupOrder;
import org.lictor.store.ReceivedContent;
import org.lictor.store.FactUnit;
import org.lictor.store.Store;
import org.lictor.store.StoredEvidence;
import org.lictor.store.Stores;
import org.lictor.store.Transaction;

/** What a monitor keeps in the middle of a poll, and what it remembers, survive the end of the process at any moment. */
@Timeout(120)
class KeeperTest {

	private static final int STEPS = 4;

	@TempDir
	private Path folder;

	private final ManualClock clock = ManualClock.morning();
	private final ServerTypes types = new ServerTypes();
	private final LinesType type = new LinesType();
	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
	private Store store;
	private Collecting collecting;

	@BeforeEach
	void open() throws Exception {
		Folders.fill(folder);
		types.add(type);
		begin(store -> store);
	}

	private void begin(java.util.function.UnaryOperator<Store> wrapping) throws ServiceException {
		store = Stores.open(folder, clock, Progress.NONE);
		ChangeHub changes = new ChangeHub(timer);
		Store used = wrapping.apply(store);
		collecting = new Collecting(used, types, clock, new Journal(used, clock, changes), changes, () -> {
			// nobody watches here
		}, new SecretVault(new VaultKey(store.folder(), Optional::empty)));
	}

	@AfterEach
	void close() {
		collecting.close();
		store.close();
		timer.shutdownNow();
	}

	/** Asks for four days one after the other, and goes on after the last one it remembers. */
	private PollResult collect(MonitorContext context) {
		int done = context.memory().get("done").map(Integer::valueOf).orElse(0);
		for (int step = done + 1; step <= STEPS; step++) {
			try {
				context.keeper().keep(evidence("day " + step, "days 2026-05-0" + step + " 2026-05-0" + step,
						"day ann@x Maya 2026-05-0" + step, "day ben@x Maya 2026-05-0" + step),
						Map.of("done", Optional.of(Integer.toString(step))));
			} catch (IOException e) {
				return PollResult.failed(Status.down(Status.Detail.COMMUNICATION, e.getMessage()));
			}
		}
		return new PollResult.Collected(Status.up(""), List.of(), List.of());
	}

	private Evidence evidence(String name, String... lines) {
		return new Evidence(Evidence.Origin.POLL, name, clock.instant(),
				Content.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
	}

	private void add() throws ServiceException {
		collecting.servers().add(new ServerDefinition("Acme", LinesType.ID, Map.of("interval", "1h"), Map.of(), true));
	}

	private long server() throws ServiceException {
		return store.read(tx -> tx.servers().byName("Acme")).orElseThrow().id();
	}

	private List<String> days() throws ServiceException {
		return store.read(tx -> tx.facts().usageDays().of(new FactUnit(server(tx), Evidence.Origin.POLL)).stream()
				.map(fact -> fact.account() + " " + fact.day()).sorted().toList());
	}

	private static long server(Transaction tx) {
		return tx.servers().byName("Acme").orElseThrow().id();
	}

	/** A store whose node dies before some write: nothing is written from then on. */
	private static final class Mortal implements Store {
		private final Store store;
		private final AtomicInteger left;

		Mortal(Store store, int writes) {
			this.store = store;
			this.left = new AtomicInteger(writes);
		}

		@Override
		public <T> T read(Work<T> work) throws ServiceException {
			return store.read(work);
		}

		@Override
		public <T> T write(Work<T> work) throws ServiceException {
			if (left.getAndDecrement() <= 0) {
				throw new ServiceException(ServiceException.Reason.UNAVAILABLE, "The process is dead.");
			}
			return store.write(work);
		}

		@Override
		public ReceivedContent receive(Content content, Progress progress) throws ServiceException {
			return store.receive(content, progress);
		}

		@Override
		public Content content(StoredEvidence evidence) {
			return store.content(evidence);
		}

		@Override
		public Backup backup(BackupOrder order, Progress progress) throws ServiceException {
			return store.backup(order, progress);
		}

		@Override
		public Path folder() {
			return store.folder();
		}

		@Override
		public void close() {
			store.close();
		}
	}

	@Test
	void goesOnWhereItWasWhateverWriteWasTheLast() throws Exception {
		add();
		type.ask = Optional.of(this::collect);
		List<String> all = new ArrayList<>();
		for (int day = 1; day <= STEPS; day++) {
			all.add("ann@x 2026-05-0" + day);
			all.add("ben@x 2026-05-0" + day);
		}
		all.sort(null);
		for (int writes = 0; writes < 24; writes++) {
			store.write(tx -> {
				tx.servers().remove(server(tx));
				return null;
			});
			add();
			collecting.close();
			store.close();
			int last = writes;
			begin(opened -> new Mortal(opened, last));
			try {
				collecting.servers().poll("Acme", Progress.NONE);
			} catch (ServiceException e) {
				assertEquals("The process is dead.", e.getMessage());
			}
			collecting.close();
			store.close();
			begin(opened -> opened);
			int kept = store.read(tx -> tx.sourceEvidence().of(server(tx), Evidence.Origin.POLL)).size();
			assertEquals(kept, store.read(tx -> tx.monitors().memory(server(tx))).getOrDefault("done", "0").equals("0") ? 0
					: Integer.parseInt(store.read(tx -> tx.monitors().memory(server(tx))).get("done")),
					"evidence and memory after " + writes + " writes");

			clock.forward(Duration.ofMinutes(1));
			collecting.servers().poll("Acme", Progress.NONE);
			assertEquals(all, days(), "after " + writes + " writes");
			assertEquals(STEPS, store.read(tx -> tx.sourceEvidence().of(server(tx), Evidence.Origin.POLL)).size());
			assertEquals(List.of(), collecting.facts().derive(new org.lictor.store.FactUnit(server(), Evidence.Origin.POLL), type,
					new org.lictor.spi.Configuration(Map.of()), false, Progress.NONE).differences());
		}
	}

	@Test
	void remembersAcrossRestartsUntilTheServerIsRemoved() throws Exception {
		add();
		type.ask = Optional.of(context -> {
			context.memory().put("a", "1");
			context.memory().put("b", "2");
			context.memory().remove("a");
			assertThrows(IllegalArgumentException.class, () -> context.memory().put("x".repeat(201), ""));
			assertThrows(IllegalArgumentException.class, () -> context.memory().put("k", "x".repeat(30_001)));
			return PollResult.failed(Status.up(""));
		});
		collecting.servers().poll("Acme", Progress.NONE);
		collecting.close();
		store.close();
		begin(opened -> opened);
		List<Map<String, String>> remembered = new ArrayList<>();
		type.ask = Optional.of(context -> {
			remembered.add(context.memory().all());
			return PollResult.failed(Status.up(""));
		});
		collecting.servers().poll("Acme", Progress.NONE);
		assertEquals(List.of(Map.of("b", "2")), remembered);

		long id = server();
		collecting.servers().remove("Acme");
		assertEquals(Map.of(), store.read(tx -> tx.monitors().memory(id)));
	}

	@Test
	void keepsWhatIsNotUnderstoodAndSaysSo() throws Exception {
		add();
		List<Optional<Diagnostic>> answers = new ArrayList<>();
		type.ask = Optional.of(context -> {
			try {
				answers.add(context.keeper().keep(evidence("bad", "no lines"), Map.of()));
				answers.add(context.keeper().keep(evidence("good", "seats Maya 3"), Map.of()));
				answers.add(context.keeper().keep(evidence("good", "seats Maya 3"), Map.of()));
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
			return PollResult.failed(Status.up(""));
		});
		collecting.servers().poll("Acme", Progress.NONE);

		assertEquals("These are no lines.", answers.get(0).orElseThrow().message());
		assertEquals(List.of(Optional.empty(), Optional.empty()), answers.subList(1, 3));
		assertEquals(2, store.read(tx -> tx.sourceEvidence().of(server(tx), Evidence.Origin.POLL)).size());
		assertEquals(Status.Detail.NOT_UNDERSTOOD, collecting.servers().show("Acme").status().detail());
		assertEquals(1, store.read(tx -> tx.facts().entitlements().of(server(tx))).size());
	}

	@Test
	void keepsNothingWhenNoPollRuns() throws Exception {
		add();
		List<MonitorContext> contexts = new ArrayList<>();
		type.ask = Optional.of(context -> {
			contexts.add(context);
			return PollResult.failed(Status.up(""));
		});
		collecting.servers().poll("Acme", Progress.NONE);

		assertThrows(IllegalStateException.class, () -> contexts.getFirst().keeper().keep(evidence("late", "note"), Map.of()));
	}

	@Test
	void asksAgainWhenTheMonitorWishesButNotWithoutEnd() throws Exception {
		List<Instant> polls = java.util.Collections.synchronizedList(new ArrayList<>());
		Optional<Instant> wish = Optional.of(Instant.EPOCH);
		type.poll = () -> {
			polls.add(clock.instant());
			return new PollResult.Collected(Status.up(""), List.of(), List.of(),
					new org.lictor.spi.Collecting(List.of(), List.of(), polls.size() < 3 ? wish : Optional.empty()));
		};
		collecting.close();
		collecting = new Collecting(store, types, clock, new Journal(store, clock, new ChangeHub(timer)), new ChangeHub(timer),
				() -> {
					// nobody watches here
				}, new SecretVault(new VaultKey(store.folder(), Optional::empty)), new Workers(MonitoringTest.Direct::new));
		add();
		collecting.start();
		for (int second = 0; second < 60; second++) {
			collecting.tick();
			clock.forward(Duration.ofMillis(500));
		}

		assertEquals(3, polls.size());
		assertEquals(Duration.ofSeconds(1), Duration.between(polls.get(0), polls.get(1)));
		assertEquals(Duration.ofSeconds(1), Duration.between(polls.get(1), polls.get(2)));
	}

	@Test
	void replacesASecretForGood() throws Exception {
		collecting.servers().add(new ServerDefinition("Acme", LinesType.ID, Map.of("interval", "1h"), Map.of("password", "old"), true));
		List<String> seen = new ArrayList<>();
		type.ask = Optional.of(context -> {
			seen.add(new String(context.secrets().secret("password").orElseThrow()));
			try {
				context.secrets().replace("password", "new".toCharArray());
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
			assertThrows(IllegalArgumentException.class, () -> context.secrets().replace("interval", "x".toCharArray()));
			return PollResult.failed(Status.up(""));
		});
		collecting.servers().poll("Acme", Progress.NONE);
		collecting.close();
		store.close();
		begin(opened -> opened);
		collecting.servers().poll("Acme", Progress.NONE);

		assertEquals(List.of("old", "new"), seen);
		assertTrue(store.read(tx -> tx.servers().secrets(server(tx))).containsKey("password"));
	}
}

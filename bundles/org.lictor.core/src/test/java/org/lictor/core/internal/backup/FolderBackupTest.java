package org.lictor.core.internal.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Folders;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.LinesType;
import org.lictor.core.internal.Site;
import org.lictor.core.internal.collect.VaultKey;
import org.lictor.core.internal.reports.FigureComparison;
import org.lictor.model.Progress;
import org.lictor.query.ResultTable;
import org.lictor.service.Backup;
import org.lictor.service.KeyStorage;
import org.lictor.service.Queries;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.Store;
import org.lictor.store.Stores;

/** Backups of a node that works, and what is restored of them. */
class FolderBackupTest {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@TempDir
	private Path temp;
	private Path file;
	private Path restored;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		file = temp.resolve("b.zip");
		restored = temp.resolve("restored");
		site = new Site(Files.createDirectory(temp.resolve("data")));
		site.addServer("Acme");
		site.watch("Agents", "Acme");
	}

	@AfterEach
	void close() {
		site.close();
	}

	private Backup backup(Progress progress) throws ServiceException {
		return site.node.maintenance().backup(file.toString(), progress);
	}

	private void restore() throws ServiceException {
		Stores.restore(file, restored, Optional.empty(), site::now, Progress.NONE);
	}

	/** What people do, and what the vendor tells of it, once. */
	private void live(Random random, Site.Host host, int step) throws Exception {
		SessionInfo session = host.start("Acme", "u" + random.nextInt(5), random.nextBoolean() ? "Maya" : "Revit", "2026");
		if (random.nextInt(3) > 0) {
			host.end(session);
		}
		host.send();
		if (random.nextInt(4) == 0) {
			site.importLines("Acme", "days" + step, "day u" + step + "@x Maya 2026-05-01", "assigned u" + step + "@x Maya");
		}
	}

	@Test
	void whatIsToldAfterItsMomentIsNotInItAndAllFiguresAreThoseOfThatMoment() throws Exception {
		Random random = new Random(3);
		Site.Host host = site.enrol("PC1");
		for (int step = 0; step < 12; step++) {
			live(random, host, step);
			site.after(MINUTE);
		}
		Path before = temp.resolve("before");
		site.node.close();
		copy(temp.resolve("data"), before);
		site.open();
		int[] more = { 100 };
		Backup backup = backup(whenItBegins(task -> {
			if (task.startsWith("Copying")) {
				try {
					live(random, host, more[0]++);
					site.node.people().map(new org.lictor.service.Mapping("u" + more[0], "somebody@x"));
				} catch (Exception e) {
					throw new IllegalStateException(e);
				}
			}
		}));

		assertEquals(102, more[0]);
		assertEquals(List.of(), backup.notes());
		assertEquals("1.0.0", backup.version());
		restore();
		InstantSource clock = site::now;
		try (Store then = Stores.open(before, clock, Progress.NONE); Store now = Stores.open(restored, clock, Progress.NONE)) {
			new FigureComparison(clock).compare(then, now, Progress.NONE);
		}
		assertTrue(first(site.report(Queries.EVENTS), "message").contains("A backup was written to " + file), "the Event Log tells");
		site.goOnIn(restored);
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
	}

	private static Progress whenItBegins(Consumer<String> hook) {
		return new Progress() {
			@Override
			public void begin(String task, long total) {
				hook.accept(task);
			}

			@Override
			public void worked(long units) {
				// nothing
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
	}

	private static void copy(Path from, Path to) throws Exception {
		try (Stream<Path> all = Files.walk(from)) {
			for (Path each : all.toList()) {
				Files.copy(each, to.resolve(from.relativize(each)));
			}
		}
	}

	private static String first(ResultTable table, String column) {
		return String.valueOf(table.value(0, column));
	}

	private TreeSet<String> sessions() throws ServiceException {
		ResultTable table = site.report(Queries.SESSIONS);
		TreeSet<String> all = new TreeSet<>();
		for (int row = 0; row < table.rowCount(); row++) {
			assertTrue(all.add(table.value(row, "host") + " " + table.value(row, "user") + " " + table.value(row, "start")), "twice");
		}
		return all;
	}

	@Test
	void whileAgentsSendAndFilesComeItHoldsAllThatWasAcknowledgedBeforeAndNothingHalf() throws Exception {
		long seed = new Random().nextLong();
		System.out.println("Backup of a node that works, seed " + seed);
		Random random = new Random(seed);
		List<Site.Host> hosts = List.of(site.enrol("PC1"), site.enrol("PC2"));
		ConcurrentSkipListSet<String> told = new ConcurrentSkipListSet<>();
		ConcurrentSkipListSet<String> acknowledged = new ConcurrentSkipListSet<>();
		AtomicBoolean enough = new AtomicBoolean();
		CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
			try {
				for (int step = 0; !enough.get(); step++) {
					site.after(MINUTE);
					Site.Host host = hosts.get(step % 2);
					String session = host.name + " u" + step + " " + site.now();
					told.add(session);
					SessionInfo info = host.start("Acme", "u" + step, "Maya", "2026");
					host.running(info);
					if (random.nextBoolean()) {
						host.end(info);
					}
					host.send();
					acknowledged.add(session);
					if (random.nextInt(5) == 0) {
						site.importLines("Acme", "days" + step, "day u" + step + "@x Maya 2026-05-01");
					}
				}
			} catch (Exception e) {
				throw new IllegalStateException(e);
			}
		});
		while (acknowledged.size() < 5) {
			Thread.onSpinWait();
		}
		TreeSet<String> before = new TreeSet<>(acknowledged);
		backup(Progress.NONE);
		TreeSet<String> until = new TreeSet<>(told);
		enough.set(true);
		others.get();

		restore();
		site.goOnIn(restored);
		// a file may have been kept, and not been read yet, at the moment of the backup
		site.catchUp("Acme");
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
		TreeSet<String> found = sessions();
		assertTrue(found.containsAll(before), before + " in " + found);
		assertTrue(until.containsAll(found), found + " in " + until);
	}

	@Test
	void agentsGoOnWithTheRestoredFolderAndNothingIsThereTwice() throws Exception {
		Site.Host host = site.enrol("PC1");
		SessionInfo whole = host.start("Acme", "ann", "Maya", "2026");
		SessionInfo reaching = host.start("Acme", "ben", "Maya", "2026");
		SessionInfo going = host.start("Acme", "eve", "Maya", "2026");
		site.after(MINUTE);
		host.running(reaching, going);
		host.end(whole);
		List<AgentEvent> beforeIt = host.send();
		Instant moment = site.now();
		backup(Progress.NONE);

		// acknowledged, and so dropped by the agent, after the backup
		site.after(MINUTE);
		SessionInfo lost = host.start("Acme", "kim", "Maya", "2026");
		host.end(reaching);
		host.end(lost);
		host.send();
		Site.Host late = site.enrol("PC2");

		restore();
		site.goOnIn(restored);
		site.after(MINUTE);
		host.send(beforeIt);
		host.running(going);
		SessionInfo fresh = host.start("Acme", "joe", "Maya", "2026");
		host.send();
		assertThrows(org.lictor.core.AgentRefusal.class, () -> {
			late.start("Acme", "una", "Maya", "2026");
			late.send();
		}, "an agent that enrolled after the backup is unknown, and told so");
		// longer than the silence limit: what an agent that lives does not tell of any more is over
		for (int minute = 0; minute < 5; minute++) {
			site.after(MINUTE);
			host.running(going, fresh);
			host.send();
		}
		host.end(going);
		host.end(fresh);
		host.send();

		ResultTable table = site.report(Queries.SESSIONS);
		Map<String, String> ends = new java.util.TreeMap<>();
		for (int row = 0; row < table.rowCount(); row++) {
			assertEquals(null, ends.put(String.valueOf(table.value(row, "user")), table.value(row, "state") + " " + table.value(row, "end")), "twice");
		}
		assertEquals(Map.of("ann", "ended " + moment, "ben", "silent " + moment, "eve", "ended " + site.now(), "joe", "ended " + site.now()), ends);
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
	}

	@Test
	void theKeyIsInItWhereverItIsSoThatSecretsCanBeRead() throws Exception {
		site.node.servers().add(new ServerDefinition("Secret", LinesType.ID, Map.of(), Map.of("password", "open sesame"), true));
		byte[] key = Files.readAllBytes(temp.resolve("data").resolve(VaultKey.FILE));
		Files.createDirectory(temp.resolve("data/tls"));
		Files.writeString(temp.resolve("data/tls/keystore.p12"), "certificate");
		backup(Progress.NONE);
		restore();
		assertEquals(java.util.HexFormat.of().formatHex(key), java.util.HexFormat.of().formatHex(Files.readAllBytes(restored.resolve(VaultKey.FILE))));
		assertEquals("certificate", Files.readString(restored.resolve("tls/keystore.p12")));
		assertFalse(Files.exists(restored.resolve("node.properties")));
	}

	@Test
	void aKeyInAKeyringIsInItTooAndAPlaceMustBeWhole(@TempDir Path folder) throws Exception {
		byte[] key = new byte[32];
		key[3] = 7;
		Folders.fill(folder);
		Files.writeString(folder.resolve(VaultKey.LOCKED), "locked");
		try (Store store = Stores.open(folder, site::now, Progress.NONE)) {
			Backup open = with(store, Optional.of(new KeyStorage() {
				@Override
				public Optional<byte[]> read(Path dataFolder) {
					return Optional.of(key.clone());
				}

				@Override
				public void keep(Path dataFolder, byte[] fresh) {
					throw new AssertionError("nobody makes a key");
				}
			})).make(temp.resolve("open.zip").toString(), Progress.NONE);
			assertEquals(List.of(), open.notes());
			Stores.restore(Path.of(open.file()), temp.resolve("a"), Optional.empty(), site::now, Progress.NONE);
			assertEquals(7, Files.readAllBytes(temp.resolve("a").resolve(VaultKey.FILE))[3]);

			Backup locked = with(store, Optional.empty()).make(temp.resolve("locked.zip").toString(), Progress.NONE);
			assertTrue(locked.notes().getFirst().contains("keyring"), locked.notes().toString());
			for (String noPlace : List.of("not-whole.zip", "/x\0y")) {
				assertEquals(Reason.INVALID, assertThrows(ServiceException.class, () -> with(store, Optional.empty()).make(noPlace, Progress.NONE)).reason());
			}
		}
	}

	private FolderBackup with(Store store, Optional<KeyStorage> keyring) {
		ScheduledExecutorService nobody = Executors.newSingleThreadScheduledExecutor();
		nobody.shutdown();
		return new FolderBackup(store, new VaultKey(store.folder(), () -> keyring), site::now, "1.0.0",
				new Journal(store, site::now, new ChangeHub(nobody)));
	}
}

package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.T;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.EmbeddedStore;
import org.lictor.store.internal.db.Schema;

/** Backups of stores that are in use, and what comes of them. */
@Tag(TestDatabase.BOTH)
class BackupTest extends BackupCase {

	@Test
	void madeWhileOthersWriteItIsOneMomentOfAll() throws Exception {
		long seed = new Random().nextLong();
		System.out.println("Backup while others write, seed " + seed);
		RandomLife life = new RandomLife(opened.store(), seed);
		life.live(STEPS);
		AtomicBoolean enough = new AtomicBoolean();
		CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
			try {
				while (!enough.get()) {
					life.live(1);
				}
			} catch (ServiceException e) {
				throw new IllegalStateException(e);
			}
		});
		long before = RandomLife.steps(opened.store());
		Backup backup = backup(Progress.NONE);
		long afterwards = RandomLife.steps(opened.store());
		enough.set(true);
		others.get();

		Path folder = restore("new");
		long steps;
		try (Store store = Opened.open(folder)) {
			steps = RandomLife.steps(store);
			assertEquals(backup.evidence(), evidence(store).stream().map(StoredEvidence::sha256).distinct().count());
		}
		assertTrue(before <= steps && steps <= afterwards, before + " <= " + steps + " <= " + afterwards);
		assertSame(after(steps, seed), everything(folder));
		assertEquals(List.of(), backup.notes());
		assertEquals(SECRET, Files.readString(folder.resolve("secrets.key")));
		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets.key"))));
		assertEquals("p12", Files.readString(folder.resolve("tls/keystore.p12")));
		assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
		assertFalse(Files.exists(opened.store().folder().resolve("backup.tmp")));
	}

	@Test
	void bytesThatAreReplacedOrRemovedMeanwhileAreInItAndGoAfterwards() throws Exception {
		RandomLife life = new RandomLife(opened.store(), 7);
		life.live(STEPS);
		int[] parts = { 0 };
		backup(hooked(task -> {
			if (task.startsWith("Copying")) {
				parts[0]++;
				for (StoredEvidence each : evidence(opened.store())) {
					try (ReceivedContent content = opened.store().receive(Opened.bytes("other " + parts[0] + each.name()), Progress.NONE)) {
						opened.write(tx -> {
							tx.sourceEvidence().replace(each.id(), content);
							return null;
						});
					}
				}
			}
		}));

		assertEquals(2, parts[0]);
		assertSame(after(STEPS, 7), everything(restore("new")));
		assertEquals(evidence(opened.store()).stream().map(each -> each.sha256() + ".gz").distinct().sorted().toList(),
				opened.evidenceFiles());
	}

	@Test
	void whereverItIsKilledNothingLooksWhole() throws Exception {
		new RandomLife(opened.store(), 8).live(STEPS);
		List<String> moments = new ArrayList<>();
		Backup backup = backup(hooked(task -> {
			moments.add(task);
			assertFalse(Files.exists(file));
			Path left = temp.resolve("b.zip.part");
			if (Files.exists(left) && !task.startsWith("Checking")) {
				assertEquals(Reason.INVALID, assertThrows(ServiceException.class, () -> Stores.check(left, Progress.NONE)).reason());
			}
		}));
		assertEquals(4, moments.size(), moments.toString());
		assertEquals(List.of("b.zip"), names(temp));
		assertEquals(backup, Stores.check(file, Progress.NONE));

		// a folder that was restored only in part: what a kill leaves is what is there at that moment
		List<Path> partly = new ArrayList<>();
		Path whole = restore(temp.resolve("new"), hooked(task -> {
			if (Files.exists(temp.resolve("new"))) {
				Path copy = temp.resolve("killed" + partly.size());
				Opened.copy(temp.resolve("new"), copy);
				partly.add(copy);
			}
		}));
		List<String> all = everything(whole);
		assertTrue(partly.size() >= 3, partly.toString());
		for (Path killed : partly) {
			String refused = assertThrows(ServiceException.class, () -> Opened.open(killed)).getMessage();
			assertTrue(refused.contains("was not restored to the end"), refused);
		}
		assertSame(all, everything(restore(partly.getLast(), Progress.NONE)));
	}

	@Test
	void anOlderOneIsBroughtToThePresentWhenItIsOpened() throws Exception {
		Path old = Files.createDirectory(temp.resolve("old"));
		TestDatabase.prepare(old);
		restored.add(old);
		Schema schema = Schema.upTo(11);
		try (Store store = EmbeddedStore.open(old, schema, InstantSource.fixed(T), Progress.NONE)) {
			assertEquals(11, store.backup(order(file), Progress.NONE).schema());
		}
		Path folder = restore("new");
		try (Store store = Opened.open(folder)) {
			new RandomLife(store, 11).live(STEPS);
		}
		assertSame(after(STEPS, 11), everything(folder));
	}
}

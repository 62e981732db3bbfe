package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.T;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.lictor.model.Progress;
import org.lictor.service.Backup;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.internal.folder.DataFolder;

/** What is no sound backup, or cannot become one. */
class BackupFileTest extends BackupCase {

	@Test
	void damagedOrCutOffItIsRefusedBeforeAnythingIsDone() throws Exception {
		long seed = new Random().nextLong();
		System.out.println("Damaged backups, seed " + seed);
		Random random = new Random(seed);
		new RandomLife(opened.store(), 9).live(STEPS);
		Backup sound = backup(Progress.NONE);
		byte[] bytes = Files.readAllBytes(file);
		int refused = 0;
		for (int damage = 0; damage < 150; damage++) {
			byte[] other = damage % 3 == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
			if (damage % 3 > 0) {
				other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
			}
			Files.write(file, other);
			try {
				// a bit that nobody reads, such as a time in the head of an entry
				assertEquals(sound, Stores.check(file, Progress.NONE), "damage " + damage);
				assertTrue(damage % 3 > 0, "cut off");
			} catch (ServiceException e) {
				assertEquals(Reason.INVALID, e.reason(), e.getMessage());
				refused++;
				if (refused == 1) {
					assertThrows(ServiceException.class, () -> restore("new"));
				}
			}
		}
		assertTrue(refused > 100, refused + " of 150");
		assertFalse(Files.exists(temp.resolve("new")));
	}

	@Test
	void aFileOrFolderThatIsThereStaysAsItIs() throws Exception {
		Files.writeString(file, "mine");
		ServiceException e = assertThrows(ServiceException.class, () -> backup(Progress.NONE));
		assertEquals(Reason.ALREADY_EXISTS, e.reason());
		assertEquals("mine", Files.readString(file));
		Files.delete(file);
		assertEquals(Reason.NOT_FOUND, assertThrows(ServiceException.class,
				() -> opened.store().backup(order(temp.resolve("missing/b.zip")), Progress.NONE)).reason());

		Backup backup = opened.store().backup(order(temp), Progress.NONE);
		assertEquals(temp.resolve("lictor-20261025T003000Z.zip").toString(), backup.file());
		Files.move(Path.of(backup.file()), file);
		Path mine = Files.createDirectory(temp.resolve("mine"));
		Files.writeString(mine.resolve("x"), "mine");
		assertEquals(Reason.ALREADY_EXISTS, assertThrows(ServiceException.class, () -> restore("mine")).reason());
		assertEquals(List.of("x"), names(mine));
		assertEquals(Reason.NOT_FOUND, assertThrows(ServiceException.class, () -> Stores.check(temp.resolve("none"), Progress.NONE)).reason());
	}

	@Test
	void cancelledOrClosedNothingIsLeftOfIt() throws Exception {
		new RandomLife(opened.store(), 10).live(STEPS);
		AtomicBoolean cancelled = new AtomicBoolean();
		Progress impatient = new Progress() {
			@Override
			public void begin(String task, long total) {
				cancelled.set(task.startsWith("Copying") && task.endsWith("evidence"));
			}

			@Override
			public void worked(long units) {
				// only asks
			}

			@Override
			public boolean cancelled() {
				return cancelled.get();
			}
		};
		assertEquals(Reason.CANCELLED, assertThrows(ServiceException.class, () -> backup(impatient)).reason());
		assertEquals(List.of(), names(temp));

		List<Throwable> second = new ArrayList<>();
		Thread closing = new Thread(opened.store()::close);
		ServiceException closed = assertThrows(ServiceException.class, () -> backup(hooked(task -> {
			if (task.endsWith("rows")) {
				second.add(assertThrows(ExecutionException.class, () -> CompletableFuture.supplyAsync(() -> {
					try {
						return opened.store().backup(order(temp.resolve("other.zip")), Progress.NONE);
					} catch (ServiceException e) {
						throw new java.util.concurrent.CompletionException(e);
					}
				}).get()).getCause());
				closing.start();
				long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
				while (closing.getState() != Thread.State.WAITING && System.nanoTime() < deadline) {
					Thread.onSpinWait();
				}
			}
		})));
		closing.join();
		assertEquals(Reason.IN_USE, ((ServiceException) second.getFirst()).reason());
		assertEquals(Reason.CANCELLED, closed.reason());
		assertEquals(List.of(), names(temp));
		opened.reopen();
	}

	@Test
	void evidenceThatIsGoneOrDamagedIsToldOf() throws Exception {
		long server = opened.server("s");
		List<StoredEvidence> kept = new ArrayList<>();
		for (String name : List.of("good", "gone", "damaged")) {
			kept.add(opened.keep(server, org.lictor.spi.Evidence.Origin.FILE, name, T, name).evidence());
		}
		Path evidence = opened.store().folder().resolve("evidence");
		Files.delete(place(evidence, kept.get(1)));
		byte[] bytes = Files.readAllBytes(place(evidence, kept.get(2)));
		bytes[bytes.length - 6] ^= 1;
		Files.write(place(evidence, kept.get(2)), bytes);

		Backup backup = backup(Progress.NONE);
		assertEquals(2, backup.evidence());
		assertTrue(backup.notes().stream().anyMatch(note -> note.contains("gone") && note.contains(kept.get(1).sha256())), backup.notes().toString());
		assertTrue(backup.notes().stream().anyMatch(note -> note.contains("damaged") && note.contains(kept.get(2).sha256())), backup.notes().toString());
		assertEquals(2, backup.notes().size());
		assertEquals(backup, Stores.check(file, Progress.NONE));
	}

	private static Path place(Path evidence, StoredEvidence piece) {
		return evidence.resolve(piece.sha256().substring(0, 2)).resolve(piece.sha256() + ".gz");
	}

	/** Changes what the backup says of itself, as somebody would who knows how. */
	private void say(UnaryOperator<String> change) throws Exception {
		Map<String, byte[]> entries = new LinkedHashMap<>();
		try (ZipFile zip = new ZipFile(file.toFile())) {
			for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
				entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
			}
		}
		String manifest = new String(entries.get("manifest"), StandardCharsets.UTF_8);
		String changed = change.apply(manifest.substring(0, manifest.lastIndexOf("end ")));
		String end = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(changed.getBytes(StandardCharsets.UTF_8)));
		entries.put("manifest", (changed + "end " + end + "\n").getBytes(StandardCharsets.UTF_8));
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
				zip.putNextEntry(new ZipEntry(entry.getKey()));
				zip.write(entry.getValue());
			}
		}
	}

	private ServiceException refusedWhenItSays(UnaryOperator<String> change) throws Exception {
		byte[] sound = Files.readAllBytes(file);
		say(change);
		ServiceException refused = assertThrows(ServiceException.class, () -> restore("new"));
		Files.write(file, sound);
		return refused;
	}

	@Test
	void whatIsNotOfThisLictorIsRefused() throws Exception {
		backup(Progress.NONE);
		assertEquals(Reason.TOO_NEW, refusedWhenItSays(text -> text.replace("lictor-backup 1\n", "lictor-backup 2\n")).reason());
		assertEquals(Reason.TOO_NEW, refusedWhenItSays(text -> text.replaceAll("schema [0-9]+", "schema 9999")).reason());
		assertEquals(Reason.INVALID, refusedWhenItSays(text -> text.replace("file tls/keystore.p12", "file ../keystore.p12")).reason());
		assertEquals(Reason.INVALID, refusedWhenItSays(text -> text.replace("file tls/keystore.p12", "file tls/../../x")).reason());
		assertEquals(Reason.INVALID, refusedWhenItSays(text -> text.replace("table setting ", "table setting;drop ")).reason());
		assertEquals(Reason.INVALID, refusedWhenItSays(text -> text.replaceFirst("file tls.*\n", "")).reason());
		assertFalse(Files.exists(temp.resolve("new")));
		// nobody looks at the number of rows before they are there
		assertEquals(Reason.INVALID, refusedWhenItSays(text -> text.replaceAll("(table id_block) [0-9]+", "$1 999")).reason());
		assertThrows(ServiceException.class, () -> Opened.open(temp.resolve("new")));
		restore("new");
		Opened.open(temp.resolve("new")).close();
	}

	@Test
	void aDiskWithoutRoomIsSaidBeforeAnythingIsWritten() {
		String message = assertThrows(ServiceException.class, () -> DataFolder.requireSpace(temp, Long.MAX_VALUE, "the backup")).getMessage();
		assertTrue(message.contains("has no room for the backup"), message);
	}
}

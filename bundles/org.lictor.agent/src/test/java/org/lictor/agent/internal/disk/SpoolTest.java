package org.lictor.agent.internal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.agent.internal.Events.NOON;
import static org.lictor.agent.internal.Events.event;
import static org.lictor.agent.internal.Events.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.AgentEvent;

/** The spool under crashes, full disks, limits and foreign hands. */
class SpoolTest {

	private static final UUID RUN = UUID.fromString("00000000-0000-0000-0000-000000000001");
	private static final Spool.Limits LIMITS = new Spool.Limits(1 << 20, Duration.ofDays(30), 1000, 5);

	@TempDir
	Path temp;
	private Path folder;
	private final FailingDisk disk = new FailingDisk();

	@BeforeEach
	void choose() {
		folder = temp.resolve("spool");
	}

	private Spool open() throws IOException {
		return new Spool(folder, disk, LIMITS);
	}

	private static List<AgentEvent> all(Spool spool) throws IOException {
		return spool.head(Integer.MAX_VALUE, Integer.MAX_VALUE);
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.toString().endsWith(".events")).sorted().toList();
		}
	}

	@Test
	void keepsEventsInOrderOverARestart() throws IOException {
		Spool spool = open();
		for (AgentEvent event : events(RUN, 1, 30)) {
			assertTrue(spool.append(List.of(event)));
		}

		assertEquals(events(RUN, 1, 30), all(spool));
		assertEquals(events(RUN, 1, 30), all(open()));
		assertTrue(files().size() > 3, "several files");
	}

	@Test
	void forcesEventsOntoTheMediumBeforeItSaysTheyAreSafe() throws IOException {
		Spool spool = open();
		int before = disk.forced();

		assertTrue(spool.append(events(RUN, 1, 2)));

		assertEquals(before + 1, disk.forced());
	}

	@Test
	void isReadableByItsOwnerOnly() throws IOException {
		open().append(events(RUN, 1, 1));

		assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))));
	}

	@Test
	void removesWhatIsAcknowledgedAndNoMore() throws IOException {
		Spool spool = open();
		spool.append(events(RUN, 1, 20));
		List<AgentEvent> sent = spool.head(10, Integer.MAX_VALUE);
		assertEquals(events(RUN, 1, 10), sent);

		assertEquals(7, spool.acknowledge(sent, Map.of(RUN, 7L, UUID.randomUUID(), 100L)));
		assertEquals(events(RUN, 8, 20), all(spool));

		assertEquals(0, spool.acknowledge(sent, Map.of(RUN, 7L)));
		// An acknowledgement of more than was sent counts for what was sent.
		assertEquals(3, spool.acknowledge(sent, Map.of(RUN, 99L)));
		assertEquals(events(RUN, 11, 20), all(spool));
		assertEquals(10, spool.acknowledge(all(spool), Map.of(RUN, 20L)));
		assertEquals(new Spool.State(0, 0, 0, ""), spool.state());
		assertEquals(List.of(), files());
		assertEquals(List.of(), all(open()));
	}

	@Test
	void givesOutNoMoreThanAskedForButOneAtLeast() throws IOException {
		Spool spool = open();
		spool.append(events(RUN, 1, 10));

		assertEquals(events(RUN, 1, 3), spool.head(3, Integer.MAX_VALUE));
		assertEquals(events(RUN, 1, 1), spool.head(10, 1));
	}

	@Test
	void sendsAgainAfterARestartOnlyWhatSharesAFileWithWhatWaits() throws IOException {
		Spool spool = open();
		spool.append(events(RUN, 1, 20));
		spool.acknowledge(all(spool), Map.of(RUN, 19L));

		List<AgentEvent> left = all(open());

		assertEquals(event(RUN, 20), left.get(left.size() - 1));
		assertTrue(left.size() < 10, left.size() + " events");
	}

	@Test
	void healsAFileThatACrashCutAnywhere() throws IOException {
		Spool whole = new Spool(folder, disk, Spool.Limits.DEFAULT);
		List<Long> ends = new ArrayList<>(List.of(0L));
		for (AgentEvent event : events(RUN, 1, 3)) {
			whole.append(List.of(event));
			ends.add(Files.size(files().get(0)));
		}
		byte[] bytes = Files.readAllBytes(files().get(0));
		for (int length = 0; length <= bytes.length; length++) {
			folder = temp.resolve("cut at " + length);
			Files.createDirectory(folder);
			Files.write(folder.resolve("0000000000000001.events"), Arrays.copyOf(bytes, length));
			int cut = length;
			int complete = (int) ends.stream().filter(end -> end > 0 && end <= cut).count();

			Spool healed = open();
			assertEquals(events(RUN, 1, complete), all(healed), "cut at " + length);
			assertTrue(healed.append(List.of(event(RUN, 9))));

			List<AgentEvent> expected = new ArrayList<>(events(RUN, 1, complete));
			expected.add(event(RUN, 9));
			assertEquals(expected, all(healed), "cut at " + length);
			assertEquals(expected, all(open()), "cut at " + length);
			assertEquals(Losses.NONE, healed.losses());
		}
	}

	@Test
	void neverTakesADamagedEventForAnEvent() throws IOException {
		Spool whole = new Spool(folder, disk, Spool.Limits.DEFAULT);
		whole.append(events(RUN, 1, 2));
		byte[] bytes = Files.readAllBytes(files().get(0));
		for (int i = 0; i < bytes.length; i++) {
			byte[] damaged = bytes.clone();
			damaged[i] ^= 0x11;
			folder = temp.resolve("damaged at " + i);
			Files.createDirectory(folder);
			Files.write(folder.resolve("0000000000000001.events"), damaged);

			List<AgentEvent> left = all(open());

			assertEquals(events(RUN, 1, left.size()), left, "damaged at " + i);
			assertTrue(left.size() < 2, "damaged at " + i);
		}
	}

	@Test
	void countsWhatIsDamagedInAnOlderFile() throws IOException {
		Spool spool = open();
		for (AgentEvent event : events(RUN, 1, 20)) {
			spool.append(List.of(event));
		}
		byte[] first = Files.readAllBytes(files().get(0));
		first[first.length / 2] ^= 1;
		Files.write(files().get(0), first);

		Spool healed = open();

		assertTrue(healed.losses().events() > 0);
		assertTrue(healed.losses().reason().contains("0000000000000001.events are damaged"), healed.losses().reason());
		List<AgentEvent> left = all(healed);
		assertEquals(event(RUN, 1), left.get(0));
		assertEquals(event(RUN, 20), left.get(left.size() - 1));
	}

	@Test
	void keepsEventsInMemoryWhileTheDiskIsFullAndWritesThemInOrderLater() throws IOException {
		Spool spool = open();
		assertTrue(spool.append(events(RUN, 1, 2)));
		disk.room(50);

		assertFalse(spool.append(events(RUN, 3, 4)));
		assertFalse(spool.append(events(RUN, 5, 5)));

		assertEquals("No space left on device", spool.state().problem());
		assertEquals(3, spool.state().inMemory());
		assertEquals(events(RUN, 1, 5), all(spool));
		assertEquals(events(RUN, 1, 2), all(open()), "what is on the disk stays whole");

		disk.room(Long.MAX_VALUE);
		assertTrue(spool.flush());
		assertEquals("", spool.state().problem());
		assertEquals(events(RUN, 1, 5), all(spool));
		assertEquals(events(RUN, 1, 5), all(open()));
		assertEquals(Losses.NONE, spool.losses());
	}

	@Test
	void deliversFromMemoryWhileTheDiskIsFull() throws IOException {
		Spool spool = open();
		spool.append(events(RUN, 1, 2));
		disk.room(0);
		spool.append(events(RUN, 3, 5));

		assertEquals(4, spool.acknowledge(all(spool), Map.of(RUN, 4L)));

		assertEquals(events(RUN, 5, 5), all(spool));
		disk.room(Long.MAX_VALUE);
		assertTrue(spool.flush());
		assertEquals(events(RUN, 5, 5), all(open()));
	}

	@Test
	void writesOverWhatAFailedWriteLeftAndCouldNotBeCutThen() throws IOException {
		Spool spool = open();
		spool.append(events(RUN, 1, 1));
		disk.room(40);
		disk.truncates(false);
		assertFalse(spool.append(events(RUN, 2, 2)));
		disk.room(Long.MAX_VALUE);
		assertFalse(spool.append(events(RUN, 3, 3)), "not before the rest of the failed write is gone");
		disk.truncates(true);

		assertTrue(spool.append(events(RUN, 4, 4)));

		assertEquals(events(RUN, 1, 4), all(open()));
	}

	@Test
	void countsWhatDoesNotFitIntoMemoryWhileTheDiskIsFull() throws IOException {
		Spool spool = open();
		disk.room(0);

		spool.append(events(RUN, 1, 8));

		assertEquals(events(RUN, 4, 8), all(spool));
		assertEquals(new Losses(3, event(RUN, 1).at(), event(RUN, 3).at(),
				"the disk took no events: No space left on device"), spool.losses());
	}

	@Test
	void dropsTheOldestFileWhenThereIsTooMuchAndCountsIt() throws IOException {
		Spool.Limits small = new Spool.Limits(3000, Duration.ofDays(1000), 1000, 5);
		Spool spool = new Spool(folder, disk, small);
		for (AgentEvent event : events(RUN, 1, 40)) {
			spool.append(List.of(event));
			spool.trim(NOON);
		}

		List<AgentEvent> left = all(spool);
		assertTrue(spool.state().bytes() <= 3000, spool.state().toString());
		assertEquals(events(RUN, 41 - left.size(), 40), left);
		Losses losses = spool.losses();
		assertEquals(40 - left.size(), losses.events());
		assertEquals(event(RUN, 1).at(), losses.from());
		assertEquals(event(RUN, 40 - left.size()).at(), losses.to());
		assertEquals(losses, new Spool(folder, disk, small).losses(), "known after a restart");
		spool.told(losses);
		assertEquals(Losses.NONE, spool.losses());
		assertEquals(Losses.NONE, new Spool(folder, disk, small).losses());
	}

	@Test
	void dropsWhatIsTooOld() throws IOException {
		Spool spool = open();
		spool.append(events(RUN, 1, 3));

		spool.trim(event(RUN, 3).at().plus(Duration.ofDays(30)));
		assertEquals(3, all(spool).size());
		spool.trim(event(RUN, 3).at().plus(Duration.ofDays(31)));

		assertEquals(List.of(), all(spool));
		assertEquals("they were older than 30 days", spool.losses().reason());
		assertTrue(spool.append(events(RUN, 4, 4)));
		assertEquals(events(RUN, 4, 4), all(open()));
	}

	@Test
	void addsUpLossesUntilTheyAreTold() {
		Losses first = new Losses(2, NOON, NOON.plusSeconds(1), "a");
		Losses second = new Losses(3, NOON.minusSeconds(9), NOON, "b");

		assertEquals(new Losses(5, NOON.minusSeconds(9), NOON.plusSeconds(1), "a; b"), first.plus(second));
		assertEquals(first, first.plus(Losses.NONE));
		assertEquals(first, Losses.NONE.plus(first));
	}

	@Test
	void acknowledgesNothingThatWasDroppedMeanwhile() throws IOException {
		Spool spool = open();
		for (AgentEvent event : events(RUN, 1, 12)) {
			spool.append(List.of(event));
		}
		List<AgentEvent> sent = all(spool);
		spool.trim(event(RUN, 9).at().plus(Duration.ofDays(30)));
		List<AgentEvent> left = all(spool);
		assertTrue(left.size() < 12 && left.size() > 2, left.size() + " left");

		assertEquals(left.size() - 2, spool.acknowledge(sent.subList(0, 10), Map.of(RUN, 99L)));

		assertEquals(events(RUN, 11, 12), all(spool));
	}

	@Test
	void livesOnWhenSomebodyRemovesOrDamagesItsFiles() throws IOException {
		Spool spool = open();
		for (AgentEvent event : events(RUN, 1, 12)) {
			spool.append(List.of(event));
		}
		List<Path> files = files();
		Files.delete(files.get(0));
		Files.write(files.get(1), new byte[10]);

		List<AgentEvent> left = all(spool);

		assertEquals(12 - left.size(), spool.losses().events());
		assertTrue(spool.losses().reason().contains("was removed by something else"), spool.losses().reason());
		assertTrue(spool.losses().reason().contains("was damaged by something else"), spool.losses().reason());
		for (Path file : files()) {
			Files.delete(file);
		}
		assertEquals(List.of(), all(spool));
		assertTrue(spool.append(events(RUN, 13, 13)));
		assertEquals(events(RUN, 13, 13), all(open()));
	}

	@Test
	void skipsAndCountsAnEventItCannotUnderstand() throws IOException {
		Files.createDirectories(folder);
		RecordFile file = new RecordFile(Disk.REAL, folder.resolve("0000000000000007.events"), 0);
		file.append(List.of(org.lictor.agent.protocol.Codec.encode(event(RUN, 1)),
				"{\"from\":\"the future\"}".getBytes(StandardCharsets.UTF_8),
				org.lictor.agent.protocol.Codec.encode(event(RUN, 2))), true);
		file.close();
		Spool spool = open();

		assertEquals(events(RUN, 1, 1), all(spool), "up to it");
		spool.acknowledge(all(spool), Map.of(RUN, 1L));
		assertEquals(events(RUN, 2, 2), all(spool));
		assertEquals(1, spool.losses().events());
	}

	@Test
	void givesUpAnEventThatStandsInTheWay() throws IOException {
		Spool spool = open();
		spool.append(events(RUN, 1, 3));

		spool.giveUp(event(RUN, 2), "it is not the first");
		assertEquals(Losses.NONE, spool.losses());
		spool.giveUp(event(RUN, 1), "the server refused it");

		assertEquals(events(RUN, 2, 3), all(spool));
		assertEquals(1, spool.losses().events());
	}

	@Test
	void leavesFilesOfOthersAlone() throws IOException {
		Files.createDirectories(folder);
		Files.writeString(folder.resolve("notes.events"), "mine");
		Spool spool = open();
		spool.append(events(RUN, 1, 1));

		assertEquals(events(RUN, 1, 1), all(spool));
		assertEquals("mine", Files.readString(folder.resolve("notes.events")));
	}
}

package org.lictor.agent.internal.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.agent.internal.Events.NOON;
import static org.lictor.agent.internal.Events.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.EventDetail.EndReason;
import org.lictor.agent.protocol.EventDetail.SessionEnded;

/** The journal of sessions under crashes and full disks. */
class JournalTest {

	@TempDir
	Path temp;
	private final FailingDisk disk = new FailingDisk();

	private record State(List<OpenSession> open, List<SessionEnded> ending) {
		static State of(Journal journal) {
			return new State(journal.open(), journal.ending());
		}
	}

	private Path file() {
		return temp.resolve("sessions.journal");
	}

	private Journal open() throws IOException {
		return new Journal(file(), disk);
	}

	private static OpenSession opened(long pid) {
		return new OpenSession(session(pid), "boot/" + pid, NOON);
	}

	private static SessionEnded ended(long pid) {
		return new SessionEnded(session(pid), NOON.plusSeconds(60), true, EndReason.PROCESS_ENDED);
	}

	@Test
	void remembersWhatIsOpenAndWhatIsEnding() throws IOException {
		Journal journal = open();
		journal.opened(opened(1));
		journal.opened(opened(2));
		journal.opened(opened(3));
		journal.proved(NOON.plusSeconds(30));
		journal.ending(ended(1));
		journal.ending(ended(2));
		journal.closed(session(1).key());

		State expected = new State(List.of(new OpenSession(session(3), "boot/3", NOON.plusSeconds(30))), List.of(ended(2)));
		assertEquals(expected, State.of(journal));
		assertEquals(expected, State.of(open()));
	}

	@Test
	void isEmptyWhenThereIsNone() throws IOException {
		assertEquals(new State(List.of(), List.of()), State.of(open()));
		assertFalse(Files.exists(file()));
	}

	@Test
	void comesBackAsItWasAfterSomeStepWhereverACrashCutIt() throws IOException {
		Journal journal = open();
		List<State> states = new ArrayList<>(List.of(State.of(journal)));
		List<Runnable> steps = List.of(() -> journal.opened(opened(1)),
				() -> journal.proved(NOON.plusSeconds(1)), () -> journal.ending(ended(1)),
				() -> journal.closed(session(1).key()), () -> journal.proved(NOON.plusSeconds(2)));
		List<Long> ends = new ArrayList<>(List.of(0L));
		for (Runnable step : steps) {
			step.run();
			states.add(State.of(journal));
			ends.add(Files.size(file()));
		}
		byte[] bytes = Files.readAllBytes(file());
		for (int length = 0; length <= bytes.length; length++) {
			Files.write(file(), Arrays.copyOf(bytes, length));
			int cut = length;
			int done = (int) ends.stream().filter(end -> end <= cut).count() - 1;

			Journal healed = open();
			assertEquals(states.get(done), State.of(healed), "cut at " + length);

			healed.opened(opened(9));
			assertEquals(State.of(healed), State.of(open()), "cut at " + length);
		}
	}

	@Test
	void goesOnInMemoryWhileTheDiskIsFullAndIsWrittenWholeLater() throws IOException {
		Journal journal = open();
		journal.opened(opened(1));
		disk.room(20);
		journal.opened(opened(2));
		journal.ending(ended(1));
		journal.opened(opened(3));

		assertFalse(journal.heal());
		assertEquals("No space left on device", journal.problem());
		assertEquals(new State(List.of(opened(1)), List.of()), State.of(open()), "the disk has the last whole step");

		disk.room(Long.MAX_VALUE);
		assertTrue(journal.heal());
		assertEquals("", journal.problem());
		State expected = new State(List.of(opened(2), opened(3)), List.of(ended(1)));
		assertEquals(expected, State.of(journal));
		assertEquals(expected, State.of(open()));
		journal.opened(opened(4));
		assertEquals(State.of(journal), State.of(open()));
	}

	@Test
	void doesNotGrowWithoutEnd() throws IOException {
		Journal journal = open();
		journal.opened(opened(1));
		for (int i = 0; i < 20_000; i++) {
			journal.proved(NOON.plusSeconds(i));
		}

		assertTrue(Files.size(file()) < 400_000, Files.size(file()) + " bytes");
		assertEquals(State.of(journal), State.of(open()));
	}

	@Test
	void skipsALineItCannotUnderstand() throws IOException {
		Journal journal = open();
		journal.opened(opened(1));
		journal.close();
		long length = Files.size(file());
		RecordFile other = new RecordFile(Disk.REAL, file(), length);
		other.append(List.of("{\"is\":\"invented later\"}".getBytes(StandardCharsets.UTF_8), "[]".getBytes(StandardCharsets.UTF_8),
				"{\"is\":\"open\"}".getBytes(StandardCharsets.UTF_8)), true);
		other.close();

		assertEquals(new State(List.of(opened(1)), List.of()), State.of(open()));
		Files.write(file(), new byte[] { 0, 0, 0 }, StandardOpenOption.APPEND);
		assertEquals(new State(List.of(opened(1)), List.of()), State.of(open()));
	}
}

package org.lictor.agent.internal.watch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a folder that looks like {@code /proc}. */
class LinuxProcessSourceTest {

	@TempDir
	Path proc;
	private LinuxProcessSource source;

	@BeforeEach
	void open() throws IOException {
		write("sys/kernel/random/boot_id", "boot\n");
		source = new LinuxProcessSource(proc);
		process(1, "S 0 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 100 1 1");
		process(7, "S 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 4 0 700 1 1");
		lastNumber(7);
	}

	private void write(String file, String text) throws IOException {
		Files.createDirectories(proc.resolve(file).getParent());
		Files.writeString(proc.resolve(file), text);
	}

	private void process(long pid, String fields) throws IOException {
		write(pid + "/stat", pid + " (a (b) c) " + fields + "\n");
		write(pid + "/cmdline", "/opt/acad\0-x\0");
	}

	private void lastNumber(long number) throws IOException {
		write("loadavg", "0.10 0.20 0.30 1/400 " + number + "\n");
	}

	private long[] sorted() {
		long[] pids = source.scan().clone();
		Arrays.sort(pids);
		return pids;
	}

	@Test
	void whatBeganIsListedAtOnce() throws Exception {
		assertArrayEquals(new long[] { 1, 7 }, sorted());
		Files.createDirectory(proc.resolve("9"));
		lastNumber(9);
		assertArrayEquals(new long[] { 1, 7, 9 }, sorted());
	}

	@Test
	void aThreadIsNoProcessThoughItHasANumberAndAFolder() throws Exception {
		source.scan();
		write("8/status", "Name:\tacad\nTgid:\t7\nPid:\t8\n");
		write("9/status", "Name:\tacad\nTgid:\t9\nPid:\t9\n");
		lastNumber(9);
		assertArrayEquals(new long[] { 1, 7, 9 }, sorted());
		assertArrayEquals(new long[] { 1, 7, 9 }, sorted());
	}

	@Test
	void aProcessIsSeenThatHasItsNumberAMomentBeforeItsFolder() throws Exception {
		source.scan();
		lastNumber(9);
		assertArrayEquals(new long[] { 1, 7 }, sorted());
		Files.createDirectory(proc.resolve("9"));
		assertArrayEquals(new long[] { 1, 7, 9 }, sorted());
	}

	@Test
	void whatBeganIsSeenWhenManyNumbersWereGivenOutOrTheyBeginAgain() throws Exception {
		source.scan();
		Files.createDirectory(proc.resolve("9000"));
		lastNumber(10_000);
		assertArrayEquals(new long[] { 1, 7, 9000 }, sorted());
		Files.createDirectory(proc.resolve("5"));
		lastNumber(6);
		assertArrayEquals(new long[] { 1, 5, 7, 9000 }, sorted(), "a lower one");
		Files.createDirectory(proc.resolve("8"));
		lastNumber(8);
		assertArrayEquals(new long[] { 1, 5, 7, 8, 9000 }, sorted());
	}

	@Test
	void whatIsGoneIsNotListedAnyMore() throws Exception {
		source.scan();
		assertTrue(source.describe(7).isPresent());
		Files.delete(proc.resolve("7/stat"));
		Files.delete(proc.resolve("7/cmdline"));
		Files.delete(proc.resolve("7"));
		assertFalse(source.describe(7).isPresent());
		assertArrayEquals(new long[] { 1 }, sorted());
	}

	@Test
	void allIsListedFromTimeToTimeThoughTheFileIsTrue() throws Exception {
		source.scan();
		for (int number = 9; number < 300; number++) {
			Files.createDirectory(proc.resolve("" + number));
			lastNumber(number);
			assertTrue(source.scan().length >= number - 6, "each is seen at once");
		}
		Files.createDirectory(proc.resolve("2"));
		int scans = 0;
		while (sorted()[1] != 2) {
			assertTrue(++scans < 70, "never found");
		}
	}

	@Test
	void nothingIsListedAgainWhenTheKernelGaveOutNoNumber() {
		long[] before = source.scan();
		assertSame(before, source.scan());
		assertSame(before, source.scan());
	}

	@Test
	void aFileThatLagsBehindIsFoundOutAndNotBelievedAnyMore() throws Exception {
		source.scan();
		Files.createDirectory(proc.resolve("9"));
		int scans = 1;
		while (sorted().length == 2) {
			assertTrue(++scans < 20, "never found");
		}
		Files.createDirectory(proc.resolve("11"));
		assertArrayEquals(new long[] { 1, 7, 9, 11 }, sorted(), "at once from now on");
	}

	@Test
	void allIsListedEachTimeWhereTheNumberIsNotTold() throws Exception {
		lastNumber(0);
		source.scan();
		Files.createDirectory(proc.resolve("9"));
		assertArrayEquals(new long[] { 1, 7, 9 }, sorted());
		Files.delete(proc.resolve("loadavg"));
		Files.createDirectory(proc.resolve("11"));
		assertArrayEquals(new long[] { 1, 7, 9, 11 }, sorted());
	}

	private ObservedProcess running(long pid, long birth, String path) {
		return new ObservedProcess(pid, "boot/" + birth, Optional.<Instant>empty(), path, "", "");
	}

	@Test
	void aProcessIsTheSameByItsStartAndItsProgram() throws Exception {
		Files.createSymbolicLink(proc.resolve("7/exe"), Path.of("/opt/acad"));
		assertTrue(source.certainlyRuns(running(7, 700, "/opt/acad")));
		assertFalse(source.certainlyRuns(running(7, 701, "/opt/acad")), "its number was given to another one");
		assertFalse(source.certainlyRuns(running(7, 700, "/opt/script")), "it may be a script, or have become another program");
		assertFalse(source.certainlyRuns(running(8, 700, "/opt/acad")), "gone");
	}

	@Test
	void whatWasDescribedIsTheSameAsLongAsItsFolderAndItsProgramAre() throws Exception {
		Files.createSymbolicLink(proc.resolve("7/exe"), Path.of("/opt/acad"));
		ObservedProcess acad = source.describe(7).orElseThrow();
		Files.delete(proc.resolve("7/stat")); // no need to read it
		assertTrue(source.isAlive(acad));
		assertTrue(source.certainlyRuns(acad));
		process(7, "S 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 700 1 1");
		Files.delete(proc.resolve("7/exe"));
		assertTrue(source.isAlive(acad), "its first thread ended, or its program is not told any more");
		assertFalse(source.certainlyRuns(acad));
		process(7, "Z 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 700 1 1");
		assertFalse(source.isAlive(acad), "a process at its end has no program");
	}

	@Test
	void anotherProcessUnderTheNumberOfOneOfTheSameProgramIsAnother() throws Exception {
		Files.createSymbolicLink(proc.resolve("7/exe"), Path.of("/opt/acad"));
		ObservedProcess acad = source.describe(7).orElseThrow();
		Files.move(proc.resolve("7"), proc.resolve("kept")); // so that its folder is certainly another one
		process(7, "S 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 900 1 1");
		Files.createSymbolicLink(proc.resolve("7/exe"), Path.of("/opt/acad"));
		assertFalse(source.isAlive(acad));
		assertFalse(source.certainlyRuns(acad));
	}

	@Test
	void aFolderThatTheKernelMadeAnewIsOfTheSameProcess() throws Exception {
		Files.createSymbolicLink(proc.resolve("7/exe"), Path.of("/opt/acad"));
		ObservedProcess acad = source.describe(7).orElseThrow();
		Files.move(proc.resolve("7"), proc.resolve("kept"));
		process(7, "S 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 700 1 1");
		Files.createSymbolicLink(proc.resolve("7/exe"), Path.of("/opt/acad"));
		assertTrue(source.isAlive(acad));
		Files.delete(proc.resolve("7/stat"));
		assertTrue(source.certainlyRuns(acad), "known by its new folder from now on");
	}

	@Test
	void threadsOfTheKernelNeedNotBeDescribedAgain() throws Exception {
		process(7, "S 2 0 0 0 -1 2129984 1 1 1 1 1 1 1 1 20 0 1 0 700 1 1");
		write("7/cmdline", "");
		assertTrue(source.certainlyRuns(source.describe(7).orElseThrow()));
		process(7, "S 2 0 0 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 700 1 1");
		assertFalse(source.certainlyRuns(running(7, 700, "")), "it became a program");
	}

	@Test
	void aZombieIsNotAlive() throws Exception {
		assertTrue(source.isAlive(running(7, 700, "")));
		process(7, "Z 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 700 1 1");
		assertFalse(source.isAlive(running(7, 700, "")));
		process(7, "Z 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 3 0 700 1 1");
		assertTrue(source.isAlive(running(7, 700, "")), "its first thread ended, others go on");
		write("7/stat", "7 (cut) S 1");
		assertFalse(source.isAlive(running(7, 700, "")), "what cannot be read does not throw");
	}

	@Test
	void whatIsReadOfAProcessIsTold() {
		ObservedProcess process = source.describe(7).orElseThrow();
		assertEquals("boot/700", process.birth());
		assertEquals("/opt/acad", process.path());
		assertEquals("/opt/acad -x", process.commandLine());
	}
}

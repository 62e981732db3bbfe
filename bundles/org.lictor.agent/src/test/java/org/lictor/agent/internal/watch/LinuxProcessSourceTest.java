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

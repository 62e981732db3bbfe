package org.lictor.agent.internal.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lictor.agent.protocol.WatchRule;

/** Real processes, seen by each source this system has. */
@Timeout(60)
class ProcessSourceTest {

	private static final Watchlist RULES = new Watchlist(List.of(
			new WatchRule("Cloud", "c3d", "Civil 3D", WatchRule.Kind.INTERACTIVE, "/acad\\.exe$", Optional.of("/product C3D")),
			new WatchRule("Cloud", "lt", "AutoCAD LT", WatchRule.Kind.INTERACTIVE, "/acadlt\\.exe$", Optional.empty())));

	@TempDir
	Path temp;
	private Process process;

	static Stream<ProcessSource> sources() {
		return Stream.of(ProcessHandleSource.ofThisHost(), ProcessSource.ofThisHost());
	}

	@AfterEach
	void end() throws InterruptedException {
		if (process != null) {
			process.destroyForcibly().waitFor();
		}
	}

	/** A real program in a place where AutoCAD would stand. */
	private Path acad() throws IOException {
		Path program = temp.resolve("Autodesk/AutoCAD 2024/acad");
		if (!Files.exists(program)) {
			Files.createDirectories(program.getParent());
			Files.copy(Path.of("/bin/sleep").toRealPath(), program);
			Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
		return program.toRealPath();
	}

	/** Starts a process and waits until it has become its program. */
	private ObservedProcess start(ProcessSource source, String path, String... command) throws IOException {
		process = new ProcessBuilder(command).start();
		long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (System.nanoTime() < until) {
			Optional<ObservedProcess> seen = source.describe(process.pid()).filter(now -> now.path().equals(path));
			if (seen.isPresent()) {
				return seen.get();
			}
			LockSupport.parkNanos(5_000_000);
		}
		throw new AssertionError("never seen as " + path + " but as " + source.describe(process.pid()));
	}

	@Test
	void findsTheSessionOfLogindInTheControlGroup() {
		assertEquals(Optional.of("3"), LinuxProcessSource.logindSession("0::/user.slice/user-1000.slice/session-3.scope\n"));
		assertEquals(Optional.of("c2"), LinuxProcessSource.logindSession(
				"12:pids:/user.slice/user-1000.slice/session-c2.scope\n1:name=systemd:/user.slice/user-1000.slice/session-c2.scope/app\n"));
		assertEquals(Optional.empty(), LinuxProcessSource.logindSession(
				"0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-acad.scope\n"));
		assertEquals(Optional.empty(), LinuxProcessSource.logindSession(""));
	}

	@Test
	void asksWindowsForTheCommandLineOnceAndOnlyWhereARuleWantsIt() throws IOException {
		Path program = temp.resolve("powershell");
		Path calls = temp.resolve("calls");
		Files.writeString(program, """
				#!/bin/sh
				echo "$1" >>%s
				[ "$1" = "(Get-CimInstance Win32_Process -Filter 'ProcessId=4711').CommandLine" ] || exit 1
				printf '"C:\\\\acad.exe" /product C3D\\r\\n'
				""".formatted(calls));
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		WindowsCommandLines windows = new WindowsCommandLines(List.of(program.toString()));
		Optional<Instant> start = Optional.of(Instant.EPOCH);

		assertEquals("\"C:\\acad.exe\" /product C3D", windows.of(4711, start));
		assertEquals("\"C:\\acad.exe\" /product C3D", windows.of(4711, start));
		for (int times = 0; times < 5; times++) {
			assertEquals("", windows.of(4712, start));
		}

		assertEquals(1 + 3, Files.readAllLines(calls).size(), "one that is told is asked for once, another thrice");
		assertEquals(List.of(true, false, false), Stream.of("C:\\AutoCAD 2024\\acad.exe", "C:\\AutoCAD 2024\\acadlt.exe", "")
				.map(RULES::asksForCommandLine).toList());
	}

	@ParameterizedTest
	@MethodSource("sources")
	void tellsNoSessionOfWhatDoesNotRun(ProcessSource source) {
		assertEquals("", source.osSession(Integer.MAX_VALUE));
	}

	@Test
	void readsTheSessionThatTheTaskListOfWindowsWrites() throws IOException {
		Path program = temp.resolve("tasklist");
		Files.writeString(program, """
				#!/bin/sh
				[ "$1" = "PID eq 4711" ] || { echo 'INFORMATION: none'; exit 0; }
				printf '"acad.exe","4711","RDP-Tcp#0","2","250.000 K"\\r\\n'
				""");
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		ProcessSource windows = new ProcessHandleSource((pid, start) -> "", new TaskList(List.of(program.toString()))::session);

		assertEquals("2", windows.osSession(4711));
		assertEquals("", windows.osSession(4712));
		assertEquals("", new TaskList(List.of(temp.resolve("none").toString())).session(4711));
	}

	@ParameterizedTest
	@MethodSource("sources")
	void seesARealProcessFromBeginningToEnd(ProcessSource source) throws Exception {
		String path = acad().toString();
		Instant before = Instant.now();
		ObservedProcess seen = start(source, path, path, "100");

		assertTrue(Arrays.stream(source.scan()).anyMatch(pid -> pid == process.pid()));
		assertEquals(System.getProperty("user.name"), seen.user());
		assertEquals(path + " 100", seen.commandLine());
		Duration wrong = Duration.between(before, seen.start().orElseThrow()).abs();
		assertTrue(wrong.toMillis() < 2000, "start is wrong by " + wrong);
		assertTrue(source.isAlive(seen));

		process.destroyForcibly().waitFor();

		assertFalse(source.isAlive(seen));
		assertFalse(source.certainlyRuns(seen));
		assertEquals(Optional.empty(), source.describe(process.pid()));
	}

	@ParameterizedTest
	@MethodSource("sources")
	void doesNotTakeAnotherProcessOfTheSameNumberForAlive(ProcessSource source) throws Exception {
		ObservedProcess seen = start(source, acad().toString(), acad().toString(), "100");
		ObservedProcess earlier = new ObservedProcess(seen.pid(), seen.birth().isEmpty() ? "" : seen.birth() + "0",
				seen.start().map(start -> start.minusSeconds(60)), seen.path(), "", "");

		assertFalse(source.isAlive(earlier));
	}

	@ParameterizedTest
	@MethodSource("sources")
	void saysWhatItReads(ProcessSource source) {
		assertTrue(source.reads().contains("command line"));
	}

	// What follows is Linux's own.

	private static LinuxProcessSource linux() {
		return LinuxProcessSource.open().orElseThrow();
	}

	@Test
	void knowsTheStartToASplitSecond() throws Exception {
		Instant before = Instant.now();
		ObservedProcess seen = start(linux(), acad().toString(), acad().toString(), "100");
		Duration wrong = Duration.between(before, seen.start().orElseThrow());

		assertTrue(wrong.toMillis() > -100 && wrong.toMillis() < 1000, "start is wrong by " + wrong);
	}

	@Test
	void givesTheSameMarkOfBirthEachTimeAndAnotherToEachProcess() throws Exception {
		ObservedProcess seen = start(linux(), acad().toString(), acad().toString(), "100");

		assertEquals(seen.birth(), linux().describe(seen.pid()).orElseThrow().birth());
		assertNotEquals(seen.birth(), linux().describe(ProcessHandle.current().pid()).orElseThrow().birth());
	}

	@Test
	void takesAProcessThatEndedButWasNotWaitedForAsEnded() throws Exception {
		String path = acad().toString();
		// The shell becomes a program that never waits for the child it inherits.
		process = new ProcessBuilder("/bin/sh", "-c", "\"$0\" 100 & echo $!; exec /bin/sleep 100", path).start();
		long child = Long.parseLong(process.inputReader(StandardCharsets.US_ASCII).readLine());
		LinuxProcessSource source = linux();
		ObservedProcess seen = null;
		while (seen == null || !seen.path().equals(path)) {
			seen = source.describe(child).orElseThrow();
		}
		assertTrue(source.isAlive(seen));

		ProcessHandle.of(child).orElseThrow().destroyForcibly();
		while (!Files.readString(Path.of("/proc", Long.toString(child), "stat")).contains(") Z ")) {
			LockSupport.parkNanos(5_000_000);
		}

		assertTrue(ProcessHandleSource.ofThisHost().describe(child).isPresent(), "the JDK takes it for alive");
		assertFalse(source.isAlive(seen));
		assertEquals(Optional.empty(), source.describe(child));
	}

	@Test
	void seesAScriptAsItselfAndNotAsItsInterpreter() throws Exception {
		Path script = Files.writeString(Files.createDirectories(temp.resolve("Maya2025/bin")).resolve("maya.bin"),
				"#!/bin/sh\nread line\n");
		Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

		ObservedProcess seen = start(linux(), script.toString(), script.toString());

		assertEquals(script.toString(), seen.path());
	}

	@Test
	void seesAProgramThatWasReplacedWhileItRunsUnderItsName() throws Exception {
		String path = acad().toString();
		start(linux(), path, path, "100");

		Files.delete(Path.of(path));

		assertEquals(path, linux().describe(process.pid()).orElseThrow().path());
	}

	@Test
	void findsThePathAmongWhatIsNotHidden() {
		assertEquals("/opt/acad", LinuxProcessSource.path("/opt/acad", List.of("acad", "x.dwg")));
		assertEquals("/opt/acad", LinuxProcessSource.path("", List.of("/opt/acad", "x.dwg")));
		assertEquals("", LinuxProcessSource.path("", List.of()));
		assertEquals("/opt/maya", LinuxProcessSource.path("/usr/bin/dash", List.of("/bin/sh", "-e", "/opt/maya", "-x")));
		assertEquals("/opt/maya", LinuxProcessSource.path("", List.of("/bin/csh", "-f", "/opt/maya")));
		assertEquals("/opt/tool.py", LinuxProcessSource.path("/usr/bin/python3.12", List.of("python3", "/opt/tool.py")));
		assertEquals("/usr/bin/bash", LinuxProcessSource.path("/usr/bin/bash", List.of("bash", "-c", "sleep 1")));
		assertEquals("/usr/bin/bash", LinuxProcessSource.path("/usr/bin/bash", List.of("-bash")));
	}

	@Test
	void describesEveryProcessOfThisHostWithoutFailing() {
		LinuxProcessSource source = linux();
		long[] pids = source.scan();
		assertTrue(pids.length > 1);
		for (long pid : pids) {
			source.describe(pid).ifPresent(process -> assertEquals(pid, process.pid()));
		}
	}
}

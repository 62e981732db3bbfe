package org.lictor.agent.internal.watch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lictor.agent.internal.tools.Tool;

/**
 * Command lines of processes under Windows, where the JDK does not tell them: asked of PowerShell, which every Windows has.
 * It takes about a second to answer, so each process is asked for once, and again a few times when it did not tell. Used by
 * one thread.
 */
final class WindowsCommandLines {

	private static final System.Logger LOG = System.getLogger(WindowsCommandLines.class.getName());

	/** An answer is awaited by the thread that looks at the processes. */
	private static final Duration LIMIT = Duration.ofSeconds(5);

	/** Windows allows 32,767 characters. */
	private static final int MOST = 128 << 10;

	private static final int TRIES = 3;

	private static final int REMEMBERED = 500;

	private record Of(long pid, Optional<Instant> start) {
	}

	private static final class Told {
		private String commandLine = "";
		private int tries;
	}

	private final Tool tool;
	private final Map<Of, Told> told = new HashMap<>();

	/**
	 * @param command that is followed by what PowerShell is to do
	 */
	WindowsCommandLines(List<String> command) {
		this.tool = new Tool(command, LIMIT, MOST);
	}

	/** @return the PowerShell of this Windows */
	static WindowsCommandLines ofThisHost() {
		String root = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
		return new WindowsCommandLines(List.of(root + "\\System32\\WindowsPowerShell\\v1.0\\powershell.exe", "-NoProfile",
				"-NonInteractive", "-Command"));
	}

	/**
	 * @param pid   number of a process
	 * @param start when it started, so that another process with its number is told from it
	 * @return its command line, empty when it is not told
	 */
	String of(long pid, Optional<Instant> start) {
		if (told.size() >= REMEMBERED) {
			told.clear();
		}
		Told known = told.computeIfAbsent(new Of(pid, start), none -> new Told());
		if (known.commandLine.isEmpty() && known.tries < TRIES) {
			known.tries++;
			known.commandLine = ask(pid);
		}
		return known.commandLine;
	}

	private String ask(long pid) {
		try {
			return tool.run("(Get-CimInstance Win32_Process -Filter 'ProcessId=" + pid + "').CommandLine")
					.map(answer -> new String(answer.output(), Charset.defaultCharset()).strip()).orElse("");
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "command lines cannot be told", e);
			return "";
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return "";
		}
	}
}

package org.lictor.agent.internal.watch;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Reads processes by what the JDK offers on every platform. On Windows the JDK tells no command line: there it is asked
 * of the system for programs that a rule wants to know it of.
 */
public final class ProcessHandleSource implements ProcessSource {

	private final LongFunction<String> sessions;
	private final BiFunction<Long, Optional<Instant>, String> commandLines;
	private Predicate<String> wanted = path -> false;

	/**
	 * @param commandLines gives the command line for number and start of a process, empty when it is not known
	 * @param sessions     gives the session of the system for the number of a process, empty when it is not known
	 */
	ProcessHandleSource(BiFunction<Long, Optional<Instant>, String> commandLines, LongFunction<String> sessions) {
		this.commandLines = commandLines;
		this.sessions = sessions;
	}

	/** @return the source of this host; elsewhere than on Windows it knows no sessions of the system */
	static ProcessHandleSource ofThisHost() {
		return System.getProperty("os.name").startsWith("Windows")
				? new ProcessHandleSource(WindowsCommandLines.ofThisHost()::of, TaskList.ofThisHost()::session)
				: new ProcessHandleSource((pid, start) -> "", pid -> "");
	}

	@Override
	public void wantsCommandLineOf(Predicate<String> programs) {
		wanted = programs;
	}

	@Override
	public long[] scan() {
		return ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).toArray();
	}

	@Override
	public Optional<ObservedProcess> describe(long pid) {
		return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(process -> {
			ProcessHandle.Info info = process.info();
			String path = info.command().orElse("");
			String commandLine = info.commandLine()
					.orElseGet(() -> wanted.test(path) ? commandLines.apply(pid, info.startInstant()) : "");
			return new ObservedProcess(pid, "", info.startInstant(), path, commandLine, info.user().orElse(""));
		});
	}

	@Override
	public boolean isAlive(ObservedProcess process) {
		return ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive)
				.filter(handle -> process.isSame("", handle.info().startInstant())).isPresent();
	}

	@Override
	public String osSession(long pid) {
		return sessions.apply(pid);
	}

	@Override
	public String reads() {
		return "of every process: its number, start time, user, the path of its program and its command line, as far as"
				+ " the operating system tells them to the user this agent runs as";
	}
}

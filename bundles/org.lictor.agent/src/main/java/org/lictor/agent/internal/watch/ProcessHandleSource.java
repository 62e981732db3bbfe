package org.lictor.agent.internal.watch;

import java.util.Optional;

/**
 * Reads processes by what the JDK offers on every platform. On Windows the JDK tells no command line, so rules that ask
 * for one match nothing there.
 */
public final class ProcessHandleSource implements ProcessSource {

	@Override
	public long[] scan() {
		return ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).toArray();
	}

	@Override
	public Optional<ObservedProcess> describe(long pid) {
		return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(process -> {
			ProcessHandle.Info info = process.info();
			return new ObservedProcess(pid, "", info.startInstant(), info.command().orElse(""),
					info.commandLine().orElse(""), info.user().orElse(""));
		});
	}

	@Override
	public boolean isAlive(ObservedProcess process) {
		return ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive)
				.filter(handle -> process.isSame("", handle.info().startInstant())).isPresent();
	}

	@Override
	public String reads() {
		return "of every process: its number, start time, user, the path of its program and its command line, as far as"
				+ " the operating system tells them to the user this agent runs as";
	}
}

package org.lictor.agent.internal.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the operating system tells of a process. The command line never leaves the agent.
 *
 * @param pid         number of the process
 * @param birth       a mark that no two processes with the same number share and that does not depend on the clock;
 *                    empty where the system has none
 * @param start       when it started, by the host's wall clock; empty when the agent may not know it
 * @param path        path of the program, as the system writes it; empty when the agent may not know it
 * @param commandLine the command line; empty when the agent may not know it
 * @param user        the user as the system names it; empty when the agent may not know it
 */
public record ObservedProcess(long pid, String birth, Optional<Instant> start, String path, String commandLine,
		String user) {

	private static final Duration SAME_START = Duration.ofSeconds(2);

	/** Checks that nothing is null. */
	public ObservedProcess {
		Objects.requireNonNull(birth, "birth");
		Objects.requireNonNull(start, "start");
		Objects.requireNonNull(path, "path");
		Objects.requireNonNull(commandLine, "commandLine");
		Objects.requireNonNull(user, "user");
	}

	/**
	 * Whether this is the process that was seen before under the same number, which the system gives to another one
	 * sooner or later.
	 *
	 * @param otherBirth mark of the process seen before, empty when none
	 * @param otherStart its start, empty when it was not known
	 * @return whether it is the same
	 */
	public boolean isSame(String otherBirth, Optional<Instant> otherStart) {
		if (!birth.isEmpty() && !otherBirth.isEmpty()) {
			return birth.equals(otherBirth);
		}
		// What the system does not tell is no sign of another process.
		return start.isEmpty() || otherStart.isEmpty()
				|| Duration.between(start.get(), otherStart.get()).abs().compareTo(SAME_START) <= 0;
	}
}

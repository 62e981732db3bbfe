package org.lictor.agent.internal.watch;

import java.util.Optional;
import java.util.function.Predicate;

/** Reads the processes of the host. Used by one thread. */
public interface ProcessSource {

	/**
	 * Lists what runs; cheap, done every second or two.
	 *
	 * @return numbers of the processes, in any order: all that began until this moment, perhaps with some that ended a few
	 *         seconds ago; the same array as before when certainly none began since
	 */
	long[] scan();

	/**
	 * Looks at one process; costs more.
	 *
	 * @param pid its number
	 * @return what the system tells of it; empty when it does not run any more
	 */
	Optional<ObservedProcess> describe(long pid);

	/**
	 * Says of which programs the command line matters. A source to which command lines are dear may leave out the others';
	 * without a call it may leave out all.
	 *
	 * @param programs by their paths as the system writes them
	 */
	default void wantsCommandLineOf(Predicate<String> programs) {
		// most sources tell every command line
	}

	/**
	 * Whether a process still runs; cheap.
	 *
	 * @param process as it was described
	 * @return false when it ended, also when another process has its number now
	 */
	boolean isAlive(ObservedProcess process);

	/**
	 * Whether a process still runs the program that it ran; cheaper than to {@link #describe} it again.
	 *
	 * @param process as it was described
	 * @return true when it certainly does; false when it does not, or must be described to know
	 */
	default boolean certainlyRuns(ObservedProcess process) {
		return false;
	}

	/**
	 * In which session of the operating system a process runs, so that several users on one host, and one user at the
	 * screen and from afar, are told apart; costs more still.
	 *
	 * @param pid number of a process
	 * @return the session as the system numbers them; empty when the system does not tell
	 */
	String osSession(long pid);

	/**
	 * @return what it reads, for a person who wants to know
	 */
	String reads();

	/** @return the source that fits the operating system this runs on */
	static ProcessSource ofThisHost() {
		return LinuxProcessSource.open().<ProcessSource>map(source -> source).orElseGet(ProcessHandleSource::ofThisHost);
	}
}

package org.lictor.agent.internal.watch;

import java.util.Optional;

/** Reads the processes of the host. Used by one thread. */
public interface ProcessSource {

	/**
	 * Lists what runs; cheap, done every few seconds.
	 *
	 * @return numbers of the processes at this moment, in any order
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
	 * Whether a process still runs; cheap.
	 *
	 * @param process as it was described
	 * @return false when it ended, also when another process has its number now
	 */
	boolean isAlive(ObservedProcess process);

	/**
	 * @return what it reads, for a person who wants to know
	 */
	String reads();

	/** @return the source that fits the operating system this runs on */
	static ProcessSource ofThisHost() {
		return LinuxProcessSource.open().<ProcessSource>map(source -> source).orElseGet(ProcessHandleSource::new);
	}
}

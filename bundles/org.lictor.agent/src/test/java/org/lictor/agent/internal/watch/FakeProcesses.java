package org.lictor.agent.internal.watch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Processes that a test starts and ends. */
public final class FakeProcesses implements ProcessSource {

	private final Map<Long, ObservedProcess> running = new LinkedHashMap<>();
	private int births;
	private int descriptions;

	/**
	 * @param pid   number
	 * @param start by the wall clock
	 * @param path  of the program
	 */
	public void start(long pid, Instant start, String path) {
		start(pid, start, path, path, "jdoe");
	}

	/**
	 * @param pid         number
	 * @param start       by the wall clock
	 * @param path        of the program
	 * @param commandLine of the process
	 * @param user        of the process
	 */
	public void start(long pid, Instant start, String path, String commandLine, String user) {
		running.put(pid, new ObservedProcess(pid, "birth " + ++births, Optional.of(start), path, commandLine, user));
	}

	/**
	 * The process becomes another program.
	 *
	 * @param pid  number
	 * @param path of the program
	 */
	public void becomes(long pid, String path) {
		running.computeIfPresent(pid, (number, process) -> new ObservedProcess(pid, process.birth(), process.start(), path,
				path, process.user()));
	}

	/** The marks of birth are lost, as on a system that has none. */
	public void forgetBirths() {
		running.replaceAll((pid, process) -> new ObservedProcess(pid, "", process.start(), process.path(),
				process.commandLine(), process.user()));
	}

	/** @param pid number */
	public void end(long pid) {
		running.remove(pid);
	}

	/** @return how often a process was described */
	public int descriptions() {
		return descriptions;
	}

	@Override
	public long[] scan() {
		return running.keySet().stream().mapToLong(Long::longValue).toArray();
	}

	@Override
	public Optional<ObservedProcess> describe(long pid) {
		descriptions++;
		return Optional.ofNullable(running.get(pid));
	}

	@Override
	public boolean isAlive(ObservedProcess process) {
		ObservedProcess now = running.get(process.pid());
		return now != null && now.isSame(process.birth(), process.start());
	}

	/** Every process runs in the session of the system that its number ends with. */
	@Override
	public String osSession(long pid) {
		return Long.toString(pid % 10);
	}

	@Override
	public String reads() {
		return "nothing";
	}
}

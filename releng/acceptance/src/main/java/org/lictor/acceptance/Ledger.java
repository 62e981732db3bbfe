package org.lictor.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What truly ran, kept by whoever started it. Safe for use by many threads. */
public final class Ledger {

	/**
	 * A program that ran.
	 *
	 * @param pid     its process
	 * @param user    the operating system's name of the user
	 * @param product what it counts as
	 * @param version of the product
	 * @param start   when it was started
	 * @param end     when it had ended, empty while it runs
	 */
	public record Run(long pid, String user, String product, String version, Instant start, Optional<Instant> end) {

		/** @return how long it ran */
		public Duration duration() {
			return Duration.between(start, end.orElseThrow());
		}
	}

	private final List<Run> runs = new ArrayList<>();

	/**
	 * @param run that has begun
	 */
	public synchronized void begun(Run run) {
		runs.add(run);
	}

	/**
	 * @param pid of a run that has begun
	 * @param end when it had ended
	 */
	public synchronized void ended(long pid, Instant end) {
		runs.replaceAll(run -> run.pid() == pid && run.end().isEmpty()
				? new Run(run.pid(), run.user(), run.product(), run.version(), run.start(), Optional.of(end))
				: run);
	}

	/** @return all runs in the order in which they began */
	public synchronized List<Run> runs() {
		return List.copyOf(runs);
	}
}

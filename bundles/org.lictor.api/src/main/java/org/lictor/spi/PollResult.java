package org.lictor.spi;

import java.util.List;
import java.util.Objects;

import org.lictor.model.Diagnostic;
import org.lictor.model.Status;

/** What a poll brought. */
public sealed interface PollResult {

	/**
	 * The server was asked.
	 *
	 * @param status      how it went
	 * @param evidence    what it answered, as it came, in the order in which it came; may be there even when the status
	 *                    is not UP, and is then used all the same
	 * @param diagnostics what a person should know besides
	 * @param collecting  how far the monitor is when it collects over several polls
	 */
	record Collected(Status status, List<Evidence> evidence, List<Diagnostic> diagnostics, Collecting collecting)
			implements PollResult {

		/** Copies the lists. */
		public Collected {
			Objects.requireNonNull(status, "status");
			evidence = List.copyOf(evidence);
			diagnostics = List.copyOf(diagnostics);
			Objects.requireNonNull(collecting, "collecting");
		}

		/**
		 * A monitor that collects all there is in each poll.
		 *
		 * @param status      how it went
		 * @param evidence    what it answered
		 * @param diagnostics what a person should know besides
		 */
		public Collected(Status status, List<Evidence> evidence, List<Diagnostic> diagnostics) {
			this(status, evidence, diagnostics, Collecting.NONE);
		}
	}

	/**
	 * There is nothing to ask: the server lives on imported files alone. Its status stays as it was.
	 *
	 * @param why for people
	 */
	record NothingToPoll(String why) implements PollResult {

		/** Checks that nothing is null. */
		public NothingToPoll {
			Objects.requireNonNull(why, "why");
		}
	}

	/**
	 * A poll that brought nothing.
	 *
	 * @param status why
	 * @return the result
	 */
	static PollResult failed(Status status) {
		return new Collected(status, List.of(), List.of());
	}
}

package org.lictor.core.internal.collect;

import java.time.Instant;
import java.util.Optional;

/** What came of the wish to poll a server. */
sealed interface PollOutcome {

	/**
	 * It was asked; its status says how that went.
	 *
	 * @param next when its monitor would like to be asked again, empty for the interval
	 */
	record Asked(Optional<Instant> next) implements PollOutcome {
	}

	/**
	 * There is nothing to ask.
	 *
	 * @param why for people
	 */
	record Nothing(String why) implements PollOutcome {
	}

	/** There is no such server any more. */
	record Gone() implements PollOutcome {
	}
}

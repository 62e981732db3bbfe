package org.lictor.core.internal.collect;

/** What came of the wish to poll a server. */
sealed interface PollOutcome {

	/** It was asked; its status says how that went. */
	record Asked() implements PollOutcome {
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

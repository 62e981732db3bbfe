package org.lictor.service;

import java.util.Objects;

/**
 * For how long something is kept.
 *
 * @param kind of what
 * @param days older ones are removed; from 1 to {@link #MOST_DAYS}
 */
public record RetentionLimit(Kind kind, int days) {

	/** The most days of a limit: a hundred years. */
	public static final int MOST_DAYS = 36_500;

	/** What is kept for some time. */
	public enum Kind {
		/** Sessions, by their end, and what agents told of them. */
		SESSIONS("Sessions"),
		/** What licence servers said is in use, by the end of each step. */
		SAMPLES("Samples"),
		/** Days of use that the vendor counted. */
		USAGE_DAYS("Days of usage"),
		/** Who was refused licences, by the moment. */
		DENIALS("Denials"),
		/** Lines of the Event Log. */
		EVENT_LOG("Lines of the Event Log");

		private final String label;

		Kind(String label) {
			this.label = label;
		}

		/** @return the name for people, in the plural */
		public String label() {
			return label;
		}
	}

	/** Checks that nothing is null and the range of days. */
	public RetentionLimit {
		Objects.requireNonNull(kind, "kind");
		if (days < 1 || days > MOST_DAYS) {
			throw new IllegalArgumentException("something is kept for 1 to " + MOST_DAYS + " days, not " + days);
		}
	}
}

package org.lictor.adapter.autodesk.internal.cloud;

import java.util.Optional;

import org.lictor.adapter.autodesk.internal.cloud.Days.Span;

/**
 * One question that a run has to ask.
 *
 * @param kind  which
 * @param scope of which team (its id) or contract (its number)
 * @param days  for which days; there exactly when the kind wants days
 */
record Task(Kind kind, String scope, Optional<Span> days) {

	/** The questions, in the order in which they are asked of one team or contract. */
	enum Kind {
		SUBSCRIPTIONS("subscriptions", false),
		USERS("users", false),
		GROUPS("groups", false),
		USAGE("usage", true),
		USAGE_REPORT("usage report", true),
		/** A usage query: what Flex cost, which no export says by the day. After the days of use, which it adds to. */
		TOKENS("Flex tokens", true),
		/** Which contracts there are; asked of all at once. */
		FLEX_CONTRACTS("contracts", false),
		FLEX_CONTRACT("contract", false),
		FLEX_ENRICHMENT("enrichment", false),
		FLEX_SUMMARY("tokens by month", false),
		FLEX_QUERY("tokens by product", false),
		FLEX_SESSIONS("sessions", true);

		private final String label;
		private final boolean days;

		Kind(String label, boolean days) {
			this.label = label;
			this.days = days;
		}

		/** @return its name for people */
		String label() {
			return label;
		}

		/** @return whether it is asked for spans of days, all of which must be collected once */
		boolean days() {
			return days;
		}

		/** @return whether it is asked of a contract; otherwise of a team */
		boolean ofContract() {
			return ordinal() >= FLEX_CONTRACTS.ordinal();
		}
	}

	/** Checks that days are there when they are wanted. */
	Task {
		if (kind.days() != days.isPresent()) {
			throw new IllegalArgumentException(kind + " with days " + days);
		}
	}

	static Task of(Kind kind, String scope) {
		return new Task(kind, scope, Optional.empty());
	}

	static Task of(Kind kind, String scope, Span days) {
		return new Task(kind, scope, Optional.of(days));
	}

	/** @return in which list of things to do it stands */
	String list() {
		return (kind.ofContract() ? "contract/" : "team/") + scope;
	}

	/** @return the key that {@link #parse} reads */
	@Override
	public String toString() {
		return kind + " " + scope + days.map(span -> " " + span).orElse("");
	}

	/** @return what {@link #toString} wrote, empty when it is something else */
	static Optional<Task> parse(String text) {
		String[] parts = text.split(" ");
		try {
			return parts.length < 2 || parts.length > 3 ? Optional.empty()
					: Optional.of(new Task(Kind.valueOf(parts[0]), parts[1],
							parts.length == 3 ? Optional.of(Span.of(parts[2])) : Optional.empty()));
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}
}

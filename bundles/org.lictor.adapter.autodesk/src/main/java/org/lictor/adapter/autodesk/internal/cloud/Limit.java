package org.lictor.adapter.autodesk.internal.cloud;

import java.time.Duration;
import java.util.List;

/**
 * The limits that Autodesk documents, each for one person over all programs.
 *
 * <p>Sources: "Rate Limits and Quota" of the insights API (10 export requests a minute; 10 of them outstanding); "Token
 * Flex Rate Limits and Quota" (5 requests a minute over 8 hours, in which one minute may have 50; 50 exports
 * outstanding); the OpenAPI of the authentication (500 calls a minute). For other calls of the insights API nothing is
 * documented; a cap of our own keeps a defect from becoming a nuisance.
 */
enum Limit {
	/** Tokens. */
	AUTHENTICATION("Sign-in", 500, Duration.ofMinutes(1)),
	/** New export requests. */
	INSIGHTS_EXPORTS("Insights: export requests", 10, Duration.ofMinutes(1)),
	/** Anything else of the insights API. */
	INSIGHTS("Insights: other requests", 120, Duration.ofMinutes(1)),
	/** Any request of Token Flex, in a burst. */
	TOKEN_FLEX("Token Flex: burst", 50, Duration.ofMinutes(1)),
	/** Any request of Token Flex, in the long run. */
	TOKEN_FLEX_SUSTAINED("Token Flex: sustained", 5 * 60 * 8, Duration.ofHours(8));

	/** How many export requests of the insights API may be outstanding. */
	static final int OUTSTANDING_EXPORTS = 10;
	/** How many export requests of Token Flex may be outstanding. */
	static final int OUTSTANDING_FLEX_EXPORTS = 50;

	private final String label;
	private final int most;
	private final Duration per;

	Limit(String label, int most, Duration per) {
		this.label = label;
		this.most = most;
		this.per = per;
	}

	/** @return its name for people */
	String label() {
		return label;
	}

	/** @return how many requests are allowed */
	int most() {
		return most;
	}

	/** @return within what time */
	Duration per() {
		return per;
	}

	/** @return whose quota it is, for people */
	String owner() {
		return switch (this) {
		case AUTHENTICATION -> "Autodesk's sign-in";
		case INSIGHTS_EXPORTS, INSIGHTS -> "Autodesk's reporting API (insights)";
		case TOKEN_FLEX, TOKEN_FLEX_SUSTAINED -> "Autodesk's Token Flex API";
		};
	}

	/** @return all limits that a request under this one counts for too, this one first */
	List<Limit> all() {
		return this == TOKEN_FLEX ? List.of(TOKEN_FLEX, TOKEN_FLEX_SUSTAINED) : List.of(this);
	}
}

package org.lictor.agent.protocol;

import java.util.List;
import java.util.Optional;

/**
 * What an agent is to do.
 *
 * @param etag        names this configuration; another etag means another configuration. Letters, digits, {@code .},
 *                    {@code _} and {@code -}
 * @param intervals   how often it does what
 * @param watch       what it watches, in the order in which rules are tried; empty when it watches nothing
 * @param disclosure  in what form it tells of people
 * @param registrations whether it asks Autodesk's licensing helper which products are registered
 * @param input       whether it tells if somebody uses keyboard or mouse of the sessions
 * @param examination what is to be answered besides, once; the etag does not depend on it, and it is not kept
 */
public record AgentConfiguration(String etag, Intervals intervals, List<WatchRule> watch, Disclosure disclosure,
		boolean registrations, boolean input, Optional<ExaminationRequest> examination) {

	/** Checks each part, copies the list. */
	public AgentConfiguration {
		Checks.filled("etag", etag, Protocol.MAX_NAME);
		if (!etag.matches("[A-Za-z0-9._-]+")) {
			throw new IllegalArgumentException("etag: has characters other than letters, digits, '.', '_' and '-'");
		}
		Checks.present("intervals", intervals);
		Checks.size("watch", watch, Protocol.MAX_RULES);
		watch = List.copyOf(watch);
		Checks.present("disclosure", disclosure);
		Checks.present("examination", examination);
	}

	/**
	 * One without an examination.
	 *
	 * @param etag          as above
	 * @param intervals     as above
	 * @param watch         as above
	 * @param disclosure    as above
	 * @param registrations as above
	 * @param input         as above
	 */
	public AgentConfiguration(String etag, Intervals intervals, List<WatchRule> watch, Disclosure disclosure, boolean registrations,
			boolean input) {
		this(etag, intervals, watch, disclosure, registrations, input, Optional.empty());
	}

	/**
	 * One that asks no licensing helper and tells nothing of keyboard and mouse.
	 *
	 * @param etag       as above
	 * @param intervals  as above
	 * @param watch      as above
	 * @param disclosure as above
	 */
	public AgentConfiguration(String etag, Intervals intervals, List<WatchRule> watch, Disclosure disclosure) {
		this(etag, intervals, watch, disclosure, false, false);
	}

	/**
	 * One that tells of people as they are.
	 *
	 * @param etag      as above
	 * @param intervals as above
	 * @param watch     as above
	 */
	public AgentConfiguration(String etag, Intervals intervals, List<WatchRule> watch) {
		this(etag, intervals, watch, Disclosure.CLEAR);
	}

	/**
	 * @param wish what is to be answered besides
	 * @return the same with it
	 */
	public AgentConfiguration with(Optional<ExaminationRequest> wish) {
		return new AgentConfiguration(etag, intervals, watch, disclosure, registrations, input, wish);
	}
}

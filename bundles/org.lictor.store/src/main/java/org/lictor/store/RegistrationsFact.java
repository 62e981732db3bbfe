package org.lictor.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which products are registered on an agent's host, as the licensing helper there answered.
 *
 * @param agent    number of the agent
 * @param outcome  what came of asking last, at most 40 characters
 * @param message  what went wrong then, empty when nothing did
 * @param told     when the agent told that, by the clock of the server
 * @param listed   when it last told of products; empty when it never did
 * @param products that were listed then
 */
public record RegistrationsFact(long agent, String outcome, String message, Instant told, Optional<Instant> listed,
		List<Registered> products) {

	/**
	 * A registered product. Texts of at most 200 characters.
	 *
	 * @param feature         the vendor's name for what is licensed
	 * @param key             the key of the product
	 * @param version         its version
	 * @param selectedKey     the key of the product it is run as
	 * @param selectedVersion the version of that
	 * @param method          how its licence is obtained, at most 40 characters
	 * @param methods         in which ways it could be
	 */
	public record Registered(String feature, String key, String version, String selectedKey, String selectedVersion,
			String method, List<String> methods) {

		/** Checks that nothing is null, copies the list. */
		public Registered {
			Objects.requireNonNull(feature, "feature");
			Objects.requireNonNull(key, "key");
			Objects.requireNonNull(version, "version");
			Objects.requireNonNull(selectedKey, "selectedKey");
			Objects.requireNonNull(selectedVersion, "selectedVersion");
			Objects.requireNonNull(method, "method");
			methods = List.copyOf(methods);
		}
	}

	/** Checks that nothing is null, cuts times to milliseconds, copies the list. */
	public RegistrationsFact {
		Objects.requireNonNull(outcome, "outcome");
		Objects.requireNonNull(message, "message");
		told = Millis.of(told);
		listed = listed.map(Millis::of);
		products = List.copyOf(products);
	}
}

package org.lictor.store;

import java.time.Instant;
import java.util.Objects;

/**
 * Whether a user on an agent's host agreed to usage files of an application being read, as the agent last told it.
 *
 * @param agent       number of the agent
 * @param server      name of the licence server, as the agent knows it
 * @param application name of the rule for the application
 * @param product     name of the product
 * @param hostUser    the user on the host, empty when the agent does not tell
 * @param consent     what the user said, at most 40 characters
 * @param help        what the user does to agree, empty where nothing need be done
 * @param since       when the agent saw it, by the clock of the server
 */
public record ConsentFact(long agent, String server, String application, String product, String hostUser,
		String consent, String help, Instant since) {

	/** Checks that nothing is null, cuts the time to milliseconds. */
	public ConsentFact {
		Objects.requireNonNull(server, "server");
		Objects.requireNonNull(application, "application");
		Objects.requireNonNull(product, "product");
		Objects.requireNonNull(hostUser, "hostUser");
		Objects.requireNonNull(consent, "consent");
		Objects.requireNonNull(help, "help");
		since = Millis.of(since);
	}
}

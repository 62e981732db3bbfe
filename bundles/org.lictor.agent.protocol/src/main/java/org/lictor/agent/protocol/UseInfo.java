package org.lictor.agent.protocol;

import java.util.UUID;

/**
 * A user's use of one version of an application that is known by its usage files. It lasts for as long as a process of
 * that version runs for the user, and some time after the last trackable action.
 *
 * @param key           made by the agent; stays the same when the agent restarts
 * @param server        name of the licence server
 * @param applicationId name of the rule
 * @param product       name of the product
 * @param version       the year of the version
 * @param host          name of the host
 * @param user          the user as the operating system names it; empty when the agent may not know it
 */
public record UseInfo(UUID key, String server, String applicationId, String product, String version, String host,
		String user) {

	/** Checks each part. */
	public UseInfo {
		Checks.present("key", key);
		Checks.filled("server", server, Protocol.MAX_NAME);
		Checks.filled("applicationId", applicationId, Protocol.MAX_NAME);
		Checks.filled("product", product, Protocol.MAX_NAME);
		Checks.text("version", version, Protocol.MAX_NAME);
		Checks.filled("host", host, Protocol.MAX_NAME);
		Checks.text("user", user, Protocol.MAX_NAME);
	}
}

package org.lictor.agent.protocol;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One process as a session of one licence server. It is told with the beginning and again with the end, so that either
 * event alone says everything.
 *
 * @param key           made by the agent when it first saw the process; stays the same when the agent restarts
 * @param server        name of the licence server whose rule matched
 * @param applicationId name of the rule that matched
 * @param product       name of the product
 * @param kind          INTERACTIVE or HEADLESS; a HEADLESS process is nobody's use of the product
 * @param version       version of the product, empty when the rule gives none
 * @param host          name of the host
 * @param user          the user as the operating system names it, such as {@code jdoe} or {@code ACME\jdoe}; empty when
 *                      the agent may not know it
 * @param pid           number of the process
 * @param processStart  when the process started, by the host's wall clock; empty when the agent may not know it
 * @param path          path of the program with {@code /}, cut to {@link Protocol#MAX_TEXT}
 * @param use           key of the use this process belongs to when its version is known by its usage files: then the
 *                      process tells how long that use can last at most, and is no session itself
 * @param osSession     the session of the operating system it runs in, as that numbers them, such as {@code 3}: of several
 *                      users on one host, or of one user at the screen and from afar, each has another. Empty when the
 *                      agent may not know it
 */
public record SessionInfo(UUID key, String server, String applicationId, String product, WatchRule.Kind kind,
		String version, String host, String user, long pid, Optional<Instant> processStart, String path,
		Optional<UUID> use, String osSession) {

	/** Longest name of a session of the operating system, in UTF-16 units. */
	public static final int MAX_OS_SESSION = 40;

	/** Checks each part. */
	public SessionInfo {
		Checks.present("key", key);
		Checks.filled("server", server, Protocol.MAX_NAME);
		Checks.filled("applicationId", applicationId, Protocol.MAX_NAME);
		Checks.filled("product", product, Protocol.MAX_NAME);
		if (Checks.present("kind", kind) == WatchRule.Kind.IGNORED) {
			throw new IllegalArgumentException("kind: an ignored process is no session");
		}
		Checks.text("version", version, Protocol.MAX_NAME);
		Checks.filled("host", host, Protocol.MAX_NAME);
		Checks.text("user", user, Protocol.MAX_NAME);
		Checks.range("pid", pid, 0, Long.MAX_VALUE);
		processStart = Checks.present("processStart", processStart)
				.map(start -> Checks.instant("processStart", start));
		Checks.text("path", path, Protocol.MAX_TEXT);
		Checks.present("use", use);
		Checks.text("osSession", osSession, MAX_OS_SESSION);
	}

	/**
	 * A process of which the session of the operating system is not known.
	 *
	 * @param key           of the session
	 * @param server        name of the licence server
	 * @param applicationId name of the rule
	 * @param product       name of the product
	 * @param kind          INTERACTIVE or HEADLESS
	 * @param version       version of the product
	 * @param host          name of the host
	 * @param user          the user
	 * @param pid           number of the process
	 * @param processStart  when the process started
	 * @param path          path of the program
	 * @param use           key of the use it belongs to
	 */
	public SessionInfo(UUID key, String server, String applicationId, String product, WatchRule.Kind kind,
			String version, String host, String user, long pid, Optional<Instant> processStart, String path,
			Optional<UUID> use) {
		this(key, server, applicationId, product, kind, version, host, user, pid, processStart, path, use, "");
	}

	/**
	 * A process that is a session itself.
	 *
	 * @param key           of the session
	 * @param server        name of the licence server
	 * @param applicationId name of the rule
	 * @param product       name of the product
	 * @param kind          INTERACTIVE or HEADLESS
	 * @param version       version of the product
	 * @param host          name of the host
	 * @param user          the user
	 * @param pid           number of the process
	 * @param processStart  when the process started
	 * @param path          path of the program
	 */
	public SessionInfo(UUID key, String server, String applicationId, String product, WatchRule.Kind kind,
			String version, String host, String user, long pid, Optional<Instant> processStart, String path) {
		this(key, server, applicationId, product, kind, version, host, user, pid, processStart, path, Optional.empty());
	}
}

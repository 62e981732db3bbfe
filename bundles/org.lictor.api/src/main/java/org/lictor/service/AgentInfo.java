package org.lictor.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An agent on an end-user host.
 *
 * @param id          unique id, given by the server
 * @param host        name of its host as it last told it
 * @param platform    operating system and architecture as it last told them
 * @param version     version of the agent
 * @param enrolledAt  when it enrolled
 * @param lastHeard   when it last proved to be alive, empty when never since it enrolled
 * @param online      whether it was heard within the silence limit
 * @param clockOffset how far its clock is ahead of the server's (negative: behind), empty when not measured yet
 * @param groups      names of the groups it is in, sorted
 * @param message     the trouble it last told, empty when it is well
 */
public record AgentInfo(String id, String host, String platform, String version, Instant enrolledAt,
		Optional<Instant> lastHeard, boolean online, Optional<Duration> clockOffset, List<String> groups,
		String message) {

	/** Copies the list. */
	public AgentInfo {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(host, "host");
		Objects.requireNonNull(platform, "platform");
		Objects.requireNonNull(version, "version");
		Objects.requireNonNull(enrolledAt, "enrolledAt");
		Objects.requireNonNull(lastHeard, "lastHeard");
		Objects.requireNonNull(clockOffset, "clockOffset");
		groups = List.copyOf(groups);
		Objects.requireNonNull(message, "message");
	}
}

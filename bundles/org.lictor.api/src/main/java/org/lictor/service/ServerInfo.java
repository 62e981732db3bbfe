package org.lictor.service;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.lictor.model.Status;

/**
 * A licence server as it stands.
 *
 * @param name        unique name
 * @param type        the id of its server type
 * @param typeLabel   the name of the type for people; the id again when the type is not installed
 * @param settings    values of plain fields by key
 * @param secretKeys  the secret fields that have a value
 * @param enabled     whether it is polled and watched
 * @param status      how it is doing
 * @param lastSuccess when something was last learned from it, empty when never
 * @param lastAttempt when it was last asked, empty when never
 * @param groups      names of the agent groups assigned to it, sorted
 */
public record ServerInfo(String name, String type, String typeLabel, Map<String, String> settings,
		Set<String> secretKeys, boolean enabled, Status status, Optional<Instant> lastSuccess,
		Optional<Instant> lastAttempt, List<String> groups) {

	/** Copies the collections. */
	public ServerInfo {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(type, "type");
		Objects.requireNonNull(typeLabel, "typeLabel");
		settings = Map.copyOf(settings);
		secretKeys = Set.copyOf(secretKeys);
		Objects.requireNonNull(status, "status");
		Objects.requireNonNull(lastSuccess, "lastSuccess");
		Objects.requireNonNull(lastAttempt, "lastAttempt");
		groups = List.copyOf(groups);
	}
}

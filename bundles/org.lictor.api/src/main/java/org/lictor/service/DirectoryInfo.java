package org.lictor.service;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.lictor.model.Status;

/**
 * A company's directory as it stands.
 *
 * @param name        unique name
 * @param settings    values of plain fields by key
 * @param secretKeys  the secret fields that have a value
 * @param status      how it is doing
 * @param lastSuccess when it was last read, empty when never
 * @param lastAttempt when that was last tried, empty when never
 * @param domains     by which names its users are told from those of other directories
 * @param users       how many users it has
 * @param groups      how many groups it has
 */
public record DirectoryInfo(String name, Map<String, String> settings, Set<String> secretKeys, Status status,
		Optional<Instant> lastSuccess, Optional<Instant> lastAttempt, List<String> domains, long users, long groups) {

	/** Copies the collections. */
	public DirectoryInfo {
		Objects.requireNonNull(name, "name");
		settings = Map.copyOf(settings);
		secretKeys = Set.copyOf(secretKeys);
		Objects.requireNonNull(status, "status");
		Objects.requireNonNull(lastSuccess, "lastSuccess");
		Objects.requireNonNull(lastAttempt, "lastAttempt");
		domains = List.copyOf(domains);
	}
}

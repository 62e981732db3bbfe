package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.lictor.model.Role;

/**
 * A token of a person or script.
 *
 * @param name      unique
 * @param hash      SHA-256 of the token in lower case hexadecimal
 * @param role      what it allows
 * @param createdAt when it was made
 * @param expiresAt until when it is good, empty for ever
 */
public record StoredAccessToken(String name, String hash, Role role, Instant createdAt, Optional<Instant> expiresAt) {

	/** Checks that nothing is null, cuts instants to milliseconds. */
	public StoredAccessToken {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(hash, "hash");
		Objects.requireNonNull(role, "role");
		createdAt = Millis.of(createdAt);
		expiresAt = Millis.of(expiresAt);
	}
}

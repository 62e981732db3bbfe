package org.lictor.service;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.lictor.model.Role;

/**
 * A token for people and scripts that ask over HTTPS, without its secret.
 *
 * @param name      unique name
 * @param role      what it allows, ADMINISTRATOR or READER
 * @param createdAt when it was made
 * @param expiresAt until when it is good, empty for ever
 */
public record AccessToken(String name, Role role, Instant createdAt, Optional<Instant> expiresAt) {

	/** Checks that nothing is null. */
	public AccessToken {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(role, "role");
		Objects.requireNonNull(createdAt, "createdAt");
		Objects.requireNonNull(expiresAt, "expiresAt");
	}
}

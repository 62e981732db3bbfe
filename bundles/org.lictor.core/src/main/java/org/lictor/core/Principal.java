package org.lictor.core;

import java.util.Objects;

import org.lictor.model.Role;

/**
 * Whoever holds a token.
 *
 * @param role what the token allows
 * @param name the id of the agent for {@link Role#AGENT}, otherwise the name of the token
 */
public record Principal(Role role, String name) {

	/** Checks that nothing is null. */
	public Principal {
		Objects.requireNonNull(role, "role");
		Objects.requireNonNull(name, "name");
	}
}

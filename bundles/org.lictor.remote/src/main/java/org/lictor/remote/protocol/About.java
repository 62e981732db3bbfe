package org.lictor.remote.protocol;

import java.util.Objects;

import org.lictor.model.Role;

/**
 * The answer to {@code GET /api/v1}: who is speaking with whom.
 *
 * @param version version of the Lictor that answers
 * @param place   its data folder, for people
 * @param role    what the token that asked may do
 */
public record About(String version, String place, Role role) {

	/** Checks that nothing is null. */
	public About {
		Objects.requireNonNull(version, "version");
		Objects.requireNonNull(place, "place");
		Objects.requireNonNull(role, "role");
	}
}

package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A token with which agents enrol.
 *
 * @param hash      SHA-256 of the token in lower case hexadecimal
 * @param group     number of a group they join with it, empty when none
 * @param createdAt when it was made
 * @param expiresAt until when it is good
 */
public record EnrolmentToken(String hash, OptionalLong group, Instant createdAt, Instant expiresAt) {

	/** Checks that nothing is null, cuts instants to milliseconds. */
	public EnrolmentToken {
		Objects.requireNonNull(hash, "hash");
		Objects.requireNonNull(group, "group");
		createdAt = Millis.of(createdAt);
		expiresAt = Millis.of(expiresAt);
	}
}

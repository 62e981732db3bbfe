package org.lictor.service;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What an administrator hands to new agents.
 *
 * @param string    everything an agent needs in one text: address, fingerprint of the certificate, token. A secret
 * @param group     the group that agents join with it besides those that auto-assign, empty when none
 * @param expiresAt until when agents may enrol with it
 */
public record Enrolment(String string, Optional<String> group, Instant expiresAt) {

	/** Checks that nothing is null. */
	public Enrolment {
		Objects.requireNonNull(string, "string");
		Objects.requireNonNull(group, "group");
		Objects.requireNonNull(expiresAt, "expiresAt");
	}

	/** @return everything but the secret */
	@Override
	public String toString() {
		return "Enrolment[group=" + group + ", expiresAt=" + expiresAt + "]";
	}
}

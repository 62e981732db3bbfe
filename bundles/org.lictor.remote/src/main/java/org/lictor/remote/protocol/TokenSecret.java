package org.lictor.remote.protocol;

import java.util.Objects;

/**
 * The secret of a new token.
 *
 * @param token the secret, given out only this once
 */
public record TokenSecret(String token) {

	/** Checks that nothing is null. */
	public TokenSecret {
		Objects.requireNonNull(token, "token");
	}

	/** @return nothing of the secret */
	@Override
	public String toString() {
		return "TokenSecret[]";
	}
}

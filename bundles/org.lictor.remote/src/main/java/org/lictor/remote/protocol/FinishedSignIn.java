package org.lictor.remote.protocol;

import java.util.Objects;

/**
 * What the browser brought back from a sign-in. It goes into a body and never into an address, because addresses are logged.
 *
 * @param id    of the sign-in
 * @param query the raw query with which the browser was sent to the redirect address
 */
public record FinishedSignIn(String id, String query) {

	/** Checks that nothing is null. */
	public FinishedSignIn {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(query, "query");
	}

	/** @return nothing with which somebody else could finish it */
	@Override
	public String toString() {
		return "FinishedSignIn[]";
	}
}

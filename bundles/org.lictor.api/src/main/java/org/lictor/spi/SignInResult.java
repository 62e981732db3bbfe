package org.lictor.spi;

import java.util.Map;
import java.util.Objects;

/**
 * The end of a sign-in with a browser.
 *
 * @param verification how it went, and the fields at fault
 * @param secrets      values of secret fields by key, to be stored; empty unless it went well
 */
public record SignInResult(Verification verification, Map<String, String> secrets) {

	/** Copies the map. */
	public SignInResult {
		Objects.requireNonNull(verification, "verification");
		secrets = Map.copyOf(secrets);
	}

	/** @return of the secrets only the keys */
	@Override
	public String toString() {
		return "SignInResult[verification=" + verification + ", secrets=" + secrets.keySet() + "]";
	}
}

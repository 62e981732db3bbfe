package org.lictor.store;

import java.time.Instant;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** Tokens with which agents enrol. Part of a {@link Transaction}. */
@ProviderType
public interface EnrolmentTokenStore {

	/**
	 * @param hash SHA-256 of a token in lower case hexadecimal
	 * @return that token, also when it has expired; empty when there is none
	 */
	Optional<EnrolmentToken> byHash(String hash);

	/**
	 * @param token a new one
	 */
	void add(EnrolmentToken token);

	/**
	 * Removes tokens that nobody will ask for any more.
	 *
	 * @param before those that expired before this
	 * @return how many there were
	 */
	int removeExpired(Instant before);
}

package org.lictor.store;

import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** Tokens of people and scripts. Part of a {@link Transaction}. */
@ProviderType
public interface AccessTokenStore {

	/** @return all tokens, expired ones too, sorted by name without regard to case */
	List<StoredAccessToken> all();

	/**
	 * @param hash SHA-256 of a token in lower case hexadecimal
	 * @return that token, also when it has expired; empty when there is none
	 */
	Optional<StoredAccessToken> byHash(String hash);

	/**
	 * @param token a new one whose name is not taken; the caller has looked in the same transaction
	 */
	void add(StoredAccessToken token);

	/**
	 * @param name of a token
	 * @return false when there is none
	 */
	boolean remove(String name);
}

package org.lictor.core;

import java.util.Optional;

import org.lictor.model.Role;
import org.osgi.annotation.versioning.ProviderType;

/** Says who holds a token. Tokens are random and stored as hashes only. Safe for use by many threads. */
@ProviderType
public interface Access {

	/**
	 * @param token what came with a request; not kept
	 * @return whose it is; empty when it is nobody's, has expired or was revoked, or when that cannot be found out
	 */
	Optional<Principal> authenticate(String token);

	/**
	 * Makes a token that is good until the node closes and is stored nowhere.
	 *
	 * @param role what it allows, ADMINISTRATOR or READER
	 * @param name whom to name as its holder
	 * @return the token, a secret
	 */
	String temporary(Role role, String name);
}

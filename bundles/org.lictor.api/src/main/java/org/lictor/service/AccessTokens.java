package org.lictor.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Role;
import org.osgi.annotation.versioning.ProviderType;

/** Administration of tokens for people and scripts. Safe for use by many threads. */
@ProviderType
public interface AccessTokens {

	/**
	 * @return all tokens, sorted by name, without their secrets
	 * @throws ServiceException when they cannot be read
	 */
	List<AccessToken> list() throws ServiceException;

	/**
	 * @param name     unique, 1 to 100 characters
	 * @param role     ADMINISTRATOR or READER
	 * @param lifetime how long it is good, empty for ever
	 * @return the secret, given out only this once
	 * @throws ServiceException ALREADY_EXISTS, INVALID
	 */
	String create(String name, Role role, Optional<Duration> lifetime) throws ServiceException;

	/**
	 * @param name of a token, which is worth nothing from now on
	 * @throws ServiceException NOT_FOUND
	 */
	void revoke(String name) throws ServiceException;
}

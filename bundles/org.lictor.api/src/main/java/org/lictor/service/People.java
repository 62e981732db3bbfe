package org.lictor.service;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Which host user is which account, where rules alone do not find out. Many to many; takes effect for the past too. Safe
 * for use by many threads.
 */
@ProviderType
public interface People {

	/**
	 * @return the mappings people made, sorted
	 * @throws ServiceException when they cannot be read
	 */
	List<Mapping> list() throws ServiceException;

	/**
	 * @param mapping kept even while no such account or host user is known yet
	 * @throws ServiceException ALREADY_EXISTS, INVALID
	 */
	void map(Mapping mapping) throws ServiceException;

	/**
	 * @param mapping an existing one
	 * @throws ServiceException NOT_FOUND
	 */
	void unmap(Mapping mapping) throws ServiceException;
}

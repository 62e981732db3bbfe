package org.lictor.store;

import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** Registered products as agents told them. Part of a {@link Transaction}. */
@ProviderType
public interface RegistrationStore {

	/** @return those of all agents that told of them, by the agents' numbers */
	List<RegistrationsFact> all();

	/**
	 * @param agent number of an agent
	 * @return what it told; empty when it never did
	 */
	Optional<RegistrationsFact> of(long agent);

	/**
	 * Keeps this and nothing else of its agent.
	 *
	 * @param fact of an agent
	 */
	void put(RegistrationsFact fact);

	/**
	 * Keeps nothing of an agent.
	 *
	 * @param agent number of an agent
	 */
	void remove(long agent);
}

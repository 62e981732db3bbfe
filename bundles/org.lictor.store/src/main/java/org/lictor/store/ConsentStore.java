package org.lictor.store;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** Consents as agents told them. Part of a {@link Transaction}. */
@ProviderType
public interface ConsentStore {

	/** @return all of them, by agent, server, application and user */
	List<ConsentFact> all();

	/**
	 * @param agent number of an agent
	 * @return those it told
	 */
	List<ConsentFact> of(long agent);

	/**
	 * Keeps these and no others of an agent.
	 *
	 * @param agent    number of an agent
	 * @param consents all of that agent
	 */
	void replace(long agent, List<ConsentFact> consents);
}

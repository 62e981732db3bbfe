package org.lictor.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** Agents that enrolled. Part of a {@link Transaction}. */
@ProviderType
public interface AgentStore {

	/** @return the agents that stand, sorted by host without regard to case, and number */
	List<StoredAgent> all();

	/** @return all agents there ever were, removed ones too, by number: sessions name them */
	List<StoredAgent> history();

	/**
	 * @param host name of a host
	 * @return the agents that stand on hosts of that name without regard to case, by number
	 */
	List<StoredAgent> byHost(String host);

	/**
	 * @param id number of an agent
	 * @return that agent, also when it was removed; empty when there never was one
	 */
	Optional<StoredAgent> byId(long id);

	/**
	 * @param installation what an installation calls itself
	 * @return the agent of that installation that stands, empty when there is none
	 */
	Optional<StoredAgent> byInstallation(String installation);

	/**
	 * @param secretHash SHA-256 of a secret in lower case hexadecimal
	 * @return the agent with that secret that stands, empty when there is none
	 */
	Optional<StoredAgent> bySecretHash(String secretHash);

	/**
	 * Adds an agent that was never heard.
	 *
	 * @param installation what the installation calls itself; no agent of it stands
	 * @param secretHash   SHA-256 of its secret in lower case hexadecimal
	 * @param host         name of its host
	 * @param platform     operating system and architecture
	 * @param version      version of the agent
	 * @param enrolledAt   now
	 * @return the new agent
	 */
	StoredAgent add(String installation, String secretHash, String host, String platform, String version,
			Instant enrolledAt);

	/**
	 * Keeps an agent as given, found by its number.
	 *
	 * @param agent one that was read before, changed
	 */
	void update(StoredAgent agent);

	/**
	 * Removes an agent: it stands no more, its memberships end, its events and sessions stay.
	 *
	 * @param id        number of an agent
	 * @param removedAt now
	 */
	void remove(long id, Instant removedAt);
}

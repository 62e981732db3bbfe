package org.lictor.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lictor.model.Status;
import org.osgi.annotation.versioning.ProviderType;

/** The licence servers that are monitored. Part of a {@link Transaction}. */
@ProviderType
public interface ServerStore {

	/** @return all servers, sorted by name without regard to case */
	List<StoredServer> all();

	/**
	 * @param id number of a server
	 * @return that server, empty when there is none
	 */
	Optional<StoredServer> byId(long id);

	/**
	 * @param name of a server
	 * @return that server, empty when there is none
	 */
	Optional<StoredServer> byName(String name);

	/**
	 * Adds a server whose status is UNKNOWN, NO_DATA_YET.
	 *
	 * @param name      not taken yet; the caller has looked in the same transaction
	 * @param type      the id of its server type
	 * @param settings  values of plain fields by key
	 * @param enabled   whether it is polled and watched
	 * @param createdAt now
	 * @return the new server
	 */
	StoredServer add(String name, String type, Map<String, String> settings, boolean enabled, Instant createdAt);

	/**
	 * Changes what people decide about a server.
	 *
	 * @param id       number of a server
	 * @param settings values of plain fields by key, in place of all former ones
	 * @param enabled  whether it is polled and watched
	 */
	void update(long id, Map<String, String> settings, boolean enabled);

	/**
	 * Keeps how a server is doing.
	 *
	 * @param id          number of a server
	 * @param status      how it is doing
	 * @param lastSuccess when something was last learned from it
	 * @param lastAttempt when it was last asked
	 */
	void status(long id, Status status, Optional<Instant> lastSuccess, Optional<Instant> lastAttempt);

	/**
	 * Removes a server and all that was collected from it: evidence with its bytes, facts, sessions and the agents' events
	 * about them, secrets, and the assignment of groups.
	 *
	 * @param id number of a server
	 */
	void remove(long id);

	/**
	 * @param id number of a server
	 * @return what was kept by {@link #secret}, by key; the caller deciphers
	 */
	Map<String, byte[]> secrets(long id);

	/**
	 * Keeps a secret in place of any former one.
	 *
	 * @param id         number of a server
	 * @param key        of a secret field
	 * @param ciphertext at most 20,000 bytes, kept as they are
	 */
	void secret(long id, String key, byte[] ciphertext);

	/**
	 * @param id  number of a server
	 * @param key of a secret field, which has no value afterwards
	 */
	void removeSecret(long id, String key);
}

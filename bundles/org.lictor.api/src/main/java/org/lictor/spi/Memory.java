package org.lictor.spi;

import java.util.Map;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What a monitor must still know after a restart: requests that are under way, addresses to ask next, how much of a quota
 * is used. Kept for one server, and gone with it. Never for secrets: those belong to {@link Secrets}. Every change is
 * durable when the method returns. Used by the thread that calls the monitor.
 *
 * <p>All methods throw {@link java.io.UncheckedIOException} when the store fails.
 */
@ProviderType
public interface Memory {

	/** How many characters a key may have; at least one. */
	int MAX_KEY = 200;

	/** How many characters a value may have. */
	int MAX_VALUE = 30_000;

	/**
	 * @param key 1 to {@link #MAX_KEY} characters
	 * @return the value that was kept, empty when there is none
	 */
	Optional<String> get(String key);

	/** @return everything that is kept, by key; a copy */
	Map<String, String> all();

	/**
	 * Keeps a value in place of any former one.
	 *
	 * @param key   1 to {@link #MAX_KEY} characters
	 * @param value at most {@link #MAX_VALUE} characters
	 * @throws IllegalArgumentException when either is too long, or the key is empty
	 */
	void put(String key, String value);

	/**
	 * @param key which has no value afterwards
	 */
	void remove(String key);
}

package org.lictor.store;

import java.util.Map;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** Settings of this node, plain texts by key. Part of a {@link Transaction}. */
@ProviderType
public interface SettingStore {

	/** @return all settings that have a value */
	Map<String, String> all();

	/**
	 * @param key of a setting
	 * @return its value, empty when it has none
	 */
	Optional<String> get(String key);

	/**
	 * @param key   of a setting, at most 200 characters
	 * @param value in place of any former one
	 */
	void put(String key, String value);

	/**
	 * @param key of a setting, which has no value afterwards
	 */
	void remove(String key);
}

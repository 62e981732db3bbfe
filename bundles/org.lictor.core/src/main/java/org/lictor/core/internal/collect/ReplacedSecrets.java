package org.lictor.core.internal.collect;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Secrets that a source replaced while a configuration was tried that is not saved yet. Kept in memory alone, the last
 * ones only. Safe for use by many threads.
 */
final class ReplacedSecrets {

	private static final int MOST = 100;

	private record Former(String key, String value) {
	}

	private final Map<Former, String> newer = new LinkedHashMap<>();

	/**
	 * @param key    of a secret field
	 * @param former the secret that is of no use any more
	 * @param value  the one in its place
	 */
	synchronized void replace(String key, String former, String value) {
		if (former.equals(value)) {
			return;
		}
		newer.remove(new Former(key, value));
		newer.put(new Former(key, former), value);
		if (newer.size() > MOST) {
			newer.remove(newer.keySet().iterator().next());
		}
	}

	/**
	 * @param key   of a secret field
	 * @param value a secret
	 * @return the one that took its place, itself when none did
	 */
	synchronized String newest(String key, String value) {
		String newest = value;
		for (int steps = 0; steps < MOST && newer.containsKey(new Former(key, newest)); steps++) {
			newest = newer.get(new Former(key, newest));
		}
		return newest;
	}
}

package org.lictor.spi.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.lictor.spi.Secrets;

/** Secrets from a map. Safe for use by many threads. */
public final class FakeSecrets implements Secrets {

	private final Map<String, String> values;

	/**
	 * @param values by key of the field
	 */
	public FakeSecrets(Map<String, String> values) {
		this.values = new ConcurrentHashMap<>(values);
	}

	@Override
	public Optional<char[]> secret(String key) {
		return Optional.ofNullable(values.get(key)).map(String::toCharArray);
	}

	@Override
	public void replace(String key, char[] value) {
		if (value.length == 0) {
			throw new IllegalArgumentException("the new secret " + key + " is empty");
		}
		values.put(key, new String(value));
	}
}

package org.lictor.spi.testkit;

import java.util.Map;
import java.util.Optional;

import org.lictor.spi.Secrets;

/** Secrets from a map. */
public final class FakeSecrets implements Secrets {

	private final Map<String, String> values;

	/**
	 * @param values by key of the field
	 */
	public FakeSecrets(Map<String, String> values) {
		this.values = Map.copyOf(values);
	}

	@Override
	public Optional<char[]> secret(String key) {
		return Optional.ofNullable(values.get(key)).map(String::toCharArray);
	}
}

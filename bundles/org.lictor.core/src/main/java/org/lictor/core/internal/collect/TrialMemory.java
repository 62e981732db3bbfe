package org.lictor.core.internal.collect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.lictor.spi.Memory;

/** The memory while a configuration is tried: begins with what stands, and what changes is forgotten afterwards. */
final class TrialMemory implements Memory {

	private final Map<String, String> values;

	TrialMemory(Map<String, String> stands) {
		values = new HashMap<>(stands);
	}

	@Override
	public synchronized Optional<String> get(String key) {
		return Optional.ofNullable(values.get(key));
	}

	@Override
	public synchronized Map<String, String> all() {
		return Map.copyOf(values);
	}

	@Override
	public synchronized void put(String key, String value) {
		StoredMemory.check(Map.of(key, Optional.of(value)));
		values.put(key, value);
	}

	@Override
	public synchronized void remove(String key) {
		values.remove(key);
	}
}

package org.lictor.spi.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.lictor.spi.Memory;

/** A memory in a map, with the bounds of the real one. Safe for use by many threads. */
public final class FakeMemory implements Memory {

	private final Map<String, String> values = new TreeMap<>();

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
		check(key, value);
		values.put(key, value);
	}

	@Override
	public synchronized void remove(String key) {
		values.remove(key);
	}

	/** Checks everything before it changes anything, as one transaction does. */
	synchronized void change(Map<String, Optional<String>> changes) {
		changes.forEach((key, value) -> check(key, value.orElse("")));
		changes.forEach((key, value) -> value.ifPresentOrElse(text -> values.put(key, text), () -> values.remove(key)));
	}

	private static void check(String key, String value) {
		if (key.isEmpty() || key.length() > MAX_KEY || value.length() > MAX_VALUE) {
			throw new IllegalArgumentException("'" + key + "' with " + value.length() + " characters cannot be remembered");
		}
	}
}

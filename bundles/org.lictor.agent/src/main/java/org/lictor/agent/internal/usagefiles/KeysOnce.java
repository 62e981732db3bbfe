package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads each key once during one look, because each reading is a process. For one thread. */
final class KeysOnce implements Registry {

	private final Registry registry;
	private final Map<String, Map<String, String>> values = new HashMap<>();

	KeysOnce(Registry registry) {
		this.registry = registry;
	}

	@Override
	public Map<String, String> values(String key) throws IOException {
		Map<String, String> known = values.get(key);
		if (known == null) {
			known = registry.values(key);
			values.put(key, known);
		}
		return known;
	}

	@Override
	public List<String> subkeys(String key) throws IOException {
		return registry.subkeys(key);
	}
}

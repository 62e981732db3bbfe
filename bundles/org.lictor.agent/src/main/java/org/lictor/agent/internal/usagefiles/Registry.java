package org.lictor.agent.internal.usagefiles;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads the registry of Windows; writes nothing. */
public interface Registry {

	/** Of a host that has none: every key is absent. */
	Registry NONE = new Registry() {
		@Override
		public Map<String, String> values(String key) {
			return Map.of();
		}

		@Override
		public List<String> subkeys(String key) {
			return List.of();
		}
	};

	/**
	 * @param key such as {@code HKLM\SOFTWARE\Autodesk}
	 * @return its values by name, numbers as decimal digits; empty when there is no such key
	 * @throws IOException when it cannot be read, or not in time
	 */
	Map<String, String> values(String key) throws IOException;

	/**
	 * @param key such as {@code HKU}
	 * @return names of the keys right below it; empty when there is no such key
	 * @throws IOException when it cannot be read, or not in time
	 */
	List<String> subkeys(String key) throws IOException;
}

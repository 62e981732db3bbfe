package org.lictor.service;

import java.util.Map;
import java.util.Objects;

/**
 * A licence server to be monitored, as a person defines it.
 *
 * @param name     unique among the servers, 1 to 100 characters, no leading or trailing blanks
 * @param type     the id of a server type
 * @param settings values of plain fields by key
 * @param secrets  values of secret fields by key; only on the way in, never given out
 * @param enabled  whether it is polled and watched
 */
public record ServerDefinition(String name, String type, Map<String, String> settings, Map<String, String> secrets,
		boolean enabled) {

	/** Copies the maps. */
	public ServerDefinition {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(type, "type");
		settings = Map.copyOf(settings);
		secrets = Map.copyOf(secrets);
	}

	/** @return everything but the secrets, of which only the keys are shown */
	@Override
	public String toString() {
		return "ServerDefinition[name=" + name + ", type=" + type + ", settings=" + settings + ", secrets="
				+ secrets.keySet() + ", enabled=" + enabled + "]";
	}
}

package org.lictor.service;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A licence server to be monitored, as a person defines it.
 *
 * @param name     unique among the servers, 1 to 100 characters, no leading or trailing blanks
 * @param type     the id of a server type
 * @param settings values of plain fields by key
 * @param secrets  values of secret fields by key; only on the way in, never given out
 * @param enabled  whether it is polled and watched
 * @param signIn   id of a sign-in that was finished; what came of it is taken as secret, without passing whoever defines this
 */
public record ServerDefinition(String name, String type, Map<String, String> settings, Map<String, String> secrets,
		boolean enabled, Optional<String> signIn) {

	/** Copies the maps. */
	public ServerDefinition {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(type, "type");
		Objects.requireNonNull(signIn, "signIn");
		settings = Map.copyOf(settings);
		secrets = Map.copyOf(secrets);
	}

	/**
	 * A server that nobody signed in to.
	 *
	 * @param name     unique among the servers
	 * @param type     the id of a server type
	 * @param settings values of plain fields by key
	 * @param secrets  values of secret fields by key
	 * @param enabled  whether it is polled and watched
	 */
	public ServerDefinition(String name, String type, Map<String, String> settings, Map<String, String> secrets, boolean enabled) {
		this(name, type, settings, secrets, enabled, Optional.empty());
	}

	/**
	 * @param id of a sign-in that was finished
	 * @return the same server with what came of that sign-in
	 */
	public ServerDefinition signedIn(String id) {
		return new ServerDefinition(name, type, settings, secrets, enabled, Optional.of(id));
	}

	/** @return everything but the secrets, of which only the keys are shown */
	@Override
	public String toString() {
		return "ServerDefinition[name=" + name + ", type=" + type + ", settings=" + settings + ", secrets="
				+ secrets.keySet() + ", enabled=" + enabled + "]";
	}
}

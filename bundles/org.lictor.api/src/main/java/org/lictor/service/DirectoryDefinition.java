package org.lictor.service;

import java.util.Map;
import java.util.Objects;

/**
 * A company's directory of users and groups, as a person defines it.
 *
 * @param name     unique among the directories, 1 to 100 characters, no leading or trailing blanks
 * @param settings values of plain fields by key, see {@link Directories#schema}
 * @param secrets  values of secret fields by key; only on the way in, never given out
 */
public record DirectoryDefinition(String name, Map<String, String> settings, Map<String, String> secrets) {

	/** Copies the maps. */
	public DirectoryDefinition {
		Objects.requireNonNull(name, "name");
		settings = Map.copyOf(settings);
		secrets = Map.copyOf(secrets);
	}

	/** @return everything but the secrets, of which only the keys are shown */
	@Override
	public String toString() {
		return "DirectoryDefinition[name=" + name + ", settings=" + settings + ", secrets=" + secrets.keySet() + "]";
	}
}

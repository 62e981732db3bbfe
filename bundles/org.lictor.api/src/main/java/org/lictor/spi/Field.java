package org.lictor.spi;

import java.util.List;
import java.util.Objects;

/**
 * One field of a configuration.
 *
 * @param key          name for scripts: a lower case letter, then letters, digits and dashes
 * @param label        name for people
 * @param kind         what may be entered
 * @param required     whether a server cannot do without it
 * @param defaultValue the value taken when none is given, empty when there is none
 * @param help         one or two sentences: what it is for and where to find it
 * @param choices      the values to choose from for {@link Kind#CHOICE}, otherwise empty
 */
public record Field(String key, String label, Kind kind, boolean required, String defaultValue, String help,
		List<String> choices) {

	/** What may be entered. */
	public enum Kind {
		/** Any text. */
		TEXT,
		/** A text that is kept in the secret store, never shown again and reached through {@link Secrets} only. */
		SECRET,
		/** A whole number. */
		INTEGER,
		/** {@code true} or {@code false}. */
		BOOLEAN,
		/** A length of time: {@code 30s}, {@code 5m}, {@code 2h}, {@code 30d}, at least one second. */
		DURATION,
		/** The path of a file on the machine that monitors. */
		FILE,
		/** The path of a folder on the machine that monitors. */
		FOLDER,
		/** An absolute {@code http} or {@code https} address. */
		URL,
		/** The name of a time zone, {@code Europe/Berlin}. */
		TIME_ZONE,
		/** One of {@link Field#choices()}. */
		CHOICE
	}

	/** Checks that nothing is null and copies the choices. */
	public Field {
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(label, "label");
		Objects.requireNonNull(defaultValue, "defaultValue");
		Objects.requireNonNull(help, "help");
		if (!key.matches("[a-z][A-Za-z0-9-]*")) {
			throw new IllegalArgumentException("'" + key + "' is no key: a lower case letter, then letters, digits and dashes");
		}
		choices = List.copyOf(choices);
	}

	/**
	 * An optional field without a default value.
	 *
	 * @param key   name for scripts
	 * @param label name for people
	 * @param kind  what may be entered
	 * @param help  what it is for
	 * @return the field
	 */
	public static Field optional(String key, String label, Kind kind, String help) {
		return new Field(key, label, kind, false, "", help, List.of());
	}

	/**
	 * A field that must be filled in.
	 *
	 * @param key   name for scripts
	 * @param label name for people
	 * @param kind  what may be entered
	 * @param help  what it is for
	 * @return the field
	 */
	public static Field required(String key, String label, Kind kind, String help) {
		return new Field(key, label, kind, true, "", help, List.of());
	}

	/**
	 * @param value the value taken when none is given
	 * @return the same field with that default
	 */
	public Field withDefault(String value) {
		return new Field(key, label, kind, required, value, help, choices);
	}
}

package org.lictor.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One field of a configuration.
 *
 * @param key          name for scripts: a lower case letter, then letters, digits and dashes
 * @param label        name for people
 * @param kind         what may be entered
 * @param required     whether a server cannot do without it, as far as the field is meant at all
 * @param defaultValue the value taken when none is given, empty when there is none
 * @param help         one or two sentences: what it is for and where to find it
 * @param choices      the values to choose from for {@link Kind#CHOICE}, otherwise empty
 * @param explained    what the choices are called and mean, in any number and order
 * @param onlyFor      when the field is meant; empty for always. A field that is not meant is neither shown nor checked nor
 *                     given to the server type
 * @param neededFor    when a server cannot do without the field, though it can at other times
 * @param bySignIn     whether it is filled in by a person who signs in with a browser, see {@link SignsInByBrowser}; the field
 *                     is of kind SECRET then
 */
public record Field(String key, String label, Kind kind, boolean required, String defaultValue, String help,
		List<String> choices, List<Choice> explained, Optional<Condition> onlyFor, Optional<Condition> neededFor,
		boolean bySignIn) {

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

	/**
	 * What one of the choices means.
	 *
	 * @param value       one of {@link Field#choices()}
	 * @param label       its name for people
	 * @param explanation one to three sentences: what it is, what to prepare and where; shown as soon as it is chosen
	 */
	public record Choice(String value, String label, String explanation) {

		/** Checks that nothing is null. */
		public Choice {
			Objects.requireNonNull(value, "value");
			Objects.requireNonNull(label, "label");
			Objects.requireNonNull(explanation, "explanation");
		}
	}

	/**
	 * What another field must be. It is met when that field is meant itself and has one of the values.
	 *
	 * @param key    of the other field, which stands before this one and is of kind CHOICE or BOOLEAN
	 * @param values one of which it must have; at least one
	 */
	public record Condition(String key, List<String> values) {

		/** Copies the values. */
		public Condition {
			Objects.requireNonNull(key, "key");
			values = List.copyOf(values);
			if (values.isEmpty()) {
				throw new IllegalArgumentException("a condition on '" + key + "' that no value meets");
			}
		}
	}

	/** Checks that nothing is null and copies the lists. */
	public Field {
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(label, "label");
		Objects.requireNonNull(defaultValue, "defaultValue");
		Objects.requireNonNull(help, "help");
		if (!key.matches("[a-z][A-Za-z0-9-]*")) {
			throw new IllegalArgumentException("'" + key + "' is no key: a lower case letter, then letters, digits and dashes");
		}
		Objects.requireNonNull(onlyFor, "onlyFor");
		Objects.requireNonNull(neededFor, "neededFor");
		if (bySignIn && kind != Kind.SECRET) {
			throw new IllegalArgumentException("what is left of a sign-in is a secret, but " + key + " is not");
		}
		choices = List.copyOf(choices);
		explained = List.copyOf(explained);
		for (Choice choice : explained) {
			if (!choices.contains(choice.value())) {
				throw new IllegalArgumentException("'" + choice.value() + "' is explained, but no choice of " + key);
			}
		}
	}

	/**
	 * A field that is always meant, its choices unexplained.
	 *
	 * @param key          name for scripts
	 * @param label        name for people
	 * @param kind         what may be entered
	 * @param required     whether a server cannot do without it
	 * @param defaultValue the value taken when none is given, empty when there is none
	 * @param help         what it is for
	 * @param choices      the values to choose from
	 */
	public Field(String key, String label, Kind kind, boolean required, String defaultValue, String help, List<String> choices) {
		this(key, label, kind, required, defaultValue, help, choices, List.of(), Optional.empty(), Optional.empty(), false);
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
		return new Field(key, label, kind, required, value, help, choices, explained, onlyFor, neededFor, bySignIn);
	}

	/**
	 * @param more what the choices are called and mean
	 * @return the same field with its choices explained
	 */
	public Field explaining(List<Choice> more) {
		return new Field(key, label, kind, required, defaultValue, help, choices, more, onlyFor, neededFor, bySignIn);
	}

	/**
	 * @param other  key of a field of kind CHOICE or BOOLEAN that stands before this one
	 * @param values one of which that field must have
	 * @return the same field, meant only then
	 */
	public Field onlyFor(String other, String... values) {
		return new Field(key, label, kind, required, defaultValue, help, choices, explained,
				Optional.of(new Condition(other, List.of(values))), neededFor, bySignIn);
	}

	/**
	 * @param other  key of a field of kind CHOICE or BOOLEAN that stands before this one
	 * @param values one of which that field must have
	 * @return the same field, needed then and optional at other times
	 */
	public Field neededFor(String other, String... values) {
		return new Field(key, label, kind, false, defaultValue, help, choices, explained, onlyFor,
				Optional.of(new Condition(other, List.of(values))), bySignIn);
	}

	/** @return the same field, filled in by a person who signs in with a browser */
	public Field bySigningIn() {
		return new Field(key, label, kind, required, defaultValue, help, choices, explained, onlyFor, neededFor, true);
	}

	/**
	 * @param value one of the choices
	 * @return what it is called and means; under its own name and without explanation when nobody explained it
	 */
	public Choice choice(String value) {
		return explained.stream().filter(choice -> choice.value().equals(value)).findFirst().orElse(new Choice(value, value, ""));
	}
}

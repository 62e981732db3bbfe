package org.lictor.spi;

import java.util.Objects;

/**
 * A place on a host that tells whether a user agreed to usage files being made and read. Agents read it and never write
 * it.
 *
 * @param kind  what kind of place
 * @param place REGISTRY: the key, beginning with {@code HKCU\} for the user's own or {@code HKLM\} for the machine's.
 *              FILE: the path of a JSON file, a pattern as in {@link UsageFiles#folders}; of several files the one that
 *              was changed last counts
 * @param value REGISTRY: the name of the value. FILE: where the value stands, {@code field.field}; behind a field that
 *              is a list, {@code [field=text]} picks the entry in which that field is that text
 * @param yes   the value that means that the user agreed; numbers as decimal digits, truth as {@code true}
 */
public record ConsentSource(Kind kind, String place, String value, String yes) {

	/** Kinds of places. */
	public enum Kind {
		/** A value in the registry of Windows. */
		REGISTRY,
		/** A value in a JSON file. */
		FILE
	}

	/** Checks that nothing is null. */
	public ConsentSource {
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(place, "place");
		Objects.requireNonNull(value, "value");
		Objects.requireNonNull(yes, "yes");
		if (kind == Kind.REGISTRY && !place.startsWith("HKCU\\") && !place.startsWith("HKLM\\")) {
			throw new IllegalArgumentException(place + " does not begin with HKCU\\ or HKLM\\");
		}
	}
}

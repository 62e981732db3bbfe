package org.lictor.model;

import java.util.Objects;

/**
 * Where in some input a thing stands.
 *
 * @param file  the name of the file, sheet or answer; empty when there is none
 * @param line  the line or row, counted from 1; 0 when it is not known
 * @param field the column, element or field; empty when it is not known
 */
public record Place(String file, long line, String field) {

	/** No place at all. */
	public static final Place NOWHERE = new Place("", 0, "");

	/** Checks that nothing is null and the line is not negative. */
	public Place {
		Objects.requireNonNull(file, "file");
		Objects.requireNonNull(field, "field");
		if (line < 0) {
			throw new IllegalArgumentException("line " + line + " is negative");
		}
	}

	/**
	 * @param file the name of a file
	 * @return the whole file
	 */
	public static Place of(String file) {
		return new Place(file, 0, "");
	}

	/**
	 * @param file the name of a file
	 * @param line a line in it, from 1
	 * @return that line
	 */
	public static Place of(String file, long line) {
		return new Place(file, line, "");
	}

	/**
	 * @param name a column, element or field
	 * @return the same place, with that field
	 */
	public Place field(String name) {
		return new Place(file, line, name);
	}

	/** @return {@code file, line 3, field}, leaving out what is not known */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(file);
		if (line > 0) {
			text.append(text.isEmpty() ? "" : ", ").append("line ").append(line);
		}
		if (!field.isEmpty()) {
			text.append(text.isEmpty() ? "" : ", ").append(field);
		}
		return text.toString();
	}
}

package org.lictor.query;

import java.util.Objects;

/**
 * A column of a result table.
 *
 * @param key     name for scripts, stable: lower case letters, digits and underscores
 * @param label   name for people
 * @param type    what its values are
 * @param unit    the unit for people ("seats", "h"), empty when the type says it all
 * @param help    one sentence: what it counts, and by which rule
 * @param shown   whether a grid shows it unless the reader chooses otherwise
 */
public record Column(String key, String label, ColumnType type, String unit, String help, boolean shown) {

	/** Checks that nothing is null and the key has the right form. */
	public Column {
		Objects.requireNonNull(label, "label");
		Objects.requireNonNull(type, "type");
		Objects.requireNonNull(unit, "unit");
		Objects.requireNonNull(help, "help");
		if (!key.matches("[a-z][a-z0-9_]*")) {
			throw new IllegalArgumentException("'" + key + "' is no key of a column");
		}
	}

	/**
	 * A column that grids show, without a unit.
	 *
	 * @param key   name for scripts
	 * @param label name for people
	 * @param type  what its values are
	 * @param help  what it counts
	 * @return the column
	 */
	public static Column of(String key, String label, ColumnType type, String help) {
		return new Column(key, label, type, "", help, true);
	}

	/**
	 * @param text the unit for people
	 * @return the same column with that unit
	 */
	public Column in(String text) {
		return new Column(key, label, type, text, help, shown);
	}

	/** @return the same column, shown by grids only when the reader asks for it */
	public Column hidden() {
		return new Column(key, label, type, unit, help, false);
	}
}

package org.lictor.workbench.internal.table;

import java.util.List;
import java.util.TreeSet;

import org.lictor.query.ResultTable;

/** The texts of a column, each once, such as those that a field offers. */
public final class DistinctTexts {

	private DistinctTexts() {
	}

	/**
	 * @param table  any
	 * @param column key of a column of texts that it has
	 * @return its texts in alphabetical order; those that differ only in capitals are one
	 */
	public static List<String> of(ResultTable table, String column) {
		TreeSet<String> texts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		int index = table.columnIndex(column);
		for (int row = 0; row < table.rowCount(); row++) {
			if (table.value(row, index) instanceof String text) {
				texts.add(text);
			}
		}
		return List.copyOf(texts);
	}
}

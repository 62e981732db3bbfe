package org.lictor.core.internal.reports;

import java.util.ArrayList;
import java.util.List;

import org.lictor.query.ResultTable;

/** Tables as lists, to be compared. */
final class Tables {

	private Tables() {
	}

	static List<Object> column(ResultTable table, String key) {
		List<Object> values = new ArrayList<>();
		for (int row = 0; row < table.rowCount(); row++) {
			values.add(table.value(row, key));
		}
		return values;
	}

	static List<List<Object>> rows(ResultTable table) {
		List<List<Object>> rows = new ArrayList<>();
		for (int row = 0; row < table.rowCount(); row++) {
			List<Object> values = new ArrayList<>();
			for (int column = 0; column < table.columns().size(); column++) {
				values.add(table.value(row, column));
			}
			rows.add(values);
		}
		return rows;
	}
}

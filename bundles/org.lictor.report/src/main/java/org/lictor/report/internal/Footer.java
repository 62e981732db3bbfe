package org.lictor.report.internal;

import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.report.CellFormat;

/** The sentence about a table as a whole that stands under it. */
final class Footer {

	private Footer() {
	}

	/**
	 * @param table any
	 * @return how many rows, of when, and whose clock: {@code 2 rows, as of 2026-11-25 15:03:12 (Europe/Berlin)}
	 */
	static String of(ResultTable table) {
		int count = table.rowCount();
		String rows = count == 0 ? "No rows" : count == 1 ? "1 row" : count + " rows";
		return rows + ", " + asOf(table);
	}

	/**
	 * @param table any
	 * @return of when, and whose clock: {@code as of 2026-11-25 15:03:12 (Europe/Berlin)}
	 */
	static String asOf(ResultTable table) {
		return "as of " + new CellFormat(table.zone()).text(table.asOf(), ColumnType.INSTANT) + " (" + table.zone() + ")";
	}
}

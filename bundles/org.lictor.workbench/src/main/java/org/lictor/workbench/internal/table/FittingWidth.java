package org.lictor.workbench.internal.table;

import java.util.Arrays;

import org.lictor.query.Column;
import org.lictor.query.ResultTable;
import org.lictor.report.CellFormat;

/** How wide a column has to be for its heading and most of its values. */
public final class FittingWidth {

	private static final int ROWS_LOOKED_AT = 200;
	private static final int AT_LEAST = 5;
	private static final int AT_MOST = 44;

	private FittingWidth() {
	}

	/**
	 * @param table  some table
	 * @param column index of one of its columns
	 * @return how many characters fit: the heading always, and nine of ten of the first values, within bounds
	 */
	public static int characters(ResultTable table, int column) {
		Column definition = table.columns().get(column);
		CellFormat format = new CellFormat(table.zone());
		int[] lengths = new int[Math.min(ROWS_LOOKED_AT, table.rowCount())];
		for (int row = 0; row < lengths.length; row++) {
			lengths[row] = format.text(table.value(row, column), definition.type()).length();
		}
		Arrays.sort(lengths);
		int values = lengths.length == 0 ? 0 : lengths[(lengths.length - 1) * 9 / 10];
		return Math.max(CellFormat.heading(definition).length(), Math.clamp(values, AT_LEAST, AT_MOST));
	}
}

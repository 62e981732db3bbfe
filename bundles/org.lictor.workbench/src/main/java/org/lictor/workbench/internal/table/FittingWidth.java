package org.lictor.workbench.internal.table;

import java.util.function.ToIntFunction;

import org.lictor.query.ResultTable;
import org.lictor.report.CellFormat;

/** How wide a column has to be for the values in it. */
public final class FittingWidth {

	private static final int ROWS_LOOKED_AT = 200;
	private static final int AT_MOST = 40;

	private FittingWidth() {
	}

	/**
	 * @param table   some table
	 * @param column  index of one of its columns
	 * @param measure how wide a text is
	 * @return the width of the widest of the first values; of texts longer than 40 characters only so much counts
	 */
	public static int ofValues(ResultTable table, int column, ToIntFunction<String> measure) {
		CellFormat format = new CellFormat(table.zone());
		int widest = 0;
		int longest = 0;
		for (int row = 0; row < Math.min(ROWS_LOOKED_AT, table.rowCount()); row++) {
			String text = format.text(table.value(row, column), table.columns().get(column).type());
			String counted = text.length() > AT_MOST ? text.substring(0, AT_MOST) : text;
			// measuring is slow: a text that is much shorter than the longest so far is not the widest
			if (counted.length() * 4 >= longest * 3) {
				longest = Math.max(longest, counted.length());
				widest = Math.max(widest, measure.applyAsInt(counted));
			}
		}
		return widest;
	}
}

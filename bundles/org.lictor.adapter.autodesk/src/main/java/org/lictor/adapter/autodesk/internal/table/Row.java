package org.lictor.adapter.autodesk.internal.table;

import java.util.List;

/** One row of a table, as far as it could be read. */
public sealed interface Row {

	/** @return the line in the file, or the number of the row in its sheet, from 1 */
	long line();

	/**
	 * A row that was read.
	 *
	 * @param line       where it stands
	 * @param cells      the texts of its cells, from the first column on; never null
	 * @param unfinished true when the file ends right behind it without an end of line, so that it may be cut off
	 */
	record Cells(long line, List<String> cells, boolean unfinished) implements Row {

		/** @return true when nothing stands in any cell */
		public boolean blank() {
			for (String cell : cells) {
				if (!cell.isBlank()) {
					return false;
				}
			}
			return true;
		}
	}

	/**
	 * A row that cannot be taken apart. Those behind it can.
	 *
	 * @param line       where it begins
	 * @param why        what is wrong with it, for people
	 * @param unfinished true when the file ends in it
	 */
	record Broken(long line, String why, boolean unfinished) implements Row {
	}
}

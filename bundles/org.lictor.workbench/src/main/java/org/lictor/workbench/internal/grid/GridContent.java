package org.lictor.workbench.internal.grid;

import java.util.Objects;

import org.lictor.query.ResultTable;
import org.lictor.workbench.internal.table.Arrangement;

/**
 * What a grid shows at one moment. It is replaced as a whole, so that rows and values always fit together.
 *
 * @param table       the answer to the query
 * @param complete    false while the table holds only the first rows of the answer
 * @param arrangement which of its rows the reader wants to see
 * @param rows        indices of these rows in order; never changed
 */
record GridContent(ResultTable table, boolean complete, Arrangement arrangement, int[] rows) {

	GridContent {
		Objects.requireNonNull(table, "table");
		Objects.requireNonNull(arrangement, "arrangement");
		Objects.requireNonNull(rows, "rows");
	}
}

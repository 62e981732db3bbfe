package org.lictor.workbench.internal.table;

import java.util.Objects;

/**
 * One column by which rows are sorted.
 *
 * @param column     key of the column
 * @param descending whether the greatest value comes first
 */
public record SortKey(String column, boolean descending) {

	/** Checks that nothing is null. */
	public SortKey {
		Objects.requireNonNull(column, "column");
	}
}

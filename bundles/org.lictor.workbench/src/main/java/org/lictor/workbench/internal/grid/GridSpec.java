package org.lictor.workbench.internal.grid;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.lictor.query.ResultTable;

/**
 * How a grid is to be.
 *
 * @param id        name under which column widths and order are remembered and by which tests find it: {@code servers}
 * @param rows      what its rows are, for people: {@code servers}
 * @param identity  keys of the columns that name a row, the one with the most different values first
 * @param wide      key of the column that takes the room left over, empty for none
 * @param hint      shown when there is not one row
 * @param live      what cells show that change with time alone
 */
public record GridSpec(String id, String rows, List<String> identity, String wide, Hint hint, Optional<LiveCells> live) {

	/**
	 * What to do when there is nothing to show.
	 *
	 * @param title  one short line
	 * @param text   why, and what to do
	 * @param action label of the button that does it, empty for no button
	 * @param run    what the button does
	 */
	public record Hint(String title, String text, String action, Runnable run) {

		/** Checks that nothing is null. */
		public Hint {
			Objects.requireNonNull(title, "title");
			Objects.requireNonNull(text, "text");
			Objects.requireNonNull(action, "action");
			Objects.requireNonNull(run, "run");
		}

		/**
		 * @param title one short line
		 * @param text  why, and what to do
		 * @return a hint without a button
		 */
		public static Hint of(String title, String text) {
			return new Hint(title, text, "", () -> {
			});
		}
	}

	/** Cells that change with time alone, as the duration of a session that still runs. */
	public interface LiveCells {

		/** @return key of the column that changes */
		String column();

		/**
		 * @param table some table
		 * @param row   one of its rows
		 * @param value of the cell, as the table has it
		 * @return what is to be shown now
		 */
		Object now(ResultTable table, int row, Object value);
	}

	/** Copies the list. */
	public GridSpec {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(rows, "rows");
		identity = List.copyOf(identity);
		Objects.requireNonNull(wide, "wide");
		Objects.requireNonNull(hint, "hint");
		Objects.requireNonNull(live, "live");
	}
}

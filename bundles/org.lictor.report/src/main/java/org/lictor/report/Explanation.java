package org.lictor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.lictor.query.Column;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.RowsUnder;

/**
 * Where a cell of a report comes from: what it says, what it counts and by which rule, and the questions whose answers are
 * the rows under it.
 *
 * @param cell  the cell in words, such as {@code Used (max) = 3}
 * @param row   the row's other values in words, as far as they are known
 * @param rule  what the column counts, and by which rule
 * @param notes sentences of the report that a reader of the cell should know
 * @param under what to ask for the rows under it; empty when the row is what a source told
 */
public record Explanation(String cell, List<String> row, String rule, List<String> notes, List<RowsUnder.Question> under) {

	/** Copies the lists. */
	public Explanation {
		Objects.requireNonNull(cell, "cell");
		row = List.copyOf(row);
		Objects.requireNonNull(rule, "rule");
		notes = List.copyOf(notes);
		under = List.copyOf(under);
	}

	/**
	 * @param asked  the question
	 * @param table  its answer
	 * @param row    from 0
	 * @param column from 0
	 * @return where that cell comes from
	 * @throws IndexOutOfBoundsException when there is no such cell
	 */
	public static Explanation of(Query asked, ResultTable table, int row, int column) {
		Column explained = table.columns().get(column);
		CellFormat format = new CellFormat(table.zone());
		List<String> others = new ArrayList<>();
		for (int index = 0; index < table.columns().size(); index++) {
			if (index != column && table.value(row, index) != Unknown.UNKNOWN) {
				others.add(said(table, row, index, format));
			}
		}
		return new Explanation(said(table, row, column, format), others, explained.help(), table.notes(), RowsUnder.of(asked, table, row));
	}

	private static String said(ResultTable table, int row, int index, CellFormat format) {
		Column column = table.columns().get(index);
		Object value = table.value(row, index);
		return column.label() + " = " + (value == Unknown.UNKNOWN ? "not known" : format.text(value, column.type()))
				+ (value == Unknown.UNKNOWN || column.unit().isEmpty() ? "" : " " + column.unit());
	}
}

package org.lictor.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.lictor.query.Column;
import org.lictor.query.ResultTable;

/**
 * The rows and columns of a table that a reader chose, in the reader's order: what a grid shows after sorting, filtering
 * and hiding columns. Nothing is copied but the choice.
 */
public final class Excerpt implements ResultTable {

	private final ResultTable table;
	private final int[] rows;
	private final int[] columns;
	private final List<Column> chosen;

	/**
	 * @param table   the whole
	 * @param rows    indices of rows, in order
	 * @param columns indices of columns, in order, none twice; all of them count as shown
	 * @throws IndexOutOfBoundsException when there is no such row or column
	 */
	public Excerpt(ResultTable table, int[] rows, int[] columns) {
		this.table = Objects.requireNonNull(table, "table");
		this.rows = rows.clone();
		this.columns = columns.clone();
		for (int row : rows) {
			Objects.checkIndex(row, table.rowCount());
		}
		this.chosen = Arrays.stream(columns).mapToObj(table.columns()::get).map(Excerpt::shown).toList();
		if (Arrays.stream(columns).distinct().count() != columns.length) {
			throw new IllegalArgumentException("a column of " + table.report() + " is chosen twice");
		}
	}

	private static Column shown(Column column) {
		return new Column(column.key(), column.label(), column.type(), column.unit(), column.help(), true);
	}

	@Override
	public String report() {
		return table.report();
	}

	@Override
	public String title() {
		return table.title();
	}

	@Override
	public List<Column> columns() {
		return chosen;
	}

	@Override
	public int rowCount() {
		return rows.length;
	}

	@Override
	public Object value(int row, int column) {
		return table.value(rows[row], columns[column]);
	}

	@Override
	public Instant asOf() {
		return table.asOf();
	}

	@Override
	public ZoneId zone() {
		return table.zone();
	}

	@Override
	public List<String> notes() {
		return table.notes();
	}
}

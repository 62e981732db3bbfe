package org.lictor.http.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.lictor.query.Column;
import org.lictor.query.ResultTable;

/** A table that fails at some row. */
record BrokenTable(ResultTable table, int lastRow) implements ResultTable {

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
		return table.columns();
	}

	@Override
	public int rowCount() {
		return table.rowCount();
	}

	@Override
	public Object value(int row, int column) {
		if (row > lastRow) {
			throw new IllegalStateException("broken");
		}
		return table.value(row, column);
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

package org.lictor.core.internal.reports;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.lictor.query.Column;
import org.lictor.query.ResultTable;

/** The first rows of another table, with a note that says so. */
record FirstRows(ResultTable all, int rowCount) implements ResultTable {

	@Override
	public String report() {
		return all.report();
	}

	@Override
	public String title() {
		return all.title();
	}

	@Override
	public List<Column> columns() {
		return all.columns();
	}

	@Override
	public Object value(int row, int column) {
		return all.value(Objects.checkIndex(row, rowCount), column);
	}

	@Override
	public Instant asOf() {
		return all.asOf();
	}

	@Override
	public ZoneId zone() {
		return all.zone();
	}

	@Override
	public List<String> notes() {
		List<String> notes = new ArrayList<>(all.notes());
		notes.add("The first " + rowCount + " of " + all.rowCount() + " rows are shown.");
		return notes;
	}
}

package org.lictor.query;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Builds a {@link ResultTable} row by row. Values are kept in primitive arrays and texts once each, so that a million
 * rows fit in some dozen megabytes. For one thread; the table that comes out is safe for many.
 */
public final class TableBuilder {

	private final String report;
	private final String title;
	private final List<Column> columns;
	private final Cells[] cells;
	private final Class<?>[] classes;
	private final List<String> notes = new ArrayList<>();
	private int rows;

	/**
	 * @param report  the report's name for scripts
	 * @param title   a heading for people
	 * @param columns in order, with unique keys
	 */
	public TableBuilder(String report, String title, List<Column> columns) {
		this.report = Objects.requireNonNull(report, "report");
		this.title = Objects.requireNonNull(title, "title");
		this.columns = List.copyOf(columns);
		if (this.columns.stream().map(Column::key).distinct().count() != this.columns.size()) {
			throw new IllegalArgumentException("a column stands twice in " + report);
		}
		this.cells = this.columns.stream().map(column -> new Cells(column.type())).toArray(Cells[]::new);
		this.classes = this.columns.stream().map(column -> column.type().valueClass()).toArray(Class<?>[]::new);
	}

	/**
	 * Adds a row.
	 *
	 * @param values one a column: an instance of its value class or {@link Unknown#UNKNOWN}
	 * @return this
	 * @throws IllegalArgumentException when their number or a type does not fit
	 */
	public TableBuilder row(Object... values) {
		if (values.length != cells.length) {
			throw new IllegalArgumentException(
					report + " has " + cells.length + " columns, the row has " + values.length + " values");
		}
		for (int column = 0; column < values.length; column++) {
			Object value = values[column];
			if (value != Unknown.UNKNOWN && !classes[column].isInstance(value)) {
				throw new IllegalArgumentException("column " + columns.get(column).key() + " of " + report + " takes "
						+ classes[column].getSimpleName() + ", not " + value);
			}
		}
		for (int column = 0; column < values.length; column++) {
			cells[column].set(rows, values[column]);
		}
		rows++;
		return this;
	}

	/**
	 * Adds a sentence a reader should know.
	 *
	 * @param note one sentence
	 * @return this
	 */
	public TableBuilder note(String note) {
		notes.add(note);
		return this;
	}

	/**
	 * @param asOf the moment whose knowledge the table shows
	 * @param zone the time zone in which days were cut
	 * @return the table; this builder must not be used any more
	 */
	public ResultTable build(Instant asOf, ZoneId zone) {
		for (Cells column : cells) {
			column.trim(rows);
		}
		return new ColumnTable(report, title, columns, cells, rows, asOf, zone, List.copyOf(notes));
	}

	private record ColumnTable(String report, String title, List<Column> columns, Cells[] cells, int rowCount,
			Instant asOf, ZoneId zone, List<String> notes) implements ResultTable {

		@Override
		public Object value(int row, int column) {
			Objects.checkIndex(row, rowCount);
			return cells[column].get(row);
		}
	}

	/** The values of one column as long numbers: the value itself, its bits, or an index into a list of texts. */
	private static final class Cells {

		private final ColumnType type;
		private final BitSet unknown = new BitSet();
		private final Map<String, Integer> indexOfText = new HashMap<>();
		private final List<String> texts = new ArrayList<>();
		/** Rows that follow each other often have the same texts. */
		private Object lastText = Unknown.UNKNOWN;
		private int indexOfLast;
		private long[] wide = {};
		private int[] narrow = {};

		Cells(ColumnType type) {
			this.type = type;
		}

		void set(int row, Object value) {
			if (value == Unknown.UNKNOWN) {
				unknown.set(row);
				store(row, 0);
				return;
			}
			switch (type) {
			case TEXT -> store(row, value == lastText ? indexOfLast : indexOf((String) value));
			case INTEGER -> store(row, (Long) value);
			case DECIMAL, RATIO -> store(row, Double.doubleToRawLongBits((Double) value));
			case INSTANT -> store(row, ((Instant) value).toEpochMilli());
			case DATE -> store(row, ((LocalDate) value).toEpochDay());
			case DURATION -> store(row, ((Duration) value).toMillis());
			case FLAG -> store(row, (Boolean) value ? 1 : 0);
			}
		}

		private int indexOf(String value) {
			lastText = value;
			indexOfLast = indexOfText.computeIfAbsent(value, text -> {
				texts.add(text);
				return texts.size() - 1;
			});
			return indexOfLast;
		}

		private void store(int row, long value) {
			if (type == ColumnType.TEXT) {
				if (row >= narrow.length) {
					narrow = Arrays.copyOf(narrow, grown(narrow.length));
				}
				narrow[row] = (int) value;
			} else {
				if (row >= wide.length) {
					wide = Arrays.copyOf(wide, grown(wide.length));
				}
				wide[row] = value;
			}
		}

		private static int grown(int length) {
			return Math.max(16, length + (length >> 1));
		}

		void trim(int rows) {
			if (type == ColumnType.TEXT) {
				narrow = Arrays.copyOf(narrow, rows);
			} else {
				wide = Arrays.copyOf(wide, rows);
			}
			indexOfText.clear();
		}

		Object get(int row) {
			if (unknown.get(row)) {
				return Unknown.UNKNOWN;
			}
			return switch (type) {
			case TEXT -> texts.get(narrow[row]);
			case INTEGER -> wide[row];
			case DECIMAL, RATIO -> Double.longBitsToDouble(wide[row]);
			case INSTANT -> Instant.ofEpochMilli(wide[row]);
			case DATE -> LocalDate.ofEpochDay(wide[row]);
			case DURATION -> Duration.ofMillis(wide[row]);
			case FLAG -> wide[row] != 0;
			};
		}
	}
}

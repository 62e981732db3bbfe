package org.lictor.query;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The answer to a query: rows of typed, unformatted values. Immutable and safe for use by many threads; reading a cell
 * is quick.
 */
public interface ResultTable {

	/** @return the report's name for scripts */
	String report();

	/** @return a heading for people that says what was asked */
	String title();

	/** @return the columns, in order; keys are unique */
	List<Column> columns();

	/** @return how many rows there are */
	int rowCount();

	/**
	 * @param row    from 0
	 * @param column from 0
	 * @return an instance of the column's {@link ColumnType#valueClass()}, or {@link Unknown#UNKNOWN}; never null
	 * @throws IndexOutOfBoundsException when there is no such cell
	 */
	Object value(int row, int column);

	/** @return the moment whose knowledge the table shows */
	Instant asOf();

	/** @return the time zone in which days were cut and instants are shown */
	ZoneId zone();

	/** @return sentences a reader should know: rules that counted, gaps, rows left out by a limit; may be empty */
	List<String> notes();

	/**
	 * @param key of a column
	 * @return its index
	 * @throws IllegalArgumentException when there is no such column
	 */
	default int columnIndex(String key) {
		List<Column> columns = columns();
		for (int index = 0; index < columns.size(); index++) {
			if (columns.get(index).key().equals(key)) {
				return index;
			}
		}
		throw new IllegalArgumentException("report " + report() + " has no column " + key);
	}

	/**
	 * @param row from 0
	 * @param key of a column
	 * @return the value of that cell
	 */
	default Object value(int row, String key) {
		return value(row, columnIndex(key));
	}
}

package org.lictor.adapter.autodesk.internal.table;

import java.io.IOException;
import java.util.Optional;

/** The rows of one table, read one after the other. */
public interface Table {

	/** @return the name of the sheet, empty when the file is the table */
	String name();

	/**
	 * Says how many columns the table has, once its header is known. Helps to find the end of a broken row.
	 *
	 * @param columns how many
	 */
	void width(int columns);

	/** @return true when a row may leave out cells at its end */
	boolean shortRows();

	/**
	 * @return the next row, empty at the end
	 * @throws IOException         when the bytes cannot be read
	 * @throws UnreadableException when the table cannot be read any further
	 */
	Optional<Row> next() throws IOException, UnreadableException;
}

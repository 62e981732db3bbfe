package org.lictor.store.internal.db;

import java.sql.SQLException;

/** Adds many rows to a table in the quickest way that the database has. */
interface BulkInsert extends Row {

	/**
	 * The row that was filled in is complete. Other statements may run on the connection before the next one is.
	 *
	 * @throws SQLException when rows are refused
	 */
	void add() throws SQLException;

	/**
	 * No more rows come.
	 *
	 * @throws SQLException when rows are refused
	 */
	void finish() throws SQLException;
}

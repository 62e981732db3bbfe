package org.lictor.store.internal.db;

import java.sql.SQLException;

/** Takes the values of parameters, each by its place from 1, from left to right. */
interface Row {

	void number(int place, long value) throws SQLException;

	/**
	 * @param type of {@link java.sql.Types}
	 */
	void nothing(int place, int type) throws SQLException;

	void text(int place, String value) throws SQLException;

	void bytes(int place, byte[] value) throws SQLException;

	void flag(int place, boolean value) throws SQLException;
}

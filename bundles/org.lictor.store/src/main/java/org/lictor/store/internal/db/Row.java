package org.lictor.store.internal.db;

import java.sql.SQLException;

/** Takes the values of parameters, each by its place from 1, from left to right. */
public interface Row {

	/**
	 * @param place of the value
	 * @param value a whole number
	 * @throws SQLException from the driver
	 */
	void number(int place, long value) throws SQLException;

	/**
	 * There is no value.
	 *
	 * @param place where it would be
	 * @param type  of {@link java.sql.Types}
	 * @throws SQLException from the driver
	 */
	void nothing(int place, int type) throws SQLException;

	/**
	 * @param place of the value
	 * @param value a text
	 * @throws SQLException from the driver
	 */
	void text(int place, String value) throws SQLException;

	/**
	 * @param place of the value
	 * @param value bytes
	 * @throws SQLException from the driver
	 */
	void bytes(int place, byte[] value) throws SQLException;

	/**
	 * @param place of the value
	 * @param value yes or no
	 * @throws SQLException from the driver
	 */
	void flag(int place, boolean value) throws SQLException;
}

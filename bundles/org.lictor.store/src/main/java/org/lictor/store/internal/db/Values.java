package org.lictor.store.internal.db;

import java.sql.SQLException;

/** Gives the values of a row, each by its place from 1, each once and from left to right. */
public interface Values {

	/**
	 * @param place of the value
	 * @return a whole number, 0 when there is nothing
	 * @throws SQLException from the driver
	 */
	long number(int place) throws SQLException;

	/**
	 * @param place of the value
	 * @return a text, empty when there is nothing
	 * @throws SQLException from the driver
	 */
	String text(int place) throws SQLException;

	/**
	 * @param place of the value, which is there
	 * @return bytes
	 * @throws SQLException from the driver
	 */
	byte[] bytes(int place) throws SQLException;

	/**
	 * @param place of the value
	 * @return yes or no, no when there is nothing
	 * @throws SQLException from the driver
	 */
	boolean flag(int place) throws SQLException;

	/**
	 * @return whether there was nothing where the last number or text was asked for
	 * @throws SQLException from the driver
	 */
	boolean nothing() throws SQLException;
}

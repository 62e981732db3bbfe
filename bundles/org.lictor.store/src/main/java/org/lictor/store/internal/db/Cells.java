package org.lictor.store.internal.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads the cells of a row from left to right. */
public final class Cells {

	private final ResultSet rows;
	private final Dialect dialect;
	private int index;

	Cells(ResultSet rows, Dialect dialect) {
		this.rows = rows;
		this.dialect = dialect;
	}

	boolean next() throws SQLException {
		index = 0;
		return rows.next();
	}

	/**
	 * @return a whole number
	 * @throws SQLException from the driver
	 */
	public long number() throws SQLException {
		return rows.getLong(++index);
	}

	/**
	 * @return a whole number
	 * @throws SQLException from the driver
	 */
	public int integer() throws SQLException {
		return rows.getInt(++index);
	}

	/**
	 * @return a whole number or nothing
	 * @throws SQLException from the driver
	 */
	public OptionalLong optionalNumber() throws SQLException {
		long value = rows.getLong(++index);
		return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
	}

	/**
	 * @return a moment
	 * @throws SQLException from the driver
	 */
	public Instant instant() throws SQLException {
		return Instant.ofEpochMilli(number());
	}

	/**
	 * @return a moment or nothing
	 * @throws SQLException from the driver
	 */
	public Optional<Instant> optionalInstant() throws SQLException {
		long value = rows.getLong(++index);
		return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
	}

	/**
	 * @return a day or nothing
	 * @throws SQLException from the driver
	 */
	public Optional<LocalDate> optionalDay() throws SQLException {
		long value = rows.getLong(++index);
		return rows.wasNull() ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(value));
	}

	/**
	 * @return a text
	 * @throws SQLException from the driver
	 */
	public String text() throws SQLException {
		return dialect.told(rows.getString(++index));
	}

	/**
	 * @return a text or nothing
	 * @throws SQLException from the driver
	 */
	public Optional<String> optionalText() throws SQLException {
		return Optional.ofNullable(rows.getString(++index)).map(dialect::told);
	}

	/**
	 * @return bytes
	 * @throws SQLException from the driver
	 */
	public byte[] bytes() throws SQLException {
		return rows.getBytes(++index);
	}

	/**
	 * @return yes or no
	 * @throws SQLException from the driver
	 */
	public boolean flag() throws SQLException {
		return rows.getBoolean(++index);
	}

	/**
	 * @return a key, from two cells
	 * @throws SQLException from the driver
	 */
	public UUID key() throws SQLException {
		return new UUID(number(), number());
	}
}

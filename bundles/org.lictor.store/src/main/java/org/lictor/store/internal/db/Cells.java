package org.lictor.store.internal.db;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Reads the cells of a row from left to right. */
public final class Cells {

	private final Values values;
	private int index;

	/**
	 * @param values of one row after another
	 */
	public Cells(Values values) {
		this.values = values;
	}

	/** Begins another row. */
	public void rewind() {
		index = 0;
	}

	/**
	 * @return a whole number
	 * @throws SQLException from the driver
	 */
	public long number() throws SQLException {
		return values.number(++index);
	}

	/**
	 * @return a whole number
	 * @throws SQLException from the driver
	 */
	public int integer() throws SQLException {
		return (int) values.number(++index);
	}

	/**
	 * @return a whole number or nothing
	 * @throws SQLException from the driver
	 */
	public OptionalLong optionalNumber() throws SQLException {
		long value = values.number(++index);
		return values.nothing() ? OptionalLong.empty() : OptionalLong.of(value);
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
		long value = values.number(++index);
		return values.nothing() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
	}

	/**
	 * @return a day or nothing
	 * @throws SQLException from the driver
	 */
	public Optional<LocalDate> optionalDay() throws SQLException {
		long value = values.number(++index);
		return values.nothing() ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(value));
	}

	/**
	 * @return a text
	 * @throws SQLException from the driver
	 */
	public String text() throws SQLException {
		return values.text(++index);
	}

	/**
	 * @return a text or nothing
	 * @throws SQLException from the driver
	 */
	public Optional<String> optionalText() throws SQLException {
		String value = values.text(++index);
		return values.nothing() ? Optional.empty() : Optional.of(value);
	}

	/**
	 * @return bytes
	 * @throws SQLException from the driver
	 */
	public byte[] bytes() throws SQLException {
		return values.bytes(++index);
	}

	/**
	 * @return yes or no
	 * @throws SQLException from the driver
	 */
	public boolean flag() throws SQLException {
		return values.flag(++index);
	}

	/**
	 * @return a key, from two cells
	 * @throws SQLException from the driver
	 */
	public UUID key() throws SQLException {
		return new UUID(number(), number());
	}
}

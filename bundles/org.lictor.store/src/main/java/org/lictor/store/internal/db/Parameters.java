package org.lictor.store.internal.db;

import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import org.lictor.store.Store;

/** Fills in the parameters of a statement, or the cells of a row, from left to right. */
public final class Parameters {

	private final Row row;
	private int index;

	/**
	 * @param row takes the values, of one row after another
	 */
	public Parameters(Row row) {
		this.row = row;
	}

	/** Begins another row. */
	public void rewind() {
		index = 0;
	}

	/**
	 * @param value a whole number
	 * @return this
	 * @throws SQLException from the driver
	 */
	public Parameters number(long value) throws SQLException {
		row.number(++index, value);
		return this;
	}

	/**
	 * @param value a whole number or nothing
	 * @return this
	 * @throws SQLException from the driver
	 */
	public Parameters number(OptionalLong value) throws SQLException {
		if (value.isPresent()) {
			return number(value.getAsLong());
		}
		row.nothing(++index, Types.BIGINT);
		return this;
	}

	/**
	 * @param value a moment
	 * @return this
	 * @throws SQLException from the driver
	 */
	public Parameters instant(Instant value) throws SQLException {
		return number(value.toEpochMilli());
	}

	/**
	 * @param value a moment or nothing
	 * @return this
	 * @throws SQLException from the driver
	 */
	public Parameters instant(Optional<Instant> value) throws SQLException {
		return number(value.isPresent() ? OptionalLong.of(value.get().toEpochMilli()) : OptionalLong.empty());
	}

	/**
	 * @param value a day or nothing
	 * @return this
	 * @throws SQLException from the driver
	 */
	public Parameters day(Optional<LocalDate> value) throws SQLException {
		return number(value.isPresent() ? OptionalLong.of(value.get().toEpochDay()) : OptionalLong.empty());
	}

	/**
	 * @param value a text of at most {@link Store#MAX_TEXT} characters
	 * @return this
	 * @throws SQLException from the driver
	 */
	public Parameters text(String value) throws SQLException {
		row.text(++index, checked(value));
		return this;
	}

	/**
	 * @param value a text of at most {@link Store#MAX_TEXT} characters, or nothing
	 * @return this
	 * @throws SQLException from the driver
	 */
	public Parameters text(Optional<String> value) throws SQLException {
		if (value.isPresent()) {
			return text(value.get());
		}
		row.nothing(++index, Types.VARCHAR);
		return this;
	}

	/**
	 * @param value bytes
	 * @return this
	 * @throws SQLException from the driver
	 */
	public Parameters bytes(byte[] value) throws SQLException {
		row.bytes(++index, value);
		return this;
	}

	/**
	 * @param value yes or no
	 * @return this
	 * @throws SQLException from the driver
	 */
	public Parameters flag(boolean value) throws SQLException {
		row.flag(++index, value);
		return this;
	}

	/**
	 * @param value fills in two parameters
	 * @return this
	 * @throws SQLException from the driver
	 */
	public Parameters key(UUID value) throws SQLException {
		return number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
	}

	/**
	 * @param value a text
	 * @return the same text
	 * @throws IllegalArgumentException when it is too long to be kept
	 */
	public static String checked(String value) {
		if (value.length() > Store.MAX_TEXT) {
			throw new IllegalArgumentException("a text of " + value.length() + " characters is longer than "
					+ Store.MAX_TEXT + ": " + value.substring(0, 60) + "...");
		}
		return value;
	}
}

package org.lictor.store.internal.db;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The values of the row at which the result of a query stands. */
final class ResultValues implements Values {

	private final ResultSet rows;
	private final Dialect dialect;

	ResultValues(ResultSet rows, Dialect dialect) {
		this.rows = rows;
		this.dialect = dialect;
	}

	@Override
	public long number(int place) throws SQLException {
		return rows.getLong(place);
	}

	@Override
	public String text(int place) throws SQLException {
		String value = rows.getString(place);
		return value == null ? "" : dialect.told(value);
	}

	@Override
	public byte[] bytes(int place) throws SQLException {
		return rows.getBytes(place);
	}

	@Override
	public boolean flag(int place) throws SQLException {
		return rows.getBoolean(place);
	}

	@Override
	public boolean nothing() throws SQLException {
		return rows.wasNull();
	}
}

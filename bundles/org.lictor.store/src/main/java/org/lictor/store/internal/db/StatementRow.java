package org.lictor.store.internal.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The parameters of a statement. */
final class StatementRow implements Row {

	private final PreparedStatement statement;
	private final Dialect dialect;

	StatementRow(PreparedStatement statement, Dialect dialect) {
		this.statement = statement;
		this.dialect = dialect;
	}

	@Override
	public void number(int place, long value) throws SQLException {
		statement.setLong(place, value);
	}

	@Override
	public void nothing(int place, int type) throws SQLException {
		statement.setNull(place, type);
	}

	@Override
	public void text(int place, String value) throws SQLException {
		statement.setString(place, dialect.kept(value));
	}

	@Override
	public void bytes(int place, byte[] value) throws SQLException {
		statement.setBytes(place, value);
	}

	@Override
	public void flag(int place, boolean value) throws SQLException {
		statement.setBoolean(place, value);
	}
}

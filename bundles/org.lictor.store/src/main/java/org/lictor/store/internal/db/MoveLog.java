package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a move of data into a database on a server has come: the table {@code lictor_move} in that database, written in the
 * transactions that bring the data. A row without a name of a table stands for the whole move. It stays when all is done.
 */
public final class MoveLog {

	/** Stands for the whole move. */
	private static final String ALL = "*";

	private final Connection connection;

	/**
	 * @param connection to the database
	 */
	public MoveLog(Connection connection) {
		this.connection = connection;
	}

	/** What a database holds of a move. */
	enum State {
		/** Nothing, and nothing else either. */
		EMPTY,
		/** A move into it that was not finished. */
		UNFINISHED,
		/** Data of a Lictor, moved or not. */
		FULL
	}

	/** @return what the database holds */
	State state() throws SQLException {
		List<String> tables = tables();
		if (tables.contains("lictor_move") && answers("SELECT done FROM lictor_move WHERE table_name = '" + ALL + "'", "f")) {
			return State.UNFINISHED;
		}
		return tables.contains("schema_version") ? State.FULL : State.EMPTY;
	}

	private List<String> tables() throws SQLException {
		List<String> tables = new ArrayList<>();
		try (Statement statement = connection.createStatement();
				ResultSet rows = statement
						.executeQuery("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")) {
			while (rows.next()) {
				tables.add(rows.getString(1));
			}
		}
		return tables;
	}

	private boolean answers(String query, String answer) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
			return rows.next() && answer.equals(rows.getString(1));
		}
	}

	/**
	 * Begins a move or goes on with it. What another one left that was not finished is removed.
	 *
	 * @param move its id
	 * @return whether the database may be moved into: it was empty, or this move began in it
	 */
	boolean begin(String move) throws SQLException {
		if (tables().contains("lictor_move") && answers("SELECT move_id FROM lictor_move WHERE table_name = '" + ALL + "'", move)) {
			return true;
		}
		if (state() == State.FULL) {
			return false;
		}
		try (Statement statement = connection.createStatement()) {
			for (String table : tables()) {
				if (!table.equals("lictor_owner")) {
					statement.execute("DROP TABLE " + table + " CASCADE");
				}
			}
			statement.execute("CREATE TABLE lictor_move (table_name VARCHAR(64) NOT NULL PRIMARY KEY, move_id VARCHAR(36) NOT NULL,"
					+ " mark BIGINT, done BOOLEAN NOT NULL)");
			statement.execute("INSERT INTO lictor_move VALUES ('" + ALL + "', '" + move + "', NULL, FALSE)");
		}
		return true;
	}

	/**
	 * How far a table is.
	 *
	 * @param mark keys up to this one are there
	 * @param done whether all of it is there
	 */
	record Mark(long mark, boolean done) {
	}

	/** @return how far a table is */
	Mark mark(String table) throws SQLException {
		try (PreparedStatement select = connection.prepareStatement("SELECT mark, done FROM lictor_move WHERE table_name = ?")) {
			select.setString(1, table);
			try (ResultSet rows = select.executeQuery()) {
				return rows.next() ? new Mark(rows.getLong(1), rows.getBoolean(2)) : new Mark(Long.MIN_VALUE, false);
			}
		}
	}

	/** Writes down how far a table is, in the transaction that brought it there. */
	void mark(String table, Mark mark) throws SQLException {
		try (PreparedStatement insert = connection.prepareStatement("INSERT INTO lictor_move VALUES (?, '', ?, ?)"
				+ " ON CONFLICT (table_name) DO UPDATE SET mark = excluded.mark, done = excluded.done")) {
			insert.setString(1, table);
			insert.setLong(2, mark.mark);
			insert.setBoolean(3, mark.done);
			insert.executeUpdate();
		}
	}

	/** @return whether the whole move is done */
	public boolean finished() throws SQLException {
		return mark(ALL).done;
	}

	/** Writes down that the whole move is done. */
	public void finish() throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("UPDATE lictor_move SET done = TRUE WHERE table_name = '" + ALL + "'");
		}
	}
}

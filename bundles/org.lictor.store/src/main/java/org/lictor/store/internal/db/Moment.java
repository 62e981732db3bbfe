package org.lictor.store.internal.db;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;

/**
 * A moment of a database: all that was committed then, and nothing that came later, to be read at leisure while the database goes
 * on. Used by one thread.
 */
public final class Moment implements AutoCloseable {

	private static final int FETCH = 10_000;
	private static final int ENOUGH = 1 << 20;
	private static final int ROWS_AT_ONCE = 1_000;

	/** Gives up what holds the moment. */
	interface End {

		void run() throws SQLException;
	}

	private final Connection connection;
	private final Dialect dialect;
	private final End end;
	private final Tables tables;

	/**
	 * @param connection sees that moment, not in automatic commit mode
	 * @param dialect    of the database
	 * @param end        called when the moment is needed no more, and the connection was closed
	 */
	Moment(Connection connection, Dialect dialect, End end) {
		this.connection = connection;
		this.dialect = dialect;
		this.end = end;
		this.tables = new Tables(connection);
	}

	/**
	 * @return at which schema it is
	 * @throws SQLException when it cannot be read
	 */
	public int schema() throws SQLException {
		return (int) number("SELECT MAX(version) FROM schema_version");
	}

	/**
	 * @return the names of all tables, those that others refer to before them
	 * @throws SQLException when it cannot be read
	 */
	public List<String> tables() throws SQLException {
		return tables.names();
	}

	/**
	 * @param table one of them
	 * @return the names of its columns
	 * @throws SQLException when it cannot be read
	 */
	public List<String> columns(String table) throws SQLException {
		return tables.columns(table);
	}

	/**
	 * @param table one of them
	 * @return how many rows it has
	 * @throws SQLException when it cannot be read
	 */
	public long count(String table) throws SQLException {
		return tables.count(table);
	}

	private long number(String query) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
			rows.next();
			return rows.getLong(1);
		}
	}

	/** Gets one text after the other. */
	@FunctionalInterface
	public interface Texts {

		/**
		 * @param text one
		 * @throws IOException      to give up
		 * @throws ServiceException the same
		 */
		void accept(String text) throws IOException, ServiceException;
	}

	/**
	 * @param query gives rows of one text
	 * @param texts gets them
	 * @throws SQLException     when it cannot be read
	 * @throws IOException      of what gets them
	 * @throws ServiceException the same
	 */
	public void each(String query, Texts texts) throws SQLException, IOException, ServiceException {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			statement.setFetchSize(FETCH);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					texts.accept(dialect.told(rows.getString(1)));
				}
			}
		}
	}

	/**
	 * Writes all rows of a table in the text format of PostgreSQL's COPY, with {@linkplain EscapedText escaped texts}, the same from
	 * any database.
	 *
	 * @param table    one of them
	 * @param out      takes the rows; not closed
	 * @param progress gets the number of rows; cancelling ends it too early
	 * @return how many there were
	 * @throws SQLException when they cannot be read
	 * @throws IOException  when they cannot be written
	 */
	public long write(String table, OutputStream out, Progress progress) throws SQLException, IOException {
		long count = 0;
		CopyText text = new CopyText();
		OutputStream buffered = new BufferedOutputStream(out, ENOUGH);
		try (PreparedStatement statement = connection
				.prepareStatement("SELECT " + String.join(", ", columns(table)) + " FROM " + table)) {
			statement.setFetchSize(FETCH);
			try (ResultSet rows = statement.executeQuery()) {
				int[] types = Tables.types(rows.getMetaData());
				while (rows.next()) {
					for (int place = 1; place <= types.length; place++) {
						Tables.cell(rows, place, types[place - 1], dialect, text);
					}
					text.endRow();
					text.writeTo(buffered);
					if (++count % ROWS_AT_ONCE == 0) {
						progress.worked(ROWS_AT_ONCE);
						if (progress.cancelled()) {
							break;
						}
					}
				}
			}
		}
		progress.worked(count % ROWS_AT_ONCE);
		buffered.flush();
		return count;
	}

	@Override
	public void close() throws SQLException {
		try {
			connection.rollback();
			connection.close();
		} finally {
			end.run();
		}
	}
}

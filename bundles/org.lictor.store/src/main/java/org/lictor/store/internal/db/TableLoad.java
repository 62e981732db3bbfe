package org.lictor.store.internal.db;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** Fills the empty tables of a database with rows that a {@link Moment} wrote. */
public final class TableLoad {

	/** Of one transaction. */
	private static final int PIECE = 20_000;
	private static final int BATCH = 500;

	private final Connection connection;
	private final Database database;
	private final Tables tables;

	/**
	 * @param connection to the database; committed after each piece
	 * @param database   the database
	 * @throws SQLException when it fails
	 */
	public TableLoad(Connection connection, Database database) throws SQLException {
		this.connection = connection;
		this.database = database;
		this.tables = new Tables(connection);
		connection.setAutoCommit(false);
	}

	/**
	 * @param table    a table
	 * @param columns  whose values the rows have
	 * @param in       the rows; closed by the caller
	 * @param progress gets the number of rows, and may cancel
	 * @return how many rows there were
	 * @throws SQLException     when the database refuses them
	 * @throws IOException      when they cannot be read
	 * @throws ServiceException CANCELLED
	 */
	public long load(String table, List<String> columns, InputStream in, Progress progress)
			throws SQLException, IOException, ServiceException {
		int[] types = tables.types(table, columns);
		CopyLines lines = new CopyLines(in);
		String insert = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
				+ String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
		long count = 0;
		for (int loaded = PIECE; loaded == PIECE; count += loaded) {
			if (progress.cancelled()) {
				throw new ServiceException(Reason.CANCELLED, "Restoring was cancelled.");
			}
			database.claim(connection);
			loaded = piece(insert, types, lines);
			connection.commit();
			progress.worked(loaded);
		}
		return count;
	}

	private int piece(String insert, int[] types, CopyLines lines) throws SQLException, IOException {
		Optional<BulkInsert> bulk = database.dialect().bulk(connection, insert);
		if (bulk.isPresent()) {
			int loaded = 0;
			while (loaded < PIECE && lines.next(types, bulk.get())) {
				bulk.get().add();
				loaded++;
			}
			bulk.get().finish();
			return loaded;
		}
		try (PreparedStatement statement = connection.prepareStatement(insert)) {
			StatementRow row = new StatementRow(statement, database.dialect());
			int loaded = 0;
			while (loaded < PIECE && lines.next(types, row)) {
				statement.addBatch();
				if (++loaded % BATCH == 0) {
					statement.executeBatch();
				}
			}
			if (loaded % BATCH > 0) {
				statement.executeBatch();
			}
			return loaded;
		}
	}
}

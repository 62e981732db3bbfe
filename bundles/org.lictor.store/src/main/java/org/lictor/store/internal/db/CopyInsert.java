package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for PostgreSQL's COPY. They are gathered here and sent some thousand at once, because nothing else may happen on the
 * connection while a COPY is under way.
 */
final class CopyInsert extends CopyText implements BulkInsert {

	private static final int ENOUGH = 1 << 20;

	private final PGConnection connection;
	private final String copy;

	/**
	 * @param connection to the database, perhaps of a pool
	 * @param target     table and columns
	 * @throws SQLException when it is no connection to PostgreSQL
	 */
	CopyInsert(Connection connection, String target) throws SQLException {
		this.connection = connection.unwrap(PGConnection.class);
		this.copy = "COPY " + target + " FROM STDIN";
	}

	@Override
	public void add() throws SQLException {
		endRow();
		if (size() >= ENOUGH) {
			send();
		}
	}

	@Override
	public void finish() throws SQLException {
		if (size() > 0) {
			send();
		}
	}

	private void send() throws SQLException {
		CopyIn in = connection.getCopyAPI().copyIn(copy);
		try {
			in.writeToCopy(gathered(), 0, size());
			in.endCopy();
		} finally {
			if (in.isActive()) {
				in.cancelCopy();
			}
		}
		clear();
	}
}

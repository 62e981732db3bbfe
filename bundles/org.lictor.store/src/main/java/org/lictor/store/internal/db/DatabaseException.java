package org.lictor.store.internal.db;

import java.sql.SQLException;

/** The database failed in the middle of a transaction. */
public final class DatabaseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param cause what it said
	 */
	public DatabaseException(SQLException cause) {
		super(cause.getMessage(), cause);
	}
}

package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What a database engine does in its own way. The rest of the SQL is portable. */
public interface Dialect {

	/** That of an engine that takes everything as it is. */
	Dialect PORTABLE = new Dialect() {

		@Override
		public String translate(String statement) {
			return statement;
		}

		@Override
		public boolean escapesTexts() {
			return false;
		}

		@Override
		public boolean travelsFar() {
			return false;
		}
	};

	/**
	 * @param statement of a script of the schema
	 * @return the same in this dialect, empty when there is nothing to do
	 */
	String translate(String statement);

	/** @return whether texts stand in the database as {@link EscapedText} */
	boolean escapesTexts();

	/** @return whether a question takes longer to travel than to be answered, so that many had better go together */
	boolean travelsFar();

	/**
	 * @param connection to the database
	 * @param insert     an INSERT with nothing but parameters as values
	 * @return adds the same rows in a quicker way, if there is one
	 * @throws SQLException from the driver
	 */
	default Optional<BulkInsert> bulk(Connection connection, String insert) throws SQLException {
		return Optional.empty();
	}

	/**
	 * @param text any
	 * @return what stands in the database for it; another one for every other text
	 */
	default String kept(String text) {
		return escapesTexts() ? EscapedText.escape(text) : text;
	}

	/**
	 * @param kept what stands in the database
	 * @return the text it stands for
	 */
	default String told(String kept) {
		return escapesTexts() ? EscapedText.unescape(kept) : kept;
	}
}

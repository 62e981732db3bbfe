package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What PostgreSQL does in its own way. */
final class PostgresDialect implements Dialect {

	private static final Pattern BLOB = Pattern.compile("\\bBLOB\\b");
	/** The store bounds texts itself, and an escaped one is longer. */
	private static final Pattern LONG_TEXT = Pattern.compile("\\bVARCHAR\\(32000\\)");
	private static final Pattern RENAME = Pattern.compile("RENAME\\s+TABLE\\s+(\\w+)\\s+TO\\s+(\\w+)");
	/** Sets what only Derby has. */
	private static final String OF_DERBY = "CALL SYSCS_UTIL.";
	private static final String NOTHING = "";
	private static final Pattern INSERT = Pattern
			.compile("\\s*INSERT\\s+INTO\\s+(\\w+\\s*\\([^)]*\\))\\s*VALUES\\s*\\((?:\\s*\\?\\s*,?)+\\)\\s*");

	@Override
	public String translate(String statement) {
		Matcher rename = RENAME.matcher(statement);
		if (rename.matches()) {
			return "ALTER TABLE " + rename.group(1) + " RENAME TO " + rename.group(2);
		}
		if (statement.startsWith(OF_DERBY)) {
			return NOTHING;
		}
		return LONG_TEXT.matcher(BLOB.matcher(statement).replaceAll("BYTEA")).replaceAll("TEXT");
	}

	@Override
	public Optional<BulkInsert> bulk(Connection connection, String insert) throws SQLException {
		Matcher matcher = INSERT.matcher(insert);
		return matcher.matches() ? Optional.of(new CopyInsert(connection, matcher.group(1))) : Optional.empty();
	}

	@Override
	public boolean escapesTexts() {
		return true;
	}

	@Override
	public boolean travelsFar() {
		return true;
	}
}

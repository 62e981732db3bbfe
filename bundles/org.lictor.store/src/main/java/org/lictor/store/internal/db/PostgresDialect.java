package org.lictor.store.internal.db;

import java.util.regex.Pattern;

/** What PostgreSQL does in its own way. */
final class PostgresDialect implements Dialect {

	private static final Pattern BLOB = Pattern.compile("\\bBLOB\\b");
	/** The store bounds texts itself, and an escaped one is longer. */
	private static final Pattern LONG_TEXT = Pattern.compile("\\bVARCHAR\\(32000\\)");

	@Override
	public String translate(String statement) {
		return LONG_TEXT.matcher(BLOB.matcher(statement).replaceAll("BYTEA")).replaceAll("TEXT");
	}

	@Override
	public boolean escapesTexts() {
		return true;
	}
}

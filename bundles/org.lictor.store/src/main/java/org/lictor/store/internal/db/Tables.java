package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tables of the schema, as a database tells of them; without those that say of the database itself what it is. */
final class Tables {

	private static final String APPLIED = "schema_version";
	/** Of tables in which an engine keeps what is its own. */
	private static final String OF_THE_ENGINE = "lictor_";

	private final Connection connection;

	/**
	 * @param connection to the database
	 */
	Tables(Connection connection) {
		this.connection = connection;
	}

	/** @return their names, those that others refer to before them */
	List<String> names() throws SQLException {
		DatabaseMetaData data = connection.getMetaData();
		Set<String> left = new LinkedHashSet<>();
		try (ResultSet rows = data.getTables(null, connection.getSchema(), "%", new String[] { "TABLE" })) {
			while (rows.next()) {
				left.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
			}
		}
		left.removeIf(table -> table.equals(APPLIED) || table.startsWith(OF_THE_ENGINE));
		Set<String> ordered = new LinkedHashSet<>();
		while (!left.isEmpty()) {
			for (String table : List.copyOf(left)) {
				if (ordered.containsAll(parents(data, table))) {
					ordered.add(table);
				}
			}
			if (!left.removeAll(ordered)) {
				throw new IllegalStateException("tables refer to each other in a circle: " + left);
			}
		}
		return List.copyOf(ordered);
	}

	private Set<String> parents(DatabaseMetaData data, String table) throws SQLException {
		String name = data.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
		Set<String> parents = new HashSet<>();
		try (ResultSet rows = data.getImportedKeys(null, connection.getSchema(), name)) {
			while (rows.next()) {
				parents.add(rows.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
			}
		}
		return parents;
	}

	/** @return the names of the columns of a table */
	List<String> columns(String table) throws SQLException {
		List<String> columns = new ArrayList<>();
		try (Statement statement = connection.createStatement(); ResultSet none = none(statement, "*", table)) {
			for (int place = 1; place <= none.getMetaData().getColumnCount(); place++) {
				columns.add(none.getMetaData().getColumnName(place).toLowerCase(Locale.ROOT));
			}
		}
		return columns;
	}

	/** @return the types of columns of a table, of {@link Types} */
	int[] types(String table, List<String> columns) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet none = none(statement, String.join(", ", columns), table)) {
			return types(none.getMetaData());
		}
	}

	private static ResultSet none(Statement statement, String columns, String table) throws SQLException {
		return statement.executeQuery("SELECT " + columns + " FROM " + table + " WHERE 1 = 0");
	}

	/** @return the types of columns, of {@link Types} */
	static int[] types(ResultSetMetaData columns) throws SQLException {
		int[] types = new int[columns.getColumnCount()];
		for (int place = 1; place <= types.length; place++) {
			types[place - 1] = columns.getColumnType(place);
		}
		return types;
	}

	/** @return how many rows a table has */
	long count(String table) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
			rows.next();
			return rows.getLong(1);
		}
	}

	/** Takes a cell as it stands in the database to a row of another. */
	static void cell(ResultSet rows, int place, int type, Dialect dialect, Row row) throws SQLException {
		switch (type) {
		case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> {
			long number = rows.getLong(place);
			if (!rows.wasNull()) {
				row.number(place, number);
			}
		}
		case Types.BOOLEAN, Types.BIT -> {
			boolean flag = rows.getBoolean(place);
			if (!rows.wasNull()) {
				row.flag(place, flag);
			}
		}
		case Types.BLOB, Types.BINARY -> {
			byte[] bytes = rows.getBytes(place);
			if (bytes != null) {
				row.bytes(place, bytes);
			}
		}
		case Types.VARCHAR -> {
			String text = rows.getString(place);
			if (text != null) {
				row.text(place, dialect.told(text));
			}
		}
		default -> throw new IllegalStateException("no column of the schema is of type " + type);
		}
		if (rows.wasNull()) {
			row.nothing(place, type);
		}
	}
}

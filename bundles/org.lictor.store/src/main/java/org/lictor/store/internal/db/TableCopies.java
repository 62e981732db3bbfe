package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/**
 * Copies all tables of the embedded database into one on a server, whose tables are there and empty, and compares them. Tables
 * with a number as (first part of) their key go in pieces, each a transaction, so that a copy that was broken off goes on where it
 * was; the others are small.
 */
public final class TableCopies implements AutoCloseable {

	/** Keys of one piece. */
	private static final long PIECE = 20_000;
	private static final int FETCH = 10_000;
	private static final String APPLIED = "schema_version";

	private final Connection from;
	private final Connection to;
	private final Database target;
	private final MoveLog log;

	/**
	 * @param from   to the embedded database, which nobody changes meanwhile
	 * @param to     to the other
	 * @param target the other
	 * @throws SQLException when one of them fails
	 */
	public TableCopies(Connection from, Connection to, Database target) throws SQLException {
		this.from = from;
		this.to = to;
		this.target = target;
		this.log = new MoveLog(to);
		from.setAutoCommit(false);
		to.setAutoCommit(false);
	}

	/**
	 * Copies what is not there yet.
	 *
	 * @param progress takes news, and may cancel between two pieces
	 * @throws ServiceException CANCELLED; a later call goes on
	 * @throws SQLException     when a database fails
	 */
	public void copy(Progress progress) throws ServiceException, SQLException {
		List<String> tables = tables();
		long total = 0;
		for (String table : tables) {
			total += number("SELECT COUNT(*) FROM " + table);
		}
		progress.begin("Moving " + total + " rows", total);
		for (String table : tables) {
			copy(table, progress);
		}
	}

	private void copy(String table, Progress progress) throws ServiceException, SQLException {
		MoveLog.Mark mark = log.mark(table);
		if (mark.done()) {
			progress.worked(number("SELECT COUNT(*) FROM " + table));
			return;
		}
		List<String> columns = columns(table);
		Optional<Key> key = key(table);
		if (key.isPresent()) {
			String keyed = "SELECT " + String.join(", ", columns) + " FROM " + table + DerbyDatabase.by(key.get().constraint) + " WHERE "
					+ key.get().column;
			long last = number("SELECT MAX(" + key.get().column + ") FROM " + table);
			long done = Math.max(mark.mark(), number("SELECT MIN(" + key.get().column + ") FROM " + table) - 1);
			progress.worked(number("SELECT COUNT(*) FROM " + table + " WHERE " + key.get().column + " <= " + done));
			while (done < last) {
				long next = Math.min(done + PIECE, last);
				piece(table, columns, keyed + " > " + done + " AND " + key.get().column + " <= " + next,
						new MoveLog.Mark(next, next == last), progress);
				done = next;
			}
		}
		if (!log.mark(table).done()) {
			String rows = "SELECT " + String.join(", ", columns) + " FROM " + table + (key.isPresent() ? " WHERE 1 = 0" : "");
			piece(table, columns, rows, new MoveLog.Mark(mark.mark(), true), progress);
		}
	}

	private void piece(String table, List<String> columns, String query, MoveLog.Mark mark, Progress progress)
			throws ServiceException, SQLException {
		if (progress.cancelled()) {
			throw new ServiceException(Reason.CANCELLED,
					"Moving was cancelled. Give the command again to go on, or with --give-up to leave the data where they are.");
		}
		long moved = 0;
		try {
			target.claim(to);
			CopyInsert copy = new CopyInsert(to, table + " (" + String.join(", ", columns) + ")");
			try (Statement statement = from.createStatement(); ResultSet rows = statement.executeQuery(query)) {
				int[] types = types(rows.getMetaData());
				while (rows.next()) {
					for (int place = 1; place <= types.length; place++) {
						cell(rows, place, types[place - 1], copy);
					}
					copy.add();
					moved++;
				}
			}
			copy.finish();
			log.mark(table, mark);
			to.commit();
		} catch (SQLException | RuntimeException e) {
			to.rollback();
			throw e;
		}
		from.commit();
		progress.worked(moved);
	}

	private static int[] types(ResultSetMetaData columns) throws SQLException {
		int[] types = new int[columns.getColumnCount()];
		for (int place = 1; place <= types.length; place++) {
			types[place - 1] = columns.getColumnType(place);
		}
		return types;
	}

	private static void cell(ResultSet rows, int place, int type, Row row) throws SQLException {
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
				row.text(place, text);
			}
		}
		default -> throw new IllegalStateException("no column of the schema is of type " + type);
		}
		if (rows.wasNull()) {
			row.nothing(place, type);
		}
	}

	/**
	 * Compares all tables, each row with all it holds.
	 *
	 * @param progress takes news, and may cancel between two tables
	 * @return a sentence for each table that differs
	 * @throws ServiceException CANCELLED
	 * @throws SQLException     when a database fails
	 */
	public List<String> compare(Progress progress) throws ServiceException, SQLException {
		List<String> tables = tables();
		progress.begin("Comparing " + tables.size() + " tables", tables.size());
		List<String> differences = new ArrayList<>();
		for (String table : tables) {
			if (progress.cancelled()) {
				throw new ServiceException(Reason.CANCELLED, "Comparing was cancelled. Give the command again to go on.");
			}
			Digest before = digest(from, table, Dialect.PORTABLE);
			Digest after = digest(to, table, target.dialect());
			if (before.rows != after.rows) {
				differences.add("Of " + table + " there are " + after.rows + " rows instead of " + before.rows + ".");
			} else if (before.sum != after.sum) {
				differences.add("Rows of " + table + " differ.");
			}
			progress.worked(1);
		}
		return differences;
	}

	/** Of a table: how many rows, and the sum of a hash of each, whatever their order. */
	private record Digest(long rows, long sum) {
	}

	private Digest digest(Connection connection, String table, Dialect dialect) throws SQLException {
		long count = 0;
		long sum = 0;
		try (PreparedStatement statement = connection
				.prepareStatement("SELECT " + String.join(", ", columns(table)) + " FROM " + table)) {
			statement.setFetchSize(FETCH);
			try (ResultSet rows = statement.executeQuery()) {
				int[] types = types(rows.getMetaData());
				HashedRow row = new HashedRow(dialect);
				while (rows.next()) {
					row.begin();
					for (int place = 1; place <= types.length; place++) {
						cell(rows, place, types[place - 1], row);
					}
					sum += row.hash();
					count++;
				}
			}
		}
		connection.commit();
		return new Digest(count, sum);
	}

	/** Ends what was begun, so that the connections can be closed. */
	@Override
	public void close() throws SQLException {
		from.rollback();
		to.rollback();
	}

	/** A hash of all values of a row. */
	private static final class HashedRow implements Row {

		private final Dialect dialect;
		private long hash;

		HashedRow(Dialect dialect) {
			this.dialect = dialect;
		}

		void begin() {
			hash = 1;
		}

		/** Mixed, so that rows that differ alike do not make up for each other in a sum. */
		long hash() {
			long mixed = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
			mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
			return mixed ^ mixed >>> 31;
		}

		private void add(long value) {
			hash = (hash ^ value) * 0x9e3779b97f4a7c15L + Long.rotateLeft(hash, 23);
		}

		@Override
		public void number(int place, long value) {
			add(value);
		}

		@Override
		public void nothing(int place, int type) {
			add(0x6e756c6cL);
		}

		@Override
		public void text(int place, String value) {
			String text = dialect.told(value);
			add(text.length());
			text.chars().forEach(this::add);
		}

		@Override
		public void bytes(int place, byte[] value) {
			add(value.length);
			add(Arrays.hashCode(value));
		}

		@Override
		public void flag(int place, boolean value) {
			add(value ? 1 : 2);
		}
	}

	/** The tables, those that others refer to before them. */
	private List<String> tables() throws SQLException {
		DatabaseMetaData data = from.getMetaData();
		Set<String> left = new LinkedHashSet<>();
		try (ResultSet rows = data.getTables(null, null, "%", new String[] { "TABLE" })) {
			while (rows.next()) {
				left.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
			}
		}
		left.remove(APPLIED);
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

	private static Set<String> parents(DatabaseMetaData data, String table) throws SQLException {
		Set<String> parents = new HashSet<>();
		try (ResultSet rows = data.getImportedKeys(null, null, table.toUpperCase(Locale.ROOT))) {
			while (rows.next()) {
				parents.add(rows.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
			}
		}
		return parents;
	}

	private List<String> columns(String table) throws SQLException {
		List<String> columns = new ArrayList<>();
		try (Statement statement = from.createStatement(); ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
			for (int place = 1; place <= none.getMetaData().getColumnCount(); place++) {
				columns.add(none.getMetaData().getColumnName(place).toLowerCase(Locale.ROOT));
			}
		}
		return columns;
	}

	/** The first column of a primary key, a number. */
	private record Key(String column, String constraint) {
	}

	private Optional<Key> key(String table) throws SQLException {
		DatabaseMetaData data = from.getMetaData();
		String name = table.toUpperCase(Locale.ROOT);
		try (ResultSet keys = data.getPrimaryKeys(null, null, name)) {
			while (keys.next()) {
				if (keys.getInt("KEY_SEQ") == 1) {
					String column = keys.getString("COLUMN_NAME");
					try (ResultSet columns = data.getColumns(null, null, name, column)) {
						columns.next();
						int type = columns.getInt("DATA_TYPE");
						return type == Types.BIGINT || type == Types.INTEGER
								? Optional.of(new Key(column.toLowerCase(Locale.ROOT), keys.getString("PK_NAME")))
								: Optional.empty();
					}
				}
			}
		}
		return Optional.empty();
	}

	private long number(String query) throws SQLException {
		try (Statement statement = from.createStatement(); ResultSet rows = statement.executeQuery(query)) {
			rows.next();
			return rows.getLong(1);
		}
	}
}

package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

	private final Connection from;
	private final Connection to;
	private final Database target;
	private final MoveLog log;
	private final Tables tables;

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
		this.tables = new Tables(from);
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
		List<String> all = tables.names();
		long total = 0;
		for (String table : all) {
			total += tables.count(table);
		}
		progress.begin("Moving " + total + " rows", total);
		for (String table : all) {
			copy(table, progress);
		}
	}

	private void copy(String table, Progress progress) throws ServiceException, SQLException {
		MoveLog.Mark mark = log.mark(table);
		if (mark.done()) {
			progress.worked(tables.count(table));
			return;
		}
		List<String> columns = tables.columns(table);
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
				int[] types = Tables.types(rows.getMetaData());
				while (rows.next()) {
					for (int place = 1; place <= types.length; place++) {
						Tables.cell(rows, place, types[place - 1], Dialect.PORTABLE, copy);
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

	/**
	 * Compares all tables, each row with all it holds.
	 *
	 * @param progress takes news, and may cancel between two tables
	 * @return a sentence for each table that differs
	 * @throws ServiceException CANCELLED
	 * @throws SQLException     when a database fails
	 */
	public List<String> compare(Progress progress) throws ServiceException, SQLException {
		List<String> all = tables.names();
		progress.begin("Comparing " + all.size() + " tables", all.size());
		List<String> differences = new ArrayList<>();
		for (String table : all) {
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
				.prepareStatement("SELECT " + String.join(", ", tables.columns(table)) + " FROM " + table)) {
			statement.setFetchSize(FETCH);
			try (ResultSet rows = statement.executeQuery()) {
				int[] types = Tables.types(rows.getMetaData());
				HashedRow row = new HashedRow();
				while (rows.next()) {
					row.begin();
					for (int place = 1; place <= types.length; place++) {
						Tables.cell(rows, place, types[place - 1], dialect, row);
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

		private long hash;

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
			add(value.length());
			value.chars().forEach(this::add);
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

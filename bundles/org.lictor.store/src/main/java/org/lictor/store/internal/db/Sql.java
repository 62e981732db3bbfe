package org.lictor.store.internal.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Plain SQL in one transaction. Turns troubles of the driver into {@link DatabaseException}. */
public final class Sql {

	/** Rows that travel together, for drivers that fetch over a network. */
	private static final int FETCH = 10_000;
	/** Statements that travel together. */
	private static final int BATCH = 1_000;
	/** Questions that travel together. */
	private static final int TOGETHER = 50;
	/** From so many rows on another way of adding them is worth its own beginning. */
	private static final int MANY = 100;

	private final Connection connection;
	private final Dialect dialect;
	private final boolean writable;

	/**
	 * @param connection in the middle of a transaction
	 * @param dialect    of the database
	 * @param writable   whether it may change anything
	 */
	public Sql(Connection connection, Dialect dialect, boolean writable) {
		this.connection = connection;
		this.dialect = dialect;
		this.writable = writable;
	}

	/**
	 * Fills in parameters.
	 *
	 * @param <T> what they come from
	 */
	@FunctionalInterface
	public interface Binder<T> {

		/**
		 * @param parameters to fill in
		 * @param item       what they come from
		 * @throws SQLException from the driver
		 */
		void bind(Parameters parameters, T item) throws SQLException;
	}

	/** Fills in parameters. */
	@FunctionalInterface
	public interface Filler {

		/** There are none. */
		Filler NONE = parameters -> {
		};

		/**
		 * @param parameters to fill in
		 * @throws SQLException from the driver
		 */
		void fill(Parameters parameters) throws SQLException;
	}

	/**
	 * Makes something of a row.
	 *
	 * @param <T> what it makes
	 */
	@FunctionalInterface
	public interface Reader<T> {

		/**
		 * @param cells of the row
		 * @return what it makes of it
		 * @throws SQLException from the driver
		 */
		T read(Cells cells) throws SQLException;
	}

	/** Looks at a row. */
	@FunctionalInterface
	public interface Visitor {

		/**
		 * @param cells of the row
		 * @return false to see no more
		 * @throws SQLException from the driver
		 */
		boolean visit(Cells cells) throws SQLException;
	}

	/** @return whether it may change anything */
	public boolean writable() {
		return writable;
	}

	/** Says that something is going to be changed. */
	public void requireWritable() {
		if (!writable) {
			throw new IllegalStateException("this transaction only reads: use Store.write");
		}
	}

	/**
	 * Asks the same for many things.
	 *
	 * @param <T>     what parameters come from
	 * @param query   a query
	 * @param items   one for each time it is asked
	 * @param binder  fills in its parameters
	 * @param visitor gets all rows of all answers
	 */
	public <T> void eachOf(String query, Iterable<T> items, Binder<T> binder, Visitor visitor) {
		Iterator<T> left = items.iterator();
		try {
			if (items instanceof Collection<T> all && dialect.travelsFar() && all.size() >= TOGETHER) {
				String together = String.join(" UNION ALL ", Collections.nCopies(TOGETHER, "(" + query + ")"));
				if (!ask(together, left, all.size() / TOGETHER, TOGETHER, binder, visitor)) {
					return;
				}
			}
			ask(query, left, Integer.MAX_VALUE, 1, binder, visitor);
		} catch (SQLException e) {
			throw new DatabaseException(e);
		}
	}

	/** @return whether one question about many things had better be asked than one about each, see {@link Dialect#travelsFar} */
	public boolean travelsFar() {
		return dialect.travelsFar();
	}

	/** Asks at most so many times, for so many items each time. Tells whether the visitor wants more. */
	private <T> boolean ask(String query, Iterator<T> items, int times, int together, Binder<T> binder, Visitor visitor)
			throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			Parameters parameters = new Parameters(new StatementRow(statement, dialect));
			for (int time = 0; time < times && items.hasNext(); time++) {
				parameters.rewind();
				for (int item = 0; item < together; item++) {
					binder.bind(parameters, items.next());
				}
				try (ResultSet rows = statement.executeQuery()) {
					Cells cells = new Cells(new ResultValues(rows, dialect));
					while (rows.next()) {
						cells.rewind();
						if (!visitor.visit(cells)) {
							return false;
						}
					}
				}
			}
			return true;
		}
	}

	/**
	 * @param query   a query
	 * @param filler  its parameters
	 * @param visitor gets its rows
	 */
	public void each(String query, Filler filler, Visitor visitor) {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			statement.setFetchSize(FETCH);
			filler.fill(new Parameters(new StatementRow(statement, dialect)));
			try (ResultSet rows = statement.executeQuery()) {
				Cells cells = new Cells(new ResultValues(rows, dialect));
				while (rows.next() && visitor.visit(cells)) {
					cells.rewind();
				}
			}
		} catch (SQLException e) {
			throw new DatabaseException(e);
		}
	}

	/**
	 * @param <T>    what a row becomes
	 * @param query  a query
	 * @param filler its parameters
	 * @param reader makes something of each row
	 * @return that
	 */
	public <T> List<T> list(String query, Filler filler, Reader<T> reader) {
		List<T> result = new ArrayList<>();
		each(query, filler, cells -> result.add(reader.read(cells)));
		return result;
	}

	/**
	 * @param <T>    what a row becomes
	 * @param query  a query that gives one row or none
	 * @param filler its parameters
	 * @param reader makes something of the row
	 * @return that
	 */
	public <T> Optional<T> one(String query, Filler filler, Reader<T> reader) {
		List<T> result = new ArrayList<>(1);
		each(query, filler, cells -> {
			result.add(reader.read(cells));
			return false;
		});
		return result.stream().findFirst();
	}

	/**
	 * @param query  a query that gives one number
	 * @param filler its parameters
	 * @return the number
	 */
	public long number(String query, Filler filler) {
		return one(query, filler, Cells::number).orElseThrow();
	}

	/**
	 * @param change an INSERT, UPDATE or DELETE
	 * @param filler its parameters
	 * @return how many rows it changed
	 */
	public int change(String change, Filler filler) {
		requireWritable();
		try (PreparedStatement statement = connection.prepareStatement(change)) {
			filler.fill(new Parameters(new StatementRow(statement, dialect)));
			return statement.executeUpdate();
		} catch (SQLException e) {
			throw new DatabaseException(e);
		}
	}

	/**
	 * Changes many rows.
	 *
	 * @param <T>    what parameters come from
	 * @param change an INSERT, UPDATE or DELETE
	 * @param items  one for each time it is to be done
	 * @param binder fills in its parameters
	 */
	public <T> void batch(String change, Iterable<T> items, Binder<T> binder) {
		requireWritable();
		try {
			Optional<BulkInsert> bulk = items instanceof Collection<T> all && all.size() >= MANY
					? dialect.bulk(connection, change)
					: Optional.empty();
			if (bulk.isPresent()) {
				insert(bulk.get(), items, binder);
			} else {
				statements(change, items, binder);
			}
		} catch (SQLException e) {
			throw new DatabaseException(e);
		}
	}

	private static <T> void insert(BulkInsert bulk, Iterable<T> items, Binder<T> binder) throws SQLException {
		Parameters parameters = new Parameters(bulk);
		for (T item : items) {
			parameters.rewind();
			binder.bind(parameters, item);
			bulk.add();
		}
		bulk.finish();
	}

	private <T> void statements(String change, Iterable<T> items, Binder<T> binder) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(change)) {
			Parameters parameters = new Parameters(new StatementRow(statement, dialect));
			int pending = 0;
			for (T item : items) {
				parameters.rewind();
				binder.bind(parameters, item);
				statement.addBatch();
				if (++pending == BATCH) {
					statement.executeBatch();
					pending = 0;
				}
			}
			if (pending > 0) {
				statement.executeBatch();
			}
		}
	}
}

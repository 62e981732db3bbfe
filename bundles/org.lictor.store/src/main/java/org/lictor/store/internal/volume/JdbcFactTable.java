package org.lictor.store.internal.volume;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

import org.lictor.spi.Evidence;
import org.lictor.store.FactTable;
import org.lictor.store.FactUnit;
import org.lictor.store.Stored;
import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Sql;

/** {@link FactTable} on plain SQL. */
class JdbcFactTable<T> implements FactTable<T> {

	private final FactKind<T> kind;
	/** Origins of drafts begin here. */
	static final int DRAFT = 10;

	final Sql sql;
	final JdbcDictionary dictionary;
	final AccountNumbers accounts;
	/** For reading. */
	final FactNames names;

	JdbcFactTable(FactKind<T> kind, Sql sql, JdbcDictionary dictionary, AccountNumbers accounts) {
		this.kind = kind;
		this.sql = sql;
		this.dictionary = dictionary;
		this.accounts = accounts;
		this.names = new FactNames(dictionary, accounts, new AccountNumbers.Unit(0, 0));
	}

	/** How units stand in the database: drafts apart from what stands. */
	static int number(FactUnit unit) {
		return number(unit.origin()) + (unit.draft() ? DRAFT : 0);
	}

	/** How origins of evidence stand in the database. */
	static int number(Evidence.Origin origin) {
		return switch (origin) {
		case POLL -> 1;
		case FILE -> 2;
		};
	}

	@Override
	public List<OfServer<T>> all() {
		return ofServers("1 = 1 ORDER BY server_id, id", Sql.Filler.NONE);
	}

	List<OfServer<T>> ofServers(String condition, Sql.Filler filler) {
		return sql.list("SELECT server_id, " + kind.columns() + " FROM " + kind.table() + " WHERE origin < " + DRAFT + " AND "
				+ condition, filler, cells -> new OfServer<>(cells.number(), kind.reader().read(cells, names)));
	}

	/** One after the other, so that they need no memory. */
	void each(String condition, Predicate<OfServer<T>> visitor) {
		sql.each("SELECT server_id, " + kind.columns() + " FROM " + kind.table() + " WHERE origin < " + DRAFT + " AND " + condition,
				Sql.Filler.NONE, cells -> visitor.test(new OfServer<>(cells.number(), kind.reader().read(cells, names))));
	}

	@Override
	public List<Stored<T>> of(long server) {
		return stored("server_id = ? AND origin < " + DRAFT, parameters -> parameters.number(server));
	}

	@Override
	public List<Stored<T>> of(FactUnit unit) {
		return stored("server_id = ? AND origin = ?",
				parameters -> parameters.number(unit.server()).number(number(unit)));
	}

	List<Stored<T>> stored(String condition, Sql.Filler filler) {
		return numbered(condition + " ORDER BY id", filler);
	}

	/** The condition ends with an order. */
	List<Stored<T>> first(String condition, int atMost, Sql.Filler filler) {
		return numbered(condition + " FETCH FIRST " + atMost + " ROWS ONLY", filler);
	}

	private List<Stored<T>> numbered(String condition, Sql.Filler filler) {
		return sql.list("SELECT id, " + kind.columns() + " FROM " + kind.table() + " WHERE " + condition, filler,
				cells -> new Stored<>(cells.number(), kind.reader().read(cells, names)));
	}

	@Override
	public List<Stored<T>> add(FactUnit unit, Collection<T> facts) {
		sql.requireWritable();
		if (facts.isEmpty()) {
			return List.of();
		}
		long first = new Ids(sql).next(kind.table(), facts.size());
		List<Stored<T>> numbered = new ArrayList<>(facts.size());
		for (T fact : facts) {
			numbered.add(new Stored<>(first + numbered.size(), fact));
		}
		FactNames ofUnit = names(unit);
		sql.batch("INSERT INTO " + kind.table() + " (id, server_id, origin, " + kind.columns() + ") VALUES ("
				+ kind.marks() + ")", numbered, (parameters, stored) -> {
					parameters.number(stored.id()).number(unit.server()).number(number(unit));
					kind.writer().write(parameters, stored.fact(), ofUnit);
				});
		return numbered;
	}

	/** For writing. */
	private FactNames names(FactUnit unit) {
		return new FactNames(dictionary, accounts, new AccountNumbers.Unit(unit.server(), number(unit)));
	}

	@Override
	public void change(FactUnit unit, Collection<Stored<T>> changed) {
		FactNames ofUnit = names(unit);
		sql.batch("UPDATE " + kind.table() + " SET " + kind.columns().replace(",", " = ?,") + " = ? WHERE id = ?", changed,
				(parameters, stored) -> {
					kind.writer().write(parameters, stored.fact(), ofUnit);
					parameters.number(stored.id());
				});
	}

	@Override
	public void remove(Collection<Stored<T>> facts) {
		sql.batch("DELETE FROM " + kind.table() + " WHERE id = ?", facts,
				(parameters, stored) -> parameters.number(stored.id()));
	}

	@Override
	public long count() {
		return sql.number("SELECT COUNT(*) FROM " + kind.table() + " WHERE origin < " + DRAFT, Sql.Filler.NONE);
	}
}

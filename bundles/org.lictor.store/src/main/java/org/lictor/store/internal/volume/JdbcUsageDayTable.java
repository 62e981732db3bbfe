package org.lictor.store.internal.volume;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.lictor.store.FactUnit;
import org.lictor.store.Stored;
import org.lictor.store.UsageDayFact;
import org.lictor.store.UsageDayTable;
import org.lictor.store.internal.db.Sql;

/** {@link UsageDayTable} on plain SQL. */
final class JdbcUsageDayTable extends JdbcFactTable<UsageDayFact> implements UsageDayTable {

	JdbcUsageDayTable(Sql sql, JdbcDictionary dictionary, AccountNumbers accounts) {
		super(FactKind.USAGE_DAY, sql, dictionary, accounts);
	}

	@Override
	public List<Stored<UsageDayFact>> of(FactUnit unit, LocalDate from, LocalDate until) {
		return stored("server_id = ? AND origin = ? AND day_used BETWEEN ? AND ?",
				parameters -> parameters.number(unit.server()).number(number(unit)).number(from.toEpochDay())
						.number(until.toEpochDay()));
	}

	@Override
	public SortedMap<LocalDate, Long> counts(FactUnit unit) {
		SortedMap<LocalDate, Long> counts = new TreeMap<>();
		sql.each("SELECT day_used, COUNT(*) FROM usage_day WHERE server_id = ? AND origin = ? GROUP BY day_used",
				parameters -> parameters.number(unit.server()).number(number(unit)), cells -> {
					counts.put(LocalDate.ofEpochDay(cells.number()), cells.number());
					return true;
				});
		return counts;
	}

	@Override
	public void remove(FactUnit unit, LocalDate from, LocalDate until) {
		sql.change("DELETE FROM usage_day WHERE server_id = ? AND origin = ? AND day_used BETWEEN ? AND ?",
				parameters -> parameters.number(unit.server()).number(number(unit)).number(from.toEpochDay())
						.number(until.toEpochDay()));
	}

	@Override
	public void lastDays(OptionalLong server, Consumer<LastDay> visitor) {
		String condition = server.isPresent() ? " AND server_id = " + server.getAsLong() : "";
		sql.each("SELECT server_id, account_id, product_id, MAX(day_used) FROM usage_day WHERE origin < " + DRAFT
				+ condition + " GROUP BY server_id, account_id, product_id", Sql.Filler.NONE, cells -> {
					visitor.accept(new LastDay(cells.number(), names.account(cells.number()),
							names.product(cells.integer()), LocalDate.ofEpochDay(cells.number())));
					return true;
				});
	}

	@Override
	public List<OfServer<UsageDayFact>> withTokens(OptionalLong server, LocalDate from, LocalDate until) {
		return ofServers("tokens IS NOT NULL AND day_used BETWEEN ? AND ?"
				+ (server.isPresent() ? " AND server_id = " + server.getAsLong() : "") + " ORDER BY server_id, id",
				parameters -> parameters.number(from.toEpochDay()).number(until.toEpochDay()));
	}
}

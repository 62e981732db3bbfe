package org.lictor.store.internal.volume;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.lictor.store.AccountFact;
import org.lictor.store.AccountTable;
import org.lictor.store.FactUnit;
import org.lictor.store.Stored;
import org.lictor.store.internal.db.Sql;

/** {@link AccountTable} on plain SQL. */
final class JdbcAccountTable extends JdbcFactTable<AccountFact> implements AccountTable {

	private static final List<String> REFERRING = List.of("assignment", "usage_summary", "group_member");

	JdbcAccountTable(Sql sql, JdbcDictionary dictionary, AccountNumbers accounts) {
		super(FactKind.ACCOUNT, sql, dictionary, accounts);
	}

	@Override
	public List<Stored<AccountFact>> add(FactUnit unit, Collection<AccountFact> facts) {
		List<Stored<AccountFact>> added = super.add(unit, facts);
		accounts.changed();
		return added;
	}

	@Override
	public void remove(Collection<Stored<AccountFact>> facts) {
		super.remove(facts);
		accounts.changed();
	}

	@Override
	public void change(Collection<Stored<AccountFact>> changed) {
		sql.batch("""
				UPDATE account SET account_key = ?, vendor_id = ?, hashed_id = ?, email = ?, first_name = ?, last_name = ?,
				vendor_role = ?, vendor_status = ?, evidence_id = ? WHERE id = ?""", changed, (parameters, stored) -> {
			FactKind.ACCOUNT.writer().write(parameters, stored.fact(), names);
			parameters.number(stored.id());
		});
		accounts.changed();
	}

	@Override
	public void merge(FactUnit unit, Map<Long, Long> merged) {
		if (merged.isEmpty()) {
			return;
		}
		for (String table : REFERRING) {
			sql.batch("UPDATE " + table + " SET account_id = ? WHERE account_id = ?", merged.entrySet(),
					(parameters, each) -> parameters.number(each.getValue()).number(each.getKey()));
		}
		mergeUsageDays(unit, merged);
		sql.batch("DELETE FROM account WHERE id = ?", merged.keySet(), (parameters, id) -> parameters.number(id));
		accounts.changed();
	}

	/** What tells one day of usage from another, with the account it belongs to from now on. */
	private record Day(long account, long product, long day, long team) {
	}

	private record Row(long id, long evidence) {
	}

	/** Days of usage have no index by account, which would cost every insert; so all of the unit are gone through once. */
	private void mergeUsageDays(FactUnit unit, Map<Long, Long> merged) {
		Set<Long> into = new HashSet<>(merged.values());
		Map<Day, Row> staying = new HashMap<>();
		List<Long> gone = new ArrayList<>();
		List<long[]> moved = new ArrayList<>();
		sql.each("SELECT account_id, id, product_id, day_used, team, evidence_id FROM usage_day WHERE server_id = ? AND origin = ?",
				parameters -> parameters.number(unit.server()).number(number(unit)), cells -> {
					long account = cells.number();
					if (merged.containsKey(account) || into.contains(account)) {
						long id = cells.number();
						long target = merged.getOrDefault(account, account);
						Day day = new Day(target, cells.number(), cells.number(), cells.number());
						Row row = new Row(id, cells.number());
						if (target != account) {
							moved.add(new long[] { target, id });
						}
						Row other = staying.put(day, row);
						if (other != null) {
							boolean otherStays = other.evidence() > row.evidence()
									|| other.evidence() == row.evidence() && other.id() > row.id();
							gone.add(otherStays ? row.id() : other.id());
							if (otherStays) {
								staying.put(day, other);
							}
						}
					}
					return true;
				});
		sql.batch("UPDATE usage_day SET account_id = ? WHERE id = ?", moved,
				(parameters, move) -> parameters.number(move[0]).number(move[1]));
		sql.batch("DELETE FROM usage_day WHERE id = ?", gone, (parameters, id) -> parameters.number(id));
	}
}

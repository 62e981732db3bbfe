package org.lictor.store.internal.volume;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.lictor.store.AccountFact;
import org.lictor.store.AccountTable;
import org.lictor.store.FactUnit;
import org.lictor.store.Stored;
import org.lictor.store.internal.db.Sql;

/** {@link AccountTable} on plain SQL. */
final class JdbcAccountTable extends JdbcFactTable<AccountFact> implements AccountTable {

	JdbcAccountTable(Sql sql, JdbcDictionary dictionary, AccountNumbers accounts) {
		super(FactKind.ACCOUNT, sql, dictionary, accounts);
	}

	@Override
	public List<Stored<AccountFact>> add(FactUnit unit, Collection<AccountFact> facts) {
		dictionary.add(facts.stream().map(AccountFact::key).toList());
		List<Stored<AccountFact>> added = super.add(unit, facts);
		accounts.added(unitNumber(unit), added);
		return added;
	}

	@Override
	public void remove(Collection<Stored<AccountFact>> facts) {
		super.remove(facts);
		accounts.changed();
	}

	@Override
	public void change(FactUnit unit, Collection<Stored<AccountFact>> changed) {
		boolean sameKeys = changed.stream().allMatch(each -> accounts.knows(unitNumber(unit), each));
		super.change(unit, changed);
		if (!sameKeys) {
			accounts.changed();
		}
	}

	private static AccountNumbers.Unit unitNumber(FactUnit unit) {
		return new AccountNumbers.Unit(unit.server(), number(unit));
	}

	@Override
	public void merge(FactUnit unit, Map<Long, Long> merged, Comparator<Long> evidenceOrder) {
		if (merged.isEmpty()) {
			return;
		}
		PagedFactTable.merge(sql, unit, merged);
		new JdbcUsageDayTable(sql, dictionary, accounts).merge(unit, merged, evidenceOrder);
		sql.batch("DELETE FROM account WHERE id = ?", merged.keySet(), (parameters, id) -> parameters.number(id));
		accounts.changed();
	}
}

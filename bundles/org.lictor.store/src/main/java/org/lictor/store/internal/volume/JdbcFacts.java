package org.lictor.store.internal.volume;

import org.lictor.store.AccountFact;
import org.lictor.store.AssignmentFact;
import org.lictor.store.EntitlementFact;
import org.lictor.store.FactStore;
import org.lictor.store.FactTable;
import org.lictor.store.SampleTable;
import org.lictor.store.UsageDayFact;
import org.lictor.store.UsageSummaryFact;
import org.lictor.store.internal.db.Sql;

/** {@link FactStore} on plain SQL. */
public final class JdbcFacts implements FactStore {

	private final Sql sql;
	private final JdbcDictionary dictionary;

	/**
	 * @param sql        the transaction
	 * @param dictionary of the transaction
	 */
	public JdbcFacts(Sql sql, JdbcDictionary dictionary) {
		this.sql = sql;
		this.dictionary = dictionary;
	}

	@Override
	public FactTable<EntitlementFact> entitlements() {
		return new JdbcFactTable<>(FactKind.ENTITLEMENT, sql, dictionary);
	}

	@Override
	public FactTable<AccountFact> accounts() {
		return new JdbcFactTable<>(FactKind.ACCOUNT, sql, dictionary);
	}

	@Override
	public FactTable<AssignmentFact> assignments() {
		return new JdbcFactTable<>(FactKind.ASSIGNMENT, sql, dictionary);
	}

	@Override
	public FactTable<UsageDayFact> usageDays() {
		return new JdbcFactTable<>(FactKind.USAGE_DAY, sql, dictionary);
	}

	@Override
	public FactTable<UsageSummaryFact> usageSummaries() {
		return new JdbcFactTable<>(FactKind.USAGE_SUMMARY, sql, dictionary);
	}

	@Override
	public SampleTable samples() {
		return new JdbcSampleTable(sql, dictionary);
	}
}

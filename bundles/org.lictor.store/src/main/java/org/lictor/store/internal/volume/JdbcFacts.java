package org.lictor.store.internal.volume;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.lictor.store.AccountTable;
import org.lictor.store.AssignmentFact;
import org.lictor.store.DenialTable;
import org.lictor.store.EntitlementFact;
import org.lictor.store.FactStore;
import org.lictor.store.FactTable;
import org.lictor.store.FactUnit;
import org.lictor.store.GroupMemberFact;
import org.lictor.store.SampleTable;
import org.lictor.store.TeamFact;
import org.lictor.store.TokenContractFact;
import org.lictor.store.TokenUseFact;
import org.lictor.store.UsageDayTable;
import org.lictor.store.UsageSummaryFact;
import org.lictor.store.internal.db.Sql;

/** {@link FactStore} on plain SQL. */
public final class JdbcFacts implements FactStore {

	private static final List<String> UNITS = List.of("entitlement", "fact_page", "usage_pack", "sample", "denial", "vendor_team",
			"token_use", "token_contract", "fold_mark", "account");

	private final Sql sql;
	private final JdbcDictionary dictionary;
	private final AccountNumbers accounts;

	/**
	 * @param sql        the transaction
	 * @param dictionary of the transaction
	 */
	public JdbcFacts(Sql sql, JdbcDictionary dictionary) {
		this.sql = sql;
		this.dictionary = dictionary;
		this.accounts = new AccountNumbers(sql, dictionary);
	}

	@Override
	public FactTable<EntitlementFact> entitlements() {
		return new JdbcFactTable<>(FactKind.ENTITLEMENT, sql, dictionary, accounts);
	}

	@Override
	public AccountTable accounts() {
		return new JdbcAccountTable(sql, dictionary, accounts);
	}

	@Override
	public FactTable<AssignmentFact> assignments() {
		return new PagedFactTable<>(PagedKind.ASSIGNMENT, sql, dictionary, accounts);
	}

	@Override
	public UsageDayTable usageDays() {
		return new JdbcUsageDayTable(sql, dictionary, accounts);
	}

	@Override
	public FactTable<UsageSummaryFact> usageSummaries() {
		return new PagedFactTable<>(PagedKind.USAGE_SUMMARY, sql, dictionary, accounts);
	}

	@Override
	public SampleTable samples() {
		return new JdbcSampleTable(sql, dictionary, accounts);
	}

	@Override
	public DenialTable denials() {
		return new JdbcDenialTable(sql, dictionary, accounts);
	}

	@Override
	public FactTable<TeamFact> teams() {
		return new JdbcFactTable<>(FactKind.TEAM, sql, dictionary, accounts);
	}

	@Override
	public FactTable<GroupMemberFact> groupMembers() {
		return new PagedFactTable<>(PagedKind.GROUP_MEMBER, sql, dictionary, accounts);
	}

	@Override
	public FactTable<TokenUseFact> tokenUses() {
		return new JdbcFactTable<>(FactKind.TOKEN_USE, sql, dictionary, accounts);
	}

	@Override
	public FactTable<TokenContractFact> tokenContracts() {
		return new JdbcFactTable<>(FactKind.TOKEN_CONTRACT, sql, dictionary, accounts);
	}

	@Override
	public void clear(FactUnit unit) {
		for (String table : UNITS) {
			sql.change("DELETE FROM " + table + " WHERE server_id = ? AND origin = ?",
					parameters -> parameters.number(unit.server()).number(JdbcFactTable.number(unit)));
		}
		accounts.changed();
	}

	@Override
	public Set<String> marks(FactUnit unit) {
		return new HashSet<>(sql.list("SELECT mark FROM fold_mark WHERE server_id = ? AND origin = ?",
				parameters -> parameters.number(unit.server()).number(JdbcFactTable.number(unit)), cells -> cells.text()));
	}

	@Override
	public void mark(FactUnit unit, Set<String> marks) {
		sql.change("DELETE FROM fold_mark WHERE server_id = ? AND origin = ?",
				parameters -> parameters.number(unit.server()).number(JdbcFactTable.number(unit)));
		sql.batch("INSERT INTO fold_mark (server_id, origin, mark) VALUES (?, ?, ?)", marks,
				(parameters, mark) -> parameters.number(unit.server()).number(JdbcFactTable.number(unit)).text(mark));
	}
}

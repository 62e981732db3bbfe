package org.lictor.store.internal.volume;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.util.Collections;
import java.util.Optional;

import org.lictor.model.Account;
import org.lictor.store.AccountFact;
import org.lictor.store.DenialFact;
import org.lictor.store.EntitlementFact;
import org.lictor.store.SampleFact;
import org.lictor.store.TeamFact;
import org.lictor.store.TokenContractFact;
import org.lictor.store.TokenUseFact;
import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Parameters;

/**
 * How one kind of vendors' facts stands in its table. Besides the columns named here each table has {@code id},
 * {@code server_id} and {@code origin}.
 *
 * @param <T>     kind of fact
 * @param table   name of the table
 * @param columns the columns that hold the fact, with commas between
 * @param writer  fills in these columns
 * @param reader  reads them
 */
record FactKind<T>(String table, String columns, Writer<T> writer, Reader<T> reader) {

	/** Fills in the columns of a fact. */
	interface Writer<T> {

		void write(Parameters parameters, T fact, FactNames names) throws SQLException;
	}

	/** Reads the columns of a fact. */
	interface Reader<T> {

		T read(Cells cells, FactNames names) throws SQLException;
	}

	static final FactKind<EntitlementFact> ENTITLEMENT = new FactKind<>("entitlement",
			"product_id, reference, contract, seats, first_day, last_day, vendor_status, active, stands_from, stands_until, evidence_id, team",
			(parameters, fact, names) -> parameters.number(names.number(fact.product())).text(fact.reference())
					.text(fact.contract()).number(fact.seats()).day(fact.firstDay()).day(fact.lastDay())
					.text(fact.status()).flag(fact.active()).instant(fact.standsFrom()).instant(fact.standsUntil())
					.number(fact.evidence()).number(names.teamNumber(fact.team())),
			(cells, names) -> new EntitlementFact(names.product(cells.integer()), cells.text(), cells.text(),
					cells.number(), cells.optionalDay(), cells.optionalDay(), cells.text(), cells.flag(),
					cells.instant(), cells.optionalInstant(), cells.number(), names.team(cells.integer())));

	static final FactKind<AccountFact> ACCOUNT = new FactKind<>("account",
			"account_key, vendor_id, hashed_id, email, first_name, last_name, vendor_role, vendor_status, evidence_id",
			(parameters, fact, names) -> parameters.number(names.number(fact.key())).text(fact.account().id())
					.text(fact.account().hashedId()).text(fact.account().email()).text(fact.account().firstName())
					.text(fact.account().lastName()).text(fact.role()).text(fact.status()).number(fact.evidence()),
			(cells, names) -> new AccountFact(names.text(cells.integer()),
					new Account(cells.text(), cells.text(), cells.text(), cells.text(), cells.text()), cells.text(),
					cells.text(), cells.number()));

	static final FactKind<SampleFact> SAMPLE = new FactKind<>("sample",
			"product_id, step_from, step_until, used_count, total_count, borrowed_count, reserved_count, queued_count, evidence_id",
			(parameters, fact, names) -> parameters.number(names.number(fact.product())).instant(fact.from())
					.instant(fact.until()).number(fact.used()).number(fact.total()).number(fact.borrowed())
					.number(fact.reserved()).number(fact.queued()).number(fact.evidence()),
			(cells, names) -> new SampleFact(names.product(cells.integer()), cells.instant(),
					cells.optionalInstant(), cells.number(), cells.optionalNumber(), cells.optionalNumber(),
					cells.optionalNumber(), cells.optionalNumber(), cells.number()));

	static final FactKind<DenialFact> DENIAL = new FactKind<>("denial",
			"product_id, denied_at, host_user, host, licences, reason, times, evidence_id",
			(parameters, fact, names) -> parameters.number(names.number(fact.product())).instant(fact.at())
					.number(names.number(fact.user())).number(names.number(fact.host())).number(fact.licences())
					.number(names.number(fact.reason())).number(fact.times()).number(fact.evidence()),
			(cells, names) -> new DenialFact(names.product(cells.integer()), cells.instant(), names.text(cells.integer()),
					names.text(cells.integer()), cells.optionalNumber(), names.text(cells.integer()), cells.number(),
					cells.number()));

	static final FactKind<TeamFact> TEAM = new FactKind<>("vendor_team", "vendor_id, team_name, benefits, evidence_id",
			(parameters, fact, names) -> parameters.text(fact.id()).text(fact.name())
					.text(String.join("\n", fact.benefits())).number(fact.evidence()),
			(cells, names) -> new TeamFact(cells.text(), cells.text(), cells.text().lines().toList(), cells.number()));

	static final FactKind<TokenUseFact> TOKEN_USE = new FactKind<>("token_use",
			"contract, month_used, category, tokens, users, evidence_id",
			(parameters, fact, names) -> parameters.text(fact.contract()).number(months(fact.month()))
					.text(fact.category()).text(fact.tokens().toString()).number(fact.users()).number(fact.evidence()),
			(cells, names) -> new TokenUseFact(cells.text(), month(cells.number()), cells.text(),
					new BigDecimal(cells.text()), cells.optionalNumber(), cells.number()));

	static final FactKind<TokenContractFact> TOKEN_CONTRACT = new FactKind<>("token_contract",
			"contract, contract_name, first_day, last_day, tokens, vendor_status, evidence_id",
			(parameters, fact, names) -> parameters.text(fact.number()).text(fact.name()).day(fact.firstDay())
					.day(fact.lastDay()).text(exact(fact.tokens())).text(fact.status()).number(fact.evidence()),
			(cells, names) -> new TokenContractFact(cells.text(), cells.text(), cells.optionalDay(),
					cells.optionalDay(), cells.optionalText().map(BigDecimal::new), cells.text(), cells.number()));

	private static long months(YearMonth month) {
		return month.getLong(ChronoField.PROLEPTIC_MONTH);
	}

	private static YearMonth month(long months) {
		return YearMonth.of(0, 1).plusMonths(months);
	}

	/** Numbers with fractions stand as texts: no database and no driver rounds those. */
	static Optional<String> exact(Optional<BigDecimal> number) {
		return number.map(BigDecimal::toString);
	}

	/** @return the question marks of an INSERT with all columns */
	String marks() {
		return String.join(", ", Collections.nCopies(3 + columns.split(",").length, "?"));
	}
}

package org.lictor.store.internal.volume;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import org.lictor.store.AssignmentFact;
import org.lictor.store.GroupMemberFact;
import org.lictor.store.UsageSummaryFact;
import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Parameters;

/**
 * How one kind of vendors' facts stands on pages.
 *
 * @param <T>     kind of fact
 * @param number  which stands in the database for the kind
 * @param columns what a fact is made of, in this order; the form of stored pages follows from it
 * @param writer  fills in the columns
 * @param reader  reads them
 */
record PagedKind<T>(int number, List<Column> columns, FactKind.Writer<T> writer, FactKind.Reader<T> reader) {

	/** What a column holds. */
	enum Column {
		/** The number of an account. */
		ACCOUNT,
		/** The number of a text, 0 for none. */
		TEXT,
		/** Any other number, or nothing. */
		NUMBER,
		/** A number with fractions, as a text, or nothing. */
		AMOUNT
	}

	static final PagedKind<AssignmentFact> ASSIGNMENT = new PagedKind<>(1,
			List.of(Column.ACCOUNT, Column.NUMBER, Column.NUMBER, Column.NUMBER, Column.NUMBER, Column.TEXT),
			(parameters, fact, names) -> parameters.number(names.accountNumber(fact.account()))
					.number(names.number(fact.product())).instant(fact.from()).instant(fact.until())
					.number(fact.evidence()).number(names.teamNumber(fact.team())),
			(cells, names) -> new AssignmentFact(names.account(cells.number()), names.product(cells.integer()),
					cells.optionalInstant(), cells.optionalInstant(), cells.number(), names.team(cells.integer())));

	static final PagedKind<UsageSummaryFact> USAGE_SUMMARY = new PagedKind<>(2,
			List.of(Column.ACCOUNT, Column.NUMBER, Column.NUMBER, Column.AMOUNT, Column.NUMBER, Column.NUMBER, Column.NUMBER),
			(parameters, fact, names) -> parameters.number(names.accountNumber(fact.account()))
					.number(names.number(fact.product())).number(fact.daysUsed()).text(FactKind.exact(fact.tokens()))
					.day(fact.lastUsed()).instant(fact.observedAt()).number(fact.evidence()),
			(cells, names) -> new UsageSummaryFact(names.account(cells.number()),
					names.product(cells.integer()), cells.optionalNumber(),
					cells.optionalText().map(BigDecimal::new), cells.optionalDay(), cells.instant(), cells.number()));

	static final PagedKind<GroupMemberFact> GROUP_MEMBER = new PagedKind<>(3,
			List.of(Column.ACCOUNT, Column.TEXT, Column.TEXT, Column.TEXT, Column.NUMBER, Column.NUMBER, Column.NUMBER),
			(parameters, fact, names) -> parameters.number(names.accountNumber(fact.account()))
					.number(names.number(fact.group())).number(names.number(fact.type()))
					.number(names.teamNumber(fact.team())).instant(fact.from()).instant(fact.until())
					.number(fact.evidence()),
			(cells, names) -> new GroupMemberFact(names.account(cells.number()), names.text(cells.integer()),
					names.text(cells.integer()), names.team(cells.integer()), cells.optionalInstant(),
					cells.optionalInstant(), cells.number()));

	static final List<PagedKind<?>> ALL = List.of(ASSIGNMENT, USAGE_SUMMARY, GROUP_MEMBER);

	/**
	 * Copies a fact.
	 *
	 * @param accounts numbers of accounts, each with that which stands in its place from now on
	 */
	void copy(Cells from, Parameters to, Map<Long, Long> accounts) throws SQLException {
		for (Column column : columns) {
			switch (column) {
			case ACCOUNT -> {
				long account = from.number();
				to.number(accounts.getOrDefault(account, account));
			}
			case TEXT, NUMBER -> to.number(from.optionalNumber());
			case AMOUNT -> to.text(from.optionalText());
			}
		}
	}

	/**
	 * Reads a fact and leaves it.
	 *
	 * @param texts is told the numbers of the texts that the fact names, 0 for none
	 */
	void skip(Cells from, LongConsumer texts) throws SQLException {
		for (Column column : columns) {
			switch (column) {
			case TEXT -> texts.accept(from.number());
			case ACCOUNT, NUMBER -> from.optionalNumber();
			case AMOUNT -> from.optionalText();
			}
		}
	}
}

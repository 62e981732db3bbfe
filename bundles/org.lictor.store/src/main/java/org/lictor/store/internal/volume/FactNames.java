package org.lictor.store.internal.volume;

import org.lictor.model.Product;

/** How facts of one unit name what stands elsewhere: products, texts, teams and accounts. */
final class FactNames {

	/** Stands for no team. */
	private static final int NO_TEAM = 0;

	private final JdbcDictionary dictionary;
	private final AccountNumbers accounts;
	private final AccountNumbers.Unit unit;

	/**
	 * @param dictionary of the transaction
	 * @param accounts   of the transaction
	 * @param unit       whose facts are written; none when they are only read
	 */
	FactNames(JdbcDictionary dictionary, AccountNumbers accounts, AccountNumbers.Unit unit) {
		this.dictionary = dictionary;
		this.accounts = accounts;
		this.unit = unit;
	}

	int number(String text) {
		return dictionary.number(text);
	}

	String text(int number) {
		return dictionary.text(number);
	}

	int number(Product product) {
		return dictionary.number(product);
	}

	Product product(int number) {
		return dictionary.product(number);
	}

	int teamNumber(String team) {
		return team.isEmpty() ? NO_TEAM : dictionary.number(team);
	}

	String team(int number) {
		return number == NO_TEAM ? "" : dictionary.text(number);
	}

	long accountNumber(String key) {
		return accounts.number(unit, key);
	}

	String account(long number) {
		return accounts.key(number);
	}
}

package org.lictor.store.internal.volume;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.lictor.store.AccountFact;
import org.lictor.store.Stored;
import org.lictor.store.internal.db.Sql;

/**
 * The numbers of accounts and their keys, as one transaction sees them. Read when they are first needed, and then shared
 * with other transactions until somebody changes accounts.
 */
final class AccountNumbers {

	/** A unit of facts as it stands in the database. */
	record Unit(long server, int origin) {
	}

	private final Sql sql;
	private final JdbcDictionary dictionary;
	private final AccountCache committed;
	/** What this transaction sees once it changed accounts. */
	private Optional<AccountCache> own = Optional.empty();

	AccountNumbers(Sql sql, JdbcDictionary dictionary) {
		this.sql = sql;
		this.dictionary = dictionary;
		this.committed = dictionary.accounts();
	}

	/** Accounts were removed, or have other keys. */
	void changed() {
		becomesOwn(new AccountCache());
	}

	/** Accounts were added. */
	void added(Unit unit, List<Stored<AccountFact>> added) {
		if (own.isEmpty()) {
			becomesOwn(committed.copy());
		}
		Optional<Map<Long, String>> keys = cache().keys;
		Map<String, Long> numbers = cache().numbers.get(unit);
		for (Stored<AccountFact> each : added) {
			keys.ifPresent(known -> known.put(each.id(), each.fact().key()));
			if (numbers != null) {
				numbers.put(each.fact().key(), each.id());
			}
		}
	}

	private void becomesOwn(AccountCache cache) {
		committed.clear();
		own = Optional.of(cache);
		dictionary.seesAccounts(cache);
	}

	/** @return whether it is known that the account has this number and key */
	boolean knows(Unit unit, Stored<AccountFact> account) {
		Map<String, Long> numbers = cache().numbers.get(unit);
		Long number = numbers == null ? null : numbers.get(account.fact().key());
		return number != null && number == account.id();
	}

	private AccountCache cache() {
		return own.orElse(committed);
	}

	/** @return the key of that account */
	String key(long number) {
		String key = keys().get(number);
		if (key == null) {
			throw new IllegalArgumentException("there is no account of number " + number);
		}
		return key;
	}

	/** @return the number of the account of that key */
	long number(Unit unit, String key) {
		Long number = cache().numbers.computeIfAbsent(unit, this::ofUnit).get(key);
		if (number == null) {
			throw new IllegalArgumentException("there is no account '" + key + "' among the facts of this unit");
		}
		return number;
	}

	private Map<Long, String> keys() {
		Optional<Map<Long, String>> known = cache().keys;
		if (known.isEmpty()) {
			Map<Long, String> read = new HashMap<>();
			sql.each("SELECT id, account_key FROM account", Sql.Filler.NONE, cells -> {
				read.put(cells.number(), dictionary.text(cells.integer()));
				return true;
			});
			known = Optional.of(read);
			cache().keys = known;
		}
		return known.get();
	}

	private Map<String, Long> ofUnit(Unit unit) {
		Map<String, Long> read = new HashMap<>();
		sql.each("SELECT id, account_key FROM account WHERE server_id = ? AND origin = ?",
				parameters -> parameters.number(unit.server()).number(unit.origin()), cells -> {
					long number = cells.number();
					read.put(dictionary.text(cells.integer()), number);
					return true;
				});
		return read;
	}
}

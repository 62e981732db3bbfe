package org.lictor.store.internal.volume;

import java.util.HashMap;
import java.util.Map;

import org.lictor.store.internal.db.Sql;

/** The numbers of accounts and their keys, as one transaction sees them. Read when they are first needed. */
final class AccountNumbers {

	/** A unit of facts as it stands in the database. */
	record Unit(long server, int origin) {
	}

	private final Sql sql;
	private final JdbcDictionary dictionary;
	private Map<Long, String> keys = Map.of();
	private final Map<Unit, Map<String, Long>> numbers = new HashMap<>();
	private boolean loaded;

	AccountNumbers(Sql sql, JdbcDictionary dictionary) {
		this.sql = sql;
		this.dictionary = dictionary;
	}

	/** Accounts were added, changed or removed. */
	void changed() {
		loaded = false;
		numbers.clear();
	}

	/** @return the key of that account */
	String key(long number) {
		load();
		String key = keys.get(number);
		if (key == null) {
			throw new IllegalArgumentException("there is no account of number " + number);
		}
		return key;
	}

	/** @return the number of the account of that key */
	long number(Unit unit, String key) {
		Long number = numbers.computeIfAbsent(unit, this::ofUnit).get(key);
		if (number == null) {
			throw new IllegalArgumentException("there is no account '" + key + "' among the facts of this unit");
		}
		return number;
	}

	private void load() {
		if (!loaded) {
			Map<Long, String> read = new HashMap<>();
			sql.each("SELECT id, account_key FROM account", Sql.Filler.NONE, cells -> {
				read.put(cells.number(), dictionary.text(cells.integer()));
				return true;
			});
			keys = read;
			loaded = true;
		}
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

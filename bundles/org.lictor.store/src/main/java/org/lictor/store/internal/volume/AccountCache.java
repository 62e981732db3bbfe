package org.lictor.store.internal.volume;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers of accounts and their keys as they are committed, shared by the transactions of a store. Emptied before
 * somebody changes accounts, and filled again with what he sees once he has committed; because nobody reads while somebody
 * writes, nobody fills it before that.
 */
final class AccountCache {

	/** Keys by number. */
	volatile Optional<Map<Long, String>> keys = Optional.empty();
	/** Numbers by key, of each unit that was asked for. */
	final Map<AccountNumbers.Unit, Map<String, Long>> numbers = new ConcurrentHashMap<>();

	/** @return the same, to be changed by one transaction */
	AccountCache copy() {
		AccountCache copy = new AccountCache();
		copy.keys = keys.map(HashMap::new);
		numbers.forEach((unit, each) -> copy.numbers.put(unit, new HashMap<>(each)));
		return copy;
	}

	/** What a transaction saw is committed. */
	void become(AccountCache now) {
		keys = now.keys;
		numbers.putAll(now.numbers);
	}

	void clear() {
		keys = Optional.empty();
		numbers.clear();
	}
}

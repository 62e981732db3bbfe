package org.lictor.store.internal.volume;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers of accounts and their keys as they are committed, shared by the transactions of a store. Emptied before
 * somebody changes accounts; because nobody reads while somebody writes, nobody fills it again before that is committed or
 * undone.
 */
final class AccountCache {

	/** Keys by number. */
	volatile Optional<Map<Long, String>> keys = Optional.empty();
	/** Numbers by key, of each unit that was asked for. */
	final Map<AccountNumbers.Unit, Map<String, Long>> numbers = new ConcurrentHashMap<>();

	void clear() {
		keys = Optional.empty();
		numbers.clear();
	}
}

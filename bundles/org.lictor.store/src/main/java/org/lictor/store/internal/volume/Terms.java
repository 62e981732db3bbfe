package org.lictor.store.internal.volume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Values that rows name by number, all of them in memory: hosts, host users and account keys are some ten thousand,
 * products some hundred. Holds what is committed; read by any number of threads while nobody writes.
 *
 * @param <T> kind of value
 */
final class Terms<T> {

	private final Map<T, Integer> numbers = new HashMap<>();
	private final List<T> values = new ArrayList<>();
	private volatile boolean loaded;

	/** Takes in what is in the database. */
	interface Loader<T> {

		void load(Terms<T> into);
	}

	/** Loads everything unless that was done before. */
	void ensureLoaded(Loader<T> loader) {
		if (!loaded) {
			synchronized (this) {
				if (!loaded) {
					numbers.clear();
					values.clear();
					loader.load(this);
					loaded = true;
				}
			}
		}
	}

	/** Has everything loaded again. */
	void forget() {
		loaded = false;
	}

	void put(int number, T value) {
		while (values.size() <= number) {
			values.add(null);
		}
		values.set(number, value);
		numbers.put(value, number);
	}

	OptionalInt number(T value) {
		Integer number = numbers.get(value);
		return number == null ? OptionalInt.empty() : OptionalInt.of(number);
	}

	/** @return the value, null when there is none of that number */
	T value(int number) {
		return number > 0 && number < values.size() ? values.get(number) : null;
	}

	/** @return the greatest number, 0 when there is none */
	int greatest() {
		return Math.max(0, values.size() - 1);
	}

	Iterable<T> all() {
		return numbers.keySet();
	}
}

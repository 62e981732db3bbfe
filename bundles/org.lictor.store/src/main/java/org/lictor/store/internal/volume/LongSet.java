package org.lictor.store.internal.volume;

import java.util.Arrays;

/** Whole numbers, each once, in 12 to 24 bytes a number; a set of objects takes five times as many. For one thread. */
final class LongSet {

	private static final int SMALLEST = 16;

	/** Each number at the first free place from where its hash points; 0 is a free place. */
	private long[] places = new long[SMALLEST];
	private int used;
	/** 0 has no place. */
	private boolean zero;

	void add(long number) {
		if (number == 0) {
			zero = true;
			return;
		}
		int place = place(number);
		if (places[place] == number) {
			return;
		}
		places[place] = number;
		// so that never more than two thirds are used
		if (++used * 3L > places.length * 2L) {
			grow();
		}
	}

	boolean contains(long number) {
		return number == 0 ? zero : places[place(number)] == number;
	}

	int size() {
		return used + (zero ? 1 : 0);
	}

	/** @return where the number is, or the free place where it belongs */
	private int place(long number) {
		int mask = places.length - 1;
		long mixed = number * 0x9E3779B97F4A7C15L;
		int place = (int) (mixed >>> 32) & mask;
		while (places[place] != 0 && places[place] != number) {
			place = place + 1 & mask;
		}
		return place;
	}

	private void grow() {
		long[] before = places;
		places = new long[before.length * 2];
		Arrays.stream(before).filter(number -> number != 0).forEach(number -> places[place(number)] = number);
	}
}

package org.lictor.core.internal.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.lictor.model.Product;
import org.lictor.store.UsageDaysTold;

/**
 * Days of usage told by one piece of evidence, in twenty bytes each: a million of them are read before anything of them is
 * written, because only the end of the evidence says whether it can be used. For one thread.
 */
final class UsageRows {

	private static final int BLOCK = 1 << 14;
	private static final int CELLS = 5;
	private static final int NO_TOKENS = -1;

	private final List<int[]> blocks = new ArrayList<>();
	private int size;
	private final Numbers<Product> products = new Numbers<>();
	private final Numbers<String> teams = new Numbers<>();
	private final Numbers<BigDecimal> tokens = new Numbers<>();
	private final Numbers<LocalDate> days = new Numbers<>();

	/**
	 * Numbers of values, from 0. What was asked for last is asked for next, mostly.
	 *
	 * @param <T> what has numbers
	 */
	private static final class Numbers<T> {

		private final Map<T, Integer> numbers = new HashMap<>();
		private final List<T> values = new ArrayList<>();
		private int last;

		int of(T value) {
			if (values.isEmpty() || !values.get(last).equals(value)) {
				last = numbers.computeIfAbsent(value, fresh -> {
					values.add(fresh);
					return values.size() - 1;
				});
			}
			return last;
		}
	}

	void add(int account, Product product, LocalDate day, String team, Optional<BigDecimal> cost) {
		int offset = size % BLOCK * CELLS;
		if (offset == 0) {
			blocks.add(new int[BLOCK * CELLS]);
		}
		int[] block = blocks.getLast();
		block[offset] = account;
		block[offset + 1] = products.of(product);
		block[offset + 2] = days.of(day);
		block[offset + 3] = teams.of(team);
		block[offset + 4] = cost.isEmpty() ? NO_TOKENS : tokens.of(cost.get());
		size++;
	}

	/** @return how many there are */
	int size() {
		return size;
	}

	private int cell(int row, int cell) {
		return blocks.get(row / BLOCK)[row % BLOCK * CELLS + cell];
	}

	/** @return the same days of usage, in the order of their days; of one day, in the order in which they were told */
	Ordered ordered() {
		int[] counts = new int[days.values.size()];
		for (int row = 0; row < size; row++) {
			counts[cell(row, 2)]++;
		}
		List<LocalDate> inOrder = days.values.stream().sorted().toList();
		int[] starts = new int[inOrder.size() + 1];
		// where the next row of each day goes, by the number of the day
		int[] next = new int[counts.length];
		for (int index = 0; index < inOrder.size(); index++) {
			int day = days.of(inOrder.get(index));
			next[day] = starts[index];
			starts[index + 1] = starts[index] + counts[day];
		}
		int[] rows = new int[size];
		for (int row = 0; row < size; row++) {
			rows[next[cell(row, 2)]++] = row;
		}
		return new Ordered(inOrder, starts, rows);
	}

	/** Days of usage by day. */
	final class Ordered {
		private final List<LocalDate> inOrder;
		private final int[] starts;
		private final int[] rows;

		private Ordered(List<LocalDate> inOrder, int[] starts, int[] rows) {
			this.inOrder = inOrder;
			this.starts = starts;
			this.rows = rows;
		}

		/** @return the products they are of, by their numbers */
		List<Product> products() {
			return products.values;
		}

		/** @return the teams they are of, by their numbers */
		List<String> teams() {
			return teams.values;
		}

		/** @return how many were told of each day */
		SortedMap<LocalDate, Long> counts() {
			SortedMap<LocalDate, Long> counts = new TreeMap<>();
			for (int index = 0; index < inOrder.size(); index++) {
				counts.put(inOrder.get(index), (long) starts[index + 1] - starts[index]);
			}
			return counts;
		}

		/**
		 * @param from    first day
		 * @param until   last day, itself included
		 * @param visitor gets what was told of them
		 */
		void visit(LocalDate from, LocalDate until, UsageDaysTold.Visitor visitor) {
			int found = Collections.binarySearch(inOrder, from);
			for (int index = found < 0 ? -found - 1 : found; index < inOrder.size() && !inOrder.get(index).isAfter(until); index++) {
				LocalDate day = inOrder.get(index);
				for (int at = starts[index]; at < starts[index + 1]; at++) {
					int row = rows[at];
					int cost = cell(row, 4);
					visitor.visit(day, cell(row, 3), cell(row, 0), cell(row, 1),
							cost == NO_TOKENS ? Optional.empty() : Optional.of(tokens.values.get(cost)));
				}
			}
		}
	}
}

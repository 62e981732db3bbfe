package org.lictor.core.internal.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
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
	private final Map<Product, Integer> products = new HashMap<>();
	private final List<Product> productList = new ArrayList<>();
	private final Map<String, Integer> teams = new HashMap<>();
	private final List<String> teamList = new ArrayList<>();
	private final Map<BigDecimal, Integer> tokens = new HashMap<>();
	private final List<BigDecimal> tokenList = new ArrayList<>();

	void add(int account, Product product, LocalDate day, String team, Optional<BigDecimal> cost) {
		int offset = size % BLOCK * CELLS;
		if (offset == 0) {
			blocks.add(new int[BLOCK * CELLS]);
		}
		int[] block = blocks.getLast();
		block[offset] = account;
		block[offset + 1] = number(products, productList, product);
		block[offset + 2] = Math.toIntExact(day.toEpochDay());
		block[offset + 3] = number(teams, teamList, team);
		block[offset + 4] = cost.isEmpty() ? NO_TOKENS : number(tokens, tokenList, cost.get());
		size++;
	}

	private static <T> int number(Map<T, Integer> numbers, List<T> values, T value) {
		Integer known = numbers.get(value);
		if (known == null) {
			known = values.size();
			numbers.put(value, known);
			values.add(value);
		}
		return known;
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
		SortedMap<Integer, Integer> counts = new TreeMap<>();
		for (int row = 0; row < size; row++) {
			counts.merge(cell(row, 2), 1, Integer::sum);
		}
		int[] days = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
		int[] starts = new int[days.length + 1];
		for (int index = 0; index < days.length; index++) {
			starts[index + 1] = starts[index] + counts.get(days[index]);
		}
		int[] next = starts.clone();
		int[] rows = new int[size];
		for (int row = 0; row < size; row++) {
			rows[next[Arrays.binarySearch(days, cell(row, 2))]++] = row;
		}
		return new Ordered(days, starts, rows);
	}

	/** Days of usage by day. */
	final class Ordered {
		private final int[] days;
		private final int[] starts;
		private final int[] rows;

		private Ordered(int[] days, int[] starts, int[] rows) {
			this.days = days;
			this.starts = starts;
			this.rows = rows;
		}

		/** @return the products they are of, by their numbers */
		List<Product> products() {
			return productList;
		}

		/** @return the teams they are of, by their numbers */
		List<String> teams() {
			return teamList;
		}

		/** @return how many were told of each day */
		SortedMap<LocalDate, Long> counts() {
			SortedMap<LocalDate, Long> counts = new TreeMap<>();
			for (int index = 0; index < days.length; index++) {
				counts.put(LocalDate.ofEpochDay(days[index]), (long) starts[index + 1] - starts[index]);
			}
			return counts;
		}

		/**
		 * @param from    first day
		 * @param until   last day, itself included
		 * @param visitor gets what was told of them
		 */
		void visit(LocalDate from, LocalDate until, UsageDaysTold.Visitor visitor) {
			int found = Arrays.binarySearch(days, Math.toIntExact(from.toEpochDay()));
			for (int index = found < 0 ? -found - 1 : found; index < days.length && days[index] <= until.toEpochDay(); index++) {
				LocalDate day = LocalDate.ofEpochDay(days[index]);
				for (int at = starts[index]; at < starts[index + 1]; at++) {
					int row = rows[at];
					int cost = cell(row, 4);
					visitor.visit(day, cell(row, 3), cell(row, 0), cell(row, 1),
							cost == NO_TOKENS ? Optional.empty() : Optional.of(tokenList.get(cost)));
				}
			}
		}
	}
}

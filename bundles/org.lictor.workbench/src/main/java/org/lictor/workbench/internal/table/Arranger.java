package org.lictor.workbench.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;

/**
 * Filters and sorts the rows of a table. The table is left as it is; what comes out is the indices of the rows to show,
 * in order. A million rows take some hundred milliseconds, so it is called on a background thread.
 */
public final class Arranger {

	private static final int ROWS_BETWEEN_CHECKS = 16_384;

	private final ResultTable table;
	private final BooleanSupplier cancelled;

	/**
	 * @param table     whose rows are arranged
	 * @param cancelled asked now and then; once it says true, the work ends with a {@link CancellationException}
	 */
	public Arranger(ResultTable table, BooleanSupplier cancelled) {
		this.table = table;
		this.cancelled = cancelled;
	}

	/**
	 * Columns that the table does not have and filters that are not understood are left out, so that a table is always
	 * shown; {@link #problem} tells of the latter.
	 *
	 * @param arrangement what the reader wants to see
	 * @return indices of rows, in order; rows that are equal in all columns sorted by keep the order of the table, unknown
	 *         values come last in either direction
	 * @throws CancellationException when called off
	 */
	public int[] arrange(Arrangement arrangement) {
		int[] rows = filter(arrangement.filters());
		List<long[]> keys = new ArrayList<>();
		for (SortKey key : arrangement.sort()) {
			int column = indexOf(key.column());
			if (column >= 0) {
				keys.add(sortValues(column, key.descending()));
			}
		}
		return keys.isEmpty() ? rows : new MergeSort(keys.toArray(long[][]::new)).sort(rows);
	}

	/**
	 * @param table  some table
	 * @param column key of one of its columns
	 * @param text   what was entered above it
	 * @return what is wrong with that, empty when nothing is
	 */
	public static String problem(ResultTable table, String column, String text) {
		try {
			if (!text.isBlank()) {
				ColumnType type = table.columns().get(table.columnIndex(column)).type();
				CellFilter.parse(text, type, table.zone(), table.asOf());
			}
			return "";
		} catch (CellFilter.NotUnderstood e) {
			return e.getMessage();
		} catch (IllegalArgumentException e) {
			return "";
		}
	}

	private int indexOf(String key) {
		for (int column = 0; column < table.columns().size(); column++) {
			if (table.columns().get(column).key().equals(key)) {
				return column;
			}
		}
		return -1;
	}

	private int[] filter(Map<String, String> filters) {
		int[] rows = IntStream.range(0, table.rowCount()).toArray();
		for (Map.Entry<String, String> entry : filters.entrySet()) {
			int column = indexOf(entry.getKey());
			if (column < 0) {
				continue;
			}
			ColumnType type = table.columns().get(column).type();
			try {
				rows = filter(rows, column, type, CellFilter.parse(entry.getValue(), type, table.zone(), table.asOf()));
			} catch (CellFilter.NotUnderstood e) {
				continue;
			}
		}
		return rows;
	}

	private int[] filter(int[] rows, int column, ColumnType type, CellFilter filter) {
		// few texts stand in many rows: each is looked at once
		Map<Object, Boolean> known = new HashMap<>();
		int[] kept = new int[rows.length];
		int count = 0;
		for (int at = 0; at < rows.length; at++) {
			check(at);
			Object value = table.value(rows[at], column);
			boolean accepted = type == ColumnType.TEXT ? known.computeIfAbsent(value, filter::accepts)
					: filter.accepts(value);
			if (accepted) {
				kept[count++] = rows[at];
			}
		}
		return Arrays.copyOf(kept, count);
	}

	/** A number for each row of the table such that comparing numbers compares values. */
	private long[] sortValues(int column, boolean descending) {
		ColumnType type = table.columns().get(column).type();
		Map<String, Integer> ranks = type == ColumnType.TEXT ? ranks(column) : Map.of();
		long[] values = new long[table.rowCount()];
		for (int row = 0; row < values.length; row++) {
			check(row);
			Object value = table.value(row, column);
			if (value == Unknown.UNKNOWN) {
				values[row] = Long.MAX_VALUE;
			} else {
				long number = number(value, type, ranks);
				values[row] = descending ? ~number : number;
			}
		}
		return values;
	}

	private static long number(Object value, ColumnType type, Map<String, Integer> ranks) {
		return switch (type) {
		case TEXT -> ranks.get(value);
		case INTEGER -> (Long) value;
		case DECIMAL, RATIO -> ordered((Double) value);
		case INSTANT -> ((Instant) value).toEpochMilli();
		case DATE -> ((LocalDate) value).toEpochDay();
		case DURATION -> ((Duration) value).toMillis();
		case FLAG -> (Boolean) value ? 1 : 0;
		};
	}

	/** The bits of doubles compare like longs but for the negative ones, whose order is turned round here. */
	private static long ordered(double value) {
		long bits = Double.doubleToLongBits(value);
		return bits ^ (bits >> 63 & Long.MAX_VALUE);
	}

	private Map<String, Integer> ranks(int column) {
		Map<String, Integer> ranks = new HashMap<>();
		for (int row = 0; row < table.rowCount(); row++) {
			check(row);
			if (table.value(row, column) instanceof String text) {
				ranks.putIfAbsent(text, 0);
			}
		}
		String[] texts = ranks.keySet().toArray(String[]::new);
		Arrays.sort(texts, NaturalOrder.INSTANCE);
		for (int rank = 0; rank < texts.length; rank++) {
			ranks.put(texts[rank], rank);
		}
		return ranks;
	}

	private void check(int done) {
		if (done % ROWS_BETWEEN_CHECKS == 0 && cancelled.getAsBoolean()) {
			throw new CancellationException();
		}
	}

	/** Stable merge sort of row indices by arrays of numbers, without an object a row. */
	private final class MergeSort {

		private static final int SHORT_RUN = 16;

		private final long[][] keys;

		MergeSort(long[][] keys) {
			this.keys = keys;
		}

		int[] sort(int[] rows) {
			int[] from = rows.clone();
			for (int begin = 0; begin < from.length; begin += SHORT_RUN) {
				insertionSort(from, begin, Math.min(begin + SHORT_RUN, from.length));
			}
			int[] to = new int[from.length];
			for (int run = SHORT_RUN; run < from.length; run *= 2) {
				for (int begin = 0; begin < from.length; begin += 2 * run) {
					check(0);
					int middle = Math.min(begin + run, from.length);
					merge(from, begin, middle, Math.min(middle + run, from.length), to);
				}
				int[] swap = from;
				from = to;
				to = swap;
			}
			return from;
		}

		private void insertionSort(int[] rows, int begin, int end) {
			for (int at = begin + 1; at < end; at++) {
				int row = rows[at];
				int place = at;
				while (place > begin && compare(rows[place - 1], row) > 0) {
					rows[place] = rows[place - 1];
					place--;
				}
				rows[place] = row;
			}
		}

		private void merge(int[] from, int begin, int middle, int end, int[] to) {
			int left = begin;
			int right = middle;
			for (int at = begin; at < end; at++) {
				boolean takeLeft = left < middle && (right >= end || compare(from[left], from[right]) <= 0);
				to[at] = takeLeft ? from[left++] : from[right++];
			}
		}

		private int compare(int left, int right) {
			for (long[] key : keys) {
				int order = Long.compare(key[left], key[right]);
				if (order != 0) {
					return order;
				}
			}
			return 0;
		}
	}
}

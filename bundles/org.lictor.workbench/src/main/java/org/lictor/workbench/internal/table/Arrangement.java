package org.lictor.workbench.internal.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows a reader wants to see, in which order. Columns are named by their keys, so that it fits the next table of
 * the same report too.
 *
 * @param sort    the columns to sort by, the most important first; empty for the order of the report
 * @param filters what was entered above a column, by key of the column; no empty texts
 */
public record Arrangement(List<SortKey> sort, Map<String, String> filters) {

	/** All rows in the order of the report. */
	public static final Arrangement NONE = new Arrangement(List.of(), Map.of());

	/** Copies the collections. */
	public Arrangement {
		sort = List.copyOf(sort);
		filters = Map.copyOf(filters);
	}

	/**
	 * @param column key of a column
	 * @return how the rows are sorted by that column, empty when they are not
	 */
	public Optional<SortKey> sortKey(String column) {
		return sort.stream().filter(key -> key.column().equals(column)).findFirst();
	}

	/**
	 * Sorts by a column.
	 *
	 * @param key  the column and direction
	 * @param also true to keep the other columns sorted by: a column that is among them keeps its place, another comes
	 *             last; false to sort by this column alone
	 * @return the changed arrangement
	 */
	public Arrangement sortedBy(SortKey key, boolean also) {
		List<SortKey> keys = new ArrayList<>();
		if (also) {
			keys.addAll(sort);
		}
		int place = keys.indexOf(sortKey(key.column()).orElse(key));
		if (place >= 0) {
			keys.set(place, key);
		} else {
			keys.add(key);
		}
		return new Arrangement(keys, filters);
	}

	/**
	 * @param column key of a column, by which rows are no longer sorted
	 * @return the changed arrangement
	 */
	public Arrangement unsorted(String column) {
		return new Arrangement(sort.stream().filter(key -> !key.column().equals(column)).toList(), filters);
	}

	/**
	 * @param column key of a column
	 * @param text   what is entered above it, blank to show all
	 * @return the changed arrangement
	 */
	public Arrangement filtered(String column, String text) {
		Map<String, String> changed = new LinkedHashMap<>(filters);
		if (text.isBlank()) {
			changed.remove(column);
		} else {
			changed.put(column, text.strip());
		}
		return new Arrangement(sort, changed);
	}

	/** @return the same order without any filter */
	public Arrangement unfiltered() {
		return new Arrangement(sort, Map.of());
	}

	/** @return the sort order in one line that {@link #decodeSort} reads: {@code start:desc,user:asc} */
	public String encodeSort() {
		List<String> keys = new ArrayList<>();
		for (SortKey key : sort) {
			keys.add(key.column() + (key.descending() ? ":desc" : ":asc"));
		}
		return String.join(",", keys);
	}

	/**
	 * @param line as written by {@link #encodeSort}; parts that are not understood are left out
	 * @return all rows in that order
	 */
	public static Arrangement decodeSort(String line) {
		List<SortKey> keys = new ArrayList<>();
		for (String part : line.split(",")) {
			int colon = part.indexOf(':');
			if (colon > 0) {
				keys.add(new SortKey(part.substring(0, colon), part.endsWith(":desc")));
			}
		}
		return new Arrangement(keys, Map.of());
	}
}

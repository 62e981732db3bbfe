package org.lictor.workbench.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

import org.lictor.query.ResultTable;

/**
 * Finds rows of an old table again in a new one, so that what was selected stays selected when the table is asked for
 * again. A row is the same when it has the same values in the columns that name it.
 */
public final class RowFinder {

	private final List<String> identity;

	/**
	 * @param identity keys of the columns that name a row
	 */
	public RowFinder(List<String> identity) {
		this.identity = List.copyOf(identity);
	}

	/**
	 * @param table some table
	 * @param row   one of its rows
	 * @return the name of that row, equal to that of the same row in another table; columns the table lacks count as equal
	 */
	public List<Object> name(ResultTable table, int row) {
		List<Object> name = new ArrayList<>(identity.size());
		for (int column : columns(table)) {
			name.add(table.value(row, column));
		}
		return name;
	}

	/**
	 * @param names     of rows, not many
	 * @param table     in which they are looked for
	 * @param rows      indices of the rows shown, in order
	 * @param cancelled once it says true, what was found until then is returned
	 * @return where each row stands among those shown, by its name; a name that is not there is left out
	 */
	public Map<List<Object>, Integer> positions(Collection<List<Object>> names, ResultTable table, int[] rows,
			BooleanSupplier cancelled) {
		Map<List<Object>, Integer> positions = new HashMap<>();
		if (names.isEmpty()) {
			return positions;
		}
		int[] columns = columns(table);
		Map<Object, List<List<Object>>> byFirst = new HashMap<>();
		names.forEach(name -> byFirst.computeIfAbsent(first(name), key -> new ArrayList<>()).add(name));
		for (int position = 0; position < rows.length && positions.size() < names.size(); position++) {
			if (position % 16_384 == 0 && cancelled.getAsBoolean()) {
				break;
			}
			Object first = columns.length == 0 ? "" : table.value(rows[position], columns[0]);
			for (List<Object> name : byFirst.getOrDefault(first, List.of())) {
				if (same(name, table, rows[position], columns)) {
					positions.putIfAbsent(name, position);
				}
			}
		}
		return positions;
	}

	/**
	 * @param name  of one row
	 * @param table in which it is looked for
	 * @param rows  indices of the rows shown, in order
	 * @return where it stands among those shown
	 */
	public OptionalInt position(List<Object> name, ResultTable table, int[] rows) {
		Integer position = positions(List.of(name), table, rows, () -> false).get(name);
		return position == null ? OptionalInt.empty() : OptionalInt.of(position);
	}

	private static Object first(List<Object> name) {
		return name.isEmpty() ? "" : name.getFirst();
	}

	private static boolean same(List<Object> name, ResultTable table, int row, int[] columns) {
		for (int at = 0; at < columns.length; at++) {
			if (!table.value(row, columns[at]).equals(name.get(at))) {
				return false;
			}
		}
		return name.size() == columns.length;
	}

	private int[] columns(ResultTable table) {
		List<String> keys = table.columns().stream().map(column -> column.key()).toList();
		return identity.stream().mapToInt(keys::indexOf).filter(index -> index >= 0).toArray();
	}

	/** @return the keys of the columns that name a row, for people who look for a mistake */
	@Override
	public String toString() {
		return "RowFinder" + Arrays.toString(identity.toArray());
	}
}

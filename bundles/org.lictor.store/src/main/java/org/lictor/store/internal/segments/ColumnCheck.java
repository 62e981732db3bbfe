package org.lictor.store.internal.segments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.lictor.store.SessionRow;

/**
 * Compares sessions in columns with those of the database: sums of all sessions of each month first, and single ones only of
 * months whose sums differ, so that ten million need little memory.
 */
public final class ColumnCheck {

	/** Sessions that can be gone through again and again. */
	public interface Rows {

		/**
		 * @param visitor gets all of them
		 */
		void each(Predicate<SessionRow> visitor);
	}

	private ColumnCheck() {
	}

	/**
	 * @param database the truth
	 * @param columns  what was made of it
	 * @return a sentence for each session that differs, by number
	 */
	public static List<String> differences(Rows database, Rows columns) {
		Map<Integer, Long> expected = sums(database);
		Map<Integer, Long> found = sums(columns);
		Set<Integer> months = new HashSet<>(expected.keySet());
		months.addAll(found.keySet());
		months.removeIf(month -> expected.getOrDefault(month, 0L).equals(found.getOrDefault(month, 0L)));
		if (months.isEmpty()) {
			return List.of();
		}
		Map<Long, Long> stands = single(database, months);
		Map<Long, Long> inColumns = single(columns, months);
		List<String> sentences = new ArrayList<>();
		Set<Long> ids = new TreeSet<>(stands.keySet());
		ids.addAll(inColumns.keySet());
		for (long id : ids) {
			if (!inColumns.containsKey(id)) {
				sentences.add("Session " + id + " stands in the database and is missing in the columns.");
			} else if (!stands.containsKey(id)) {
				sentences.add("Session " + id + " is in the columns and does not stand in the database.");
			} else if (!stands.get(id).equals(inColumns.get(id))) {
				sentences.add("Session " + id + " differs in the columns from the database.");
			}
		}
		return sentences;
	}

	private static Map<Integer, Long> sums(Rows rows) {
		Map<Integer, Long> sums = new TreeMap<>();
		rows.each(row -> {
			sums.merge(Months.of(row.start()), mixed(row), Long::sum);
			return true;
		});
		return sums;
	}

	private static Map<Long, Long> single(Rows rows, Set<Integer> months) {
		Map<Long, Long> found = new HashMap<>();
		rows.each(row -> {
			if (months.contains(Months.of(row.start()))) {
				found.merge(row.id(), mixed(row), Long::sum);
			}
			return true;
		});
		return found;
	}

	private static long mixed(SessionRow row) {
		long mixed = row.id();
		for (Column column : Column.values()) {
			mixed = mix(mixed ^ column.of(row));
		}
		return mix(mixed ^ Trait.of(row).hash());
	}

	/** The finisher of SplitMix64, by Vigna, in the public domain. */
	private static long mix(long value) {
		long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
		return mixed ^ mixed >>> 31;
	}
}

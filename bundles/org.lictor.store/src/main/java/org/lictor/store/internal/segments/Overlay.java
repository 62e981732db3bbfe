package org.lictor.store.internal.segments;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.lictor.store.SessionRow;
import org.lictor.store.internal.volume.IndexSort;

/** Sessions that stand in no segment: those that go on, and those that came or changed since the segments were made. */
final class Overlay {

	private static final int[] NOTHING = {};

	private SessionBuffer rows = new SessionBuffer();
	private final Map<Long, Integer> places = new HashMap<>();
	private int ended;
	private Map<Integer, int[]> byName = new HashMap<>();
	private boolean sorted = true;

	/** @return the sessions, by index */
	SessionBuffer rows() {
		return rows;
	}

	/** @return how many have ended */
	int ended() {
		return ended;
	}

	void put(SessionRow row) {
		Integer place = places.get(row.id());
		if (place == null) {
			places.put(row.id(), rows.size());
			rows.add(row);
		} else {
			ended -= rows.ended(place) ? 1 : 0;
			rows.set(place, row);
		}
		ended += row.ended() ? 1 : 0;
		sorted = false;
	}

	void remove(long id) {
		Integer place = places.remove(id);
		if (place == null) {
			return;
		}
		ended -= rows.ended(place) ? 1 : 0;
		int last = rows.size() - 1;
		if (place != last) {
			rows.set(place, rows.cursor().at(last));
			places.put(rows.id(last), place);
		}
		rows.removeLast();
		sorted = false;
	}

	/** Forgets all that have ended. */
	void removeEnded() {
		SessionBuffer all = rows;
		rows = new SessionBuffer();
		places.clear();
		ended = 0;
		SessionBuffer.Cursor cursor = all.cursor();
		for (int index = 0; index < all.size(); index++) {
			if (!all.ended(index)) {
				put(cursor.at(index));
			}
		}
		sorted = false;
	}

	/**
	 * Sorts what came, before many read.
	 *
	 * @param names knows all products there are
	 */
	void sort(ProductNames names) {
		if (sorted) {
			return;
		}
		Map<Integer, int[]> sizes = new HashMap<>();
		for (int index = 0; index < rows.size(); index++) {
			sizes.computeIfAbsent(names.nameOf(rows.product(index)), none -> new int[1])[0]++;
		}
		byName = new HashMap<>();
		sizes.forEach((name, size) -> byName.put(name, new int[size[0]]));
		for (int index = 0; index < rows.size(); index++) {
			int name = names.nameOf(rows.product(index));
			int[] left = sizes.get(name);
			int[] indexes = byName.get(name);
			indexes[indexes.length - left[0]--] = index;
		}
		byName.values().forEach(
				indexes -> IndexSort.sort(indexes, (left, right) -> Long.compare(rows.start(left), rows.start(right))));
		sorted = true;
	}

	/** @return names of the products there are, by number */
	Set<Integer> names() {
		return byName.keySet();
	}

	/**
	 * @param name of products
	 * @return indexes of their sessions, by start
	 */
	int[] of(int name) {
		return byName.getOrDefault(name, NOTHING);
	}

	/** @return the sessions that have ended, as indexes by name and start, by the month in which they began */
	Map<Integer, int[]> endedByMonth() {
		Map<Integer, int[]> months = new TreeMap<>();
		Map<Integer, Integer> sizes = new HashMap<>();
		for (int name : new TreeSet<>(byName.keySet())) {
			for (int index : byName.get(name)) {
				if (rows.ended(index)) {
					int month = Months.of(rows.start(index));
					int size = sizes.merge(month, 1, Integer::sum);
					int[] indexes = months.computeIfAbsent(month, none -> new int[16]);
					if (size > indexes.length) {
						indexes = Arrays.copyOf(indexes, size * 2);
						months.put(month, indexes);
					}
					indexes[size - 1] = index;
				}
			}
		}
		months.replaceAll((month, indexes) -> Arrays.copyOf(indexes, sizes.get(month)));
		return months;
	}
}

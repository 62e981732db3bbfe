package org.lictor.adapter.autodesk.internal.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The header row of a table: where which column stands. */
final class Header {

	private static final int NOWHERE = -1;

	/** By the number of the column. */
	private final int[] places = new int[ExportColumn.values().length];
	private final List<String> names;
	private final List<String> unknown = new ArrayList<>();
	private final List<String> doubled = new ArrayList<>();
	private int known;

	/**
	 * @param cells the names of the columns, in order
	 */
	Header(List<String> cells) {
		names = cells.stream().map(String::strip).toList();
		Arrays.fill(places, NOWHERE);
		for (int i = 0; i < names.size(); i++) {
			String name = names.get(i);
			if (name.isEmpty()) {
				continue;
			}
			Optional<ExportColumn> column = ExportColumn.of(name);
			if (column.isEmpty()) {
				unknown.add(name);
				continue;
			}
			known++;
			if (!has(column.get())) {
				places[column.get().ordinal()] = i;
			} else if (column.get() != ExportColumn.UNUSED && column.get() != ExportColumn.REPORT_ONLY) {
				doubled.add(name);
			}
		}
	}

	/**
	 * @param cells a row
	 * @return how many names of columns are known among its cells
	 */
	static int score(List<String> cells) {
		// No export has so many columns, and most rows that are looked at are no header.
		return cells.size() > 500 ? 0 : new Header(cells).known;
	}

	boolean has(ExportColumn... columns) {
		for (ExportColumn column : columns) {
			if (place(column) == NOWHERE) {
				return false;
			}
		}
		return true;
	}

	boolean hasAny(ExportColumn... columns) {
		for (ExportColumn column : columns) {
			if (place(column) != NOWHERE) {
				return true;
			}
		}
		return false;
	}

	/** @return where a column stands, from 0; -1 when it is not there */
	int place(ExportColumn column) {
		return places[column.ordinal()];
	}

	/** @return the name of a column as it stands in the file, or its newest name when it is not there */
	String name(ExportColumn column) {
		return has(column) ? names.get(place(column)) : column.names().get(0);
	}

	int width() {
		return names.size();
	}

	List<String> unknown() {
		return unknown;
	}

	List<String> doubled() {
		return doubled;
	}
}

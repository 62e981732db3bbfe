package org.lictor.workbench.internal.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.lictor.query.Column;

/**
 * The columns of a grid as a reader arranged them.
 *
 * @param settings one a column, in the order in which they stand; keys are unique
 */
public record ColumnLayout(List<Setting> settings) {

	/** Width that says: choose one that fits. */
	public static final int FITTING = 0;

	/**
	 * One column.
	 *
	 * @param key     of the column
	 * @param width   in pixels, {@link #FITTING} when the reader never set it
	 * @param visible whether it is shown
	 */
	public record Setting(String key, int width, boolean visible) {

		/** Checks that nothing is null and the width is not negative. */
		public Setting {
			Objects.requireNonNull(key, "key");
			if (width < 0) {
				throw new IllegalArgumentException("width " + width + " is negative");
			}
		}
	}

	/** Copies the list and checks that no key stands twice. */
	public ColumnLayout {
		settings = List.copyOf(settings);
		if (settings.stream().map(Setting::key).distinct().count() != settings.size()) {
			throw new IllegalArgumentException("a column stands twice in " + settings);
		}
	}

	/**
	 * @param columns of a table
	 * @return the layout a reader meets first: all that are shown by default, in the order of the report
	 */
	public static ColumnLayout of(List<Column> columns) {
		return new ColumnLayout(
				columns.stream().map(column -> new Setting(column.key(), FITTING, column.shown())).toList());
	}

	/**
	 * Fits a layout to the columns there are now: settings of columns that are gone are left out, columns that are new
	 * stand behind the one they follow in the report. At least one column is visible.
	 *
	 * @param columns of a table
	 * @return a setting for each of these columns and no other
	 */
	public ColumnLayout fittedTo(List<Column> columns) {
		Map<String, Column> byKey = new LinkedHashMap<>();
		columns.forEach(column -> byKey.put(column.key(), column));
		List<Setting> fitted = new ArrayList<>(settings.stream().filter(s -> byKey.containsKey(s.key())).toList());
		String before = "";
		for (Column column : columns) {
			if (place(fitted, column.key()) < 0) {
				fitted.add(place(fitted, before) + 1, new Setting(column.key(), FITTING, column.shown()));
			}
			before = column.key();
		}
		boolean nothingVisible = fitted.stream().noneMatch(Setting::visible);
		if (nothingVisible && !fitted.isEmpty()) {
			return of(columns.stream().map(ColumnLayout::visible).toList());
		}
		return new ColumnLayout(fitted);
	}

	private static Column visible(Column column) {
		return new Column(column.key(), column.label(), column.type(), column.unit(), column.help(), true);
	}

	private static int place(List<Setting> settings, String key) {
		for (int at = 0; at < settings.size(); at++) {
			if (settings.get(at).key().equals(key)) {
				return at;
			}
		}
		return -1;
	}

	/** @return the keys of the visible columns, in order */
	public List<String> visibleKeys() {
		return settings.stream().filter(Setting::visible).map(Setting::key).toList();
	}

	/**
	 * @param key   of a column
	 * @param width in pixels
	 * @return the same layout with that width
	 */
	public ColumnLayout width(String key, int width) {
		return new ColumnLayout(settings.stream()
				.map(s -> s.key().equals(key) ? new Setting(key, width, s.visible()) : s).toList());
	}

	/** @return the layout in one line that {@link #decode} reads: {@code name:120,type:0:hidden} */
	public String encode() {
		List<String> parts = new ArrayList<>();
		for (Setting setting : settings) {
			parts.add(setting.key() + ":" + setting.width() + (setting.visible() ? "" : ":hidden"));
		}
		return String.join(",", parts);
	}

	/**
	 * @param line as written by {@link #encode}; parts that are not understood are left out
	 * @return the layout
	 */
	public static ColumnLayout decode(String line) {
		Map<String, Setting> settings = new LinkedHashMap<>();
		for (String part : line.split(",")) {
			String[] words = part.split(":");
			if (words.length >= 2 && !words[0].isEmpty() && words[1].matches("[0-9]{1,5}")) {
				settings.putIfAbsent(words[0],
						new Setting(words[0], Integer.parseInt(words[1]), !part.endsWith(":hidden")));
			}
		}
		return new ColumnLayout(List.copyOf(settings.values()));
	}
}

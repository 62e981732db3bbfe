package org.lictor.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.Unknown;

/**
 * How a value is shown to people, the same in grids, on terminals and on paper, and the same in every country:
 * {@code 2026-03-29 03:00:00}, {@code 26:03:07} for more than a day, {@code 83.3 %}, {@code 2.50}, {@code yes}. What is
 * not known is shown as nothing.
 */
public final class CellFormat {

	private final DateTimeFormatter instants;

	/**
	 * @param zone in which instants are shown
	 */
	public CellFormat(ZoneId zone) {
		this.instants = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
	}

	/**
	 * @param value of a cell, known or not
	 * @param type  of its column
	 * @return one line of text without control characters; empty when the value is not known
	 */
	public String text(Object value, ColumnType type) {
		if (value == Unknown.UNKNOWN) {
			return "";
		}
		return switch (type) {
		case TEXT -> oneLine((String) value);
		case INTEGER, DATE -> value.toString();
		case DECIMAL -> decimal((Double) value, "%.2f");
		case RATIO -> decimal((Double) value * 100, "%.1f %%");
		case INSTANT -> instants.format((Instant) value);
		case DURATION -> duration((Duration) value);
		case FLAG -> (Boolean) value ? "yes" : "no";
		};
	}

	/**
	 * @param column of a table
	 * @return its label, with the unit in brackets where it has one: {@code Used [h]}
	 */
	public static String heading(Column column) {
		return oneLine(column.unit().isEmpty() ? column.label() : column.label() + " [" + column.unit() + "]");
	}

	/**
	 * @param type of a column
	 * @return whether its values are read from the right: numbers and durations
	 */
	public static boolean alignedRight(ColumnType type) {
		return switch (type) {
		case INTEGER, DECIMAL, RATIO, DURATION -> true;
		case TEXT, INSTANT, DATE, FLAG -> false;
		};
	}

	private static String decimal(double value, String pattern) {
		return Double.isFinite(value) ? String.format(Locale.ROOT, pattern, value) : "";
	}

	private static String duration(Duration value) {
		long seconds = Math.round(value.toMillis() / 1000.0);
		long size = Math.abs(seconds);
		return "%s%d:%02d:%02d".formatted(seconds < 0 ? "-" : "", size / 3600, size / 60 % 60, size % 60);
	}

	/**
	 * Texts come from outside. A line break would tear a row apart, an escape sequence could command the terminal, and a
	 * change of direction could make a name look like another.
	 *
	 * @param text any text
	 * @return the same text with a blank for each run of blanks, breaks and tabs, and {@code U+FFFD} for each other
	 *         character that is not shown but does something
	 */
	static String oneLine(String text) {
		if (text.codePoints().noneMatch(CellFormat::acts)) {
			return text;
		}
		StringBuilder line = new StringBuilder(text.length());
		text.codePoints().forEach(character -> {
			if (!acts(character)) {
				line.appendCodePoint(character);
			} else if (!Character.isWhitespace(character)) {
				line.append('\uFFFD');
			} else if (line.isEmpty() || line.charAt(line.length() - 1) != ' ') {
				line.append(' ');
			}
		});
		return line.toString();
	}

	private static boolean acts(int character) {
		return switch (Character.getType(character)) {
		case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
		// zero width joiners belong to some scripts, the controls of direction to none that is a name
		case Character.FORMAT -> character >= 0x202A && character <= 0x202E
				|| character >= 0x2066 && character <= 0x2069;
		default -> false;
		};
	}
}

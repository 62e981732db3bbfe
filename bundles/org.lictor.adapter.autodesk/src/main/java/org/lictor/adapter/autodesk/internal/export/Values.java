package org.lictor.adapter.autodesk.internal.export;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the values of exports: dates as ISO ({@code 2026-11-03}, with or without time and zone) and as the portal writes
 * them, month first ({@code 11/03/2026}); whole numbers and decimals, with or without commas between thousands. A time
 * without a zone is UTC.
 */
public final class Values {

	/** Words with which exports say that there is nothing to say. */
	private static final Set<String> NOTHING = Set.of("", "-", "--", "n/a", "na", "#n/a", "none", "null", "never");

	private static final Pattern TIME = Pattern.compile(
			"(?:(?<y>[0-9]{4})-(?<m>[0-9]{1,2})-(?<d>[0-9]{1,2})|(?<m2>[0-9]{1,2})/(?<d2>[0-9]{1,2})/(?<y2>[0-9]{4}))"
					+ "(?:[T ](?<h>[0-9]{1,2}):(?<min>[0-9]{2})(?::(?<s>[0-9]{2})(?:\\.[0-9]{1,9})?)?"
					+ " ?(?<zone>Z|UTC|GMT|[-+][0-9]{2}:?[0-9]{2})?)?",
			Pattern.CASE_INSENSITIVE);

	/** With which days end that are told as moments. */
	private static final String MIDNIGHT = "T00:00:00Z";

	private static final Pattern THOUSANDS = Pattern.compile("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?");
	private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");
	private static final int LONGEST_WHOLE = 12;

	private Values() {
	}

	/** @return true when a text only says that there is nothing */
	static boolean nothing(String text) {
		return text.length() <= 5 && NOTHING.contains(text.toLowerCase(Locale.ROOT));
	}

	/**
	 * @param text a date, with or without a time
	 * @return the moment it tells, to the second, a date standing for its beginning in UTC; empty when it tells none
	 */
	public static Optional<Instant> instant(String text) {
		Optional<LocalDate> day = isoDay(text.endsWith(MIDNIGHT) ? text.substring(0, text.length() - MIDNIGHT.length()) : text);
		return day.isPresent() ? Optional.of(day.get().atStartOfDay().toInstant(ZoneOffset.UTC)) : timed(text);
	}

	private static Optional<Instant> timed(String text) {
		Matcher time = TIME.matcher(text);
		if (!time.matches()) {
			return Optional.empty();
		}
		boolean iso = time.group("y") != null;
		try {
			LocalDateTime local = LocalDateTime.of(number(time, iso ? "y" : "y2"), number(time, iso ? "m" : "m2"),
					number(time, iso ? "d" : "d2"), number(time, "h"), number(time, "min"), number(time, "s"));
			return Optional.of(local.toInstant(offset(time.group("zone"))));
		} catch (DateTimeException e) {
			return Optional.empty();
		}
	}

	private static int number(Matcher time, String group) {
		return time.group(group) == null ? 0 : Integer.parseInt(time.group(group));
	}

	private static ZoneOffset offset(String zone) {
		return zone == null || Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
	}

	/**
	 * @param text a date, with or without a time
	 * @return the day it tells, in UTC when it tells a moment; empty when it tells none
	 */
	public static Optional<LocalDate> day(String text) {
		Optional<LocalDate> day = isoDay(text);
		return day.isPresent() ? day : timed(text).map(instant -> instant.atOffset(ZoneOffset.UTC).toLocalDate());
	}

	/** The form in which most days come, without an expression. */
	private static Optional<LocalDate> isoDay(String text) {
		if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
			return Optional.empty();
		}
		int[] value = new int[3];
		for (int i = 0, part = 0; i < 10; i++) {
			char digit = text.charAt(i);
			if (i == 4 || i == 7) {
				part++;
			} else if (digit < '0' || digit > '9') {
				return Optional.empty();
			} else {
				value[part] = value[part] * 10 + digit - '0';
			}
		}
		try {
			return Optional.of(LocalDate.of(value[0], value[1], value[2]));
		} catch (DateTimeException e) {
			return Optional.empty();
		}
	}

	/**
	 * @param text a number, with or without commas between thousands
	 * @return it when it is not negative, empty when the text is none
	 */
	public static Optional<BigDecimal> decimal(String text) {
		if (isWhole(text)) {
			return Optional.of(BigDecimal.valueOf(Long.parseLong(text)));
		}
		String clean = THOUSANDS.matcher(text).matches() ? text.replace(",", "") : text;
		return DECIMAL.matcher(clean).matches() ? Optional.of(new BigDecimal(clean)) : Optional.empty();
	}

	/** The form of most numbers. */
	private static boolean isWhole(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) < '0' || text.charAt(i) > '9') {
				return false;
			}
		}
		return !text.isEmpty() && text.length() <= LONGEST_WHOLE;
	}

	/**
	 * @param text a number, with or without commas between thousands
	 * @return it when it is whole and not negative, empty when the text is none
	 */
	public static OptionalLong whole(String text) {
		if (isWhole(text)) {
			return OptionalLong.of(Long.parseLong(text));
		}
		Optional<BigDecimal> number = decimal(text).filter(value -> value.stripTrailingZeros().scale() <= 0);
		return number.isPresent() ? OptionalLong.of(number.get().longValueExact()) : OptionalLong.empty();
	}
}

package org.lictor.workbench.internal.table;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.lictor.query.ColumnType;
import org.lictor.query.Unknown;
import org.lictor.report.CellFormat;

/**
 * What a reader entered above a column, understood.
 *
 * <ul>
 * <li>{@code maya} the text contains it, whatever the case; {@code =maya} the text is it
 * <li>{@code >5}, {@code >=5}, {@code <5}, {@code <=5}, {@code 5..10} for numbers, percentages, lengths of time
 * ({@code >1h30m}), dates and times ({@code >=2026-03}, {@code today}); a bare whole number is that number
 * <li>{@code yes} or {@code no} for flags
 * <li>{@code ?} the value is not known
 * <li>{@code !maya} the contrary, {@code maya | revit} either
 * </ul>
 * Safe for use by many threads.
 */
public final class CellFilter {

	private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,15}(?:[.,][0-9]{1,9})?");
	private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
	private static final Pattern CLOCK = Pattern.compile("([0-9]{1,6}):([0-9]{2})(?::([0-9]{2}))?");
	private static final Pattern LENGTH = Pattern
			.compile("(?:([0-9]{1,6})d)?\\s*(?:([0-9]{1,6})h)?\\s*(?:([0-9]{1,6})m)?\\s*(?:([0-9]{1,6})s)?");
	private static final Pattern MOMENT = Pattern
			.compile("([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2})(?:[ T]([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?)?)?)?)?");

	private final Predicate<Object> predicate;

	private CellFilter(Predicate<Object> predicate) {
		this.predicate = predicate;
	}

	/** What was entered cannot be understood; the message says what may be. */
	public static final class NotUnderstood extends Exception {

		private static final long serialVersionUID = 1L;

		NotUnderstood(String message) {
			super(message);
		}
	}

	/**
	 * @param text what was entered, not blank
	 * @param type of the column
	 * @param zone whose days and clock count
	 * @param now  the moment that decides which day is today
	 * @return the filter
	 * @throws NotUnderstood saying what may be entered
	 */
	public static CellFilter parse(String text, ColumnType type, ZoneId zone, Instant now) throws NotUnderstood {
		Parser parser = new Parser(type, zone, now);
		List<Predicate<Object>> either = new ArrayList<>();
		for (String part : text.split("\\|")) {
			if (!part.isBlank()) {
				either.add(parser.part(part.strip()));
			}
		}
		if (either.isEmpty()) {
			throw new NotUnderstood("Enter something to look for. " + hint(type));
		}
		return new CellFilter(either.stream().reduce(Predicate::or).orElseThrow());
	}

	/**
	 * @param value of a cell, known or not
	 * @return whether its row is to be shown
	 */
	public boolean accepts(Object value) {
		return predicate.test(value);
	}

	/**
	 * @param type of a column
	 * @return what may be entered above it, in one line
	 */
	public static String hint(ColumnType type) {
		String examples = switch (type) {
		case TEXT -> "text, =whole text";
		case INTEGER -> "5, >5, <=5, 5..10";
		case DECIMAL -> ">2.5, <=2.5, 2.5..10";
		case RATIO -> ">80 %, <=50 %, 70..90 %";
		case DURATION -> ">1h30m, <=10m, 1h..8h";
		case INSTANT, DATE -> "today, 2026-03, >=2026-03-29, 2026-01..2026-03";
		case FLAG -> "yes, no";
		};
		return examples + "; ? not known, !x not x, x | y either";
	}

	/** Makes predicates for one type of values. */
	private record Parser(ColumnType type, ZoneId zone, Instant now) {

		Predicate<Object> part(String part) throws NotUnderstood {
			if (part.startsWith("!")) {
				String rest = part.substring(1).strip();
				if (rest.isEmpty()) {
					throw notUnderstood(part);
				}
				return part(rest).negate();
			}
			if (part.equals("?")) {
				return value -> value == Unknown.UNKNOWN;
			}
			Predicate<Object> known = known(part);
			return value -> value != Unknown.UNKNOWN && known.test(value);
		}

		private Predicate<Object> known(String part) throws NotUnderstood {
			return switch (type) {
			case TEXT -> text(part);
			case FLAG -> flag(part);
			case INTEGER, DECIMAL, RATIO, DURATION, INSTANT, DATE -> comparison(part);
			};
		}

		private static Predicate<Object> text(String part) {
			if (part.startsWith("=")) {
				String whole = part.substring(1).strip();
				return value -> ((String) value).strip().equalsIgnoreCase(whole);
			}
			return contains(part);
		}

		private static Predicate<Object> contains(String part) {
			int length = part.length();
			return value -> {
				String text = value.toString();
				for (int at = text.length() - length; at >= 0; at--) {
					if (text.regionMatches(true, at, part, 0, length)) {
						return true;
					}
				}
				return false;
			};
		}

		private Predicate<Object> flag(String part) throws NotUnderstood {
			return switch (part.toLowerCase(Locale.ROOT)) {
			case "yes", "y", "true", "=yes", "=true" -> value -> (Boolean) value;
			case "no", "n", "false", "=no", "=false" -> value -> !(Boolean) value;
			default -> throw notUnderstood(part);
			};
		}

		private Predicate<Object> comparison(String part) throws NotUnderstood {
			int dots = part.indexOf("..");
			if (dots > 0 && dots + 2 < part.length()) {
				Span from = operand(part.substring(0, dots), part);
				Span to = operand(part.substring(dots + 2), part);
				return value -> number(value) >= from.begin && number(value) <= to.last;
			}
			if (part.startsWith(">=")) {
				Span span = operand(part.substring(2), part);
				return value -> number(value) >= span.begin;
			}
			if (part.startsWith("<=")) {
				Span span = operand(part.substring(2), part);
				return value -> number(value) <= span.last;
			}
			if (part.startsWith(">")) {
				Span span = operand(part.substring(1), part);
				return value -> number(value) > span.last;
			}
			if (part.startsWith("<")) {
				Span span = operand(part.substring(1), part);
				return value -> number(value) < span.begin;
			}
			boolean exact = part.startsWith("=");
			Optional<Span> bare = span(exact ? part.substring(1).strip() : part);
			boolean asShown = !exact && type != ColumnType.INTEGER && !(moment() && bare.isPresent());
			if (asShown) {
				CellFormat format = new CellFormat(zone);
				Predicate<Object> shown = contains(part);
				return value -> shown.test(format.text(value, type));
			}
			Span span = bare.orElseThrow(() -> notUnderstood(part));
			return value -> number(value) >= span.begin && number(value) <= span.last;
		}

		private boolean moment() {
			return type == ColumnType.INSTANT || type == ColumnType.DATE;
		}

		private Span operand(String text, String part) throws NotUnderstood {
			return span(text.strip()).orElseThrow(() -> notUnderstood(part));
		}

		private NotUnderstood notUnderstood(String part) {
			return new NotUnderstood("'" + part + "' is not understood. Enter for example " + hint(type) + ".");
		}

		/** The value on the scale on which operands are compared. */
		private double number(Object value) {
			return switch (type) {
			case INTEGER -> (Long) value;
			case DECIMAL, RATIO -> (Double) value;
			case DURATION -> ((Duration) value).toMillis();
			case INSTANT -> ((Instant) value).toEpochMilli();
			case DATE -> ((LocalDate) value).toEpochDay();
			case TEXT, FLAG -> throw new IllegalStateException(type + " has no numbers");
			};
		}

		private Optional<Span> span(String text) {
			return switch (type) {
			case INTEGER -> WHOLE.matcher(text).matches() ? Optional.of(Span.of(Long.parseLong(text))) : Optional.empty();
			case DECIMAL -> decimal(text).map(Span::of);
			case RATIO -> decimal(text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text)
					.map(percent -> Span.of(percent / 100));
			case DURATION -> length(text);
			case INSTANT -> moment(text).map(days -> new Span(days.begin.atZone(zone).toInstant().toEpochMilli(),
					days.end.atZone(zone).toInstant().toEpochMilli() - 1));
			case DATE -> moment(text).map(days -> new Span(days.begin.toLocalDate().toEpochDay(),
					days.end.minusNanos(1).toLocalDate().toEpochDay()));
			case TEXT, FLAG -> Optional.empty();
			};
		}

		private static Optional<Double> decimal(String text) {
			return NUMBER.matcher(text).matches() ? Optional.of(Double.valueOf(text.replace(',', '.')))
					: Optional.empty();
		}

		private static Optional<Span> length(String text) {
			String lower = text.toLowerCase(Locale.ROOT);
			Matcher clock = CLOCK.matcher(lower);
			if (clock.matches()) {
				return Optional.of(Span.of(millis(0, part(clock, 1), part(clock, 2), part(clock, 3))));
			}
			Matcher length = LENGTH.matcher(lower);
			if (lower.isBlank() || !length.matches()) {
				return Optional.empty();
			}
			return Optional.of(Span.of(millis(part(length, 1), part(length, 2), part(length, 3), part(length, 4))));
		}

		private static double millis(long days, long hours, long minutes, long seconds) {
			return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000.0;
		}

		private static int part(Matcher matcher, int group) {
			return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
		}

		private Optional<Period> moment(String text) {
			LocalDate today = now.atZone(zone).toLocalDate();
			switch (text.toLowerCase(Locale.ROOT)) {
			case "today":
				return Optional.of(Period.day(today));
			case "yesterday":
				return Optional.of(Period.day(today.minusDays(1)));
			default:
				return calendar(MOMENT.matcher(text));
			}
		}

		private static Optional<Period> calendar(Matcher moment) {
			if (!moment.matches()) {
				return Optional.empty();
			}
			try {
				int year = part(moment, 1);
				if (moment.group(2) == null) {
					LocalDateTime begin = LocalDate.of(year, 1, 1).atStartOfDay();
					return Optional.of(new Period(begin, begin.plusYears(1)));
				}
				YearMonth month = YearMonth.of(year, part(moment, 2));
				if (moment.group(3) == null) {
					return Optional.of(new Period(month.atDay(1).atStartOfDay(), month.plusMonths(1).atDay(1).atStartOfDay()));
				}
				LocalDate day = month.atDay(part(moment, 3));
				if (moment.group(4) == null) {
					return Optional.of(Period.day(day));
				}
				LocalDateTime begin = day.atTime(part(moment, 4), part(moment, 5), part(moment, 6));
				return Optional.of(new Period(begin, moment.group(5) == null ? begin.plusHours(1)
						: moment.group(6) == null ? begin.plusMinutes(1) : begin.plusSeconds(1)));
			} catch (DateTimeException e) {
				return Optional.empty();
			}
		}
	}

	/** The values an operand stands for, both ends included: {@code 2026-03} is the whole of March. */
	private record Span(double begin, double last) {

		static Span of(double value) {
			return new Span(value, value);
		}
	}

	/** A stretch of the calendar, its end excluded. */
	private record Period(LocalDateTime begin, LocalDateTime end) {

		Period {
			Objects.requireNonNull(begin);
			Objects.requireNonNull(end);
		}

		static Period day(LocalDate day) {
			return new Period(day.atStartOfDay(), day.plusDays(1).atStartOfDay());
		}
	}
}

package org.lictor.agent.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What the records of this package check. Each throws an IllegalArgumentException that begins with the field. */
final class Checks {

	private Checks() {
	}

	/** Any text up to a length. */
	static String text(String field, String value, int longest) {
		if (value == null) {
			throw new IllegalArgumentException(field + ": is missing");
		}
		if (value.length() > longest) {
			throw new IllegalArgumentException(field + ": is longer than " + longest + " characters");
		}
		return value;
	}

	/** Any text, of which no more is kept than a length; the halves of a character are not parted. */
	static String cut(String field, String value, int longest) {
		if (value == null) {
			throw new IllegalArgumentException(field + ": is missing");
		}
		if (value.length() <= longest) {
			return value;
		}
		return value.substring(0, Character.isHighSurrogate(value.charAt(longest - 1)) ? longest - 1 : longest);
	}

	/** A text up to a length that says something. */
	static String filled(String field, String value, int longest) {
		if (text(field, value, longest).isBlank()) {
			throw new IllegalArgumentException(field + ": is empty");
		}
		return value;
	}

	static long range(String field, long value, long least, long most) {
		if (value < least || value > most) {
			throw new IllegalArgumentException(field + ": " + value + " is not between " + least + " and " + most);
		}
		return value;
	}

	/** An instant from 1970 to 9999, cut to milliseconds, because that is what is written. */
	static Instant instant(String field, Instant value) {
		if (value == null) {
			throw new IllegalArgumentException(field + ": is missing");
		}
		if (value.isBefore(Instant.EPOCH) || value.isAfter(Instant.ofEpochMilli(Protocol.MAX_EPOCH_MILLIS))) {
			throw new IllegalArgumentException(field + ": is not between the years 1970 and 9999");
		}
		return Instant.ofEpochMilli(value.toEpochMilli());
	}

	/** A length of time from 100 ms to a day, cut to milliseconds. */
	static Duration interval(String field, Duration value) {
		if (value == null) {
			throw new IllegalArgumentException(field + ": is missing");
		}
		if (value.compareTo(Duration.ofMillis(100)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
			throw new IllegalArgumentException(field + ": is not between 100 ms and one day");
		}
		return Duration.ofMillis(value.toMillis());
	}

	static <T> T present(String field, T value) {
		if (value == null) {
			throw new IllegalArgumentException(field + ": is missing");
		}
		return value;
	}

	static void size(String field, Collection<?> values, int most) {
		if (values == null) {
			throw new IllegalArgumentException(field + ": is missing");
		}
		if (values.size() > most) {
			throw new IllegalArgumentException(field + ": has more than " + most + " entries");
		}
	}

	/** Names, none of them empty or too long; copied. */
	static List<String> names(String field, List<String> values, int most) {
		size(field, values, most);
		values.forEach(value -> filled(field, value, Protocol.MAX_NAME));
		return List.copyOf(values);
	}
}

package org.lictor.adapter.autodesk.internal.cloud;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Parts of sentences for people. */
final class Words {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
			.withZone(ZoneOffset.UTC);
	private static final int LONGEST = 200;

	private Words() {
	}

	/** @return a moment to the second, in UTC; part of a second counts as a whole one, so that nobody comes too early */
	static String time(Instant moment) {
		return TIME.format(moment.plusNanos(999_999_999));
	}

	/** @return a text of somebody else in one line and not too long */
	static String foreign(String text) {
		StringBuilder clean = new StringBuilder();
		text.strip().codePoints().limit(LONGEST).map(point -> Character.isISOControl(point) ? ' ' : point)
				.forEach(clean::appendCodePoint);
		return clean.toString();
	}

	/** @return {@code 1 answer}, {@code 2 answers} */
	static String count(long number, String one) {
		return number + " " + one + (number == 1 ? "" : "s");
	}
}

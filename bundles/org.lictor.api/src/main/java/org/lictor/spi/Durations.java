package org.lictor.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 30s}, {@code 5m}, {@code 2h}, {@code 30d}. */
public final class Durations {

	private static final Pattern FORM = Pattern.compile("([0-9]{1,9})\\s*([smhd])");

	private Durations() {
	}

	/**
	 * Reads a length of time.
	 *
	 * @param text a whole number and a unit: s, m, h or d
	 * @return the length, empty when the text has another form or is shorter than a second
	 */
	public static Optional<Duration> parse(String text) {
		Matcher form = FORM.matcher(text.strip());
		if (!form.matches()) {
			return Optional.empty();
		}
		long number = Long.parseLong(form.group(1));
		Duration length = switch (form.group(2)) {
		case "s" -> Duration.ofSeconds(number);
		case "m" -> Duration.ofMinutes(number);
		case "h" -> Duration.ofHours(number);
		default -> Duration.ofDays(number);
		};
		return length.isZero() ? Optional.empty() : Optional.of(length);
	}
}

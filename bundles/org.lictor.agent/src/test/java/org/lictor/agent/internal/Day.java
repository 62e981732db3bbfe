package org.lictor.agent.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day of a host, told in lines: a time of the clock on the wall, and what happens. Where an hour comes twice, the times
 * of the second one have a {@code w} behind, for winter.
 */
record Day(Instant begin, Instant end, List<Line> lines) {

	/**
	 * What happens at a moment.
	 *
	 * @param at   when
	 * @param what as it was written
	 */
	record Line(Instant at, String what) {
	}

	private static final Pattern LINE = Pattern.compile("(\\d\\d:\\d\\d)(w?)\\s+(.+)");

	/**
	 * @param date  of the day
	 * @param zone  of the clock on the wall
	 * @param lines in the order of time
	 * @return the day
	 */
	static Day of(LocalDate date, ZoneId zone, String lines) {
		List<Line> told = new ArrayList<>();
		for (String line : lines.lines().toList()) {
			Matcher match = LINE.matcher(line.strip());
			if (!match.matches()) {
				throw new IllegalArgumentException("not a line of a day: " + line);
			}
			ZonedDateTime time = ZonedDateTime.of(date, LocalTime.parse(match.group(1)), zone);
			Instant at = (match.group(2).isEmpty() ? time.withEarlierOffsetAtOverlap() : time.withLaterOffsetAtOverlap())
					.toInstant();
			if (!told.isEmpty() && at.isBefore(told.getLast().at)) {
				throw new IllegalArgumentException("not in the order of time: " + line);
			}
			told.add(new Line(at, match.group(3)));
		}
		return new Day(date.atStartOfDay(zone).toInstant(), date.plusDays(1).atStartOfDay(zone).toInstant(), told);
	}

	/** @return how long the day is */
	Duration length() {
		return Duration.between(begin, end);
	}
}

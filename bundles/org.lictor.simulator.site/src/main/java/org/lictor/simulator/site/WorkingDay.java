package org.lictor.simulator.site;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * When a person had an application open on a day on which the cloud saw it used: once or twice between seven and nineteen
 * o'clock (UTC, so that the cloud's day is the same). The same person, product and day give the same times.
 */
final class WorkingDay {

	private static final int MORNING = 7 * 60;
	private static final int NOON = 13 * 60;
	private static final int LATEST_BEGIN = 150;
	private static final int SHORTEST = 3;
	private static final int MORNING_ENDS = NOON - MORNING - LATEST_BEGIN;
	private static final int LONGEST = 210;

	private WorkingDay() {
	}

	/** From when until when. */
	record Time(Instant start, Instant end) {
	}

	/**
	 * @param random made from person, product and day
	 * @param day    UTC
	 * @return one or two times, in order, that do not touch
	 */
	static List<Time> times(SplittableRandom random, LocalDate day) {
		List<Time> times = new ArrayList<>();
		boolean morning = random.nextInt(10) < 7;
		boolean afternoon = !morning || random.nextInt(10) < 5;
		if (morning) {
			times.add(time(random, day, MORNING, MORNING_ENDS));
		}
		if (afternoon) {
			times.add(time(random, day, NOON, LONGEST));
		}
		return times;
	}

	private static Time time(SplittableRandom random, LocalDate day, int from, int longest) {
		Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
		Instant start = midnight.plus(Duration.ofMinutes(from + random.nextInt(LATEST_BEGIN))).plusSeconds(random.nextInt(60));
		int seconds = random.nextInt(SHORTEST * 60, longest * 60);
		return new Time(start, start.plusSeconds(seconds));
	}
}

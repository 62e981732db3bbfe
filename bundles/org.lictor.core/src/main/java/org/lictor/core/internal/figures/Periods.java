package org.lictor.core.internal.figures;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

import org.lictor.query.Granularity;

/**
 * The hours, days, weeks, months or quarters of a time zone that a length of time touches. The first and the last may
 * stick out of it.
 *
 * @param bounds beginnings of the periods in epoch milliseconds, rising, and as the last one the end of the last period
 */
public record Periods(long[] bounds) {

	/**
	 * @param from  first moment
	 * @param until first moment after it
	 * @param by    length of the periods
	 * @param zone  whose days count
	 * @param most  how many periods may come out
	 * @return the periods; none when the time is empty
	 * @throws IllegalArgumentException with a sentence for people when there would be more than {@code most}
	 */
	public static Periods of(Instant from, Instant until, Granularity by, ZoneId zone, int most) {
		if (!from.isBefore(until)) {
			return new Periods(new long[] { from.toEpochMilli() });
		}
		List<Long> bounds = new ArrayList<>();
		ZonedDateTime begin = by.floor(from, zone);
		while (begin.toInstant().isBefore(until)) {
			if (bounds.size() == most) {
				throw new IllegalArgumentException("There are more than " + most + " periods of one "
						+ by.name().toLowerCase(java.util.Locale.ROOT) + " between " + from + " and " + until
						+ ". Ask for a shorter time or for longer periods.");
			}
			bounds.add(begin.toInstant().toEpochMilli());
			begin = by.next(begin);
		}
		bounds.add(begin.toInstant().toEpochMilli());
		return new Periods(bounds.stream().mapToLong(Long::longValue).toArray());
	}

	/** @return how many periods there are */
	public int count() {
		return bounds.length - 1;
	}
}

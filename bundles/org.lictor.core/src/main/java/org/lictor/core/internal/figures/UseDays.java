package org.lictor.core.internal.figures;

import java.time.Duration;
import java.util.Arrays;

/**
 * Days of use as Autodesk counts them: a day begins with the first use and lasts 24 hours; what is used in these hours
 * belongs to it, and use that goes on beyond them, or begins later, begins another day.
 */
public final class UseDays {

	/** What becomes of a use of less than five minutes. Both rules were published. */
	public enum ShortUse {
		/** It begins a day: rule {@code seat-day v2}. */
		COUNTS,
		/** It begins no day: rules {@code seat-day v1} and {@code flex-day v1}. */
		IS_LEFT_OUT
	}

	/** How long a day of use lasts. */
	public static final long LENGTH = Duration.ofHours(24).toMillis();

	private static final long SHORT = Duration.ofMinutes(5).toMillis();

	private UseDays() {
	}

	/**
	 * @param times    in which one person used one product, in any order; uses that overlap or touch are one
	 * @param shortUse what becomes of a use of less than five minutes
	 * @return the beginnings of the days in epoch milliseconds, rising
	 */
	public static long[] of(Intervals times, ShortUse shortUse) {
		Steps uses = times.union().count();
		long[] days = new long[16];
		int count = 0;
		long dayEnds = Long.MIN_VALUE;
		for (int step = 0; step + 1 < uses.size(); step++) {
			if (uses.value(step) == 0) {
				continue;
			}
			long end = uses.at(step + 1);
			for (long begin = Math.max(uses.at(step), dayEnds); begin < end; begin = dayEnds) {
				if (shortUse == ShortUse.IS_LEFT_OUT && end - begin < SHORT) {
					break;
				}
				if (count == days.length) {
					days = Arrays.copyOf(days, count * 2);
				}
				days[count++] = begin;
				dayEnds = begin + LENGTH;
			}
		}
		return Arrays.copyOf(days, count);
	}
}

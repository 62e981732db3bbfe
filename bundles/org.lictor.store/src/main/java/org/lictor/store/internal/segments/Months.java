package org.lictor.store.internal.segments;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Months in UTC, as numbers: so many since the beginning of the year 0. */
public final class Months {

	/** Stands for none. */
	public static final int NONE = -1;

	private Months() {
	}

	/**
	 * @param moment epoch milliseconds
	 * @return the month it lies in
	 */
	public static int of(long moment) {
		LocalDate day = Instant.ofEpochMilli(moment).atOffset(ZoneOffset.UTC).toLocalDate();
		return Math.toIntExact(day.getYear() * 12L + day.getMonthValue() - 1);
	}

	/**
	 * @param month a month
	 * @return its first moment, epoch milliseconds
	 */
	static long begin(int month) {
		return yearMonth(month).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
	}

	/**
	 * @param month a month
	 * @return as people write it: 2026-07
	 */
	static String name(int month) {
		return yearMonth(month).toString();
	}

	private static YearMonth yearMonth(int month) {
		return YearMonth.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1);
	}
}

package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;

import org.lictor.core.internal.figures.Periods;
import org.lictor.query.Granularity;
import org.lictor.service.ServiceException;

/**
 * The periods of a history that is asked for: hours of up to two weeks and days of more, unless the question says.
 *
 * @param from    first moment of the history
 * @param known   first moment after it of which anything can be known: its end, or now
 * @param by      length of the periods
 * @param periods the periods
 * @param reading the question
 */
record AskedPeriods(Instant from, Instant known, Granularity by, Periods periods, Reading reading) {

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(7);
	private static final Duration OF_HOURS = Duration.ofDays(14);
	private static final int MOST_PERIODS = 20_000;

	/**
	 * @param reading the question; the last 7 days unless it says a time
	 * @return its periods
	 * @throws ServiceException INVALID when there are too many
	 */
	static AskedPeriods of(Reading reading) throws ServiceException {
		Instant until = reading.query().until().orElse(reading.now());
		Instant from = reading.query().from().orElse(until.minus(DEFAULT_LENGTH));
		Granularity by = reading.query().by()
				.orElse(Duration.between(from, until).compareTo(OF_HOURS) <= 0 ? Granularity.HOUR : Granularity.DAY);
		try {
			return new AskedPeriods(from, until.isAfter(reading.now()) ? reading.now() : until, by,
					Periods.of(from, until, by, reading.zone(), MOST_PERIODS), reading);
		} catch (IllegalArgumentException e) {
			throw new ServiceException(ServiceException.Reason.INVALID, e.getMessage(), e);
		}
	}

	/** @return how many */
	int count() {
		return periods.count();
	}

	/**
	 * @param period from 0
	 * @return its beginning
	 */
	Instant begin(int period) {
		return Instant.ofEpochMilli(periods.bounds()[period]);
	}

	/**
	 * @param period from 0
	 * @return the last day of it that has begun
	 */
	LocalDate lastDay(int period) {
		LocalDate last = Instant.ofEpochMilli(periods.bounds()[period + 1] - 1).atZone(reading.zone()).toLocalDate();
		return last.isAfter(reading.today()) ? reading.today() : last;
	}

	/**
	 * @param at epoch milliseconds, within the periods
	 * @return the number of the period that has it
	 */
	int of(long at) {
		int found = Arrays.binarySearch(periods.bounds(), at);
		return found >= 0 ? found : -found - 2;
	}

	/** @return a sentence that tells how long they are */
	String note() {
		return "Periods are one " + by.name().toLowerCase(Locale.ROOT) + " long, in " + reading.zone() + ".";
	}
}

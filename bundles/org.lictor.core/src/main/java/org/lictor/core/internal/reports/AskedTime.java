package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The time a question is about, as far as it has passed.
 *
 * @param from  first moment
 * @param until first moment after it
 * @param zone  whose days count
 */
record AskedTime(Instant from, Instant until, ZoneId zone) {

	/**
	 * @param reading the question
	 * @param usual   how long it is unless the question says so
	 * @return the time, empty when it lies in the future
	 */
	static AskedTime of(Reading reading, Duration usual) {
		Instant until = reading.query().until().filter(end -> end.isBefore(reading.now())).orElse(reading.now());
		return new AskedTime(reading.query().from().orElse(until.minus(usual)), until, reading.zone());
	}

	/** @return the first moment, epoch milliseconds */
	long begin() {
		return from.toEpochMilli();
	}

	/** @return the first moment after it, epoch milliseconds */
	long end() {
		return until.toEpochMilli();
	}

	/**
	 * @param start epoch milliseconds
	 * @param end   epoch milliseconds
	 * @return how much of {@code [start, end)} lies within the time, in milliseconds
	 */
	long inside(long start, long end) {
		return Math.max(0, Math.min(end, end()) - Math.max(start, begin()));
	}

	/** @return the day of its last moment */
	LocalDate lastDay() {
		return until.minusMillis(1).atZone(zone).toLocalDate();
	}

	/** @return a sentence that tells it */
	String note() {
		return "From " + shown(from) + " until " + shown(until) + " (" + zone + ").";
	}

	private LocalDateTime shown(Instant moment) {
		return moment.truncatedTo(ChronoUnit.SECONDS).atZone(zone).toLocalDateTime();
	}
}

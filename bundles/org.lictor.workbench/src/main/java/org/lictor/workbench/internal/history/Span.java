package org.lictor.workbench.internal.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

import org.lictor.query.Granularity;

/**
 * The time a chart shows.
 *
 * @param from  first moment
 * @param until first moment no longer shown, later
 */
public record Span(Instant from, Instant until) {

	/** Checks that there is some time. */
	public Span {
		Objects.requireNonNull(from, "from");
		if (!from.isBefore(until)) {
			throw new IllegalArgumentException("there is no time from " + from + " to " + until);
		}
	}

	/** Choices that people make most. */
	public enum Preset {
		/** Today and yesterday at this time. */
		DAY("Last 24 hours", Duration.ofDays(1)),
		/** A week. */
		WEEK("Last 7 days", Duration.ofDays(7)),
		/** A month or so. */
		MONTH("Last 30 days", Duration.ofDays(30)),
		/** A quarter or so. */
		QUARTER("Last 90 days", Duration.ofDays(90)),
		/** A year. */
		YEAR("Last 12 months", Duration.ofDays(365));

		private final String label;
		private final Duration length;

		Preset(String label, Duration length) {
			this.label = label;
			this.length = length;
		}

		/** @return the choice for people */
		public String label() {
			return label;
		}

		/**
		 * @param now  the present moment
		 * @param zone whose hours and days count
		 * @param by   length of the periods
		 * @return the time from the beginning of the period so long ago until now
		 */
		public Span until(Instant now, ZoneId zone, Granularity by) {
			Instant from = by.floor(now.minus(length), zone).toInstant();
			return new Span(from, now);
		}

		/** @return how long the periods are unless the reader chooses */
		public Granularity usual() {
			return usualFor(length);
		}
	}

	/**
	 * @param length of the time shown
	 * @return how long the periods are unless the reader chooses: some dozens to some hundreds of them
	 */
	public static Granularity usualFor(Duration length) {
		long days = length.toDays();
		return days <= 14 ? Granularity.HOUR
				: days <= 200 ? Granularity.DAY : days <= 1_100 ? Granularity.WEEK : Granularity.MONTH;
	}
}

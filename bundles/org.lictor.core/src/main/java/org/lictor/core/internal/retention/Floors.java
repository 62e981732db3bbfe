package org.lictor.core.internal.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.lictor.service.RetentionLimit.Kind;
import org.lictor.store.DenialFact;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionFact;
import org.lictor.store.Transaction;

/**
 * The moments before which facts are gone for good: whatever evidence says of the time before them, no fact follows from it. They
 * never go back.
 *
 * @param sessions  a session that ended before this is no fact
 * @param samples   a step that ended at this or before is no fact
 * @param usageDays a day of usage before this one is no fact
 * @param denials   a denial before this is no fact
 */
public record Floors(Instant sessions, Instant samples, LocalDate usageDays, Instant denials) {

	private static final String SETTING = "retention.floor.";

	/**
	 * @param transaction that reads
	 * @return the floors that hold
	 */
	public static Floors of(Transaction transaction) {
		return new Floors(of(transaction, Kind.SESSIONS), of(transaction, Kind.SAMPLES),
				LocalDate.ofInstant(of(transaction, Kind.USAGE_DAYS), ZoneOffset.UTC), of(transaction, Kind.DENIALS));
	}

	/**
	 * Raises a floor.
	 *
	 * @param transaction that writes
	 * @param kind        of facts
	 * @param floor       nothing happens when the floor is there already, or later
	 */
	static void raise(Transaction transaction, Kind kind, Instant floor) {
		if (floor.isAfter(of(transaction, kind))) {
			transaction.settings().put(SETTING + kind, Long.toString(floor.toEpochMilli()));
		}
	}

	private static Instant of(Transaction transaction, Kind kind) {
		return transaction.settings().get(SETTING + kind).map(Long::parseLong).map(Instant::ofEpochMilli)
				.orElse(Instant.ofEpochMilli(Long.MIN_VALUE / 4));
	}

	/**
	 * @param session any
	 * @return whether it is a fact
	 */
	public boolean keeps(SessionFact session) {
		return session.end().filter(end -> end.at().isBefore(sessions)).isEmpty();
	}

	/**
	 * @param step any
	 * @return whether it is a fact
	 */
	public boolean keeps(SampleFact step) {
		return step.until().filter(until -> !until.isAfter(samples)).isEmpty();
	}

	/**
	 * @param denial any
	 * @return whether it is a fact
	 */
	public boolean keeps(DenialFact denial) {
		return !denial.at().isBefore(denials);
	}

	/**
	 * @param day of usage
	 * @return whether it is a fact
	 */
	public boolean keeps(LocalDate day) {
		return !day.isBefore(usageDays);
	}
}

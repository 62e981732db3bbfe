package org.lictor.adapter.autodesk.internal.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.lictor.model.Status;

/**
 * Something the cloud does not do, as a status with a sentence for people. Expected, and never seen outside of this
 * package: a poll turns it into its status.
 */
final class Trouble extends Exception {

	private static final long serialVersionUID = 1L;

	/** What is to be done about it. */
	enum Kind {
		/** The poll was called off or its time is over: go on with the next one. */
		CALLED_OFF,
		/** A person must act before anything can be collected. */
		PERSON,
		/** This one request will not be answered, others may be. */
		REFUSED,
		/** The thing asked for is not there (any more): a request that expired, an address that ran out. */
		GONE,
		/** An answer that makes no sense. Another try may bring a better one, but not many tries are worth while. */
		GARBLED,
		/** Not now: network, server, quota. */
		LATER
	}

	private final Kind kind;
	private final transient Status status;
	private final String field;
	private final transient Optional<Instant> until;

	private Trouble(Kind kind, Status status, String field, Optional<Instant> until) {
		super(status.message(), null, false, false);
		this.kind = kind;
		this.status = status;
		this.field = field;
		this.until = until;
	}

	/** @return the poll was called off or its time is over */
	static Trouble calledOff() {
		return new Trouble(Kind.CALLED_OFF, Status.unknown(Status.Detail.COMMUNICATION,
				"The poll was called off before Autodesk had answered. What is still to be done is done at the next one."), "",
				Optional.empty());
	}

	/**
	 * @param detail   the class of trouble
	 * @param field    the field of the configuration at fault, empty when none is
	 * @param sentence what happened and what to do
	 * @return trouble that a person must mend
	 */
	static Trouble person(Status.Detail detail, String field, String sentence) {
		Status status = detail == Status.Detail.CONFIGURATION ? Status.misconfigured(sentence)
				: new Status(detail == Status.Detail.AUTHENTICATION ? Status.State.MISCONFIGURED : Status.State.DOWN, detail, sentence);
		return new Trouble(Kind.PERSON, status, field, Optional.empty());
	}

	/**
	 * @param detail   the class of trouble
	 * @param sentence what happened and what to do
	 * @return trouble with one request only
	 */
	static Trouble refused(Status.Detail detail, String sentence) {
		return new Trouble(Kind.REFUSED, Status.down(detail, sentence), "", Optional.empty());
	}

	/**
	 * @param sentence what was not understood
	 * @return an answer that makes no sense; another try may bring a better one
	 */
	static Trouble notUnderstood(String sentence) {
		return new Trouble(Kind.GARBLED, Status.down(Status.Detail.NOT_UNDERSTOOD, sentence), "", Optional.empty());
	}

	/**
	 * @param sentence what is not there
	 * @return trouble that asking anew may mend
	 */
	static Trouble gone(String sentence) {
		return new Trouble(Kind.GONE, Status.down(Status.Detail.COMMUNICATION, sentence), "", Optional.empty());
	}

	/**
	 * @param field    the field of the configuration that may be at fault, empty when none is
	 * @param sentence what happened and what to do
	 * @return trouble that may be over soon
	 */
	static Trouble outage(String field, String sentence) {
		return new Trouble(Kind.LATER, Status.down(Status.Detail.COMMUNICATION, sentence), field, Optional.empty());
	}

	/**
	 * @param until    when it may be over
	 * @param sentence what happened and what to do
	 * @return trouble that is over at some time
	 */
	static Trouble outageUntil(Instant until, String sentence) {
		return new Trouble(Kind.LATER, Status.down(Status.Detail.COMMUNICATION, sentence), "", Optional.of(until));
	}

	/**
	 * @param until when the quota allows more
	 * @param what  whose quota
	 * @return the quota is used up
	 */
	static Trouble quota(Instant until, String what) {
		return new Trouble(Kind.LATER, Status.down(Status.Detail.QUOTA, "The quota of " + what + " is used up until " + Words.time(until)
				+ ". Collecting goes on by itself then; other programs that ask for the same person use the same quota."), "",
				Optional.of(until));
	}

	/** @return what is to be done about it */
	Kind kind() {
		return kind;
	}

	/** @return the status of a poll that ends with it */
	Status status() {
		return status;
	}

	/** @return the field of the configuration at fault, empty when none is */
	String field() {
		return field;
	}

	/** @return when it may be over, empty when nobody says */
	Optional<Instant> until() {
		return until;
	}

	/**
	 * @param failures how many times in a row it happened, from 1
	 * @return how long to wait when nobody says how long: ten seconds, doubled with each failure, a quarter of an hour at most
	 */
	static Duration backOff(int failures) {
		return Duration.ofSeconds(Math.min(900L, 10L << Math.min(Math.max(failures - 1, 0), 7)));
	}
}

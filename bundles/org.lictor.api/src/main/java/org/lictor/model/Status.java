package org.lictor.model;

import java.util.Objects;

/**
 * How a source of data is doing, in a form both a program and a person can act on.
 *
 * <p>{@link State#UNKNOWN} is not {@link State#DOWN}: it says that nobody has asked yet or that nobody could ask. And
 * {@code DOWN} says nothing about use: figures of a source that is down are unknown, never zero.
 *
 * @param state   what is known of the source
 * @param detail  the class of trouble, {@link Detail#NONE} when there is none
 * @param message one or two sentences for a person: what happened, where, and what to do; empty when there is nothing
 *                to say
 */
public record Status(State state, Detail detail, String message) {

	/** What is known of a source. */
	public enum State {
		/** The last attempt to learn something succeeded. */
		UP,
		/** The source did not answer, or refused. */
		DOWN,
		/** Nothing has been learned yet, or nothing can be said. */
		UNKNOWN,
		/** The source cannot work until somebody changes its configuration. */
		MISCONFIGURED
	}

	/** The class of trouble behind a state, stable for scripts. */
	public enum Detail {
		/** No trouble. */
		NONE,
		/** The source could not be reached: network, file or folder missing, time-out. */
		COMMUNICATION,
		/** The source refused the credentials. */
		AUTHENTICATION,
		/** The source accepted the credentials but not the request. */
		PERMISSION,
		/** A field of the configuration is missing or wrong. */
		CONFIGURATION,
		/** The source asks to be left alone for a while. */
		QUOTA,
		/** The source answered something that was not understood. */
		NOT_UNDERSTOOD,
		/** Nothing has been collected so far. */
		NO_DATA_YET,
		/** Monitoring was switched off by a person. */
		DISABLED,
		/** The plug-in that knows this type of server is not installed. */
		TYPE_MISSING,
		/** The plug-in failed in a way it should not. */
		INTERNAL
	}

	/** Checks that nothing is null. */
	public Status {
		Objects.requireNonNull(state, "state");
		Objects.requireNonNull(detail, "detail");
		Objects.requireNonNull(message, "message");
	}

	/**
	 * A source that is doing well.
	 *
	 * @param message what there is to say, may be empty
	 * @return the status, {@code UP}
	 */
	public static Status up(String message) {
		return new Status(State.UP, Detail.NONE, message);
	}

	/**
	 * A source that could not be asked.
	 *
	 * @param detail  the class of trouble
	 * @param message what happened and what to do
	 * @return the status, {@code DOWN}
	 */
	public static Status down(Detail detail, String message) {
		return new Status(State.DOWN, detail, message);
	}

	/**
	 * A source of which nothing can be said.
	 *
	 * @param detail  the class of trouble
	 * @param message what is missing and what to do
	 * @return the status, {@code UNKNOWN}
	 */
	public static Status unknown(Detail detail, String message) {
		return new Status(State.UNKNOWN, detail, message);
	}

	/**
	 * A source that waits for a person to mend its configuration.
	 *
	 * @param message which field is wrong and how to mend it
	 * @return the status, {@code MISCONFIGURED}
	 */
	public static Status misconfigured(String message) {
		return new Status(State.MISCONFIGURED, Detail.CONFIGURATION, message);
	}
}

package org.lictor.service;

import java.util.Objects;

/** Something could not be done, for a reason a person can understand. Its message is a sentence for that person. */
public final class ServiceException extends Exception {

	private static final long serialVersionUID = 1L;

	/** The class of trouble. */
	public enum Reason {
		/** What was named does not exist. */
		NOT_FOUND,
		/** The name is taken. */
		ALREADY_EXISTS,
		/** What was given is not valid. */
		INVALID,
		/** The token does not allow it, or there is none. */
		FORBIDDEN,
		/** The server elsewhere, or the data, cannot be reached. */
		UNAVAILABLE,
		/** Somebody else uses it. */
		IN_USE,
		/** The data were written by a newer version of Lictor. */
		TOO_NEW,
		/** The caller asked to stop. */
		CANCELLED,
		/** A defect of Lictor; the log has more. */
		INTERNAL
	}

	private final Reason reason;

	/**
	 * @param reason  the class of trouble
	 * @param message what happened, where, and what to do; no secrets
	 */
	public ServiceException(Reason reason, String message) {
		super(Objects.requireNonNull(message, "message"));
		this.reason = Objects.requireNonNull(reason, "reason");
	}

	/**
	 * @param reason  the class of trouble
	 * @param message what happened, where, and what to do; no secrets
	 * @param cause   what lies behind it
	 */
	public ServiceException(Reason reason, String message, Throwable cause) {
		super(Objects.requireNonNull(message, "message"), cause);
		this.reason = Objects.requireNonNull(reason, "reason");
	}

	/** @return the class of trouble */
	public Reason reason() {
		return reason;
	}
}

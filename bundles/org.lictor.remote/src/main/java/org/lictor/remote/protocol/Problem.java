package org.lictor.remote.protocol;

import java.util.Objects;

import org.lictor.service.ServiceException;

/**
 * Why a server did not do what it was asked to.
 *
 * @param reason  the class of trouble
 * @param message a sentence for a person: what happened, where, and what to do; no secrets
 */
public record Problem(ServiceException.Reason reason, String message) {

	/** Checks that nothing is null. */
	public Problem {
		Objects.requireNonNull(reason, "reason");
		Objects.requireNonNull(message, "message");
	}

	/**
	 * @param trouble an exception
	 * @return what to tell the client of it
	 */
	public static Problem of(ServiceException trouble) {
		return new Problem(trouble.reason(), trouble.getMessage());
	}

	/** @return the exception again, with the same reason and sentence */
	public ServiceException toException() {
		return new ServiceException(reason, message);
	}

	/** @return the HTTP status that goes with the reason */
	public int status() {
		return switch (reason) {
		case INVALID -> 400;
		case FORBIDDEN -> 403;
		case NOT_FOUND -> 404;
		case ALREADY_EXISTS, IN_USE -> 409;
		case INTERNAL -> 500;
		case UNAVAILABLE, TOO_NEW, CANCELLED -> 503;
		};
	}
}

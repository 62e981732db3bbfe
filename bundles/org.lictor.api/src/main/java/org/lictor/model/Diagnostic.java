package org.lictor.model;

import java.util.Objects;

/**
 * One thing a person should know about data that came in: a row that could not be read, a column nobody knows.
 *
 * @param severity how bad it is
 * @param message  what is wrong and what to do, one or two sentences without the place
 * @param place    where it is, {@link Place#NOWHERE} when there is no such place
 */
public record Diagnostic(Severity severity, String message, Place place) {

	/** How bad it is. */
	public enum Severity {
		/** Worth knowing, nothing was lost. */
		INFO,
		/** Something was left out or taken in a way that may surprise. */
		WARNING,
		/** A record, or all of the data, could not be used. */
		ERROR
	}

	/** Checks that nothing is null. */
	public Diagnostic {
		Objects.requireNonNull(severity, "severity");
		Objects.requireNonNull(message, "message");
		Objects.requireNonNull(place, "place");
	}

	/**
	 * @param message what is worth knowing
	 * @param place   where
	 * @return the diagnostic
	 */
	public static Diagnostic info(String message, Place place) {
		return new Diagnostic(Severity.INFO, message, place);
	}

	/**
	 * @param message what may surprise
	 * @param place   where
	 * @return the diagnostic
	 */
	public static Diagnostic warning(String message, Place place) {
		return new Diagnostic(Severity.WARNING, message, place);
	}

	/**
	 * @param message what could not be used
	 * @param place   where
	 * @return the diagnostic
	 */
	public static Diagnostic error(String message, Place place) {
		return new Diagnostic(Severity.ERROR, message, place);
	}

	/** @return place and message in one line, as shown to people: {@code users.csv, line 3, email: not an address} */
	public String sentence() {
		String where = place.toString();
		return where.isEmpty() ? message : where + ": " + message;
	}
}

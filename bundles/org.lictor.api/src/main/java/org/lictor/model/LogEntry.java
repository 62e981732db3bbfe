package org.lictor.model;

import java.time.Instant;
import java.util.Objects;

/**
 * A line of the Event Log.
 *
 * @param at       when it happened
 * @param severity how bad it is
 * @param source   what it is about: the name of a server, an agent's host, or a part of Lictor
 * @param message  what happened and what to do
 */
public record LogEntry(Instant at, Diagnostic.Severity severity, String source, String message) {

	/** Checks that nothing is null. */
	public LogEntry {
		Objects.requireNonNull(at, "at");
		Objects.requireNonNull(severity, "severity");
		Objects.requireNonNull(source, "source");
		Objects.requireNonNull(message, "message");
	}
}

package org.lictor.agent.protocol;

import java.util.Objects;

/** What was received is not what the protocol allows. The message names the field at fault and holds no secret. */
public final class ProtocolException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String field;

	/**
	 * @param field   path of the field at fault, such as {@code events[3].sequence}; empty when it is the whole text
	 * @param message what is wrong with it
	 */
	public ProtocolException(String field, String message) {
		super(field.isEmpty() ? message : field + ": " + message);
		this.field = Objects.requireNonNull(field, "field");
	}

	/** @return path of the field at fault, empty when it is the whole text */
	public String field() {
		return field;
	}
}

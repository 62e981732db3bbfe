package org.lictor.remote.protocol;

import java.io.IOException;

/** What was received is not the JSON that was expected. The message says where and why, without a capital or a stop. */
public final class InvalidJsonException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param message where and why
	 */
	public InvalidJsonException(String message) {
		super(message);
	}

	/**
	 * @param message where and why
	 * @param cause   what lies behind it
	 */
	public InvalidJsonException(String message, Throwable cause) {
		super(message, cause);
	}
}

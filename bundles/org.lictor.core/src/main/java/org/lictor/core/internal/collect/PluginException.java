package org.lictor.core.internal.collect;

import java.util.Objects;

import org.lictor.model.Status;

/** A plug-in failed in a way it should not, or did not come back. The status says so to people. */
public final class PluginException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient Status status;

	/**
	 * @param message what happened and what to do
	 * @param cause   what lies behind it, null when nothing does
	 */
	PluginException(String message, Throwable cause) {
		super(Objects.requireNonNull(message, "message"), cause);
		this.status = Status.unknown(Status.Detail.INTERNAL, message);
	}

	/** @return the status it leaves a server in: UNKNOWN, INTERNAL, because nobody could ask */
	public Status status() {
		return status;
	}
}

package org.lictor.agent.protocol;

/**
 * Why a server refused a call of an agent.
 *
 * @param reason  the class of trouble, from which the agent knows whether to try again
 * @param message a sentence for a person: what happened and what to do; no secrets
 */
public record Problem(Reason reason, String message) {

	/** The class of trouble. */
	public enum Reason {
		/** The enrolment token is unknown or was withdrawn. Trying again does not help. */
		TOKEN_UNKNOWN(403),
		/** The enrolment token has expired. Trying again does not help. */
		TOKEN_EXPIRED(403),
		/** The secret belongs to no agent: it was removed. Trying again does not help. */
		AGENT_UNKNOWN(401),
		/** The agent speaks a newer protocol than the server. Helped by updating the server. */
		AGENT_TOO_NEW(426),
		/** The agent speaks a protocol that the server no longer understands. Helped by updating the agent. */
		AGENT_TOO_OLD(426),
		/** What was sent is not what the protocol allows. */
		INVALID(400),
		/** What was sent is larger than a limit of {@link Protocol}. */
		TOO_LARGE(413),
		/** The server cannot do it just now. Try again. */
		UNAVAILABLE(503),
		/** A defect of the server, or a reason this code does not know. Try again. */
		INTERNAL(500);

		private final int status;

		Reason(int status) {
			this.status = status;
		}

		/** @return the HTTP status that goes with it */
		public int status() {
			return status;
		}
	}

	/** Checks that nothing is missing; a message that is too long is cut. */
	public Problem {
		Checks.present("reason", reason);
		Checks.present("message", message);
		message = message.length() > Protocol.MAX_TEXT ? message.substring(0, Protocol.MAX_TEXT) : message;
	}
}

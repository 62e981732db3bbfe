package org.lictor.agent.internal.link;

import java.util.Objects;
import java.util.Optional;

import org.lictor.agent.protocol.Problem;

/** A call to the server did not do what it should. The message is a sentence for a person and holds no secret. */
public final class LinkException extends Exception {

	private static final long serialVersionUID = 1L;

	/** The class of trouble. */
	public enum Kind {
		/** There is no way to the server, or no answer. */
		UNREACHABLE,
		/** The server shows another certificate than the one that was pinned. */
		CERTIFICATE,
		/** The server answered that it does not do it; see {@link LinkException#problem()}. */
		REFUSED,
		/** What answered does not speak the protocol. */
		STRANGE,
		/** The agent is stopping and broke off the call. */
		CLOSED
	}

	private final Kind kind;
	private final transient Problem problem;

	/**
	 * @param kind    the class of trouble, not REFUSED
	 * @param message a sentence
	 * @param cause   what lies behind it
	 */
	public LinkException(Kind kind, String message, Throwable cause) {
		super(message, cause);
		this.kind = Objects.requireNonNull(kind, "kind");
		this.problem = null;
	}

	/** @param problem what the server answered */
	public LinkException(Problem problem) {
		super(problem.message());
		this.kind = Kind.REFUSED;
		this.problem = problem;
	}

	/** @return the class of trouble */
	public Kind kind() {
		return kind;
	}

	/** @return what the server answered, empty when it did not refuse */
	public Optional<Problem> problem() {
		return Optional.ofNullable(problem);
	}

	/**
	 * @param reason a reason of the server
	 * @return whether the server refused for this reason
	 */
	public boolean is(Problem.Reason reason) {
		return problem != null && problem.reason() == reason;
	}
}

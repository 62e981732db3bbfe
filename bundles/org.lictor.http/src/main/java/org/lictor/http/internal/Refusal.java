package org.lictor.http.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import org.lictor.agent.protocol.Problem.Reason;
import org.lictor.remote.protocol.Problem;
import org.lictor.service.ServiceException;

/** A request is not answered as asked, for a reason the client may know. */
final class Refusal extends Exception {

	private static final long serialVersionUID = 1L;

	private final int status;
	private final String reason;
	private final transient Map<String, String> headers;

	private Refusal(int status, String reason, String message, Map<String, String> headers) {
		super(Objects.requireNonNull(message));
		this.status = status;
		this.reason = reason;
		this.headers = headers;
	}

	/** What was asked is wrong in a way that HTTP has a status for. */
	static Refusal of(int status, String message) {
		return of(status, message, Map.of());
	}

	static Refusal of(int status, String message, Map<String, String> headers) {
		ServiceException.Reason reason = switch (status) {
		case 401, 403 -> ServiceException.Reason.FORBIDDEN;
		case 404 -> ServiceException.Reason.NOT_FOUND;
		case 503, 507 -> ServiceException.Reason.UNAVAILABLE;
		default -> status < 500 ? ServiceException.Reason.INVALID : ServiceException.Reason.INTERNAL;
		};
		return new Refusal(status, reason.name(), message, headers);
	}

	static Refusal of(ServiceException trouble) {
		Problem problem = Problem.of(trouble);
		return new Refusal(problem.status(), problem.reason().name(), problem.message(), Map.of());
	}

	static Refusal of(org.lictor.agent.protocol.Problem problem) {
		return new Refusal(problem.reason().status(), problem.reason().name(), problem.message(), Map.of());
	}

	/** The same in the words of the agent protocol, for its paths. */
	Refusal forAgents() {
		if (status == 413) {
			return new Refusal(status, Reason.TOO_LARGE.name(), getMessage(), headers);
		}
		if (Arrays.stream(Reason.values()).map(Reason::name).anyMatch(reason::equals)) {
			return this;
		}
		Reason other = switch (status) {
		case 401, 403 -> Reason.AGENT_UNKNOWN;
		case 503, 507 -> Reason.UNAVAILABLE;
		default -> status < 500 ? Reason.INVALID : Reason.INTERNAL;
		};
		return new Refusal(status, other.name(), getMessage(), headers);
	}

	int status() {
		return status;
	}

	/** A constant of {@link ServiceException.Reason} or, on the paths of agents, of the agent protocol. */
	String reason() {
		return reason;
	}

	/** What stands in the answer's head besides. */
	Map<String, String> headers() {
		return headers;
	}
}

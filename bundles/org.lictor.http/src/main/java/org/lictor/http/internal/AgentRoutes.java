package org.lictor.http.internal;

import static org.lictor.http.internal.Guard.AGENT;
import static org.lictor.http.internal.Guard.NOBODY;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.ProtocolException;
import org.lictor.core.AgentGateway;
import org.lictor.core.AgentRefusal;
import org.lictor.http.internal.Route.Body;

/** What agents ask and tell, as {@code org.lictor.agent.protocol} describes it. */
final class AgentRoutes {

	private static final String POST = "POST";

	private final AgentGateway gateway;

	/**
	 * @param gateway answers
	 */
	AgentRoutes(AgentGateway gateway) {
		this.gateway = gateway;
	}

	/** What an agent is told that waits for another configuration: there is none yet. */
	static Answer unchanged() {
		return new Answer.Whole(304, "", new byte[0], Map.of());
	}

	/** Adds the routes. */
	void add(Routes routes) {
		routes.add(POST, Protocol.ENROL_PATH, NOBODY, Body.AGENT, this::enrol);
		routes.get(Protocol.CONFIGURATION_PATH, AGENT, Set.of(Protocol.WAIT_PARAMETER), this::configuration);
		routes.add(POST, Protocol.EVENTS_PATH, AGENT, Body.AGENT, this::events);
		routes.add(POST, Protocol.EXAMINATIONS_PATH, AGENT, Body.AGENT, this::examination);
	}

	private Answer enrol(Call call) throws Refusal {
		checkVersion(call);
		try {
			return json(Codec.encode(gateway.enrol(Codec.enrolmentRequest(call.body()))), Map.of());
		} catch (ProtocolException e) {
			throw invalid(e);
		} catch (AgentRefusal e) {
			throw Refusal.of(e.problem());
		}
	}

	private Answer configuration(Call call) throws Refusal {
		checkVersion(call);
		Optional<String> known = call.header("If-None-Match").map(AgentRoutes::etag);
		Duration wait = call.parameters().seconds(Protocol.WAIT_PARAMETER,
				Duration.ofSeconds(Protocol.MAX_WAIT_SECONDS));
		return new Answer.Later(gateway.configuration(call.who().name(), known, wait)
				.thenApply(configuration -> configuration.map(AgentRoutes::answer).orElseGet(AgentRoutes::unchanged)));
	}

	private Answer events(Call call) throws Refusal {
		checkVersion(call);
		try {
			return json(Codec.encode(gateway.events(call.who().name(), Codec.eventBatch(call.body()))), Map.of());
		} catch (ProtocolException e) {
			throw invalid(e);
		} catch (AgentRefusal e) {
			throw Refusal.of(e.problem());
		}
	}

	private Answer examination(Call call) throws Refusal {
		checkVersion(call);
		try {
			gateway.examined(call.who().name(), Codec.examinationReport(call.body()));
			return json(Codec.encode(new Acknowledgement(Map.of())), Map.of());
		} catch (ProtocolException e) {
			throw invalid(e);
		}
	}

	private static Answer answer(AgentConfiguration configuration) {
		return json(Codec.encode(configuration), Map.of("ETag", "\"" + configuration.etag() + "\""));
	}

	private static Answer json(byte[] body, Map<String, String> headers) {
		return new Answer.Whole(200, Protocol.MEDIA_TYPE, body, headers);
	}

	/** {@code "x"}, {@code W/"x"} or, from the careless, {@code x}. */
	private static String etag(String header) {
		String strong = header.startsWith("W/") ? header.substring(2) : header;
		return strong.length() > 1 && strong.startsWith("\"") && strong.endsWith("\"")
				? strong.substring(1, strong.length() - 1)
				: strong;
	}

	/** Before anything of the body is looked at: a newer agent may send what cannot be understood. */
	private static void checkVersion(Call call) throws Refusal {
		String version = call.header(Protocol.VERSION_HEADER).orElse("1");
		if (!version.matches("[0-9]{1,9}")) {
			throw Refusal.of(400, "The header " + Protocol.VERSION_HEADER + " should be a number.");
		}
		Optional<Problem> refusal = Protocol.refusal(Integer.parseInt(version), "");
		if (refusal.isPresent()) {
			throw Refusal.of(refusal.get());
		}
	}

	private static Refusal invalid(ProtocolException e) {
		return Refusal.of(new Problem(Problem.Reason.INVALID,
				"What the agent sent is not what the agent protocol allows: " + e.getMessage()));
	}
}

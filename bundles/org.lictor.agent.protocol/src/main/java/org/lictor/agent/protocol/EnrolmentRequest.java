package org.lictor.agent.protocol;

import java.util.List;
import java.util.UUID;

/**
 * With this an agent asks to be taken in. The same {@code installationId} twice is the same agent: the server gives it
 * the same id and a new secret, so that an answer lost on the way costs nothing.
 *
 * @param protocol       the protocol version the agent speaks
 * @param token          the enrolment token
 * @param installationId made by the agent once for its data folder, so that a server recognises it
 * @param host           name of the host
 * @param platform       operating system and architecture
 * @param agentVersion   version of the agent
 * @param machine        marks by which the machine is known again after it was installed anew, none where the agent can
 *                       tell none; see {@link EventDetail.AgentStarted}
 */
public record EnrolmentRequest(int protocol, String token, UUID installationId, String host, String platform,
		String agentVersion, List<String> machine) {

	/** Checks each part. */
	public EnrolmentRequest {
		Checks.range("protocol", protocol, 1, Integer.MAX_VALUE);
		Checks.filled("token", token, Protocol.MAX_NAME);
		Checks.present("installationId", installationId);
		Checks.filled("host", host, Protocol.MAX_NAME);
		Checks.text("platform", platform, Protocol.MAX_NAME);
		Checks.text("agentVersion", agentVersion, Protocol.MAX_NAME);
		machine = Checks.names("machine", machine, Protocol.MAX_MARKS);
	}

	/**
	 * A request of an agent that tells nothing of its machine.
	 *
	 * @param protocol       the protocol version the agent speaks
	 * @param token          the enrolment token
	 * @param installationId made by the agent once for its data folder
	 * @param host           name of the host
	 * @param platform       operating system and architecture
	 * @param agentVersion   version of the agent
	 */
	public EnrolmentRequest(int protocol, String token, UUID installationId, String host, String platform,
			String agentVersion) {
		this(protocol, token, installationId, host, platform, agentVersion, List.of());
	}

	/** @return everything but the token */
	@Override
	public String toString() {
		return "EnrolmentRequest[protocol=" + protocol + ", installationId=" + installationId + ", host=" + host
				+ ", platform=" + platform + ", agentVersion=" + agentVersion + "]";
	}
}

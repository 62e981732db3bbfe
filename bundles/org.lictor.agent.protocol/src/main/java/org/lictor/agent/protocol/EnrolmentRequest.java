package org.lictor.agent.protocol;

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
 */
public record EnrolmentRequest(int protocol, String token, UUID installationId, String host, String platform,
		String agentVersion) {

	/** Checks each part. */
	public EnrolmentRequest {
		Checks.range("protocol", protocol, 1, Integer.MAX_VALUE);
		Checks.filled("token", token, Protocol.MAX_NAME);
		Checks.present("installationId", installationId);
		Checks.filled("host", host, Protocol.MAX_NAME);
		Checks.text("platform", platform, Protocol.MAX_NAME);
		Checks.text("agentVersion", agentVersion, Protocol.MAX_NAME);
	}

	/** @return everything but the token */
	@Override
	public String toString() {
		return "EnrolmentRequest[protocol=" + protocol + ", installationId=" + installationId + ", host=" + host
				+ ", platform=" + platform + ", agentVersion=" + agentVersion + "]";
	}
}

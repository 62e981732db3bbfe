package org.lictor.agent.protocol;

/**
 * The identity a server gives a new agent.
 *
 * @param agentId names the agent among those of the server
 * @param secret  proves from now on that a call is the agent's
 */
public record EnrolmentAnswer(String agentId, String secret) {

	/** Checks each part. */
	public EnrolmentAnswer {
		Checks.filled("agentId", agentId, Protocol.MAX_NAME);
		Checks.filled("secret", secret, Protocol.MAX_NAME);
	}

	/** @return everything but the secret */
	@Override
	public String toString() {
		return "EnrolmentAnswer[agentId=" + agentId + "]";
	}
}

package org.lictor.agent.protocol;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Events on their way to the server, oldest first. An empty batch is a sign of life.
 *
 * @param protocol     the protocol version the agent speaks
 * @param run          the present run of the agent; events of earlier runs may be among those sent
 * @param sentAt       the host's wall clock when the batch was sent
 * @param sentMono     nanoseconds since the present run began when the batch was sent
 * @param agentVersion version of the agent
 * @param host         name of the host
 * @param platform     operating system and architecture
 * @param trouble      what ails the agent at present, a sentence for a person; empty when it is well
 * @param events       at most {@link Protocol#MAX_EVENTS}
 */
public record EventBatch(int protocol, UUID run, Instant sentAt, long sentMono, String agentVersion, String host,
		String platform, String trouble, List<AgentEvent> events) {

	/** Checks each part, copies the list. */
	public EventBatch {
		Checks.range("protocol", protocol, 1, Integer.MAX_VALUE);
		Checks.present("run", run);
		sentAt = Checks.instant("sentAt", sentAt);
		Checks.range("sentMono", sentMono, 0, Long.MAX_VALUE);
		Checks.text("agentVersion", agentVersion, Protocol.MAX_NAME);
		Checks.filled("host", host, Protocol.MAX_NAME);
		Checks.text("platform", platform, Protocol.MAX_NAME);
		Checks.text("trouble", trouble, Protocol.MAX_TEXT);
		Checks.size("events", events, Protocol.MAX_EVENTS);
		events = List.copyOf(events);
	}
}

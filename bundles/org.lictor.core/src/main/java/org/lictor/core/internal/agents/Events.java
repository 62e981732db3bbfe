package org.lictor.core.internal.agents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.ProtocolException;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.store.AgentEvent;

/** Turns events as agents tell them into events as they are kept, and back. */
final class Events {

	private static final System.Logger LOGGER = System.getLogger(Events.class.getName());

	private Events() {
	}

	/**
	 * @param event    as the agent told it
	 * @param time     understands its time
	 * @param received now
	 * @return as it is kept
	 */
	static AgentEvent toKeep(org.lictor.agent.protocol.AgentEvent event, AgentTime time, Instant received) {
		boolean heartbeat = event.kind() == EventDetail.Kind.SESSIONS_RUNNING;
		return new AgentEvent(event.run().toString(), event.sequence(), event.kind().name(), heartbeat,
				sessions(event.detail()), event.at(), event.mono(), time.offset(event), time.corrected(event),
				received, heartbeat ? "" : Codec.encode(event.detail()));
	}

	/**
	 * @param event as it is kept
	 * @return what it says; empty when another version of Lictor kept it in a form that this one does not understand
	 */
	static Optional<EventDetail> detail(AgentEvent event) {
		try {
			EventDetail.Kind kind = EventDetail.Kind.valueOf(event.kind());
			return Optional.of(kind == EventDetail.Kind.SESSIONS_RUNNING ? new EventDetail.SessionsRunning(event.sessions())
					: Codec.eventDetail(kind, event.detail()));
		} catch (IllegalArgumentException | ProtocolException e) {
			LOGGER.log(System.Logger.Level.WARNING, "Event " + event.sequence() + " of run " + event.run()
					+ " of an agent is not understood and left out: " + e.getMessage());
			return Optional.empty();
		}
	}

	private static List<UUID> sessions(EventDetail detail) {
		return switch (detail) {
		case EventDetail.SessionStarted started -> sessions(started.session());
		case EventDetail.SessionsRunning running -> running.sessions();
		case EventDetail.SessionEnded ended -> sessions(ended.session());
		case EventDetail.ActionSeen seen -> List.of(seen.use().key());
		case EventDetail.ConsentSeen seen -> seen.uses();
		case EventDetail.AgentStarted started -> List.of();
		case EventDetail.AgentStopped stopped -> List.of();
		case EventDetail.Trouble trouble -> List.of();
		case EventDetail.ProductsRegistered registered -> List.of();
		case EventDetail.InputSeen seen -> seen.sessions();
		};
	}

	/** A process whose version is known by its usage files says something of that use, and nothing else. */
	private static List<UUID> sessions(SessionInfo session) {
		return List.of(session.use().orElse(session.key()));
	}
}

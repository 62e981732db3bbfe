package org.lictor.agent.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;

/** Events and sessions for tests. */
public final class Events {

	/** A moment. */
	public static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

	private Events() {
	}

	/**
	 * @param run      of the agent
	 * @param sequence number
	 * @return an event, an hour after the one before
	 */
	public static AgentEvent event(UUID run, long sequence) {
		return new AgentEvent(run, sequence, NOON.plusSeconds(3600 * sequence), sequence,
				new EventDetail.Trouble(EventDetail.Severity.INFO, "TEST", "event " + sequence));
	}

	/**
	 * @param run   of the agent
	 * @param first number
	 * @param last  number
	 * @return events
	 */
	public static List<AgentEvent> events(UUID run, int first, int last) {
		return IntStream.rangeClosed(first, last).mapToObj(sequence -> event(run, sequence)).toList();
	}

	/**
	 * @param pid of the process
	 * @return a session
	 */
	public static SessionInfo session(long pid) {
		return new SessionInfo(new UUID(0, pid), "Autodesk", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE, "2024", "cad-17",
				"jdoe", pid, Optional.of(NOON), "/opt/Autodesk/AutoCAD 2024/acad");
	}
}

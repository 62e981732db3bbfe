package org.lictor.agent.internal.disk;

import java.time.Instant;
import java.util.Objects;

import org.lictor.agent.protocol.SessionInfo;

/**
 * A session whose end was not seen yet.
 *
 * @param session    what was told of it
 * @param birth      the mark by which the process is recognised, see {@code ObservedProcess}; empty when there is none
 * @param lastProven when the process was last seen alive, by the host's wall clock of that time
 */
public record OpenSession(SessionInfo session, String birth, Instant lastProven) {

	/** Checks that nothing is null. */
	public OpenSession {
		Objects.requireNonNull(session, "session");
		Objects.requireNonNull(birth, "birth");
		Objects.requireNonNull(lastProven, "lastProven");
	}
}

package org.lictor.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * For how long somebody used keyboard and mouse during a session, as far as an agent told. What is neither idle nor used is
 * not known.
 *
 * @param idle  how long they were idle, up to {@code since}
 * @param used  how long they were used, up to {@code since}
 * @param state how it is from {@code since} on, until the session ends
 * @param since see there; 1970 when nothing was told or the session is over
 */
public record SessionInput(Duration idle, Duration used, State state, Instant since) {

	/** How it is. */
	public enum State {
		/** Nobody tells. */
		UNKNOWN,
		/** Somebody uses them. */
		USED,
		/** Nobody does. */
		IDLE
	}

	/** Nothing was told. */
	public static final SessionInput NONE = new SessionInput(Duration.ZERO, Duration.ZERO, State.UNKNOWN, Instant.EPOCH);

	/** Checks that nothing is null, cuts to milliseconds. */
	public SessionInput {
		idle = Duration.ofMillis(idle.toMillis());
		used = Duration.ofMillis(used.toMillis());
		Objects.requireNonNull(state, "state");
		since = Millis.of(since);
	}
}

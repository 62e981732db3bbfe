package org.lictor.store.internal.volume;

import java.time.Duration;
import java.util.List;

import org.lictor.store.AgentEvent;

/**
 * A row of {@code agent_event}: one event, or the first and the last of heartbeats that follow each other and say the
 * same.
 *
 * @param id    0 when it is not in the database yet
 * @param first the first
 * @param last  the last, the same as the first when there is only one
 */
record AgentEventRow(long id, AgentEvent first, AgentEvent last) {

	/** Farther apart than this, two heartbeats do not tell that all was the same in between. */
	private static final Duration GREATEST_STEP = Duration.ofMinutes(5);

	static AgentEventRow of(AgentEvent event) {
		return new AgentEventRow(0, event, event);
	}

	/** @return whether the other row goes on where this one ends */
	boolean goesOnWith(AgentEventRow next) {
		AgentEvent before = last;
		AgentEvent after = next.first;
		return before.heartbeat() && after.heartbeat() && before.sequence() + 1 == after.sequence()
				&& before.kind().equals(after.kind()) && before.sessions().equals(after.sessions())
				&& before.detail().equals(after.detail()) && small(Duration.between(before.at(), after.at()))
				&& small(Duration.ofNanos(after.monotonic() - before.monotonic()));
	}

	private static boolean small(Duration step) {
		return step.abs().compareTo(GREATEST_STEP) <= 0;
	}

	/** @return both in one row, under the lower number of those that are in the database */
	AgentEventRow with(AgentEventRow next) {
		long kept = id == 0 ? next.id : next.id == 0 ? id : Math.min(id, next.id);
		return new AgentEventRow(kept, first, next.last);
	}

	/** @return the event or events this stands for */
	List<AgentEvent> events() {
		return first.sequence() == last.sequence() ? List.of(first) : List.of(first, last);
	}
}

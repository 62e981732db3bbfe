package org.lictor.core.internal.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.lictor.agent.protocol.EventDetail;
import org.lictor.store.AgentEvent;
import org.lictor.store.SessionInput;
import org.lictor.store.SessionInput.State;

/**
 * The rule {@code input v1}: what the events about keyboard and mouse of one session say together, whatever their order. What
 * an event tells holds from the moment it names, though not from before the event in front of it, until what the next one
 * tells; before the first one nothing is known.
 */
final class InputEvidence {

	private record Told(AgentEvent event, State state, Instant since) {

		private static final Comparator<Told> ORDER = Comparator.comparing((Told told) -> told.event.corrected())
				.thenComparing(told -> told.event.run()).thenComparing(told -> told.event.sequence());
	}

	private final List<Told> all = new ArrayList<>();

	void add(AgentEvent event, EventDetail.InputSeen seen) {
		all.add(new Told(event, switch (seen.input()) {
		case ACTIVE -> State.USED;
		case IDLE -> State.IDLE;
		case UNKNOWN -> State.UNKNOWN;
		}, SessionEvidence.shifted(event, seen.since())));
	}

	/**
	 * @param begin of the session
	 * @param end   of it; empty when it goes on
	 * @return what they say
	 */
	SessionInput between(Instant begin, Optional<Instant> end) {
		Duration idle = Duration.ZERO;
		Duration used = Duration.ZERO;
		State state = State.UNKNOWN;
		Instant since = begin;
		Instant before = begin;
		for (Told told : all.stream().sorted(Told.ORDER).toList()) {
			Instant from = within(told.since, before, end);
			idle = idle.plus(state == State.IDLE ? Duration.between(since, from) : Duration.ZERO);
			used = used.plus(state == State.USED ? Duration.between(since, from) : Duration.ZERO);
			state = told.state;
			since = from;
			// when the one in front was told, that held
			before = within(told.event.corrected(), from, end);
		}
		if (end.isPresent()) {
			idle = idle.plus(state == State.IDLE ? Duration.between(since, end.get()) : Duration.ZERO);
			used = used.plus(state == State.USED ? Duration.between(since, end.get()) : Duration.ZERO);
			return new SessionInput(idle, used, State.UNKNOWN, Instant.EPOCH);
		}
		return new SessionInput(idle, used, state, state == State.UNKNOWN ? Instant.EPOCH : since);
	}

	private static Instant within(Instant moment, Instant earliest, Optional<Instant> latest) {
		Instant late = moment.isBefore(earliest) ? earliest : moment;
		return latest.filter(late::isAfter).orElse(late);
	}
}

package org.lictor.core.internal.agents;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiFunction;

import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.store.AgentEvent;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;

/**
 * The rule {@code agent-session v1}: what the events of an agent about one session say together. It is a function of the
 * set of events: their order, and whether one comes twice, do not matter.
 *
 * <ul>
 * <li>Who, where and what are told by the earliest event that tells of the beginning, else by the earliest that tells of
 * the end.
 * <li>It began when that event says that the process started, corrected like the event itself; where it does not say,
 * with the first event.
 * <li>It goes on at the moment of each event. The latest such moment is its last proven one.
 * <li>It ended when an event says so, at the latest at that event; one that is exact counts more than one that is not, then the
 * later one. An end told by an event whose time is uncertain is not exact. An end that
 * is not exact is the last moment at which the process was seen alive: the last proven one, or the told one if that is
 * later.
 * <li>A process that works without a person is no session.
 * </ul>
 */
final class SessionEvidence {

	private record Told(AgentEvent event, SessionInfo session, long server) {

		private static final Comparator<Told> EARLIEST = Comparator
				.comparing((Told told) -> told.event.corrected()).thenComparing(told -> told.event.run())
				.thenComparing(told -> told.event.sequence());
	}

	private record Ended(AgentEvent event, Instant end, boolean exact) {

		private static final Comparator<Ended> STRONGEST = Comparator.comparing(Ended::exact)
				.thenComparing(Ended::end).thenComparing(ended -> ended.event.run())
				.thenComparing(ended -> ended.event.sequence());
	}

	private final UUID key;
	private final BiFunction<String, Instant, OptionalLong> servers;
	private Optional<Told> beginning = Optional.empty();
	private Optional<Told> ending = Optional.empty();
	private Optional<Ended> end = Optional.empty();
	private Optional<Instant> first = Optional.empty();
	private Optional<Instant> lastAlive = Optional.empty();
	private final InputEvidence input = new InputEvidence();

	/**
	 * @param key     of the session
	 * @param servers gives the number of the server that had a name at the moment an event was received; empty when there
	 *                was none: what the event says of the session does not count then
	 */
	SessionEvidence(UUID key, BiFunction<String, Instant, OptionalLong> servers) {
		this.key = key;
		this.servers = servers;
	}

	/**
	 * @param event  about this session, perhaps about others too
	 * @param detail what it says
	 */
	void add(AgentEvent event, EventDetail detail) {
		switch (detail) {
		case EventDetail.SessionStarted started -> {
			beginning = earlier(beginning, told(event, started.session()));
			alive(event.corrected());
		}
		case EventDetail.SessionsRunning running -> alive(event.corrected());
		case EventDetail.SessionEnded ended -> {
			ending = earlier(ending, told(event, ended.session()));
			Instant at = shifted(event, ended.end());
			Ended candidate = new Ended(event, at.isAfter(event.corrected()) ? event.corrected() : at,
					ended.exact() && event.offset().isPresent());
			if (end.isEmpty() || Ended.STRONGEST.compare(candidate, end.get()) > 0) {
				end = Optional.of(candidate);
			}
			seen(candidate.end);
		}
		case EventDetail.AgentStarted started -> {
			// says nothing of a session
		}
		case EventDetail.AgentStopped stopped -> {
			// says nothing of a session
		}
		case EventDetail.Trouble trouble -> {
			// says nothing of a session
		}
		case EventDetail.InputSeen seen -> input.add(event, seen);
		case EventDetail.ProductsRegistered registered -> {
			// says nothing of a session
		}
		case EventDetail.ActionSeen seen -> {
			// is for UseEvidence
		}
		case EventDetail.ConsentSeen seen -> {
			// is for UseEvidence
		}
		}
	}

	/**
	 * @param unit the agent
	 * @return the session; empty when no event tells what it is of, or when it is nobody's use
	 */
	Optional<SessionFact> session(SessionUnit unit) {
		return beginning.or(() -> ending).filter(told -> told.session.kind() == WatchRule.Kind.INTERACTIVE)
				.map(told -> session(unit, told));
	}

	private SessionFact session(SessionUnit unit, Told told) {
		SessionInfo info = told.session;
		Optional<SessionFact.End> ended = end.map(this::end);
		Instant last = ended.map(SessionFact.End::at).or(() -> lastAlive).orElseThrow();
		Instant start = info.processStart().map(begin -> shifted(told.event, begin)).or(() -> first).orElseThrow();
		Instant begin = start.isAfter(last) ? last : start;
		return new SessionFact(unit, key, told.server,
				new Product(info.product(), info.version(), LicenceType.UNKNOWN, ""), info.host(), info.user(), 1, begin,
				last, ended, told.event.sequence(), info.osSession(),
				input.between(begin, ended.map(SessionFact.End::at)));
	}

	private SessionFact.End end(Ended told) {
		Instant at = told.exact ? told.end : lastAlive.filter(alive -> alive.isAfter(told.end)).orElse(told.end);
		return new SessionFact.End(at, told.exact);
	}

	private Optional<Told> told(AgentEvent event, SessionInfo session) {
		OptionalLong server = servers.apply(session.server(), event.received());
		return server.isPresent() ? Optional.of(new Told(event, session, server.getAsLong())) : Optional.empty();
	}

	private static Optional<Told> earlier(Optional<Told> one, Optional<Told> other) {
		return one.isEmpty() ? other
				: other.filter(told -> Told.EARLIEST.compare(told, one.get()) < 0).or(() -> one);
	}

	private void alive(Instant moment) {
		seen(moment);
		lastAlive = lastAlive.filter(last -> last.isAfter(moment)).or(() -> Optional.of(moment));
	}

	private void seen(Instant moment) {
		first = first.filter(earliest -> earliest.isBefore(moment)).or(() -> Optional.of(moment));
	}

	/** What corrects an event corrects the other wall clock readings in it. */
	static Instant shifted(AgentEvent event, Instant reading) {
		return reading.plus(Duration.between(event.at(), event.corrected()));
	}
}

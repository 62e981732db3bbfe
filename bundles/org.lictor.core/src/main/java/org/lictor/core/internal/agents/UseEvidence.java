package org.lictor.core.internal.agents;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;

import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.UsageFiles;
import org.lictor.agent.protocol.UseInfo;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.store.AgentEvent;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;

/**
 * The rule {@code usage-files v1}: what the events of an agent about one user's use of one old version say together,
 * which is known by its usage files alone. It is a function of the set of events: their order, how they were batched, and
 * whether one comes twice, do not matter.
 *
 * <ul>
 * <li>In use from an action (a start of the application, a save) until the last action plus 30 minutes. An action exactly
 * 30 minutes after the one before still continues; a later one begins another session.
 * <li>When the last process of that version ended before, the use ended with it, and what is seen of the files until the
 * next process starts is no action: it is the analytics' own work. An end nobody saw is the last moment the process was
 * known to be alive, the latest action included, and not exact.
 * <li>When the user withdrew the consent before, the use ended then.
 * <li>Where no process was seen, the actions alone count.
 * </ul>
 */
final class UseEvidence {

	/** A process may be told to have started so much later than its first usage file was made. */
	private static final Duration START_TOLERANCE = Duration.ofSeconds(5);

	/** Whose use of what, as one event tells it. */
	private record Told(AgentEvent event, long server, Product product, String host, String user) {

		private static final Comparator<Told> EARLIEST = Comparator.comparing((Told told) -> told.event.corrected())
				.thenComparing(told -> told.event.run()).thenComparing(told -> told.event.sequence());
	}

	/** The end of a process; an inexact one is the last moment it was seen alive, and {@code noticed} when it was gone. */
	private record Gone(Instant at, boolean exact, Instant noticed) {

		private static final Comparator<Gone> STRONGEST = Comparator.comparing(Gone::exact).thenComparing(Gone::at)
				.thenComparing(Gone::noticed);
	}

	/** A process of the version. */
	private static final class Process {
		private Optional<Instant> start = Optional.empty();
		private Optional<Gone> gone = Optional.empty();
	}

	/** A time in which at least one process ran; {@code gone} is empty when it goes on. */
	private record Running(Instant start, Optional<Gone> gone) {
	}

	private final UUID key;
	private final BiFunction<String, Instant, OptionalLong> servers;
	private Optional<Told> told = Optional.empty();
	private final NavigableSet<Instant> actions = new TreeSet<>();
	private final NavigableSet<Instant> withdrawals = new TreeSet<>();
	private final Map<UUID, Process> processes = new HashMap<>();

	/**
	 * @param key     of the use
	 * @param servers gives the number of the server that had a name at the moment an event was received; empty when there
	 *                was none: what the event says does not count then
	 */
	UseEvidence(UUID key, BiFunction<String, Instant, OptionalLong> servers) {
		this.key = key;
		this.servers = servers;
	}

	/**
	 * @param use      key of a use
	 * @param position of a session that follows from it, from 0
	 * @return the key it is kept under: the first has that of the use, so that the events of the use can be found by it
	 */
	static UUID sessionKey(UUID use, int position) {
		return position == 0 ? use : UUID.nameUUIDFromBytes((use + "/" + position).getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * @param event  about this use, perhaps about others too
	 * @param action what it says: an action
	 */
	void add(AgentEvent event, EventDetail.ActionSeen action) {
		UseInfo use = action.use();
		if (tell(event, use.server(), use.product(), use.version(), use.host(), use.user())) {
			actions.add(SessionEvidence.shifted(event, action.action()));
		}
	}

	/**
	 * @param event   about this use
	 * @param consent what it says: whether the user agrees
	 */
	void add(AgentEvent event, EventDetail.ConsentSeen consent) {
		if (consent.consent() == EventDetail.Consent.WITHDRAWN) {
			withdrawals.add(event.corrected());
		}
	}

	/**
	 * @param event   about this use
	 * @param started what it says: a process of the version runs
	 */
	void add(AgentEvent event, EventDetail.SessionStarted started) {
		process(event, started.session(), event.corrected());
	}

	/**
	 * @param event about this use
	 * @param ended what it says: a process of the version ended
	 */
	void add(AgentEvent event, EventDetail.SessionEnded ended) {
		Instant end = SessionEvidence.shifted(event, ended.end());
		Process process = process(event, ended.session(), end);
		Gone gone = new Gone(end, ended.exact(), event.corrected());
		if (process.gone.isEmpty() || Gone.STRONGEST.compare(gone, process.gone.get()) > 0) {
			process.gone = Optional.of(gone);
		}
	}

	private Process process(AgentEvent event, SessionInfo session, Instant alive) {
		tell(event, session.server(), session.product(), session.version(), session.host(), session.user());
		Process process = processes.computeIfAbsent(session.key(), none -> new Process());
		Instant start = session.processStart().map(begin -> SessionEvidence.shifted(event, begin)).orElse(alive);
		process.start = process.start.filter(known -> known.isBefore(start)).or(() -> Optional.of(start));
		return process;
	}

	private boolean tell(AgentEvent event, String server, String product, String version, String host, String user) {
		OptionalLong number = servers.apply(server, event.received());
		if (number.isEmpty()) {
			return false;
		}
		Told candidate = new Told(event, number.getAsLong(), new Product(product, version, LicenceType.UNKNOWN, ""), host,
				user);
		if (told.isEmpty() || Told.EARLIEST.compare(candidate, told.get()) < 0) {
			told = Optional.of(candidate);
		}
		return true;
	}

	/**
	 * @param unit the sessions of the agent that follow from usage files
	 * @return the sessions in order of time, each under {@link #sessionKey}
	 */
	List<SessionFact> sessions(SessionUnit unit) {
		List<SessionFact> sessions = new ArrayList<>();
		if (told.isEmpty()) {
			return sessions;
		}
		List<Running> running = running();
		Optional<Instant> begin = Optional.empty();
		Optional<Instant> last = Optional.empty();
		for (Instant action : actions) {
			if (!mayHappen(action, running)) {
				continue;
			}
			if (last.isPresent()) {
				SessionFact.End end = end(last.get(), running);
				if (action.isAfter(end.at())) {
					sessions.add(session(unit, sessions.size(), begin.orElseThrow(), last.get(), end));
					begin = Optional.empty();
				}
			}
			begin = begin.or(() -> Optional.of(action));
			last = Optional.of(action);
		}
		if (last.isPresent()) {
			sessions.add(session(unit, sessions.size(), begin.orElseThrow(), last.get(), end(last.get(), running)));
		}
		return sessions;
	}

	private SessionFact session(SessionUnit unit, int position, Instant begin, Instant last, SessionFact.End end) {
		Told of = told.orElseThrow();
		return new SessionFact(unit, sessionKey(key, position), of.server, of.product, of.host, of.user, 1, begin, last,
				Optional.of(end), of.event.sequence());
	}

	/** The times in which processes of the version ran, joined where they overlap, in order. */
	private List<Running> running() {
		List<Running> each = new ArrayList<>();
		for (Process process : processes.values()) {
			each.add(new Running(process.start.orElseThrow(), process.gone.map(this::proven)));
		}
		each.sort(Comparator.comparing(Running::start));
		List<Running> joined = new ArrayList<>();
		for (Running next : each) {
			Running before = joined.isEmpty() ? null : joined.getLast();
			if (before == null || before.gone.filter(gone -> gone.at.isBefore(next.start)).isPresent()) {
				joined.add(next);
			} else {
				joined.set(joined.size() - 1, new Running(before.start, later(before.gone, next.gone)));
			}
		}
		return joined;
	}

	/** An action after the last look at a process that ended unseen proves that it was still there. */
	private Gone proven(Gone gone) {
		Instant action = gone.exact ? null : actions.floor(gone.noticed);
		return action == null || !action.isAfter(gone.at) ? gone : new Gone(action, false, gone.noticed);
	}

	private static Optional<Gone> later(Optional<Gone> one, Optional<Gone> other) {
		if (one.isEmpty() || other.isEmpty()) {
			return Optional.empty();
		}
		return Comparator.comparing(Gone::at).thenComparing(Gone::exact).compare(one.get(), other.get()) >= 0 ? one : other;
	}

	/** Not while the program is known to have ended and not to have started again. */
	private static boolean mayHappen(Instant action, List<Running> running) {
		boolean gone = false;
		for (Running time : running) {
			if (!action.isBefore(time.start.minus(START_TOLERANCE))) {
				gone = time.gone.filter(end -> action.isAfter(end.at)).isPresent();
			}
		}
		return !gone;
	}

	/** When the use ends if this action was the last. */
	private SessionFact.End end(Instant last, List<Running> running) {
		SessionFact.End end = new SessionFact.End(last.plus(UsageFiles.GRACE), true);
		Instant withdrawn = withdrawals.ceiling(last);
		if (withdrawn != null && withdrawn.isBefore(end.at())) {
			end = new SessionFact.End(withdrawn, true);
		}
		for (Running time : running) {
			if (time.gone.isPresent() && !time.gone.get().at.isBefore(last) && time.gone.get().at.isBefore(end.at())) {
				end = new SessionFact.End(time.gone.get().at, time.gone.get().exact);
			}
		}
		return end;
	}
}

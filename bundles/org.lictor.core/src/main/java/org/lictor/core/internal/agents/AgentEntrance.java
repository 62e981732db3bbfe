package org.lictor.core.internal.agents;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;
import org.lictor.core.AgentGateway;
import org.lictor.core.AgentRefusal;
import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.Journal;
import org.lictor.core.internal.access.Tokens;
import org.lictor.core.internal.people.Pseudonyms;
import org.lictor.model.Diagnostic;
import org.lictor.model.LogEntry;
import org.lictor.service.Changes;
import org.lictor.service.ServiceException;
import org.lictor.store.AgentEvent;
import org.lictor.store.Store;
import org.lictor.store.StoredAgent;
import org.lictor.store.Transaction;

/** Where agents come in: enrols them, tells them what to watch, and keeps their events with the sessions they tell of. */
public final class AgentEntrance implements AgentGateway {

	/** How far a host's clock may be off before people are told. */
	private static final Duration CLOCK_LIMIT = Duration.ofMinutes(1);

	/** Most of what agents tell; it need not be read to know that. */
	private static final Set<String> NEVER_NEWS = Set.of(EventDetail.Kind.SESSION_STARTED.name(), EventDetail.Kind.SESSION_ENDED.name());

	private final Store store;
	private final InstantSource clock;
	private final Journal journal;
	private final ChangeHub changes;
	private final WatchLists watchLists;
	private final AgentLocks locks;
	private final Examinations examinations;
	private final Refusals refusals;
	private final Enrolments enrolments;
	private final AgentSessions sessions = new AgentSessions();
	private final SharedIdentities shared = new SharedIdentities();
	private final Parting parting = new Parting(sessions);
	private final Map<Long, List<AgentTime.Exchange>> exchanges = new ConcurrentHashMap<>();
	/** Of agents that were heard: the agent whose identity each had, or itself. It never changes. */
	private final Map<Long, Long> formers = new ConcurrentHashMap<>();

	/**
	 * @param store      keeps everything
	 * @param clock      tells when something arrives
	 * @param journal    is told what people should know
	 * @param changes    is told what changed
	 * @param watchLists knows what agents are to watch
	 * @param locks      one an agent
	 * @param examinations takes what came of them
	 */
	public AgentEntrance(Store store, InstantSource clock, Journal journal, ChangeHub changes, WatchLists watchLists,
			AgentLocks locks, Examinations examinations) {
		this.store = store;
		this.clock = clock;
		this.journal = journal;
		this.changes = changes;
		this.watchLists = watchLists;
		this.locks = locks;
		this.examinations = examinations;
		this.refusals = new Refusals(clock, journal);
		this.enrolments = new Enrolments(store, clock, journal, refusals);
	}

	/** @return what to answer an agent that is not known */
	static Problem unknown() {
		return new Problem(Problem.Reason.AGENT_UNKNOWN,
				"The server does not know this agent: it was removed there. Enrol it again.");
	}

	@Override
	public EnrolmentAnswer enrol(EnrolmentRequest request) throws AgentRefusal {
		refuseNewer(request.protocol(), request.agentVersion(), request.host());
		try {
			EnrolmentAnswer answer = enrolments.enrol(request);
			changes.changed(Changes.Topic.AGENTS, Changes.Topic.EVENTS);
			return answer;
		} catch (ServiceException e) {
			throw unavailable(e);
		}
	}

	@Override
	public CompletionStage<Optional<AgentConfiguration>> configuration(String agent, Optional<String> known,
			Duration wait) {
		Optional<Long> id = number(agent);
		return id.isPresent() ? watchLists.configuration(id.get(), known, wait)
				: CompletableFuture.failedStage(new AgentRefusal(unknown()));
	}

	@Override
	public Acknowledgement events(String agent, EventBatch batch) throws AgentRefusal {
		refuseNewer(batch.protocol(), batch.agentVersion(), batch.host());
		long id = number(agent).orElseThrow(() -> new AgentRefusal(unknown()));
		Optional<EnrolmentAnswer> identity;
		try (AgentLocks.Held held = locks.hold(former(id), id)) {
			Instant received = clock.instant();
			Optional<UUID> keeper = shared.hear(id, batch.run(), received);
			if (keeper.isPresent()) {
				identity = Optional.of(part(held, id, batch, received, keeper.get()));
			} else {
				keep(id, batch, received);
				identity = Optional.empty();
			}
		} catch (ServiceException e) {
			throw unavailable(e);
		}
		Map<UUID, Long> stored = new HashMap<>();
		batch.events().forEach(event -> stored.merge(event.run(), event.sequence(), Math::max));
		return new Acknowledgement(stored, identity);
	}

	/** The agent whose identity this one had, which comes before it; without one the agent itself. */
	private long former(long id) throws ServiceException {
		Long known = formers.get(id);
		if (known != null) {
			return known;
		}
		Optional<StoredAgent> agent = store.read(transaction -> transaction.agents().byId(id));
		long former = agent.map(StoredAgent::partedFrom).orElse(OptionalLong.empty()).orElse(id);
		agent.ifPresent(found -> formers.put(id, former));
		return former;
	}

	/**
	 * Forgets what is remembered of an agent that was removed.
	 *
	 * @param id its number
	 */
	public void forget(long id) {
		formers.remove(id);
		exchanges.remove(id);
		shared.forget(id);
		examinations.forget(id);
	}

	private void keep(long id, EventBatch batch, Instant received) throws ServiceException, AgentRefusal {
		AgentTime time = new AgentTime(batch, received, exchanges.getOrDefault(id, List.of()));
		Optional<Set<Changes.Topic>> kept = store.write(transaction -> keep(transaction, id, batch, time, received));
		if (kept.isEmpty()) {
			forget(id);
			throw new AgentRefusal(unknown());
		}
		exchanges.put(id, time.exchanges());
		examinations.heard(id, batch.protocol());
		changes.changed(kept.get().toArray(Changes.Topic[]::new));
	}

	/** Gives a host an identity of its own, which had that of another one. */
	private EnrolmentAnswer part(AgentLocks.Held held, long id, EventBatch batch, Instant received, UUID keeper)
			throws ServiceException, AgentRefusal {
		String secret = Tokens.fresh();
		Optional<StoredAgent> own = store.write(transaction -> standing(transaction, id)
				.map(former -> parting.own(transaction, former, batch, Tokens.hash(secret), received)));
		StoredAgent agent = own.orElseThrow(() -> new AgentRefusal(unknown()));
		held.and(agent.id());
		formers.put(agent.id(), id);
		store.write(transaction -> {
			parting.handOver(transaction, id, agent.id(), batch, keeper);
			Journal.append(transaction, List.of(journal.entry(Diagnostic.Severity.WARNING, batch.host(), "This host lived with the"
					+ " identity of agent " + id + ", which another host has, as copies of a disk image do. It is agent "
					+ agent.id() + " from now on, and what it told is its own.")));
			return null;
		});
		keep(agent.id(), batch, received);
		changes.changed(Changes.Topic.AGENTS, Changes.Topic.SESSIONS, Changes.Topic.EVENTS);
		return new EnrolmentAnswer(Long.toString(agent.id()), secret);
	}

	private static Optional<StoredAgent> standing(Transaction transaction, long id) {
		return transaction.agents().byId(id).filter(agent -> agent.removedAt().isEmpty());
	}

	@Override
	public void examined(String agent, ExaminationReport report) {
		number(agent).ifPresent(id -> examinations.answered(id, report));
	}

	private void refuseNewer(int protocol, String version, String host) throws AgentRefusal {
		Optional<Problem> refusal = Protocol.refusal(protocol, version);
		if (refusal.isPresent()) {
			throw refusals.refuse(host, refusal.get());
		}
	}

	private static AgentRefusal unavailable(ServiceException e) {
		return new AgentRefusal(new Problem(Problem.Reason.UNAVAILABLE,
				"The server cannot store anything just now: " + e.getMessage()), e);
	}

	private static Optional<Long> number(String agent) {
		try {
			return Optional.of(Long.valueOf(agent));
		} catch (NumberFormatException e) {
			return Optional.empty();
		}
	}

	/** Returns what changed; empty when there is no such agent. */
	private Optional<Set<Changes.Topic>> keep(Transaction transaction, long id, EventBatch batch, AgentTime time,
			Instant received) {
		Optional<StoredAgent> found = standing(transaction, id);
		if (found.isEmpty()) {
			return Optional.empty();
		}
		Set<Changes.Topic> changed = EnumSet.noneOf(Changes.Topic.class);
		List<AgentEvent> told = batch.events().stream().map(event -> Events.toKeep(event, time, received)).toList();
		OptionalLong former = found.get().partedFrom();
		if (former.isPresent()) {
			// What it had in its spool when it was copied is the other's, and may have come from there.
			Map<Boolean, List<AgentEvent>> isTheOthers = told.stream().collect(Collectors
					.partitioningBy(event -> transaction.agentEvidence().knows(former.getAsLong(), event.run())));
			keep(transaction, former.getAsLong(), isTheOthers.get(true), changed);
			told = isTheOthers.get(false).stream().map(event -> without(transaction, former.getAsLong(), event)).toList();
		}
		List<AgentEvent> fresh = keep(transaction, id, told, changed);
		StoredAgent before = found.get();
		StoredAgent now = new StoredAgent(id, before.installation(), before.secretHash(), batch.host(), batch.platform(),
				batch.agentVersion(), before.enrolledAt(), Optional.of(received), Optional.of(time.offset()),
				batch.trouble(), before.removedAt(), machine(batch).orElse(before.machine()), before.partedFrom(),
				batch.events().stream().anyMatch(event -> event.run().equals(batch.run())
						&& event.detail() instanceof EventDetail.AgentStopped));
		transaction.agents().update(now);
		if (isNews(before, now)) {
			changed.add(Changes.Topic.AGENTS);
		}
		List<LogEntry> entries = new ArrayList<>();
		fresh.forEach(event -> entry(now.host(), event).ifPresent(entries::add));
		uncertain(now.host(), fresh).ifPresent(entries::add);
		renamed(before, now).ifPresent(entries::add);
		trouble(before, now).ifPresent(entries::add);
		clockNews(before, now).ifPresent(entries::add);
		if (!entries.isEmpty()) {
			Journal.append(transaction, entries);
			changed.add(Changes.Topic.EVENTS);
		}
		return Optional.of(changed);
	}

	/** Keeps events, and what follows from those that are new, which are returned. */
	private List<AgentEvent> keep(Transaction transaction, long id, List<AgentEvent> told, Set<Changes.Topic> changed) {
		List<AgentEvent> fresh = told.isEmpty() ? List.of() : transaction.agentEvidence().append(id,
				EventErasing.masked(transaction, id, told, Pseudonyms::is));
		if (sessions.update(transaction, id, fresh)) {
			changed.add(Changes.Topic.SESSIONS);
		}
		if (AgentConsents.update(transaction, id, fresh)) {
			changed.add(Changes.Topic.AGENTS);
		}
		if (AgentRegistrations.update(transaction, id, fresh)) {
			changed.add(Changes.Topic.AGENTS);
		}
		return fresh;
	}

	/** The event, which says nothing of sessions that the former agent tells of. */
	private static AgentEvent without(Transaction transaction, long former, AgentEvent event) {
		List<UUID> own = event.sessions().stream()
				.filter(key -> transaction.agentEvidence().ofSessions(former, List.of(key)).isEmpty()).toList();
		return own.size() == event.sessions().size() ? event
				: new AgentEvent(event.run(), event.sequence(), event.kind(), event.heartbeat(), own, event.at(), event.monotonic(),
						event.offset(), event.corrected(), event.received(), event.detail());
	}

	private static Optional<List<String>> machine(EventBatch batch) {
		return batch.events().stream().filter(event -> event.run().equals(batch.run())).map(event -> event.detail())
				.filter(EventDetail.AgentStarted.class::isInstance).map(EventDetail.AgentStarted.class::cast)
				.map(EventDetail.AgentStarted::machine).filter(marks -> !marks.isEmpty()).findFirst();
	}

	private Optional<LogEntry> renamed(StoredAgent before, StoredAgent now) {
		return before.host().equalsIgnoreCase(now.host()) ? Optional.empty()
				: Optional.of(journal.entry(Diagnostic.Severity.INFO, now.host(), "This host was named " + before.host()
						+ " before. It is the same agent, " + now.id() + "; sessions that began before keep the former name."));
	}

	private static boolean isNews(StoredAgent before, StoredAgent now) {
		return before.lastHeard().isEmpty() || !before.host().equals(now.host()) || !before.version().equals(now.version())
				|| !before.platform().equals(now.platform()) || !before.message().equals(now.message());
	}

	private static Optional<LogEntry> entry(String host, AgentEvent event) {
		if (event.heartbeat() || NEVER_NEWS.contains(event.kind())) {
			return Optional.empty();
		}
		return Events.detail(event).flatMap(detail -> switch (detail) {
		case EventDetail.AgentStarted started -> Optional.of(new LogEntry(event.corrected(), Diagnostic.Severity.INFO, host,
				"The agent, version " + started.agentVersion() + ", started."));
		case EventDetail.AgentStopped stopped -> Optional
				.of(new LogEntry(event.corrected(), Diagnostic.Severity.INFO, host, "The agent was stopped."));
		case EventDetail.Trouble trouble -> Optional.of(new LogEntry(event.corrected(),
				Diagnostic.Severity.valueOf(trouble.severity().name()), host, Journal.cut(trouble.message())));
		case EventDetail.SessionStarted started -> Optional.empty();
		case EventDetail.SessionsRunning running -> Optional.empty();
		case EventDetail.SessionEnded ended -> Optional.empty();
		case EventDetail.ActionSeen seen -> Optional.empty();
		case EventDetail.ConsentSeen seen -> Optional.of(new LogEntry(event.corrected(), severity(seen.consent()), host,
				Journal.cut(AgentConsents.sentence(seen))));
		case EventDetail.InputSeen seen -> Optional.empty();
		case EventDetail.ProductsRegistered registered -> AgentRegistrations.isTrouble(registered)
				? Optional.of(new LogEntry(event.corrected(), Diagnostic.Severity.WARNING, host, Journal.cut(registered.message())))
				: Optional.empty();
		});
	}

	private static Diagnostic.Severity severity(EventDetail.Consent consent) {
		return consent == EventDetail.Consent.GIVEN ? Diagnostic.Severity.INFO : Diagnostic.Severity.WARNING;
	}

	private Optional<LogEntry> trouble(StoredAgent before, StoredAgent now) {
		if (before.message().equals(now.message())) {
			return Optional.empty();
		}
		return Optional.of(now.message().isEmpty()
				? journal.entry(Diagnostic.Severity.INFO, now.host(), "The agent is well again.")
				: journal.entry(Diagnostic.Severity.WARNING, now.host(), now.message()));
	}

	private Optional<LogEntry> uncertain(String host, List<AgentEvent> fresh) {
		List<Instant> times = fresh.stream().filter(event -> event.offset().isEmpty()).map(AgentEvent::corrected).sorted().toList();
		return times.isEmpty() ? Optional.empty()
				: Optional.of(journal.entry(Diagnostic.Severity.WARNING, host, "When " + times.size() + " events happened that were told late, from about "
						+ times.getFirst() + " to " + times.getLast() + ", is uncertain: the clock of this host was set before the agent, which"
						+ " was killed, could tell them. Ends among them are shown as not seen; a beginning may be off by as much as the clock was."));
	}

	private Optional<LogEntry> clockNews(StoredAgent before, StoredAgent now) {
		boolean was = before.clockOffset().filter(AgentEntrance::isFar).isPresent();
		Duration offset = now.clockOffset().orElseThrow();
		if (was == isFar(offset)) {
			return Optional.empty();
		}
		return Optional.of(was ? journal.entry(Diagnostic.Severity.INFO, now.host(), "The clock of this host is right again.")
				: journal.entry(Diagnostic.Severity.WARNING, now.host(), "The clock of this host is "
						+ people(offset.abs()) + (offset.isNegative() ? " behind" : " ahead of") + " the server's."
						+ " Its sessions are corrected by that. Have both hosts take the time from a time server."));
	}

	private static boolean isFar(Duration offset) {
		return offset.abs().compareTo(CLOCK_LIMIT) > 0;
	}

	private static String people(Duration length) {
		return length.toHours() > 0 ? length.toHours() + " h " + length.toMinutesPart() + " min"
				: length.toMinutes() + " min " + length.toSecondsPart() + " s";
	}
}

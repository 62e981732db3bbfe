package org.lictor.core.internal.agents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

import org.lictor.agent.protocol.EventDetail;
import org.lictor.core.internal.retention.Floors;
import org.lictor.store.AgentEvent;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/**
 * Derives the sessions of agents from their events by the rules of {@link SessionEvidence} and, where usage files tell,
 * {@link UseEvidence}: those that new events are about, or all of an agent.
 */
public final class AgentSessions {

	/**
	 * What an agent's events say.
	 *
	 * @param events   how many were read
	 * @param sessions in the order in which they were first told
	 */
	public record Derived(long events, List<SessionFact> sessions) {
	}

	/**
	 * Brings the sessions up to date that new events are about.
	 *
	 * @param transaction that kept the events
	 * @param agent       number of the agent
	 * @param fresh       events that were new
	 * @return true when a session began, ended or changed in another way than going on
	 */
	public boolean update(Transaction transaction, long agent, List<AgentEvent> fresh) {
		SessionUnit unit = SessionUnit.agent(agent);
		SessionUnit ofFiles = SessionUnit.usageFiles(agent);
		Set<UUID> anew = new LinkedHashSet<>();
		Map<UUID, Alive> alive = new LinkedHashMap<>();
		for (AgentEvent event : fresh) {
			if (event.heartbeat()) {
				event.sessions().forEach(key -> alive.merge(key, new Alive(event.corrected(), event.corrected()),
						Alive::and));
			} else {
				anew.addAll(event.sessions());
			}
		}
		alive.keySet().removeAll(anew);
		List<SessionFact> goOn = new ArrayList<>();
		Map<UUID, SessionFact> stand = alive.isEmpty() ? Map.of() : transaction.sessions().byKeys(unit, alive.keySet());
		alive.forEach((key, seen) -> {
			SessionFact session = stand.get(key);
			if (session == null || !canGoOn(session, seen.first)) {
				anew.add(key);
			} else if (seen.last.isAfter(session.lastProven())) {
				goOn.add(goingOn(session, seen.last));
			}
		});
		if (!goOn.isEmpty()) {
			transaction.sessions().put(goOn);
		}
		return !anew.isEmpty() && deriveAnew(transaction, unit, ofFiles, anew);
	}

	/**
	 * Derives sessions anew whose evidence became less.
	 *
	 * @param transaction that writes
	 * @param agent       number of the agent
	 * @param keys        of the sessions and uses
	 */
	void deriveAgain(Transaction transaction, long agent, Set<UUID> keys) {
		SessionUnit ofFiles = SessionUnit.usageFiles(agent);
		transaction.sessions().remove(SessionUnit.agent(agent), keys);
		keys.forEach(key -> replace(transaction, ofFiles, key, List.of()));
		deriveAnew(transaction, SessionUnit.agent(agent), ofFiles, keys);
	}

	/**
	 * @param transaction that reads
	 * @param agent       number of an agent
	 * @return all its sessions, derived from all its events
	 */
	public Derived derive(Transaction transaction, long agent) {
		Floors floors = Floors.of(transaction);
		Evidence evidence = new Evidence(serversByName(transaction));
		transaction.agentEvidence().forEach(agent, event -> {
			evidence.add(event, event.sessions());
			return true;
		});
		List<SessionFact> sessions = new ArrayList<>(evidence.sessions(SessionUnit.agent(agent)));
		evidence.uses.values().forEach(use -> sessions.addAll(use.sessions(SessionUnit.usageFiles(agent))));
		sessions.removeIf(session -> !floors.keeps(session));
		return new Derived(evidence.events, sessions);
	}

	/**
	 * Whether one more proof of life changes nothing but the last proven moment. It does not where the session is over,
	 * and where the beginning may depend on the proof.
	 */
	private static boolean canGoOn(SessionFact session, Instant proof) {
		return session.end().isEmpty() && session.lastProven().isAfter(session.start())
				&& !proof.isBefore(session.start());
	}

	private static SessionFact goingOn(SessionFact session, Instant last) {
		return new SessionFact(session.unit(), session.key(), session.server(), session.product(), session.host(),
				session.hostUser(), session.licences(), session.start(), last, session.end(), session.evidence(),
				session.osSession(), session.input());
	}

	private static boolean deriveAnew(Transaction transaction, SessionUnit unit, SessionUnit ofFiles, Set<UUID> keys) {
		Evidence evidence = new Evidence(serversByName(transaction));
		for (AgentEvent event : transaction.agentEvidence().ofSessions(unit.id(), keys)) {
			evidence.add(event, event.sessions().stream().filter(keys::contains).toList());
		}
		Map<UUID, SessionFact> stand = transaction.sessions().byKeys(unit, keys);
		List<SessionFact> changed = kept(transaction, evidence.sessions(unit)).stream()
				.filter(session -> !session.equals(stand.get(session.key()))).toList();
		if (!changed.isEmpty()) {
			transaction.sessions().put(changed);
		}
		boolean otherUse = false;
		for (Map.Entry<UUID, UseEvidence> use : evidence.uses.entrySet()) {
			otherUse |= replace(transaction, ofFiles, use.getKey(), use.getValue().sessions(ofFiles));
		}
		return otherUse || !changed.isEmpty();
	}

	/** The floors are asked for only where something ended: most of what agents tell is that something runs. */
	private static Collection<SessionFact> kept(Transaction transaction, Collection<SessionFact> sessions) {
		if (sessions.stream().allMatch(session -> session.end().isEmpty())) {
			return sessions;
		}
		Floors floors = Floors.of(transaction);
		return sessions.stream().filter(floors::keeps).toList();
	}

	/** Makes the sessions of a use these, which may be fewer than before: an action that comes late joins two. */
	private static boolean replace(Transaction transaction, SessionUnit unit, UUID use, List<SessionFact> sessions) {
		Map<UUID, SessionFact> stand = transaction.sessions().byKeys(unit,
				sessions.stream().map(SessionFact::key).toList());
		List<SessionFact> changed = kept(transaction, sessions).stream()
				.filter(session -> !session.equals(stand.get(session.key()))).toList();
		transaction.sessions().put(changed);
		List<UUID> left = new ArrayList<>();
		UUID next = UseEvidence.sessionKey(use, sessions.size());
		while (!transaction.sessions().byKeys(unit, List.of(next)).isEmpty()) {
			left.add(next);
			next = UseEvidence.sessionKey(use, sessions.size() + left.size());
		}
		transaction.sessions().remove(unit, left);
		return !changed.isEmpty() || !left.isEmpty();
	}

	/** A server is known by its name from the moment it was added: what was told before was of another one. */
	private static BiFunction<String, Instant, OptionalLong> serversByName(Transaction transaction) {
		Map<String, StoredServer> servers = new HashMap<>();
		transaction.servers().all().forEach(server -> servers.put(server.name(), server));
		return (name, received) -> Optional.ofNullable(servers.get(name))
				.filter(server -> !received.isBefore(server.createdAt()))
				.map(server -> OptionalLong.of(server.id())).orElse(OptionalLong.empty());
	}

	private record Alive(Instant first, Instant last) {

		Alive and(Alive other) {
			return new Alive(first.isBefore(other.first) ? first : other.first, last.isAfter(other.last) ? last : other.last);
		}
	}

	/** What some events say about sessions. */
	private static final class Evidence {

		private final BiFunction<String, Instant, OptionalLong> servers;
		private final Map<UUID, SessionEvidence> bySession = new LinkedHashMap<>();
		private final Map<UUID, UseEvidence> uses = new LinkedHashMap<>();
		private long events;

		Evidence(BiFunction<String, Instant, OptionalLong> servers) {
			this.servers = servers;
		}

		void add(AgentEvent event, List<UUID> sessions) {
			events++;
			if (sessions.isEmpty()) {
				return;
			}
			Events.detail(event).ifPresent(said -> sessions.forEach(key -> {
				switch (said) {
				case EventDetail.ActionSeen seen -> use(key).add(event, seen);
				case EventDetail.ConsentSeen seen -> use(key).add(event, seen);
				case EventDetail.SessionStarted started when started.session().use().isPresent() -> use(key).add(event, started);
				case EventDetail.SessionEnded ended when ended.session().use().isPresent() -> use(key).add(event, ended);
				default -> bySession.computeIfAbsent(key, each -> new SessionEvidence(each, servers)).add(event, said);
				}
			}));
		}

		private UseEvidence use(UUID key) {
			return uses.computeIfAbsent(key, each -> new UseEvidence(each, servers));
		}

		List<SessionFact> sessions(SessionUnit unit) {
			return bySession.values().stream().map(session -> session.session(unit)).flatMap(Optional::stream).toList();
		}
	}
}

package org.lictor.core.internal.agents;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import org.lictor.agent.protocol.EventDetail;
import org.lictor.store.AgentEvent;
import org.lictor.store.Transaction;

/** What the events of one agent tell of one person. */
public final class EventsOfPerson {

	/**
	 * An event.
	 *
	 * @param event  as it is kept
	 * @param detail what it says of the person; of sessions only those that are theirs
	 */
	public record Told(AgentEvent event, EventDetail detail) {
	}

	/**
	 * What was found.
	 *
	 * @param events  in the order in which they were kept
	 * @param strange how many events were not understood, because another version of Lictor kept them
	 */
	public record Found(List<Told> events, long strange) {
	}

	private EventsOfPerson() {
	}

	/**
	 * @param transaction that reads
	 * @param agent       number of the agent
	 * @param isUser      whether a host user is the person
	 * @return what the agent's events tell of them
	 */
	public static Found find(Transaction transaction, long agent, Predicate<String> isUser) {
		Set<UUID> sessions = new HashSet<>();
		transaction.agentEvidence().forEach(agent, event -> {
			if (!event.heartbeat()) {
				Events.detail(event).filter(detail -> user(detail).filter(isUser).isPresent())
						.ifPresent(detail -> sessions.addAll(event.sessions()));
			}
			return true;
		});
		List<Told> found = new ArrayList<>();
		long[] strange = { 0 };
		transaction.agentEvidence().forEach(agent, event -> {
			Optional<EventDetail> detail = Events.detail(event);
			if (detail.isEmpty()) {
				strange[0]++;
			} else {
				about(detail.get(), isUser, sessions).ifPresent(said -> found.add(new Told(event, said)));
			}
			return true;
		});
		return new Found(found, strange[0]);
	}

	private static Optional<EventDetail> about(EventDetail detail, Predicate<String> isUser, Set<UUID> sessions) {
		return switch (detail) {
		case EventDetail.SessionsRunning running -> own(running.sessions(), sessions).map(EventDetail.SessionsRunning::new);
		case EventDetail.InputSeen seen -> own(seen.sessions(), sessions)
				.map(keys -> new EventDetail.InputSeen(keys, seen.input(), seen.since()));
		default -> Optional.of(detail).filter(said -> user(said).filter(isUser).isPresent());
		};
	}

	private static Optional<List<UUID>> own(List<UUID> told, Set<UUID> sessions) {
		return Optional.of(told.stream().filter(sessions::contains).toList()).filter(own -> !own.isEmpty());
	}

	/**
	 * @param detail what an event says
	 * @return the host user it names, maybe empty; nothing when it names none
	 */
	static Optional<String> user(EventDetail detail) {
		return switch (detail) {
		case EventDetail.SessionStarted started -> Optional.of(started.session().user());
		case EventDetail.SessionEnded ended -> Optional.of(ended.session().user());
		case EventDetail.ActionSeen seen -> Optional.of(seen.use().user());
		case EventDetail.ConsentSeen seen -> Optional.of(seen.user());
		case EventDetail.SessionsRunning running -> Optional.empty();
		case EventDetail.InputSeen seen -> Optional.empty();
		case EventDetail.AgentStarted started -> Optional.empty();
		case EventDetail.AgentStopped stopped -> Optional.empty();
		case EventDetail.Trouble trouble -> Optional.empty();
		case EventDetail.ProductsRegistered registered -> Optional.empty();
		};
	}
}

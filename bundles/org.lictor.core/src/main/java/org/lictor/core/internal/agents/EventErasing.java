package org.lictor.core.internal.agents;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.UseInfo;
import org.lictor.store.AgentEvent;
import org.lictor.store.SessionUnit;
import org.lictor.store.Transaction;

/** Replaces host users in events of agents. */
public final class EventErasing {

	/** Setting: there once it was begun to erase somebody. */
	public static final String SOMEBODY = "people.erased";

	private EventErasing() {
	}

	/**
	 * Replaces a host user in all events of an agent. Sessions are not derived again.
	 *
	 * @param transaction that writes
	 * @param agent       number of the agent
	 * @param user        gives what stands for a host user, the same for others
	 * @param text        replaces the names in paths and sentences
	 * @return how many events were changed
	 */
	public static long rewrite(Transaction transaction, long agent, UnaryOperator<String> user, UnaryOperator<String> text) {
		return transaction.agentEvidence().rewrite(agent, event -> Events.detail(event).map(detail -> {
			EventDetail changed = detail instanceof EventDetail.Trouble trouble
					? new EventDetail.Trouble(trouble.severity(), trouble.code(), text.apply(trouble.message()))
					: renamed(detail, user, text);
			return changed.equals(detail) ? event.detail() : Codec.encode(changed);
		}).orElse(event.detail()));
	}

	/**
	 * What is told later of sessions of somebody who was erased must not say who that was.
	 *
	 * @param transaction that reads
	 * @param agent       number of the agent
	 * @param events      that came
	 * @param isErased    whether a host user as it is kept is a pseudonym of somebody who was erased
	 * @return the events, those about such sessions with the pseudonym
	 */
	static List<AgentEvent> masked(Transaction transaction, long agent, List<AgentEvent> events, Predicate<String> isErased) {
		if (events.isEmpty() || transaction.settings().get(SOMEBODY).isEmpty()) {
			return events;
		}
		Set<UUID> keys = events.stream().filter(event -> !event.heartbeat()).flatMap(event -> event.sessions().stream())
				.collect(Collectors.toSet());
		Map<UUID, String> erased = new HashMap<>();
		for (SessionUnit unit : List.of(SessionUnit.agent(agent), SessionUnit.usageFiles(agent))) {
			transaction.sessions().byKeys(unit, keys).values().stream().filter(session -> isErased.test(session.hostUser()))
					.forEach(session -> erased.put(session.key(), session.hostUser()));
		}
		return erased.isEmpty() ? events : events.stream().map(event -> masked(event, erased)).toList();
	}

	private static AgentEvent masked(AgentEvent event, Map<UUID, String> erased) {
		Optional<String> pseudonym = event.heartbeat() ? Optional.empty()
				: event.sessions().stream().map(erased::get).filter(Objects::nonNull).findFirst();
		return pseudonym.flatMap(name -> Events.detail(event).map(detail -> renamed(detail, user -> name, path -> "")))
				.map(detail -> with(event, Codec.encode(detail))).orElse(event);
	}

	private static AgentEvent with(AgentEvent event, String detail) {
		return new AgentEvent(event.run(), event.sequence(), event.kind(), event.heartbeat(), event.sessions(), event.at(),
				event.monotonic(), event.offset(), event.corrected(), event.received(), detail);
	}

	private static EventDetail renamed(EventDetail detail, UnaryOperator<String> user, UnaryOperator<String> path) {
		return switch (detail) {
		case EventDetail.SessionStarted started -> new EventDetail.SessionStarted(renamed(started.session(), user, path));
		case EventDetail.SessionEnded ended -> new EventDetail.SessionEnded(renamed(ended.session(), user, path), ended.end(),
				ended.exact(), ended.reason());
		case EventDetail.ActionSeen seen -> new EventDetail.ActionSeen(renamed(seen.use(), user), seen.action(), seen.change());
		case EventDetail.ConsentSeen seen -> new EventDetail.ConsentSeen(seen.server(), seen.applicationId(), seen.product(),
				user.apply(seen.user()), seen.consent(), seen.uses(), seen.help());
		default -> detail;
		};
	}

	private static SessionInfo renamed(SessionInfo session, UnaryOperator<String> user, UnaryOperator<String> path) {
		String now = user.apply(session.user());
		return new SessionInfo(session.key(), session.server(), session.applicationId(), session.product(), session.kind(),
				session.version(), session.host(), now, session.pid(), session.processStart(),
				now.equals(session.user()) ? session.path() : path.apply(session.path()), session.use(), session.osSession());
	}

	private static UseInfo renamed(UseInfo use, UnaryOperator<String> user) {
		return new UseInfo(use.key(), use.server(), use.applicationId(), use.product(), use.version(), use.host(), user.apply(use.user()));
	}
}

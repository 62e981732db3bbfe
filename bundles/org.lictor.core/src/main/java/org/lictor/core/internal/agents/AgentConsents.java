package org.lictor.core.internal.agents;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.lictor.agent.protocol.EventDetail;
import org.lictor.store.AgentEvent;
import org.lictor.store.ConsentFact;
import org.lictor.store.Transaction;

/** Whether users agreed to usage files being read: of each user and application, what an agent told last. */
public final class AgentConsents {

	private static final Comparator<ConsentFact> ORDER = Comparator.comparing(ConsentFact::server)
			.thenComparing(ConsentFact::application).thenComparing(ConsentFact::hostUser);

	private record Of(String server, String application, String user) {
	}

	private AgentConsents() {
	}

	/**
	 * Brings the consents up to date.
	 *
	 * @param transaction that kept the events
	 * @param agent       number of the agent
	 * @param fresh       events that were new
	 * @return true when one changed
	 */
	static boolean update(Transaction transaction, long agent, List<AgentEvent> fresh) {
		List<ConsentFact> told = fresh.stream().map(event -> consent(agent, event)).flatMap(List::stream).toList();
		if (told.isEmpty()) {
			return false;
		}
		List<ConsentFact> before = transaction.consents().of(agent);
		List<ConsentFact> all = new ArrayList<>(before);
		all.addAll(told);
		List<ConsentFact> now = latest(all);
		if (now.equals(before)) {
			return false;
		}
		transaction.consents().replace(agent, now);
		return true;
	}

	/**
	 * Derives the consents from all events of an agent.
	 *
	 * @param transaction that writes
	 * @param agent       number of the agent
	 */
	public static void rebuild(Transaction transaction, long agent) {
		List<ConsentFact> all = new ArrayList<>();
		transaction.agentEvidence().forEach(agent, event -> {
			all.addAll(consent(agent, event));
			return true;
		});
		transaction.consents().replace(agent, latest(all));
	}

	private static List<ConsentFact> consent(long agent, AgentEvent event) {
		if (!event.kind().equals(EventDetail.Kind.USAGE_CONSENT.name())) {
			return List.of();
		}
		return Events.detail(event).filter(EventDetail.ConsentSeen.class::isInstance).map(EventDetail.ConsentSeen.class::cast)
				.map(seen -> new ConsentFact(agent, seen.server(), seen.applicationId(), seen.product(), seen.user(),
						seen.consent().name(), seen.help(), event.corrected()))
				.stream().toList();
	}

	/**
	 * @param seen what an agent told
	 * @return a sentence for the Event Log
	 */
	static String sentence(EventDetail.ConsentSeen seen) {
		String who = seen.user().isEmpty() ? "A user" : seen.user();
		String collection = " to the data collection by which the use of old versions of " + seen.product() + " is known";
		String todo = seen.help().isEmpty() ? "" : " " + seen.help();
		return switch (seen.consent()) {
		case GIVEN -> who + " agreed" + collection + ".";
		case MISSING -> who + " did not agree" + collection + ", so none is counted." + todo;
		case WITHDRAWN -> who + " does not agree any more" + collection + "; from now on none is counted." + todo;
		case UNREADABLE -> who + " may or may not have agreed" + collection
				+ ": the agent cannot read it, so none is counted. See whether it may read the user's profile.";
		};
	}

	private static List<ConsentFact> latest(List<ConsentFact> told) {
		Map<Of, ConsentFact> latest = new LinkedHashMap<>();
		for (ConsentFact fact : told) {
			latest.merge(new Of(fact.server(), fact.application(), fact.hostUser()), fact,
					(known, next) -> next.since().isBefore(known.since()) ? known : next);
		}
		return latest.values().stream().sorted(ORDER).toList();
	}
}

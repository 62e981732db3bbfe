package org.lictor.core.internal.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.lictor.agent.protocol.Protocol;
import org.lictor.model.Privacy;
import org.lictor.store.ConsentFact;
import org.lictor.store.StoredAgent;
import org.lictor.store.StoredServer;

/**
 * Whether users agreed to usage files being read, counted by users: of several applications the worst counts. What an agent told
 * in another form than its groups' privacy asks for now is left out: it is told anew of those who go on using such an application.
 */
final class Consents {

	/** What users said, the worst first. */
	private enum State {
		MISSING, WITHDRAWN, UNREADABLE, GIVEN;

		String text(int users) {
			return name().toLowerCase(java.util.Locale.ROOT) + ": " + users + (users == 1 ? " user" : " users");
		}
	}

	private record Person(long agent, String user) {

		private static final Comparator<Person> ORDER = Comparator.comparing(Person::agent).thenComparing(Person::user);
	}

	private final Map<Person, State> worst = new TreeMap<>(Person.ORDER);
	private final Map<String, Set<Person>> helpless = new TreeMap<>();

	/**
	 * @param reading of the question; consents of servers and agents that stand no more do not matter
	 */
	Consents(Reading reading) {
		Set<String> servers = reading.servers().stream().map(StoredServer::name).collect(Collectors.toSet());
		Set<Long> agents = reading.transaction().agents().all().stream().map(StoredAgent::id).collect(Collectors.toSet());
		Map<Long, Privacy> forms = new HashMap<>();
		for (ConsentFact fact : reading.transaction().consents().all()) {
			if (servers.contains(fact.server()) && agents.contains(fact.agent()) && form(fact) == forms.computeIfAbsent(fact.agent(),
					agent -> reading.transaction().groups().privacyOf(agent))) {
				State state = State.valueOf(fact.consent());
				Person person = new Person(fact.agent(), fact.hostUser());
				worst.merge(person, state, (one, other) -> one.compareTo(other) <= 0 ? one : other);
				if (state == State.MISSING || state == State.WITHDRAWN) {
					helpless.computeIfAbsent(fact.help(), none -> new TreeSet<>(Person.ORDER)).add(person);
				}
			}
		}
	}

	/** In which form the agent told it. */
	private static Privacy form(ConsentFact fact) {
		if (isCounted(fact.hostUser())) {
			return Privacy.COUNTS;
		}
		return fact.hostUser().startsWith("~") ? Privacy.PSEUDONYM : Privacy.CLEAR;
	}

	private static boolean isCounted(String user) {
		return user.startsWith(Protocol.COUNTED_USER);
	}

	/**
	 * @param agent number of an agent
	 * @return "missing: 2 users, given: 1 user"; empty when it told of nobody
	 */
	String of(long agent) {
		Map<State, Integer> counts = new EnumMap<>(State.class);
		worst.forEach((person, state) -> {
			if (person.agent == agent) {
				counts.merge(state, 1, Integer::sum);
			}
		});
		return counts.entrySet().stream().map(each -> each.getKey().text(each.getValue()))
				.collect(Collectors.joining(", "));
	}

	/** @return sentences that say of whom consent is missing, and what they have to do */
	List<String> notes() {
		List<String> notes = new ArrayList<>();
		helpless.forEach((help, people) -> {
			Set<String> users = people.stream().map(Person::user).filter(user -> !user.isEmpty() && !isCounted(user))
					.collect(Collectors.toCollection(TreeSet::new));
			notes.add("Consent missing: " + people.size() + (people.size() == 1 ? " user" : " users")
					+ (users.isEmpty() ? "" : " (" + users.stream().limit(10).collect(Collectors.joining(", "))
							+ (users.size() > 10 ? ", ..." : "") + ")")
					+ ". Versions that are known by usage files alone are not counted for them. " + help);
		});
		return notes;
	}
}

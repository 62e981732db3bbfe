package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import org.lictor.core.internal.figures.Reconciliation;
import org.lictor.core.internal.figures.Reconciliation.Counted;
import org.lictor.core.internal.figures.Reconciliation.Difference;
import org.lictor.core.internal.figures.Reconciliation.Person;
import org.lictor.core.internal.figures.Reconciliation.Seen;
import org.lictor.core.internal.identity.HostUsers;
import org.lictor.core.internal.identity.Match;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Evidence;
import org.lictor.store.AssignmentFact;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.FactUnit;
import org.lictor.store.GroupAssignment;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionRow;
import org.lictor.store.StoredServer;

/** What differs between agents, vendor and assignments in the time a question is about. */
final class Differences {

	/** What a reader of these figures should know. */
	static final String NOTE = "Rule reconciliation v1: hosts and the vendor are compared by day, and a day before or after counts "
			+ "as the same, because a vendor counts 24 hours from the first use in a time zone of its own. Nothing is said of days of "
			+ "which the vendor told no use at all, nor of days before agents watched.";

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);
	private static final long MOST_DAYS = 3700;

	private final Reading reading;
	private final LocalDate first;
	private final LocalDate last;
	private final Reconciliation reconciliation;
	private final Map<HostUser, Optional<Candidates>> candidates = new HashMap<>();

	private Differences(Reading reading) throws ServiceException {
		this.reading = reading;
		ZoneId zone = reading.zone();
		AskedTime time = AskedTime.of(reading, DEFAULT_LENGTH);
		if (!time.from().isBefore(time.until())) {
			throw new ServiceException(Reason.INVALID, "The time from " + time.from() + " on lies in the future. Ask for an earlier one.");
		}
		first = time.from().atZone(zone).toLocalDate();
		last = time.lastDay();
		if (last.toEpochDay() - first.toEpochDay() > MOST_DAYS) {
			throw new ServiceException(Reason.INVALID,
					"From " + first + " to " + last + " there are more than " + MOST_DAYS + " days. Ask for a shorter time.");
		}
		CollectionParts parts = new CollectionParts(reading.transaction().dictionary());
		reconciliation = new Reconciliation(first, last, zone, parts::with);
	}

	/**
	 * @param reading the question: its days, servers and product count
	 * @return what differs, by kind, person and product
	 * @throws ServiceException CANCELLED, or INVALID when the time cannot be used
	 */
	static List<Difference> of(Reading reading) throws ServiceException {
		reading.refuseHosts();
		Differences differences = new Differences(reading);
		differences.assignments();
		differences.vendor();
		differences.hosts();
		return differences.reconciliation.differences().stream()
				.filter(each -> reading.asksFor(each.person().server()) && reading.asksFor(each.product()))
				.filter(each -> differences.asksFor(each.person(), each.product())).toList();
	}

	/** Of people who match no account only the sessions that are asked for were told. */
	private boolean asksFor(Person person, String product) {
		return !person.known() || reading.narrowing().hasSeat(person.server(), reading.account(person.server(), person.account()), product);
	}

	private void assignments() {
		for (OfServer<AssignmentFact> each : reading.transaction().facts().assignments().all()) {
			AssignmentFact fact = each.fact();
			reconciliation.assignmentsKnown(each.server());
			reconciliation.assigned(new Person(each.server(), fact.account(), true), fact.product().name(), fact.from(),
					fact.until());
		}
	}

	private void vendor() {
		var usage = reading.transaction().facts().usageDays();
		for (StoredServer server : reading.servers()) {
			for (Evidence.Origin origin : Evidence.Origin.values()) {
				SortedMap<LocalDate, Long> counts = usage.counts(new FactUnit(server.id(), origin));
				if (!counts.isEmpty()) {
					reconciliation.cloudKnown(server.id(), counts.firstKey(), counts.lastKey());
				}
			}
		}
		usage.days(reading.serverNumber(), first.minusDays(1), last.plusDays(1), each -> {
			Product product = each.product();
			reconciliation.counted(new Person(each.server(), each.account(), true),
					new Counted(product.name(), product.feature().isEmpty() ? product.name() : product.feature(), product.version(),
							each.day(), product.type() != LicenceType.FLEX));
		});
	}

	private void hosts() throws ServiceException {
		for (GroupAssignment assignment : reading.transaction().groups().assignmentHistory()) {
			reading.accountServers(assignment.server())
					.forEach(server -> reconciliation.hostsWatched(server, assignment.from().toEpochMilli()));
		}
		Instant begin = first.minusDays(1).atStartOfDay(reading.zone()).toInstant();
		Instant end = last.plusDays(2).atStartOfDay(reading.zone()).toInstant();
		// of everybody: a seat is unused only when none of its person's sessions used it
		reading.streamOfAll(SessionFilter.ALL.between(begin, end), this::session);
	}

	private void session(SessionRow session) {
		Product product = reading.transaction().dictionary().product(session.product());
		String user = reading.transaction().dictionary().text(session.hostUser());
		Seen seen = new Seen(product.name(), product.version(), reading.transaction().dictionary().text(session.host()),
				session.start(), Math.min(reading.now().toEpochMilli(), reading.countedUntil(session, reading.state(session))));
		Candidates candidates = candidates(session, user);
		candidates.people().forEach((server, people) -> {
			reconciliation.hostsWatched(server, session.start());
			reconciliation.seen(people, user, seen);
		});
		if (candidates.isNobody() && reading.narrowing().has(session)) {
			reconciliation.seen(new Person(session.server(), HostUsers.key(user), false), seen);
		}
	}

	/** Who the user of a session may be, by servers among whose accounts it was looked. */
	private record Candidates(Map<Long, List<Person>> people, boolean isNobody) {
	}

	private record HostUser(long server, int number) {
	}

	/** The same for all sessions of a user of whom it does not depend on time: those are most, and looked up once. */
	private Candidates candidates(SessionRow session, String user) {
		return candidates.computeIfAbsent(new HostUser(session.server(), session.hostUser()), none -> reading
				.dependsOnTime(session.server(), user) ? Optional.empty() : Optional.of(candidatesThen(session, user)))
				.orElseGet(() -> candidatesThen(session, user));
	}

	private Candidates candidatesThen(SessionRow session, String user) {
		List<Match> matches = reading.matches(session.server(), user, session.start());
		Map<Long, List<Person>> people = new LinkedHashMap<>();
		for (long server : reading.accountServers(session.server())) {
			people.put(server, matches.stream().map(match -> match.account().key()).filter(account -> reading.hasAccount(server, account))
					.distinct().map(account -> new Person(server, account, true)).toList());
		}
		return new Candidates(people, matches.isEmpty());
	}

	/**
	 * @param days in order
	 * @return the days for people, those in a row as first to last: {@code 2026-03-02 to 2026-03-05, 2026-03-09}
	 */
	static String text(List<LocalDate> days) {
		StringBuilder text = new StringBuilder();
		for (int from = 0; from < days.size();) {
			int to = from;
			while (to + 1 < days.size() && days.get(to + 1).equals(days.get(to).plusDays(1))) {
				to++;
			}
			text.append(text.isEmpty() ? "" : ", ").append(days.get(from)).append(to > from ? " to " + days.get(to) : "");
			from = to + 1;
		}
		return text.toString();
	}

	/**
	 * @param difference something that differs
	 * @param reading    the question
	 * @return who it is about, for people
	 */
	static String label(Difference difference, Reading reading) {
		Person person = difference.person();
		return person.known() ? reading.account(person.server(), person.account()).account().label() : person.account();
	}

	/**
	 * @param difference something that differs
	 * @param reading    the question
	 * @return given and family name, empty when not known
	 */
	static Optional<String> name(Difference difference, Reading reading) {
		Person person = difference.person();
		return Optional.of(person).filter(Person::known)
				.map(each -> reading.account(each.server(), each.account()).account().fullName()).filter(name -> !name.isEmpty());
	}
}

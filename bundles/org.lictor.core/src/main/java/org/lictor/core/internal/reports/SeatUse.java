package org.lictor.core.internal.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import org.lictor.core.internal.figures.LastUse;
import org.lictor.core.internal.figures.UnusedSeats;
import org.lictor.core.internal.figures.UnusedSeats.Seat;
import org.lictor.core.internal.figures.UnusedSeats.Verdict;
import org.lictor.service.ServiceException;
import org.lictor.spi.Evidence;
import org.lictor.store.AssignmentFact;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.FactUnit;
import org.lictor.store.GroupAssignment;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionRow;
import org.lictor.store.Transaction;
import org.lictor.store.UsageSummaryFact;

/** What all evidence together says of the use of the seats that are assigned now. */
final class SeatUse {

	/** For how many days a seat has to be unused, unless the question says so. */
	static final int USUAL_DAYS = 90;

	/** What a reader of figures by rule unused v1 should know. */
	static final String NOTE = "Rule unused v1: a seat counts as unused when it was assigned and no source tells a use for so "
			+ "many days, though use was known for as long. What runs may have come out of a collection: it counts as use of "
			+ "each seat the person has that allows it. Use on hosts without an agent is known only as far as the vendor counts it.";

	private final Reading reading;
	private final UnusedSeats seats;
	private final CollectionParts parts;
	private final Map<Long, LocalDate> begins = new HashMap<>();
	/** By numbers of server, host user and product: what sessions of the same user and product are a use of. */
	private final Map<SessionsOf, List<Seat>> known = new HashMap<>();

	private record SessionsOf(long server, int hostUser, int product) {
	}

	private SeatUse(Reading reading) {
		this.reading = reading;
		this.seats = new UnusedSeats(reading.today(), days(reading), reading.zone());
		this.parts = new CollectionParts(reading.transaction().dictionary());
	}

	/**
	 * @param reading the question
	 * @return for how many days a seat has to be unused
	 */
	static int days(Reading reading) {
		return reading.query().days().orElse(USUAL_DAYS);
	}

	/**
	 * @param reading the question: its servers, its product and whose seats count
	 * @return what is to be said of each seat
	 * @throws ServiceException CANCELLED, or INVALID when a host is asked for
	 */
	static List<Verdict> of(Reading reading) throws ServiceException {
		reading.refuseHosts();
		SeatUse use = new SeatUse(reading);
		use.assignments();
		use.vendor();
		use.agents();
		return use.seats.verdicts().stream().filter(verdict -> reading.narrowing().hasSeat(verdict.seat().server(),
				reading.account(verdict.seat().server(), verdict.seat().account()), verdict.seat().product())).toList();
	}

	private void assignments() {
		for (OfServer<AssignmentFact> each : reading.transaction().facts().assignments().all()) {
			AssignmentFact fact = each.fact();
			if (reading.asksFor(each.server()) && reading.asksFor(fact.product().name()) && reading.stands(fact)) {
				seats.assigned(new Seat(each.server(), fact.account(), fact.product().name()), fact.from(), fact.team());
			}
		}
	}

	private void vendor() {
		Transaction transaction = reading.transaction();
		ZoneId zone = reading.zone();
		transaction.facts().usageDays().lastDays(reading.serverNumber(),
				each -> seats.used(new Seat(each.server(), each.account(), each.product().name()),
						LastUse.on(each.day(), zone, "usage")));
		for (var server : reading.servers()) {
			for (Evidence.Origin origin : Evidence.Origin.values()) {
				SortedMap<LocalDate, Long> counts = transaction.facts().usageDays().counts(new FactUnit(server.id(), origin));
				if (!counts.isEmpty()) {
					seats.watched(server.id(), counts.firstKey());
				}
			}
		}
		for (OfServer<UsageSummaryFact> each : transaction.facts().usageSummaries().all()) {
			UsageSummaryFact fact = each.fact();
			fact.lastUsed().ifPresent(day -> {
				seats.used(new Seat(each.server(), fact.account(), fact.product().name()), LastUse.on(day, zone, "usage report"));
				seats.watched(each.server(), day);
			});
		}
	}

	private void agents() throws ServiceException {
		for (GroupAssignment assignment : reading.transaction().groups().assignmentHistory()) {
			begun(assignment.server(), assignment.from());
		}
		// of all products and servers: what ran may be a part of the collection the question is about
		reading.streamOfAll(SessionFilter.ALL, session -> {
			begun(session.server(), Instant.ofEpochMilli(session.start()));
			List<Seat> used = seatsOf(session);
			if (!used.isEmpty()) {
				Instant last = Instant.ofEpochMilli(Math.min(reading.now().toEpochMilli(),
						reading.countedUntil(session, reading.state(session))));
				LastUse use = LastUse.at(last, reading.zone(), SessionsReport.source(session));
				used.forEach(seat -> seats.used(seat, use));
			}
		});
		begins.forEach((server, day) -> reading.accountServers(server).forEach(each -> seats.watched(each, day)));
	}

	private void begun(long server, Instant moment) {
		LocalDate known = begins.get(server);
		if (known == null || moment.isBefore(known.atStartOfDay(reading.zone()).toInstant())) {
			begins.put(server, moment.atZone(reading.zone()).toLocalDate());
		}
	}

	private List<Seat> seatsOf(SessionRow session) {
		String user = reading.transaction().dictionary().text(session.hostUser());
		if (reading.dependsOnTime(session.server(), user)) {
			return seatsOf(session, user);
		}
		return known.computeIfAbsent(new SessionsOf(session.server(), session.hostUser(), session.product()),
				none -> seatsOf(session, user));
	}

	private List<Seat> seatsOf(SessionRow session, String user) {
		String product = reading.transaction().dictionary().product(session.product()).name();
		List<Seat> found = new ArrayList<>();
		reading.matches(session.server(), user, session.start()).forEach(match -> {
			for (long server : reading.accountServers(session.server())) {
				add(found, new Seat(server, match.account().key(), product));
				parts.with(product).forEach(collection -> add(found, new Seat(server, match.account().key(), collection)));
			}
		});
		return found;
	}

	private void add(List<Seat> found, Seat seat) {
		if (seats.has(seat)) {
			found.add(seat);
		}
	}
}

package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.lictor.core.internal.figures.Attribution;
import org.lictor.core.internal.figures.Attribution.Laid;
import org.lictor.core.internal.identity.Match;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.query.AttributionPolicy;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.Unknown;
import org.lictor.service.ServiceException;
import org.lictor.store.AssignmentFact;
import org.lictor.store.EntitlementFact;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionRow;

/** The sessions of the time a question is about, each with the entitlement that it is laid to. */
final class SessionAttribution {

	/** What of these reports is the same. */
	static final Column LAID_TO = Column.of("laid_to", "Laid to", ColumnType.TEXT,
			"The product or collection whose seat or licence it is laid to; unknown when there is none. Rule attribution v1.");
	static final Column LICENCE = Column.of("licence", "Licence", ColumnType.TEXT,
			"named user: a seat assigned to the person; flex: paid in tokens; floating: shared by the session's server.");
	static final Column BASIS = Column.of("basis", "Basis", ColumnType.TEXT,
			"counted by the vendor: the vendor says so; only one allows it; chosen by the policy: several allow it; several people: the "
					+ "user on the host is several accounts; nothing allows it; unknown person: the user matches no account; assignments "
					+ "not told: nobody told who has seats at that server.");
	static final Column MAY_BE = Column.of("may_be", "May be", ColumnType.TEXT,
			"Everything that it may have been, where that is more than one.");

	private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);

	/** A session and what it is laid to. */
	interface Visitor {

		/**
		 * @param session of the time
		 * @param product that ran
		 * @param user    on the host
		 * @param matches accounts that the user was
		 * @param laid    what it is laid to
		 */
		void visit(SessionRow session, Product product, String user, List<Match> matches, Laid laid);
	}

	private final Reading reading;
	private final AskedTime time;
	private final Attribution attribution;

	/**
	 * @param reading the question: its time, policy, servers, product and whose sessions count
	 * @throws ServiceException CANCELLED
	 */
	SessionAttribution(Reading reading) throws ServiceException {
		this.reading = reading;
		this.time = AskedTime.of(reading, DEFAULT_LENGTH);
		CollectionParts parts = new CollectionParts(reading.transaction().dictionary());
		this.attribution = new Attribution(reading.zone(), policy(), parts::with);
		for (OfServer<AssignmentFact> each : reading.transaction().facts().assignments().all()) {
			AssignmentFact fact = each.fact();
			attribution.assigned(each.server(), fact.account(), fact.product().name(), fact.product().type(), fact.from(), fact.until());
		}
		for (OfServer<EntitlementFact> each : reading.transaction().facts().entitlements().all()) {
			if (each.fact().product().type() == LicenceType.FLOATING) {
				attribution.floating(each.server(), each.fact().product().name());
			}
		}
		// of the day on which the earliest session of the time began, which may be long before it
		Instant[] earliest = { time.from() };
		reading.stream(reading.sessions().between(time.from(), time.until()), session -> {
			if (session.start() < earliest[0].toEpochMilli()) {
				earliest[0] = Instant.ofEpochMilli(session.start());
			}
		});
		LocalDate first = earliest[0].atZone(reading.zone()).toLocalDate();
		LocalDate last = time.until().atZone(reading.zone()).toLocalDate();
		// of all servers: a session of one may be of a person whose accounts another one has
		reading.transaction().facts().usageDays().days(OptionalLong.empty(), first.minusDays(1), last.plusDays(1), each -> {
			Product product = each.product();
			attribution.counted(each.server(), each.account(), product.feature().isEmpty() ? product.name() : product.feature(),
					product.name(), product.type(), each.day());
		});
	}

	private AttributionPolicy policy() {
		return reading.query().policy().orElse(AttributionPolicy.VENDOR);
	}

	/** @return the time whose sessions are laid */
	AskedTime time() {
		return time;
	}

	/**
	 * Goes through the sessions that overlap the time and began before its end.
	 *
	 * @param limit   makes of the sessions of the question those that are wanted, such as the newest
	 * @param visitor gets one after the other
	 * @throws ServiceException CANCELLED
	 */
	void stream(UnaryOperator<SessionFilter> limit, Visitor visitor) throws ServiceException {
		reading.stream(limit.apply(reading.sessions().between(time.from(), time.until())), session -> {
			Product product = reading.transaction().dictionary().product(session.product());
			String user = reading.transaction().dictionary().text(session.hostUser());
			List<Match> matches = reading.matches(session.server(), user, session.start());
			if (product.type() == LicenceType.FLOATING) {
				attribution.floating(session.server(), product.name());
			}
			Set<Long> servers = reading.accountServers(session.server());
			List<String> accounts = matches.stream().map(match -> match.account().key()).distinct().toList();
			visitor.visit(session, product, user, matches, attribution.laid(session.server(), accounts, servers, product.name(),
					Instant.ofEpochMilli(session.start())));
		});
	}

	/** @return what a reader of these figures should know */
	String note() {
		return time.note() + " Rule " + Attribution.RULE + ", policy " + policy().label()
				+ ": assignments count for the days on which they held; of days the vendor counted those before and after count as the same.";
	}

	/** What was laid as cells of {@link #LAID_TO}, {@link #LICENCE}, {@link #BASIS} and {@link #MAY_BE}. */
	static List<Object> cells(Laid laid) {
		return List.of(Cells.of(laid.to().map(Attribution.Entitlement::product)), Cells.of(laid.to().map(each -> each.type().label())),
				laid.basis().label(), laid.may().size() < 2 ? Unknown.UNKNOWN
						: Cells.list(laid.may().stream().map(Object::toString).toList()));
	}
}

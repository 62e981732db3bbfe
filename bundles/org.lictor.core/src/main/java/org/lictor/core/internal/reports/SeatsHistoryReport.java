package org.lictor.core.internal.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

import org.lictor.core.internal.figures.Periods;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.Granularity;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ReportDefinition.Parameter;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.store.AssignmentFact;
import org.lictor.store.EntitlementFact;
import org.lictor.store.FactTable.OfServer;
import org.lictor.store.StoredEvidence;

/** Seats owned and assigned over time. */
final class SeatsHistoryReport implements Report {

	private static final Duration USUAL = Duration.ofDays(30);
	private static final int MOST_PERIODS = 4_000;

	private static final ReportDefinition DEFINITION = new ReportDefinition(Queries.SEATS_HISTORY, "Seats over time",
			"Seats owned and people assigned at the end of the first day of each period, by rules seats v1 and "
					+ "vendor-facts v4; the last 30 days by day unless told otherwise.",
			Set.of(Parameter.SERVER, Parameter.PRODUCT, Parameter.TIME, Parameter.GRANULARITY),
			List.of(Column.of("server", "Server", ColumnType.TEXT, "The licence server."),
					Column.of("product", "Product", ColumnType.TEXT, "What is owned."),
					Column.of("team", "Team", ColumnType.TEXT, "The team that owns and assigns it."),
					Column.of("period_start", "Period", ColumnType.INSTANT, "Beginning of the period."),
					Column.of("seats", "Seats", ColumnType.INTEGER, "Seats owned on the first day of the period.").in("seats"),
					Column.of("assigned", "Assigned", ColumnType.INTEGER,
							"People to whom it was assigned at the end of that day, or now; unknown before the first look.").in("people")));

	@Override
	public ReportDefinition definition() {
		return DEFINITION;
	}

	private record Key(long server, String product, String team) {
	}

	@Override
	public ResultTable run(Reading reading) throws ServiceException {
		Granularity by = reading.query().by().orElse(Granularity.DAY);
		if (by == Granularity.HOUR) {
			throw new ServiceException(Reason.INVALID, "Seats are known by day. Ask with --by day, week, month or quarter.");
		}
		Instant until = reading.query().until().filter(end -> end.isBefore(reading.now())).orElse(reading.now());
		Instant from = reading.query().from().orElse(until.minus(USUAL));
		Periods periods;
		try {
			periods = Periods.of(from, until, by, reading.zone(), MOST_PERIODS);
		} catch (IllegalArgumentException e) {
			throw new ServiceException(Reason.INVALID, e.getMessage(), e);
		}
		int count = periods.count();
		LocalDate[] days = new LocalDate[count];
		long[] moments = new long[count];
		for (int index = 0; index < count; index++) {
			days[index] = Instant.ofEpochMilli(periods.bounds()[index]).atZone(reading.zone()).toLocalDate();
			moments[index] = Math.min(days[index].plusDays(1).atStartOfDay(reading.zone()).toInstant().toEpochMilli() - 1,
					reading.now().toEpochMilli());
		}
		Map<Key, List<OfServer<EntitlementFact>>> owned = new HashMap<>();
		for (OfServer<EntitlementFact> each : reading.transaction().facts().entitlements().all()) {
			if (reading.asksFor(each.server()) && reading.asksFor(each.fact().product().name())) {
				owned.computeIfAbsent(new Key(each.server(), each.fact().product().name(), each.fact().team()),
						none -> new ArrayList<>()).add(each);
			}
		}
		Map<Long, Instant> firstLook = new HashMap<>();
		Map<Key, long[]> assigned = assigned(reading, moments, firstLook);

		Map<Key, Optional<Seats>> rows = new TreeMap<>(Comparator.comparing((Key key) -> reading.serverName(key.server()))
				.thenComparing(Key::product).thenComparing(Key::team).thenComparing(Key::server));
		owned.forEach((key, facts) -> rows.put(key, Optional.of(new Seats(facts))));
		assigned.keySet().forEach(key -> rows.putIfAbsent(key, Optional.empty()));
		TableBuilder table = reading.table(DEFINITION);
		rows.forEach((key, seats) -> {
			for (int index = 0; index < count; index++) {
				LocalDate day = days[index];
				OptionalLong number = seats.map(each -> each.on(key.server(), key.product(), day, reading.zone()))
						.orElse(OptionalLong.empty());
				boolean looked = firstLook.containsKey(key.server())
						&& firstLook.get(key.server()).toEpochMilli() <= moments[index];
				long[] people = assigned.getOrDefault(key, new long[0]);
				table.row(reading.serverName(key.server()), key.product(), Cells.text(key.team()),
						Instant.ofEpochMilli(periods.bounds()[index]), Cells.of(number),
						!looked ? Unknown.UNKNOWN : (Object) (index < people.length ? people[index] : 0L));
			}
		});
		return table.build(reading.now(), reading.zone());
	}

	/** One person counts once however many assignments there are: what is assigned to a person under two versions is one. */
	private record Person(Key key, String account) {
	}

	private static Map<Key, long[]> assigned(Reading reading, long[] moments, Map<Long, Instant> firstLook) {
		Map<Person, boolean[]> several = new HashMap<>();
		Map<Person, AssignmentFact> single = new HashMap<>();
		Map<Long, Optional<Instant>> looks = new HashMap<>();
		for (OfServer<AssignmentFact> each : reading.transaction().facts().assignments().all()) {
			AssignmentFact fact = each.fact();
			if (!reading.asksFor(each.server())) {
				continue;
			}
			looks.computeIfAbsent(fact.evidence(), id -> reading.transaction().sourceEvidence().byId(id)
					.map(StoredEvidence::firstObserved)).ifPresent(at -> firstLook.merge(each.server(), at,
							(one, other) -> one.isBefore(other) ? one : other));
			if (!reading.asksFor(fact.product().name())) {
				continue;
			}
			Person person = new Person(new Key(each.server(), fact.product().name(), fact.team()), fact.account());
			AssignmentFact other = single.putIfAbsent(person, fact);
			if (other != null) {
				boolean[] marks = several.computeIfAbsent(person, none -> marks(other, moments, new boolean[moments.length]));
				marks(fact, moments, marks);
			}
		}
		Map<Key, long[]> changes = new HashMap<>();
		single.forEach((person, fact) -> {
			long[] change = changes.computeIfAbsent(person.key(), none -> new long[moments.length + 1]);
			boolean[] marks = several.get(person);
			if (marks == null) {
				change[first(fact, moments)]++;
				change[Math.max(first(fact, moments), end(fact, moments))]--;
				return;
			}
			for (int index = 0; index < marks.length; index++) {
				if (marks[index]) {
					change[index]++;
					change[index + 1]--;
				}
			}
		});
		changes.replaceAll((key, change) -> {
			Arrays.parallelPrefix(change, Long::sum);
			return Arrays.copyOf(change, moments.length);
		});
		return changes;
	}

	private static boolean[] marks(AssignmentFact fact, long[] moments, boolean[] marks) {
		for (int index = first(fact, moments); index < end(fact, moments); index++) {
			marks[index] = true;
		}
		return marks;
	}

	/** The first moment at which it holds. */
	private static int first(AssignmentFact fact, long[] moments) {
		return fact.from().map(from -> notBefore(from.toEpochMilli(), moments)).orElse(0);
	}

	/** The first moment at which it does not hold any more. */
	private static int end(AssignmentFact fact, long[] moments) {
		return fact.until().map(until -> notBefore(until.toEpochMilli(), moments)).orElse(moments.length);
	}

	private static int notBefore(long at, long[] moments) {
		int found = Arrays.binarySearch(moments, at);
		return found >= 0 ? found : -found - 1;
	}
}

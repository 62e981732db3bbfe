package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.core.internal.reports.Tables.column;
import static org.lictor.core.internal.reports.Tables.rows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Site;
import org.lictor.query.AttributionPolicy;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;

/** What sessions are laid to, in a company of which every event is known. */
class AttributionReportTest {

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
	}

	@AfterEach
	void close() {
		site.close();
	}

	@Test
	void eachSessionIsLaidToASeatAndTheReportSaysHowThatIsKnown() throws Exception {
		site.addServer("Acme");
		site.importLines("Acme", "users", "all ASSIGNMENTS", "assigned ann@x Maya", "assigned ben@x Revit", "assigned ben@x Suite");
		Instant now = site.now();
		site.importLines("Acme", "uses", "note uses", "day kim@x Suite/Revit " + now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(20),
				"session 1 ann PC1 Maya " + now.minusSeconds(7200) + " 3600", "session 2 ben PC2 Revit " + now.minusSeconds(7200) + " 1800",
				"session 3 stranger PC2 Maya " + now.minusSeconds(7200) + " 1800", "session 4 ann PC1 Revit " + now.minusSeconds(7300) + " 600");
		ResultTable table = site.report(Queries.ATTRIBUTION);
		assertEquals(List.of(
				List.of("Acme", "Maya", "Maya", "named user", "only one allows it", 1L, 1L, 1.0, Unknown.UNKNOWN),
				List.of("Acme", "Maya", Unknown.UNKNOWN, Unknown.UNKNOWN, "unknown person", 1L, 1L, 0.5, Unknown.UNKNOWN),
				List.of("Acme", "Revit", "Revit", "named user", "chosen by the policy", 1L, 1L, 0.5, "Revit (named user), Suite (named user)"),
				List.of("Acme", "Revit", Unknown.UNKNOWN, Unknown.UNKNOWN, "nothing allows it", 1L, 1L, 600 / 3600.0, Unknown.UNKNOWN)),
				rows(table));
		assertTrue(table.notes().getFirst().contains("policy vendor"), () -> table.notes().toString());
		ResultTable collections = site.report(Query.of(Queries.ATTRIBUTION, ZoneOffset.UTC).policy(AttributionPolicy.COLLECTION).product("Revit"));
		assertEquals(List.of("Suite", Unknown.UNKNOWN), column(collections, "laid_to"));
		assertEquals(List.of("ben"), column(site.report(Query.of(Queries.SESSION_ATTRIBUTION, ZoneOffset.UTC).product("Revit").limit(1)), "user"));
	}

	@Test
	void agreesWithAnObviousComputationForCompaniesAtRandom() throws Exception {
		for (int seed = 1; seed <= 6; seed++) {
			Company company = Company.live(site, "Company " + seed, seed);
			for (AttributionPolicy policy : AttributionPolicy.values()) {
				Query query = Query.of(Queries.SESSION_ATTRIBUTION, ZoneOffset.UTC).server(company.name)
						.between(company.begin.minus(Duration.ofDays(40)), site.now()).policy(policy);
				ResultTable sessions = site.report(query);
				Map<String, Long> told = new HashMap<>();
				for (List<Object> row : rows(sessions)) {
					told.merge(row.get(0) + " " + row.get(4) + " " + row.get(6) + " " + row.get(8) + " " + row.get(10), 1L, Long::sum);
				}
				Map<String, Long> expected = new HashMap<>();
				company.sessions.forEach(session -> expected.merge(session.person() + " " + session.product() + " " + session.start() + " "
						+ obvious(company, session, policy), 1L, Long::sum));
				assertEquals(expected, told, "seed " + seed + ", " + policy);
				ResultTable counts = site.report(new Query(Queries.ATTRIBUTION, query.server(), query.product(), query.from(), query.until(),
						query.zone(), query.by(), query.limit(), query.days(), query.whose(), query.policy()));
				assertEquals(company.sessions.size(), column(counts, "sessions").stream().mapToLong(each -> (Long) each).sum());
				assertEquals(company.sessions.stream().mapToLong(each -> each.length().toMillis()).sum() / 3_600_000.0,
						column(counts, "hours").stream().mapToDouble(each -> (Double) each).sum(), 1e-6);
			}
		}
	}

	private static String obvious(Company company, Company.Session session, AttributionPolicy policy) {
		if (!Company.PEOPLE.contains(session.person())) {
			return " unknown person";
		}
		LocalDate day = session.start().atZone(ZoneOffset.UTC).toLocalDate();
		TreeSet<String> seats = new TreeSet<>();
		for (Company.Seat seat : company.seats) {
			boolean begun = seat.since().map(since -> !since.atZone(ZoneOffset.UTC).toLocalDate().isAfter(day)).orElse(true);
			if (seat.person().equals(session.person()) && Company.allows(seat.product(), session.product()) && begun) {
				seats.add(seat.product());
			}
		}
		LocalDate second = company.begin.plus(Duration.ofDays(60)).atZone(ZoneOffset.UTC).toLocalDate();
		for (Company.Seat seat : company.lost) {
			if (seat.person().equals(session.person()) && Company.allows(seat.product(), session.product()) && !day.isAfter(second)) {
				seats.add(seat.product());
			}
		}
		TreeSet<String> counted = counted(company, session, List.of(day));
		if (counted.isEmpty()) {
			counted = counted(company, session, List.of(day.minusDays(1), day.plusDays(1)));
		}
		TreeSet<String> may = new TreeSet<>(counted);
		if (counted.isEmpty() || policy != AttributionPolicy.VENDOR) {
			may.addAll(seats);
		}
		if (may.isEmpty()) {
			return " nothing allows it";
		}
		List<String> order = new ArrayList<>(List.of(session.product(), Company.COLLECTION));
		if (policy == AttributionPolicy.COLLECTION) {
			java.util.Collections.reverse(order);
		}
		String first = order.stream().filter(may::contains).findFirst().orElseThrow();
		return first + " " + (may.size() > 1 ? "chosen by the policy" : counted.isEmpty() ? "only one allows it" : "counted by the vendor");
	}

	private static TreeSet<String> counted(Company company, Company.Session session, List<LocalDate> days) {
		TreeSet<String> counted = new TreeSet<>();
		for (Company.Day each : company.days) {
			String ran = each.part().isEmpty() ? each.product() : each.part();
			if (each.person().equals(session.person()) && ran.equals(session.product()) && days.contains(each.day())) {
				counted.add(each.product());
			}
		}
		return counted;
	}
}

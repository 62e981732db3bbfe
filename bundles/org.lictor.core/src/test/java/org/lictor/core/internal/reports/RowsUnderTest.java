package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.core.internal.reports.Tables.column;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.core.internal.Site;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.service.Queries;
import org.lictor.service.RowsUnder;

/** From every row of every report one can go down to the rows under it. */
class RowsUnderTest {

	/** Their rows are what a source told, or what happened. */
	private static final Set<String> AT_THE_BOTTOM = Set.of(Queries.EVENTS, Queries.COLLECTING, Queries.TEAMS, Queries.GROUPS_OF_PEOPLE,
			Queries.REGISTRATIONS, Queries.VENDOR_DAYS, Queries.SAMPLES);

	@TempDir
	private Path folder;
	private Site site;
	private Company company;

	@BeforeEach
	void aCompanyOfWhichEveryEventIsKnown() throws Exception {
		site = new Site(folder);
		company = Company.live(site, "Acme", 5);
	}

	@AfterEach
	void close() {
		site.close();
	}

	private Query all(String report) {
		return Query.of(report, ZoneOffset.UTC).between(company.begin.minus(Duration.ofDays(40)), site.now());
	}

	@Test
	void everythingThatIsUnderARowCanBeAsked() throws Exception {
		Set<String> seen = new HashSet<>();
		site.watch("All", "Acme");
		Site.Host host = site.enrol("PC1");
		SessionInfo session = host.start("Acme", "ann", "Maya", "2026");
		site.after(Duration.ofHours(1));
		host.running(session);
		host.send();
		for (ReportDefinition report : site.node.queries().reports()) {
			Query query = report.parameters().contains(ReportDefinition.Parameter.TIME) ? all(report.name())
					: Query.of(report.name(), ZoneOffset.UTC);
			ResultTable table = site.report(query);
			for (int row = 0; row < Math.min(3, table.rowCount()); row++) {
				List<RowsUnder.Question> under = RowsUnder.of(query, table, row);
				assertEquals(AT_THE_BOTTOM.contains(report.name()), under.isEmpty(), report.name());
				for (RowsUnder.Question question : under) {
					if (site.report(question.query()).rowCount() > 0) {
						seen.add(question.query().report());
					}
				}
			}
		}
		assertTrue(seen.containsAll(Set.of(Queries.SESSIONS, Queries.PEAK_SESSIONS, Queries.VENDOR_DAYS, Queries.ASSIGNMENTS,
				Queries.SESSION_ATTRIBUTION, Queries.RECONCILIATION, Queries.USAGE_HISTORY, Queries.IDENTITY)), seen::toString);
	}

	private record Use(String product, Instant start, Instant end) {

		boolean overlaps(Instant from, Instant until) {
			return start.isBefore(until) && end.isAfter(from);
		}
	}

	@Test
	void theSessionsUnderAFigureAreThoseItCounts() throws Exception {
		site.watch("All", "Acme");
		Site.Host one = site.enrol("PC1");
		Site.Host other = site.enrol("PC2");
		Instant begin = site.now();
		List<Use> uses = new ArrayList<>();
		for (int day = 0; day < 8; day++) {
			Instant start = site.now();
			String product = day % 3 == 0 ? "Maya" : "Revit";
			SessionInfo here = one.start("Acme", "ann", product, "2026");
			site.after(Duration.ofHours(1));
			SessionInfo there = other.start("Acme", "ben", "Revit", "2026");
			site.after(Duration.ofHours(2));
			one.end(here);
			uses.add(new Use(product, start, site.now()));
			site.after(Duration.ofHours(13));
			other.end(there);
			uses.add(new Use("Revit", start.plus(Duration.ofHours(1)), site.now()));
			one.send();
			other.send();
			site.after(Duration.ofHours(8));
		}
		Query days = Query.of(Queries.USAGE_HISTORY, ZoneOffset.UTC).between(begin, site.now()).by(Granularity.DAY);
		ResultTable table = site.report(days);
		int checked = 0;
		for (int row = 0; row < table.rowCount(); row++) {
			Instant from = (Instant) table.value(row, "period");
			String product = (String) table.value(row, "product");
			long expected = uses.stream().filter(each -> each.product().equals(product) && each.overlaps(from, from.plus(Duration.ofDays(1))))
					.count();
			List<Query> under = RowsUnder.of(days, table, row).stream().map(RowsUnder.Question::query).toList();
			assertEquals(expected, site.report(of(under, Queries.SESSIONS)).rowCount(), () -> product + " on " + from);
			if (expected > 0) {
				assertEquals(Set.of(table.value(row, "used_max")), Set.copyOf(column(site.report(of(under, Queries.PEAK_SESSIONS)), "used")));
				checked++;
			}
		}
		assertTrue(checked > 8, table::toString);
		Query hours = Query.of(Queries.USER_HOURS, ZoneOffset.UTC).between(begin, site.now());
		ResultTable people = site.report(hours);
		assertTrue(people.rowCount() > 2);
		for (int row = 0; row < people.rowCount(); row++) {
			Query sessions = of(RowsUnder.of(hours, people, row).stream().map(RowsUnder.Question::query).toList(), Queries.SESSIONS);
			assertEquals((Long) people.value(row, "sessions"), site.report(sessions).rowCount());
		}
	}

	private static Query of(List<Query> under, String report) {
		return under.stream().filter(each -> each.report().equals(report)).findAny().orElseThrow();
	}
}

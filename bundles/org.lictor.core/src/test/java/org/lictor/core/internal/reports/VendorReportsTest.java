package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.core.internal.reports.Tables.column;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.LinesType;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;
import org.lictor.spi.Collecting;
import org.lictor.spi.PollResult;

/** What the reports on vendors' facts show, over a Monday, a Tuesday and a Wednesday. */
class VendorReportsTest {

	private static final Instant MONDAY = Site.MONDAY;
	private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
	private static final Instant WEDNESDAY = MONDAY.plus(Duration.ofDays(2));

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void collectThreeDays() throws Exception {
		site = new Site(folder);
		site.addServer("Acme");
		site.importLines("Acme", "monday", "all ASSIGNMENTS", "all ENTITLEMENTS", "all GROUPS", "seats Maya 5 Red",
				"assigned ann@x Maya Red", "assigned ben@x Maya Red", "member Design ann@x Red", "team Red premium");
		site.after(Duration.ofDays(1));
		site.importLines("Acme", "tuesday", "all ASSIGNMENTS", "all ENTITLEMENTS", "all GROUPS", "seats Maya 6 Red",
				"assigned ann@x Maya Red", "assigned eve@x Maya Red", "tokens C-1 2026-05 Maya 12", "contract C-1 500");
		site.after(Duration.ofDays(1));
	}

	@AfterEach
	void close() {
		site.close();
	}

	@Test
	void seatsAndAssignmentsOverTime() throws Exception {
		ResultTable table = site.report(Query.of(Queries.SEATS_HISTORY, ZoneOffset.UTC).by(Granularity.DAY)
				.between(MONDAY.minus(Duration.ofDays(1)), WEDNESDAY.plusSeconds(1)));

		assertEquals(List.of(Unknown.UNKNOWN, 2L, 2L, 2L), column(table, "assigned"), "unknown before the first look");
		assertEquals(List.of(0L, 5L, 6L, 6L), column(table, "seats"));
		assertEquals("Red", column(table, "team").getFirst());
		assertEquals(MONDAY.truncatedTo(java.time.temporal.ChronoUnit.DAYS), column(table, "period_start").get(1));
		assertThrows(ServiceException.class,
				() -> site.report(Query.of(Queries.SEATS_HISTORY, ZoneOffset.UTC).by(Granularity.HOUR)));
	}

	@Test
	void assignmentsWithTheirTimes() throws Exception {
		ResultTable table = site.report(Queries.ASSIGNMENTS);

		assertEquals(List.of("ann@x", "ben@x", "eve@x"), column(table, "account"));
		assertEquals(List.of(Unknown.UNKNOWN, Unknown.UNKNOWN, TUESDAY), column(table, "from"));
		assertEquals(List.of(Unknown.UNKNOWN, TUESDAY, Unknown.UNKNOWN), column(table, "until"));
		assertEquals(List.of("ann@x", "eve@x"), column(
				site.report(Query.of(Queries.ASSIGNMENTS, ZoneOffset.UTC).between(TUESDAY, WEDNESDAY)), "account"));
		assertEquals(0, site.report(Query.of(Queries.ASSIGNMENTS, ZoneOffset.UTC).product("AutoCAD")).rowCount());
	}

	@Test
	void whoGainedAndWhoLost() throws Exception {
		ResultTable table = site.report(Queries.CHANGES);

		assertEquals(List.of("ben@x", "eve@x"), column(table, "account"));
		assertEquals(List.of("LOST", "GAINED"), column(table, "change"));
		assertEquals(List.of(TUESDAY, TUESDAY), column(table, "at"));
		assertEquals(0, site.report(Query.of(Queries.CHANGES, ZoneOffset.UTC).between(MONDAY, TUESDAY)).rowCount());
	}

	@Test
	void groupsTeamsAndTokens() throws Exception {
		ResultTable groups = site.report(Queries.GROUPS_OF_PEOPLE);
		assertEquals(List.of("Design"), column(groups, "group"));
		assertEquals(List.of(TUESDAY), column(groups, "until"), "the second list was without her");
		assertEquals(List.of("premium"), column(site.report(Queries.TEAMS), "benefits"));

		ResultTable tokens = site.report(Queries.TOKENS);
		assertEquals(List.of(12.0), column(tokens, "tokens"));
		assertEquals(List.of("2026-05"), column(tokens, "month"));
		assertEquals(List.of("Maya"), column(tokens, "product"), "a category that is a product's name");
		assertEquals(List.of(), column(site.report(Queries.EXPIRING), "contract"), "no last day is told");
	}

	@Test
	void howFarTheMonitorIs() throws Exception {
		Collecting.Quota quota = new Collecting.Quota("Queries", 20, 20, Duration.ofDays(1), Optional.of(WEDNESDAY.plusSeconds(60)));
		Collecting.Task task = new Collecting.Task("Usage 2025", Collecting.TaskState.RUNNING, TUESDAY, "asked for");
		site.type.poll = () -> new PollResult.Collected(Status.up(""), List.of(), List.of(),
				new Collecting(List.of(quota), List.of(task), Optional.of(WEDNESDAY.plusSeconds(5))));
		site.node.servers().poll("Acme", Progress.NONE);
		site.restart();

		ResultTable table = site.report(Queries.COLLECTING);
		assertEquals(List.of("QUOTA", "TASK", "POLL", "POLL"), column(table, "kind"));
		assertEquals(List.of("BLOCKED", "RUNNING", "UP", Unknown.UNKNOWN), column(table, "state"));
		assertEquals(List.of(20L, Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN), column(table, "limit"));
		assertEquals(List.of(Duration.ofDays(1), Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN), column(table, "per"));
		assertEquals("last poll", column(table, "name").get(2));
		assertEquals(WEDNESDAY, column(table, "at").get(2));
		assertEquals("next poll", column(table, "name").get(3));
		assertEquals(WEDNESDAY.plusSeconds(5), column(table, "at").get(3));

		site.node.servers().remove("Acme");
		assertEquals(0, site.report(Queries.COLLECTING).rowCount());
	}

	@Test
	void sessionsTheVendorTellsAreSessions() throws Exception {
		site.importLines("Acme", "sessions", "session s1 ann PC7 Maya 2026-05-04T08:00:00Z 3600",
				"session s1 ann PC7 Maya 2026-05-04T08:00:00Z 7200");

		ResultTable table = site.report(Queries.SESSIONS);
		assertEquals(List.of(Duration.ofHours(2)), column(table, "duration"));
		assertEquals(List.of("ended"), column(table, "state"));
		assertEquals(List.of("vendor"), column(table, "source"));
	}

	@Test
	void everyReportIsThereAndDescribed() throws Exception {
		assertTrue(site.node.queries().reports().stream().map(each -> each.name()).toList()
				.containsAll(List.of("seats-history", "assignments", "changes", "expiring", "tokens", "collecting",
						"groups-of-people", "teams")));
		assertEquals(LinesType.ID, site.type.id());
	}
}

package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.core.internal.reports.Tables.column;
import static org.lictor.core.internal.reports.Tables.rows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.core.internal.Site;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.query.Whose;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** How many licences will be in use at once at most. */
class PeakForecastReportTest {

	private static final Query FORECAST = Query.of(Queries.PEAK_FORECAST, ZoneOffset.UTC);

	@Test
	void isStatedWhereHistoryAllowsItOnly(@TempDir Path folder) throws Exception {
		try (Site site = new Site(folder)) {
			site.addServer("Acme");
			site.watch("All", "Acme");
			site.importLines("Acme", "seats", "seats Maya 2");
			Site.Host host = site.enrol("PC1");
			assertEquals(0, site.report(FORECAST).rowCount(), "nothing is known yet");
			// Monday of each week two users at once, of every fourth week three
			for (int week = 0; week < 30; week++) {
				List<SessionInfo> sessions = new java.util.ArrayList<>();
				for (String user : week % 4 == 0 ? List.of("ann", "ben", "kim") : List.of("ann", "ben")) {
					sessions.add(host.start("Acme", user, "Maya", "2026"));
				}
				site.after(Duration.ofHours(4));
				sessions.forEach(host::end);
				site.after(Duration.ofDays(7).minusHours(4));
				if (week == 20) {
					host.send();
					ResultTable early = site.report(FORECAST);
					assertEquals("of 26 whole weeks that it takes 21 are known", early.value(0, "why"), "the week in which agents began is known for the most of it");
					assertEquals(Unknown.UNKNOWN, early.value(0, "expected"));
					assertEquals(3L, early.value(0, "peak"));
				}
			}
			host.send();
			ResultTable table = site.report(FORECAST);
			assertEquals(1, table.rowCount());
			assertEquals(List.of("Acme", "Maya", 30L, 3L, 0.0), rows(table).getFirst().subList(0, 5));
			assertEquals(3L, table.value(0, "expected"), "once in 13 weeks is almost sure");
			assertEquals(2L, table.value(0, "total"));
			assertTrue((Double) table.value(0, "risk") > 0.5, "more than two are likely");
			assertEquals(Unknown.UNKNOWN, table.value(0, "why"));
			assertTrue(table.notes().getFirst().startsWith("For 13 weeks from 2026-11-30 (Z), "), table.notes()::getFirst);

			assertEquals(List.of(1L), column(site.report(FORECAST.whose(Whose.user("ann"))), "expected"), "of one user");
			assertEquals("of 58 whole weeks that it takes 30 are known", site.report(FORECAST.days(200)).value(0, "why"));
			assertEquals(Unknown.UNKNOWN, site.report(FORECAST.between(site.now().minus(Duration.ofDays(100)), site.now())).value(0, "low"));
			assertEquals(ServiceException.Reason.INVALID, assertThrows(ServiceException.class, () -> site.report(FORECAST.days(9_999))).reason());
			Instant begin = site.now().minus(Duration.ofDays(20_000));
			assertEquals(ServiceException.Reason.INVALID,
					assertThrows(ServiceException.class, () -> site.report(FORECAST.between(begin, site.now()))).reason());
		}
	}
}

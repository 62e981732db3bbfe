package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lictor.core.internal.reports.Tables.column;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Site;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Whose;
import org.lictor.service.Queries;

/** Examples that others in the field publish of how sessions and hours are counted. */
class WorkedExamplesTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Acme");
	}

	@AfterEach
	void close() {
		site.close();
	}

	/** A day given as a time means from midnight to midnight in the zone of the reader, and whatever ran in it for a moment. */
	@Test
	void aSessionBelongsToEveryTimeInWhichItBeganRanOrEnded() throws Exception {
		// in Berlin, where it was two hours later
		site.importLines("Acme", "sessions", "session before ann PC1 Maya 2026-04-19T12:00:00Z 36000", "session endsIn ben PC1 Maya 2026-04-19T21:00:00Z 7200",
				"session within cem PC1 Maya 2026-04-20T10:00:00Z 60", "session beginsIn dan PC1 Maya 2026-04-20T21:59:00Z 3600",
				"session spans eve PC1 Maya 2026-04-18T10:00:00Z 345600", "session after fay PC1 Maya 2026-04-20T22:00:00Z 60");
		LocalDate day = LocalDate.of(2026, 4, 20);
		Query query = Query.of(Queries.SESSIONS, BERLIN).between(day.atStartOfDay(BERLIN).toInstant(), day.plusDays(1).atStartOfDay(BERLIN).toInstant());
		assertEquals(List.of("dan", "cem", "ben", "eve"), column(site.report(query), "user"));
		Query moment = Query.of(Queries.SESSIONS, BERLIN).between(Instant.parse("2026-04-20T10:00:30Z"), Instant.parse("2026-04-20T10:00:30.001Z"));
		assertEquals(List.of("cem", "eve"), column(site.report(moment), "user"), "who used it at a time point");
	}

	/**
	 * John uses two licences on Host 1 from 9 to 13 and three on Host 2 from 14 to 17, Sam one on Host 1 from 9 to 15: sessions
	 * added up give other totals than hours of use, and both are right.
	 */
	@Test
	void johnAndSamHaveOtherTotalsBySessionsThanByHoursOfUse() throws Exception {
		site.importLines("Acme", "sessions", "session j1 john host1 Maya 2026-04-20T09:00:00Z 14400", "session j2 john host1 Maya 2026-04-20T09:00:00Z 14400",
				"session s1 sam host1 Maya 2026-04-20T09:00:00Z 21600", "session j3 john host2 Maya 2026-04-20T14:00:00Z 10800",
				"session j4 john host2 Maya 2026-04-20T14:00:00Z 10800", "session j5 john host2 Maya 2026-04-20T14:00:00Z 10800");
		Query day = Query.of(Queries.USER_HOURS, ZoneOffset.UTC).between(Instant.parse("2026-04-20T00:00:00Z"), Instant.parse("2026-04-21T00:00:00Z"));
		ResultTable hours = site.report(day);
		assertEquals(List.of("john", "sam"), column(hours, "user"));
		assertEquals(List.of(7.0, 6.0), column(hours, "hours"), "several licences of one user at once count once");
		assertEquals(List.of(5L, 1L), column(hours, "sessions"));
		assertEquals(List.of(3L, 1L), column(hours, "peak"));

		assertEquals(Duration.ofHours(2 * 4 + 3 * 3), total(Whose.user("john")));
		assertEquals(Duration.ofHours(6), total(Whose.user("sam")));
		assertEquals(Duration.ofHours(2 * 4 + 6), total(Whose.host("host1")));
		assertEquals(List.of(4.0, 6.0), column(site.report(day.whose(Whose.host("host1"))), "hours"));
	}

	private Duration total(Whose whose) throws Exception {
		return column(site.report(Query.of(Queries.SESSIONS, ZoneOffset.UTC).whose(whose)), "duration").stream().map(Duration.class::cast)
				.reduce(Duration.ZERO, Duration::plus);
	}

	/** Two processes of one application are two sessions; by rule per user they are one licence. */
	@Test
	void twoProcessesAreTwoSessionsAndOneNamedUser() throws Exception {
		site.watch("All", "Acme");
		Instant begin = site.now();
		Site.Host host = site.enrol("PC1");
		var first = host.start("Acme", "ann", "Maya", "2026");
		var second = host.start("Acme", "ann", "Maya", "2026");
		site.after(Duration.ofHours(1));
		host.end(first);
		host.end(second);
		host.send();
		assertEquals(2, site.report(Queries.SESSIONS).rowCount());
		Query hour = Query.of(Queries.UTILISATION, ZoneOffset.UTC).between(begin, site.now());
		assertEquals(List.of(1L), column(site.report(hour), "licences"));

		Query peak = Query.of(Queries.PEAK_SESSIONS, ZoneOffset.UTC).between(begin, site.now());
		assertEquals(List.of("ann", "ann"), column(site.report(peak), "user"), "what is under the figure");
		assertEquals(List.of(1L, 1L), column(site.report(peak), "used"));
		assertEquals(0, site.report(peak.whose(Whose.user("ben"))).rowCount());
	}

	/** The peak is where the most users overlap, at the first moment at which they do; an end comes before a beginning. */
	@Test
	void thePeakHasTheSessionsThatRanThen() throws Exception {
		site.watch("All", "Acme");
		Instant begin = site.now();
		Site.Host host = site.enrol("PC1");
		var ann = host.start("Acme", "ann", "Maya", "2026");
		site.after(Duration.ofMinutes(20));
		var ben = host.start("Acme", "ben", "Maya", "2026");
		site.after(Duration.ofMinutes(20));
		host.end(ann);
		var cem = host.start("Acme", "cem", "Maya", "2026");
		site.after(Duration.ofMinutes(20));
		host.end(ben);
		host.end(cem);
		host.send();
		ResultTable table = site.report(Query.of(Queries.PEAK_SESSIONS, ZoneOffset.UTC).between(begin, site.now()));
		assertEquals(List.of("ben", "ann"), column(table, "user"));
		assertEquals(begin.plus(Duration.ofMinutes(20)), table.value(0, "at"));
		assertEquals(2L, table.value(0, "used"));
		table = site.report(Query.of(Queries.PEAK_SESSIONS, ZoneOffset.UTC).between(begin.plus(Duration.ofMinutes(45)), site.now()));
		assertEquals(List.of("cem", "ben"), column(table, "user"), "within the time that is asked about");
	}
}

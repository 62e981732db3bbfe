package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.core.internal.reports.Tables.column;
import static org.lictor.core.internal.reports.Tables.rows;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Site;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Price;
import org.lictor.service.Queries;

/** Seats that could be given back, from all evidence together. */
class UnusedSeatsReportTest {

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

	private static Query query(String report) {
		return Query.of(report, ZoneOffset.UTC);
	}

	@Test
	void tellsWhoseSeatIsIdleAndSinceWhen() throws Exception {
		site.addServer("Acme");
		site.importLines("Acme", "first", "all ASSIGNMENTS", "seats Maya 5", "assigned ann@x Maya Red", "assigned ben@x Maya Red",
				"assigned eve@x Suite Red", "assigned kim@x Maya", "day ann@x Maya 2026-01-10", "day ben@x Maya 2026-04-20",
				"day kim@x Suite/Civil 2026-02-01", "session s1 eve PC1 Civil 2026-04-30T10:00:00Z 3600");
		site.after(Duration.ofDays(80));
		site.importLines("Acme", "second", "all ASSIGNMENTS", "assigned ann@x Maya Red", "assigned ben@x Maya Red",
				"assigned eve@x Suite Red", "assigned kim@x Maya", "assigned lea@x Maya Red");
		site.after(Duration.ofDays(5));

		ResultTable table = site.report(Queries.UNUSED_SEATS);
		assertEquals(List.of("kim@x", "ann@x", "ben@x"), column(table, "account"),
				"kim never used Maya; eve used a part of the suite 89 days ago");
		assertEquals(List.of(Unknown.UNKNOWN, 199L, 99L), column(table, "days_unused"));
		assertEquals(List.of(Unknown.UNKNOWN, "usage", "usage"), column(table, "source"));
		assertEquals(List.of(Unknown.UNKNOWN, "Red", "Red"), column(table, "team"));
		assertTrue(table.notes().stream().anyMatch(note -> note.contains("1 unused seats that were assigned for fewer days")));

		assertEquals(List.of(Unknown.UNKNOWN, Unknown.UNKNOWN, Unknown.UNKNOWN), column(table, "cost_per_year"));
		site.node.prices().set(new Price(Price.Kind.SEAT_YEAR, "Maya", LocalDate.of(2026, 1, 1), new BigDecimal("2100.50"), "EUR"));
		site.node.prices().set(new Price(Price.Kind.SEAT_YEAR, "Maya", LocalDate.of(2027, 1, 1), new BigDecimal("9999"), "EUR"));
		assertEquals(2100.5, column(site.report(Queries.UNUSED_SEATS), "cost_per_year").getFirst());
		ResultTable products = site.report(query(Queries.UNUSED_SEATS_BY_PRODUCT).product("Maya"));
		assertEquals(List.of(List.of("Acme", "Maya", 5L, 4L, 0L, 3L, 1L, 0L, 6301.5, "EUR")), rows(products));
		assertEquals(List.of("kim@x", "lea@x", "ann@x", "ben@x", "eve@x"),
				column(site.report(query(Queries.UNUSED_SEATS).days(5)), "account"));
	}

	@Test
	void nothingIsSaidWhereNoUseIsKnownForAsLong() throws Exception {
		site.addServer("Acme");
		site.importLines("Acme", "first", "all ASSIGNMENTS", "assigned ann@x Maya");
		assertEquals(0, site.report(Queries.UNUSED_SEATS).rowCount());
		assertEquals(List.of(1L), column(site.report(Queries.UNUSED_SEATS_BY_PRODUCT), "unwatched"));

		site.watch("All", "Acme");
		site.after(Duration.ofDays(90));
		assertEquals(List.of("ann@x"), column(site.report(Queries.UNUSED_SEATS), "account"), "agents watch for ninety days");

		Site.Host host = site.enrol("PC1");
		host.start("Acme", "ann", "Maya", "2026");
		host.send();
		assertEquals(0, site.report(Queries.UNUSED_SEATS).rowCount(), "she uses it now");
	}

	@Test
	void equalsASlowComputationOnSmallCompanies() throws Exception {
		for (int seed = 0; seed < 6; seed++) {
			Company company = Company.live(site, "Company" + seed, seed);
			for (int days : List.of(1, 30, 45, 90)) {
				assertEquals(expected(company, days), found(company, days), "seed " + seed + ", " + days + " days");
			}
		}
	}

	private Set<List<Object>> found(Company company, int days) throws Exception {
		ResultTable table = site.report(query(Queries.UNUSED_SEATS).server(company.name).days(days));
		Set<List<Object>> found = new TreeSet<>(java.util.Comparator.comparing(Object::toString));
		for (int row = 0; row < table.rowCount(); row++) {
			found.add(List.of(table.value(row, "account"), table.value(row, "product"), table.value(row, "last_used"),
					table.value(row, "days_unused")));
		}
		return found;
	}

	/** Looks at each seat, and at each use once more for it. */
	private Set<List<Object>> expected(Company company, int days) {
		Map<LocalDate, String> known = new TreeMap<>();
		company.days.forEach(day -> known.put(day.day(), ""));
		company.sessions.forEach(session -> known.put(day(session.start()), ""));
		LocalDate today = day(site.now());
		Set<List<Object>> expected = new TreeSet<>(java.util.Comparator.comparing(Object::toString));
		for (Company.Seat seat : company.seats) {
			List<Instant> moments = new ArrayList<>();
			company.sessions.stream().filter(session -> session.person().equals(seat.person()) && Company.allows(seat.product(), session.product()))
					.forEach(session -> moments.add(session.end()));
			company.days.stream().filter(day -> day.person().equals(seat.person()) && day.product().equals(seat.product()))
					.filter(day -> moments.stream().noneMatch(moment -> day(moment).equals(day.day()))).toList()
					.forEach(day -> moments.add(day.day().atStartOfDay(ZoneOffset.UTC).toInstant()));
			Instant last = moments.stream().max(Instant::compareTo).orElse(null);
			boolean settled = seat.since().map(since -> !day(since).plusDays(days).isAfter(today)).orElse(true);
			boolean watched = !known.isEmpty() && !known.keySet().iterator().next().plusDays(days).isAfter(today);
			if (settled && (last == null ? watched : !day(last).plusDays(days).isAfter(today))) {
				expected.add(List.of(seat.person() + "@x", seat.product(), last == null ? Unknown.UNKNOWN : last,
						last == null ? Unknown.UNKNOWN : (Object) (today.toEpochDay() - day(last).toEpochDay())));
			}
		}
		return expected;
	}

	private static LocalDate day(Instant moment) {
		return moment.atZone(ZoneOffset.UTC).toLocalDate();
	}
}

package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lictor.core.internal.reports.Tables.column;
import static org.lictor.core.internal.reports.Tables.rows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.core.internal.Site;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** What differs between agents, vendor and assignments. */
class ReconciliationReportTest {

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
	void agentsTheVendorAndTheAssignmentsAreCompared() throws Exception {
		site.addServer("Acme");
		site.watch("All", "Acme");
		site.importLines("Acme", "users", "all ASSIGNMENTS", "assigned ann@x Maya Red", "assigned ben@x Maya Red", "assigned eve@x Suite");
		Site.Host host = site.enrol("PC1");
		Site.Host other = site.enrol("PC2");
		SessionInfo here = host.start("Acme", "ann", "Maya", "2026");
		SessionInfo there = other.start("Acme", "ann", "Maya", "2026");
		other.start("Acme", "stranger", "Maya", "2026");
		site.after(Duration.ofMinutes(10));
		host.running(here);
		other.running(there);
		host.send();
		other.send();
		site.importLines("Acme", "usage", "day ann@x Maya 2026-05-04", "day eve@x Suite/Civil 2026-05-04", "day kim@x Maya 2026-05-04");

		ResultTable table = site.report(Queries.RECONCILIATION);
		assertEquals(List.of(
				List.of("ASSIGNED_NOT_USED", "ben@x", "Acme", "Maya", 31L, Unknown.UNKNOWN),
				List.of("USED_NOT_ASSIGNED", "kim@x", "Acme", "Maya", 1L, "counted by the vendor"),
				List.of("CLOUD_NOT_HOST", "eve@x", "Acme", "Civil", 1L, "Suite"),
				List.of("CLOUD_NOT_HOST", "kim@x", "Acme", "Maya", 1L, Unknown.UNKNOWN),
				List.of("TWO_MACHINES", "ann@x", "Acme", "Maya", 1L, "PC1, PC2"),
				List.of("UNKNOWN_PERSON", "stranger", "Acme", "Maya", 1L, "PC2")),
				rows(table).stream().map(row -> List.of(row.get(0), row.get(1), row.get(3), row.get(4), row.get(5), row.get(9))).toList());
		assertEquals("2026-04-04 to 2026-05-04", column(table, "which_days").getFirst());
		assertEquals(LocalDate.of(2026, 5, 4), column(table, "first_day").getLast());

		assertEquals(List.of("Civil"), column(site.report(Query.of(Queries.RECONCILIATION, ZoneOffset.UTC).product("Civil")), "product"));
		ResultTable counts = site.report(Queries.RECONCILIATION_COUNTS);
		assertEquals(List.of("CLOUD_NOT_HOST", "Acme", "Civil", 1L, 1L), rows(counts).get(2));
		assertThrows(ServiceException.class, () -> site.report(Query.of(Queries.RECONCILIATION, ZoneOffset.UTC)
				.between(site.now().plusSeconds(60), site.now().plusSeconds(90))));
	}

	@Test
	void equalsASlowComputationOnSmallCompanies() throws Exception {
		for (int seed = 100; seed < 105; seed++) {
			Company company = Company.live(site, "Company" + seed, seed);
			LocalDate first = day(company.begin).plusDays(50);
			LocalDate last = first.plusDays(30);
			ResultTable table = site.report(Query.of(Queries.RECONCILIATION, ZoneOffset.UTC).server(company.name)
					.between(start(first), start(last.plusDays(1))));
			Set<String> found = new TreeSet<>();
			for (int row = 0; row < table.rowCount(); row++) {
				for (String range : table.value(row, "which_days").toString().split(", ")) {
					String[] ends = range.split(" to ");
					LocalDate until = LocalDate.parse(ends[ends.length - 1]);
					for (LocalDate day = LocalDate.parse(ends[0]); !day.isAfter(until); day = day.plusDays(1)) {
						found.add(table.value(row, "difference") + " " + table.value(row, "account") + " " + table.value(row, "product") + " " + day);
					}
				}
			}
			assertEquals(String.join("\n", expected(company, first, last)), String.join("\n", found), "seed " + seed);
		}
	}

	/** Asks of every person, product and day. */
	private static Set<String> expected(Company company, LocalDate first, LocalDate last) {
		Set<String> expected = new TreeSet<>();
		LocalDate firstCounted = company.days.stream().map(Company.Day::day).min(LocalDate::compareTo).orElse(LocalDate.MAX);
		LocalDate lastCounted = company.days.stream().map(Company.Day::day).max(LocalDate::compareTo).orElse(LocalDate.MIN);
		LocalDate watched = company.sessions.stream().filter(session -> !day(session.end().minusMillis(1)).isBefore(first.minusDays(1)))
				.map(session -> day(session.start())).min(LocalDate::compareTo).orElse(LocalDate.MAX);
		Set<String> people = new TreeSet<>(Company.PEOPLE);
		people.add("stranger");
		for (String person : people) {
			BiPredicate<String, LocalDate> had = (product, day) -> has(company, person, product, day);
			BiPredicate<String, LocalDate> saw = (product, day) -> company.sessions.stream().anyMatch(session -> session.person().equals(person)
					&& session.product().equals(product) && !day.isBefore(day(session.start())) && !day.isAfter(day(session.end().minusMillis(1))));
			BiPredicate<String, LocalDate> ran = (product, day) -> company.days.stream().anyMatch(each -> each.person().equals(person)
					&& (each.part().isEmpty() ? each.product() : each.part()).equals(product) && each.day().equals(day));
			for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
				LocalDate today = day;
				for (String product : Company.PRODUCTS) {
					boolean allowed = had.test(product, day) || Company.allows(Company.COLLECTION, product) && had.test(Company.COLLECTION, day);
					boolean both = Company.allows(Company.COLLECTION, product) && had.test(product, day) && had.test(Company.COLLECTION, day);
					boolean counted = near(ran, product, day);
					String who = " " + (person.equals("stranger") ? person : person + "@x") + " " + product + " " + day;
					if (saw.test(product, day)) {
						if (twoMachines(company, person, product, day)) {
							expected.add("TWO_MACHINES" + who);
						}
						if (person.equals("stranger")) {
							expected.add("UNKNOWN_PERSON" + who);
							continue;
						}
						if (!allowed) {
							expected.add("USED_NOT_ASSIGNED" + who);
						}
						if (!counted && !day.isBefore(firstCounted) && !day.isAfter(lastCounted)) {
							expected.add("HOST_NOT_CLOUD" + who);
						}
						if (both && !counted) {
							expected.add("AMBIGUOUS" + who);
						}
					}
					if (ran.test(product, day) && !near(saw, product, day) && !day.isBefore(watched)) {
						expected.add("CLOUD_NOT_HOST" + who);
					}
				}
				company.days.stream().filter(each -> each.person().equals(person) && each.day().equals(today)).forEach(each -> {
					String what = each.part().isEmpty() ? each.product() : each.part();
					boolean other = had.test(what, today) || Company.allows(Company.COLLECTION, what) && had.test(Company.COLLECTION, today);
					if (!had.test(each.product(), today)) {
						expected.add(other ? "COLLECTION_DIFFERS " + person + "@x " + what + " " + today
								: "USED_NOT_ASSIGNED " + person + "@x " + each.product() + " " + today);
					}
				});
			}
			for (String seat : List.of("Maya", "Revit", "Civil", Company.COLLECTION)) {
				List<LocalDate> days = first.minusDays(1).datesUntil(last.plusDays(2)).filter(day -> had.test(seat, day)).toList();
				boolean used = days.stream().anyMatch(day -> Company.PRODUCTS.stream().anyMatch(product -> Company.allows(seat, product) && saw.test(product, day))
						|| company.days.stream().anyMatch(each -> each.person().equals(person) && each.product().equals(seat) && each.day().equals(day)));
				boolean known = !firstCounted.isAfter(last) && !lastCounted.isBefore(first) || !watched.isAfter(last);
				if (!used && known) {
					days.stream().filter(day -> !day.isBefore(first) && !day.isAfter(last))
							.forEach(day -> expected.add("ASSIGNED_NOT_USED " + person + "@x " + seat + " " + day));
				}
			}
		}
		return expected;
	}

	private static boolean near(BiPredicate<String, LocalDate> what, String product, LocalDate day) {
		return what.test(product, day.minusDays(1)) || what.test(product, day) || what.test(product, day.plusDays(1));
	}

	private static boolean has(Company company, String person, String product, LocalDate day) {
		LocalDate read = day(company.begin).plusDays(60);
		return company.seats.stream().anyMatch(seat -> seat.person().equals(person) && seat.product().equals(product)
				&& seat.since().map(since -> !day.isBefore(day(since))).orElse(true))
				|| company.lost.stream().anyMatch(seat -> seat.person().equals(person) && seat.product().equals(product) && !day.isAfter(read));
	}

	private static boolean twoMachines(Company company, String person, String product, LocalDate day) {
		for (Company.Session one : company.sessions) {
			for (Company.Session other : company.sessions) {
				Instant from = one.start().isAfter(other.start()) ? one.start() : other.start();
				Instant until = one.end().isBefore(other.end()) ? one.end() : other.end();
				if (one.person().equals(person) && other.person().equals(person) && one.product().equals(product)
						&& other.product().equals(product) && !one.host().equals(other.host()) && from.isBefore(until)
						&& !day.isBefore(day(from)) && !day.isAfter(day(until.minusMillis(1)))) {
					return true;
				}
			}
		}
		return false;
	}

	private static LocalDate day(Instant moment) {
		return moment.atZone(ZoneOffset.UTC).toLocalDate();
	}

	private static Instant start(LocalDate day) {
		return day.atStartOfDay(ZoneOffset.UTC).toInstant();
	}
}

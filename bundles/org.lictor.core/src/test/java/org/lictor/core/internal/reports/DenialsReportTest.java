package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Whose;
import org.lictor.service.Mapping;
import org.lictor.service.Queries;
import org.lictor.service.ReportGroup;
import org.lictor.service.RowsUnder;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.PollResult;

/** Who was refused, and how often beside what was in use. */
class DenialsReportTest {

	@TempDir
	private Path folder;
	private Site site;
	private Instant begin;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Acme");
		begin = site.now();
	}

	@AfterEach
	void close() {
		site.close();
	}

	private void poll(String... lines) throws Exception {
		site.type.poll = () -> new PollResult.Collected(Status.up(""), List.of(new Evidence(Evidence.Origin.POLL, "state", site.now(),
				Content.of((String.join("\n", lines) + "\nall SAMPLES\nall CHECKOUTS").getBytes(StandardCharsets.UTF_8)))), List.of());
		site.node.servers().poll("Acme", Progress.NONE);
	}

	private String denied(long seconds, String rest) {
		return "denied " + begin.plusSeconds(seconds) + " " + rest;
	}

	private Query asked(String report) {
		return Query.of(report, ZoneOffset.UTC).between(begin, site.now());
	}

	private static List<String> rows(ResultTable table, String... columns) {
		List<String> rows = new ArrayList<>();
		for (int row = 0; row < table.rowCount(); row++) {
			int each = row;
			rows.add(List.of(columns).stream().map(column -> String.valueOf(table.value(each, column))).collect(Collectors.joining(" ")));
		}
		return rows;
	}

	/** Two of three licences are in use, then three, when two people are refused; later one of them again. */
	private void live() throws Exception {
		poll("used Maya 2 3", "holds kim PC1 Maya", "holds lee PC2 Maya");
		site.after(Duration.ofMinutes(10));
		String[] refused = { denied(660, "ACME\\ann PC3 Maya 1 full"), denied(660, "ACME\\ann PC3 Maya 1 full"), denied(675, "ann PC4 Maya 1 full"),
				denied(680, "ben PC5 Maya") };
		poll("used Maya 3 3", "holds kim PC1 Maya", "holds lee PC2 Maya", "holds zoe PC7 Maya");
		site.after(Duration.ofMinutes(10));
		List<String> lines = new ArrayList<>(List.of("used Maya 3 3", "holds kim PC1 Maya", "holds lee PC2 Maya", "holds zoe PC7 Maya"));
		lines.addAll(List.of(refused));
		poll(lines.toArray(String[]::new));
		site.after(Duration.ofMinutes(100));
		poll("used Maya 0 3", denied(3700, "ben PC5 Maya"));
		site.after(Duration.ofMinutes(1));
		lines = new ArrayList<>(List.of(refused));
		lines.add(denied(3700, "- PC5 Revit"));
		site.importLines("Acme", "denials.log", lines.toArray(String[]::new));
	}

	@Test
	void whoWasRefusedStandsOnceWhoeverTellsOfIt() throws Exception {
		live();
		site.importLines("Acme", "people", "account id1 - ann@x");
		ResultTable table = site.report(asked(Queries.DENIALS));
		assertEquals(List.of("3700   PC5 Revit  1 ", "3700 ben  PC5 Maya  1 ",
				"680 ben  PC5 Maya  1 ", "675 ann ann@x PC4 Maya 1 1 full", "660 ACME\\ann ann@x PC3 Maya 1 2 full"),
				rows(table, "at", "user", "account", "host", "product", "licences", "denials", "reason").stream()
						.map(row -> Duration.between(begin, Instant.parse(row.substring(0, row.indexOf(' ')))).toSeconds() + row.substring(row.indexOf(' ')))
						.sorted(java.util.Comparator.comparing((String row) -> Long.valueOf(row.substring(0, row.indexOf(' ')))).reversed()
								.thenComparing(row -> row)).toList());
		assertTrue(table.value(0, "at").equals(begin.plusSeconds(3700)) && table.value(4, "at").equals(begin.plusSeconds(660)), "newest first");
		assertEquals(List.of("ann", "ACME\\ann"), rows(site.report(asked(Queries.DENIALS).whose(Whose.user("ann@x"))), "user"));
		assertEquals(List.of("PC5", "PC5", "PC5"), rows(site.report(asked(Queries.DENIALS).whose(Whose.host("pc5"))), "host"));
		assertEquals(List.of("Revit"), rows(site.report(asked(Queries.DENIALS).product("Revit")), "product"));
	}

	@Test
	void denialsAreCountedBesideThePeakOfThePeriod() throws Exception {
		live();
		Query query = asked(Queries.DENIALS_HISTORY).by(Granularity.HOUR);
		ResultTable table = site.report(query);
		String[] columns = { "product", "denials", "events", "users", "used_max", "total" };
		assertEquals(List.of("Maya 4 2 2 3 3", "Maya 1 1 1  ", "Revit 1 1   "), rows(table, columns),
				"in the second hour nobody asked the server for long");
		assertEquals(List.of("Maya 3 1 1  "), rows(site.report(query.whose(Whose.user("ann"))), columns),
				"nothing that ann used is told");
		for (int row = 0; row < table.rowCount(); row++) {
			RowsUnder.Question under = RowsUnder.of(query, table, row).getFirst();
			assertEquals(Queries.DENIALS, under.query().report());
			assertEquals(table.value(row, "denials"), rows(site.report(under.query()), "denials").stream().mapToLong(Long::parseLong).sum());
		}
		assertTrue(table.notes().toString().contains("Only periods with denials have a row"), table.notes()::toString);
	}

	@Test
	void theDenialsOfADayAreUnderADayThoughThePeriodAskedForIsNotOverYet() throws Exception {
		live();
		Query query = Query.of(Queries.DENIALS_HISTORY, ZoneOffset.UTC).product("Maya").between(begin, begin.plus(Duration.ofDays(30)));
		ResultTable table = site.report(query);
		assertEquals(List.of("Maya 5"), rows(table, "product", "denials"));
		assertEquals(4, site.report(RowsUnder.of(query, table, 0).getFirst().query()).rowCount());
	}

	@Test
	void whoHeldTheLicencesIsUnderADenial() throws Exception {
		live();
		Query query = asked(Queries.DENIALS).product("Maya");
		ResultTable table = site.report(query);
		RowsUnder.Question under = RowsUnder.of(query, table, table.rowCount() - 1).getFirst();
		assertEquals("Who held licences then", under.title());
		assertEquals(List.of("kim", "lee", "zoe"), rows(site.report(under.query()), "user").stream().sorted().toList());
	}

	@Test
	void whoWasOnlyRefusedIsAmongTheUsersToMap() throws Exception {
		live();
		assertTrue(rows(site.report(asked(Queries.UNMATCHED)), "user", "sessions", "hosts").contains("ben 0 1"));
		site.importLines("Acme", "people", "account id1 - benno@x");
		site.node.people().map(new Mapping("ben", "benno@x"));
		assertEquals(List.of("ben benno@x 0 " + begin.plusSeconds(3700)),
				rows(site.report(asked(Queries.IDENTITY)), "user", "account", "sessions", "last_seen"));
		assertEquals(List.of(), rows(site.report(asked(Queries.UNSEEN_ACCOUNTS)), "account"));
	}

	@Test
	void whoWasRefusedAsSeveralPeopleIsEachOfThem() throws Exception {
		live();
		site.importLines("Acme", "people", "account id1 - benno@x", "account id2 - berta@x");
		Instant between = begin.plusSeconds(700);
		site.node.people().map(new Mapping("ben", "benno@x", Optional.empty(), Optional.of(between)));
		site.node.people().map(new Mapping("ben", "berta@x", Optional.of(between), Optional.empty()));

		assertEquals(List.of("ben benno@x 0 " + begin.plusSeconds(680), "ben berta@x 0 " + begin.plusSeconds(3700)),
				rows(site.report(asked(Queries.IDENTITY)), "user", "account", "sessions", "last_seen"));
		Instant until = begin.plusSeconds(690);
		assertEquals(List.of("ben benno@x 0 " + begin.plusSeconds(680)), rows(
				site.report(Query.of(Queries.IDENTITY, ZoneOffset.UTC).between(begin, until)), "user", "account", "sessions", "last_seen"));
	}

	@Test
	void ofWhoWasInAGroupForATimeTheDenialsOfThatTimeCount() throws Exception {
		live();
		site.node.reportGroups().add("Design", ReportGroup.Kind.USERS);
		site.node.reportGroups().include("Design", new ReportGroup.Member("ben", Optional.empty(), Optional.of(begin.plusSeconds(700))));
		site.node.reportGroups().include("Design", new ReportGroup.Member("ann", Optional.of(begin.plusSeconds(700)), Optional.empty()));
		assertEquals(List.of("ben " + begin.plusSeconds(680)),
				rows(site.report(asked(Queries.UNMATCHED).whose(Whose.group("Design"))), "user", "last_seen"));
		assertEquals(List.of("ACME\\ann " + begin.plusSeconds(675)), rows(site.report(asked(Queries.UNMATCHED)
				.whose(new Whose(Optional.empty(), Optional.empty(), Optional.of("Design"), true))), "user", "last_seen"),
				"written as in the first denial");
	}

	@Test
	void nothingIsSaidOfTimesInWhichNobodyWasRefused() throws Exception {
		poll("used Maya 2 3");
		site.after(Duration.ofHours(3));
		assertEquals(0, site.report(asked(Queries.DENIALS_HISTORY)).rowCount());
		assertEquals(0, site.report(asked(Queries.DENIALS)).rowCount());
	}
}

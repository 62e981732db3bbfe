package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.core.internal.reports.Tables.column;
import static org.lictor.core.internal.reports.Tables.rows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Whose;
import org.lictor.service.Queries;
import org.lictor.service.ReportGroup;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.PollResult;

/** Reports about the use of one user, of one host and of report groups. */
class ReportGroupsTest {

	private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
	private static final Instant DAY_2 = APRIL.plus(Duration.ofDays(1));
	private static final Query SESSIONS = Query.of(Queries.SESSIONS, ZoneOffset.UTC);

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

	private void sessions() throws Exception {
		site.importLines("Acme", "users", "all ASSIGNMENTS", "assigned ann.lee@x AutoCAD", "member Structural ann.lee@x",
				"session s1 ACME\\ann.lee PC1 AutoCAD 2026-04-01T10:00:00Z 3600", "session s2 ann.lee PC2 AutoCAD 2026-04-01T10:30:00Z 3600",
				"session s3 ben PC2 AutoCAD 2026-04-01T10:30:00Z 7200", "session s4 ben PC1 Maya 2026-04-02T11:00:00Z 7200");
	}

	private void group(String name, ReportGroup.Kind kind, String... members) throws Exception {
		site.node.reportGroups().add(name, kind);
		for (String member : members) {
			site.node.reportGroups().include(name, new ReportGroup.Member(member));
		}
	}

	private static Query month(String report) {
		return Query.of(report, ZoneOffset.UTC).between(APRIL, APRIL.plus(Duration.ofDays(30)));
	}

	@Test
	void reportsAreNarrowedToAUserAHostAndAGroup() throws Exception {
		sessions();
		group("Structure", ReportGroup.Kind.USERS, "group:structural");
		group("Room", ReportGroup.Kind.HOSTS, "pc2");
		group("Media", ReportGroup.Kind.PRODUCTS, "May*");
		group("Everywhere", ReportGroup.Kind.SERVERS, "ac?e");
		assertEquals(List.of("ben", "ben"), column(site.report(SESSIONS.whose(Whose.user("BEN"))), "user"));
		assertEquals(List.of("ann.lee", "ACME\\ann.lee"), column(site.report(SESSIONS.whose(Whose.user("ann.lee@x"))), "user"), "as an account");
		assertEquals(List.of("PC1", "PC1"), column(site.report(SESSIONS.whose(Whose.host("*1"))), "host"));
		assertEquals(2, site.report(SESSIONS.whose(Whose.group("Structure"))).rowCount());
		assertEquals(List.of("ben", "ann.lee"), column(site.report(SESSIONS.whose(Whose.group("Room"))), "user"));
		assertEquals(List.of("Maya"), column(site.report(SESSIONS.whose(Whose.group("Media"))), "product"));
		assertEquals(4, site.report(SESSIONS.whose(Whose.group("Everywhere"))).rowCount());
		assertEquals(List.of("ben"), column(site.report(SESSIONS.whose(new Whose(Optional.of("ben"), Optional.of("PC2"), Optional.of("Room"), false))),
				"user"), "what is given holds together");
		assertEquals(List.of("ben"), column(site.report(SESSIONS.whose(Whose.user("ben")).limit(1)), "user"), "the limit counts what is shown");

		ResultTable hours = site.report(month(Queries.USER_HOURS).whose(Whose.group("Structure")));
		assertEquals(List.of(1.5), column(hours, "hours"));
		assertTrue(hours.title().contains("Structure"), hours.title());
		assertTrue(hours.notes().stream().anyMatch(note -> note.contains("member at start v1")), hours.notes()::toString);
	}

	@Test
	void theUseOfGroupsIsComparedProductByProduct() throws Exception {
		sessions();
		assertTrue(site.report(Queries.GROUP_USE).notes().getFirst().contains("report-groups add"), "what to do while there is none");
		group("All", ReportGroup.Kind.USERS, "*");
		group("Design", ReportGroup.Kind.USERS, "ann.lee");
		assertEquals(List.of(List.of("All", "users", "Acme", "AutoCAD", 2L, 2L, 3L, 3.5, 2L), List.of("All", "users", "Acme", "Maya", 1L, 1L, 1L, 2.0, 1L),
				List.of("Design", "users", "Acme", "AutoCAD", 1L, 2L, 2L, 1.5, 1L)), rows(site.report(month(Queries.GROUP_USE))));
		assertEquals(List.of("All"), column(site.report(month(Queries.GROUP_USE).product("Maya")), "group"));
		assertEquals(List.of("Design"), column(site.report(month(Queries.GROUP_USE).whose(Whose.group("Design"))), "group"));
		assertEquals(List.of(1.0, 2.0), column(site.report(month(Queries.GROUP_USE).whose(Whose.host("PC1")).limit(2)), "hours"));
	}

	@Test
	void whoWasInTheGroupThenAndWhoIsInItNow() throws Exception {
		sessions();
		site.node.reportGroups().add("Design", ReportGroup.Kind.USERS);
		site.node.reportGroups().include("Design", new ReportGroup.Member("ben", Optional.empty(), Optional.of(DAY_2)));
		site.node.reportGroups().include("Design", new ReportGroup.Member("ann.lee", Optional.of(DAY_2), Optional.empty()));
		assertEquals(List.of("AutoCAD"), column(site.report(SESSIONS.whose(Whose.group("Design"))), "product"), "Ben's of the first day");
		assertEquals(List.of("ann.lee", "ACME\\ann.lee"), column(site.report(
				SESSIONS.whose(new Whose(Optional.empty(), Optional.empty(), Optional.of("Design"), true))), "user"), "Ann's of all days");
		site.node.reportGroups().exclude("Design",
				new ReportGroup.Member("BEN", Optional.of(APRIL.plusSeconds(10 * 3600)), Optional.of(APRIL.plusSeconds(11 * 3600))));
		assertEquals(0, site.report(SESSIONS.whose(Whose.group("Design"))).rowCount(), "a change of the past changes the figures of the past");
		assertEquals(3, site.node.reportGroups().list().getFirst().members().size());
	}

	@Test
	void historyAndUtilisationCountTheGroupOnly() throws Exception {
		site.watch("Agents", "Acme");
		Instant begin = site.now();
		Site.Host host = site.enrol("PC1");
		var ann = host.start("Acme", "ann", "Maya", "2026");
		var ben = host.start("Acme", "ben", "Maya", "2026");
		site.after(Duration.ofHours(1));
		host.end(ann);
		site.after(Duration.ofHours(1));
		host.end(ben);
		host.send();
		group("Design", ReportGroup.Kind.USERS, "ann");
		Query utilisation = Query.of(Queries.UTILISATION, ZoneOffset.UTC).between(begin, site.now());
		assertEquals(List.of(2.0, 1.0), column(site.report(utilisation), "hours"));
		assertEquals(List.of(1.0), column(site.report(utilisation.whose(Whose.group("Design"))), "hours"));
		assertEquals(List.of(1L, 0L), column(site.report(Query.of(Queries.USAGE_HISTORY, ZoneOffset.UTC).between(begin, site.now())
				.whose(Whose.group("Design"))), "used_max"), "what agents watch and nobody of the group used is zero, not unknown");
	}

	@Test
	void whatAServerCountedForAllSaysNothingOfSome() throws Exception {
		Instant begin = site.now();
		for (String lines : List.of("used Maya 2 5\nholds ann PC1 Maya\nholds ben PC2 Maya", "used Maya 1 5\nholds ben PC2 Maya", "used Maya 1 5\nholds ben PC2 Maya")) {
			site.type.poll = () -> new PollResult.Collected(Status.up(""), List.of(new Evidence(Evidence.Origin.POLL, "state", site.now(),
					Content.of((lines + "\nall SAMPLES\nall CHECKOUTS").getBytes(StandardCharsets.UTF_8)))), List.of());
			site.node.servers().poll("Acme", Progress.NONE);
			site.after(Duration.ofMinutes(3));
		}
		group("Design", ReportGroup.Kind.USERS, "ann");
		group("Media", ReportGroup.Kind.PRODUCTS, "maya");
		Query query = Query.of(Queries.UTILISATION, ZoneOffset.UTC).between(begin, site.now());
		List<Object> all = column(site.report(query), "hours");
		assertEquals(List.of(0.15, 0.05), all);
		assertEquals(List.of(0.05), column(site.report(query.whose(Whose.group("Design"))), "hours"), "from the sessions the server told");
		assertEquals(all, column(site.report(query.whose(Whose.group("Media"))), "hours"), "a product as a whole is as the server counted it");
		assertEquals(0, site.report(query.whose(Whose.user("kim"))).rowCount());
	}

	@Test
	void groupsOfAllUsersTogetherAreAllUse() throws Exception {
		Random random = new Random(4);
		List<String> lines = new ArrayList<>();
		for (int number = 0; number < 300; number++) {
			lines.add("session s" + number + " user" + random.nextInt(9) + " PC" + random.nextInt(4) + " P" + random.nextInt(3) + " "
					+ APRIL.plusSeconds(random.nextInt(20 * 86400)) + " " + (60 + random.nextInt(30_000)));
		}
		site.importLines("Acme", "sessions", lines.toArray(String[]::new));
		group("Low", ReportGroup.Kind.USERS, "user0", "user1", "user2", "user3");
		group("High", ReportGroup.Kind.USERS, "user4", "user5", "user6", "user7", "user8");
		group("All", ReportGroup.Kind.USERS, "user?");
		double[] hours = new double[3];
		long[] sessions = new long[3];
		ResultTable table = site.report(month(Queries.GROUP_USE));
		for (int row = 0; row < table.rowCount(); row++) {
			int group = List.of("Low", "High", "All").indexOf(table.value(row, "group"));
			hours[group] += (Double) table.value(row, "hours");
			sessions[group] += (Long) table.value(row, "sessions");
		}
		assertEquals(hours[2], hours[0] + hours[1], 1e-9);
		assertEquals(300, sessions[2]);
		assertEquals(300, sessions[0] + sessions[1]);
		double perUser = column(site.report(month(Queries.USER_HOURS)), "hours").stream().mapToDouble(each -> (Double) each).sum();
		assertEquals(perUser, hours[2], 1e-9, "hours of users add up to those of the group");
		assertEquals(rows(site.report(month(Queries.USER_HOURS))), rows(site.report(month(Queries.USER_HOURS).whose(Whose.group("All")))));
	}

	@Test
	void seatsToGiveBackAreListedByGroup() throws Exception {
		site.importLines("Acme", "users", "all ASSIGNMENTS", "assigned ann.lee@x AutoCAD", "assigned ben@x AutoCAD", "assigned kim@x Maya", "member Structural kim@x",
				"session s1 robot PC1 AutoCAD " + site.now().minus(Duration.ofDays(200)) + " 60", "session s2 ben PC1 AutoCAD " + site.now().minus(Duration.ofDays(1)) + " 60");
		site.node.people().map(new org.lictor.service.Mapping("robot", "ann.lee@x"));
		site.after(Duration.ofDays(100));
		group("Robots", ReportGroup.Kind.USERS, "robot");
		group("Structure", ReportGroup.Kind.USERS, "group:structural", "b*");
		group("Media", ReportGroup.Kind.PRODUCTS, "Maya");
		group("Room", ReportGroup.Kind.HOSTS, "PC1");
		Query unused = Query.of(Queries.UNUSED_SEATS, ZoneOffset.UTC);
		assertEquals(3, site.report(unused).rowCount());
		assertEquals(List.of("ann.lee@x"), column(site.report(unused.whose(Whose.group("Robots"))), "account"), "by the host user the person is");
		assertEquals(List.of("kim@x", "ben@x"), column(site.report(unused.whose(Whose.group("Structure"))), "account"));
		assertEquals(List.of("ben@x"), column(site.report(unused.whose(Whose.user("ben@x"))), "account"));
		assertEquals(List.of("kim@x"), column(site.report(unused.whose(Whose.group("Media"))), "account"));
		assertEquals(List.of(1L), column(site.report(Query.of(Queries.UNUSED_SEATS_BY_PRODUCT, ZoneOffset.UTC).whose(Whose.group("Robots"))), "unused"));
		assertEquals(ServiceException.Reason.INVALID, refusal(() -> site.report(unused.whose(Whose.group("Room")))).reason());
	}

	@Test
	void peopleAndDifferencesAreThoseOfTheGroup() throws Exception {
		sessions();
		group("Structure", ReportGroup.Kind.USERS, "group:structural", "ben");
		group("Media", ReportGroup.Kind.PRODUCTS, "May*");
		Query users = Query.of(Queries.USERS, ZoneOffset.UTC);
		assertEquals(List.of("ann.lee@x"), column(site.report(users.whose(Whose.user("ann.lee@x"))), "account"));
		assertEquals(List.of("ACME\\ann.lee, ann.lee", "ben", "ben"), column(site.report(users.whose(Whose.group("Structure"))), "host_users"));
		assertEquals(List.of("Maya"), column(site.report(users.whose(Whose.group("Media"))), "product"));
		Query differences = month(Queries.RECONCILIATION);
		ResultTable all = site.report(differences);
		assertEquals(List.of("UNKNOWN_PERSON", "UNKNOWN_PERSON"), column(site.report(differences.whose(Whose.user("ben"))), "difference"));
		assertTrue(column(site.report(differences.whose(Whose.user("ann.lee@x"))), "account").stream().allMatch("ann.lee@x"::equals));
		assertEquals(rows(all), rows(site.report(differences.whose(Whose.group("Structure")))), "everybody is in it");
		assertEquals(ServiceException.Reason.INVALID, refusal(() -> site.report(differences.whose(Whose.host("PC1")))).reason());
	}

	@Test
	void whatCannotBeAnsweredIsRefusedWithASentence() throws Exception {
		assertEquals(ServiceException.Reason.NOT_FOUND, refusal(() -> site.report(SESSIONS.whose(Whose.group("No")))).reason());
		ServiceException refused = refusal(() -> site.report(Query.of(Queries.SERVERS, ZoneOffset.UTC).whose(Whose.user("ann"))));
		assertEquals(ServiceException.Reason.INVALID, refused.reason());
		assertTrue(refused.getMessage().contains("These can: assignments, attribution, denials, denials-history, group-use"), refused::getMessage);
		group("Design", ReportGroup.Kind.USERS, "ann");
		assertEquals(ServiceException.Reason.ALREADY_EXISTS, refusal(() -> site.node.reportGroups().add("design", ReportGroup.Kind.HOSTS)).reason());
		assertEquals(ServiceException.Reason.ALREADY_EXISTS, refusal(() -> site.node.reportGroups().include("Design",
				new ReportGroup.Member("Ann", Optional.of(APRIL), Optional.empty()))).reason());
		assertEquals(ServiceException.Reason.NOT_FOUND, refusal(() -> site.node.reportGroups().exclude("Design", new ReportGroup.Member("ben"))).reason());
		assertEquals(ServiceException.Reason.INVALID, refusal(() -> site.node.reportGroups().include("Design", new ReportGroup.Member(" "))).reason());
		assertEquals(ServiceException.Reason.NOT_FOUND, refusal(() -> site.node.reportGroups().remove("No")).reason());
		site.restart();
		assertEquals(List.of(new ReportGroup("Design", ReportGroup.Kind.USERS, List.of(new ReportGroup.Member("ann")))), site.node.reportGroups().list());
		site.node.reportGroups().remove("Design");
		assertEquals(List.of(), site.node.reportGroups().list());
	}

	private interface Asking {

		void ask() throws Exception;
	}

	private static ServiceException refusal(Asking asking) {
		return assertThrows(ServiceException.class, asking::ask);
	}
}

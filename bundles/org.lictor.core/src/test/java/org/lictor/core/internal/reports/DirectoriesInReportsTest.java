package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.core.internal.reports.Tables.column;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Whose;
import org.lictor.service.DirectoryDefinition;
import org.lictor.service.Mapping;
import org.lictor.service.Queries;
import org.lictor.service.ReportGroup;

/** Who a host user is, and in which groups, as a company's directory tells it. */
class DirectoriesInReportsTest {

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Cloud");
		site.importLines("Cloud", "users", "all ASSIGNMENTS", "assigned ann.archer@acme.com AutoCAD", "assigned bob@acme.com AutoCAD", "assigned aa@other.com AutoCAD",
				"session s1 ACME\\aa PC1 AutoCAD 2026-04-01T10:00:00Z 3600", "session s2 b77 PC2 AutoCAD 2026-04-02T10:00:00Z 3600",
				"session s3 ACME\\aa PC1 AutoCAD 2026-05-03T12:00:00Z 3600", "session s4 b77 PC2 AutoCAD 2026-05-03T12:00:00Z 3600");
		site.directory.user("acme", "1", "aa", "ann.archer@acme.com", "Structures");
		site.directory.user("acme", "2", "b77", "bob@acme.com", "Civil");
		site.directory.group("acme", "7", "Design", "1");
		site.directory.group("acme", "8", "All", "7", "8");
		site.node.directories().add(new DirectoryDefinition("Acme", Map.of("url", "acme"), Map.of()));
		site.node.directories().add(new DirectoryDefinition("Lab", Map.of("url", "lab"), Map.of()));
		read();
	}

	@AfterEach
	void close() {
		site.close();
	}

	private void read() throws Exception {
		site.node.directories().refresh("Acme", false, Progress.NONE);
		site.node.directories().refresh("Lab", false, Progress.NONE);
	}

	private List<Object> identity(String column) throws Exception {
		return List.copyOf(column(site.report(Queries.IDENTITY), column));
	}

	@Test
	void aHostUserIsTheAccountWithTheMailOfItsEntryForThePastToo() throws Exception {
		assertEquals(List.of("ann.archer@acme.com", "bob@acme.com"), identity("account"));
		assertEquals(List.of("directory mail", "directory mail"), identity("rule"));
		assertEquals(List.of(90L, 90L), identity("confidence"));
		assertEquals(List.of(2L, 2L), identity("sessions"));
		assertEquals(0, site.report(Queries.UNMATCHED).rowCount());
		site.node.people().map(new Mapping("b77", "aa@other.com"));
		assertEquals(List.of("directory mail", "mapping"), identity("rule"), "what a person decided comes first");
		site.node.directories().remove("Acme");
		assertEquals(List.of("mail local part", "mapping"), identity("rule"), "aa@other.com has the name before the @");
	}

	@Test
	void theMailThatAnEntryHadAtTheTimeCounts() throws Exception {
		site.after(Duration.ofHours(3));
		site.directory.user("acme", "2", "b77", "ann.archer@acme.com", "Civil");
		read();
		assertEquals(List.of("ann.archer@acme.com", "bob@acme.com"), identity("account"), "nobody was there since");
		site.importLines("Cloud", "later", "session s5 b77 PC2 AutoCAD 2026-05-04T15:00:00Z 3600");
		assertEquals(List.of("ann.archer@acme.com", "bob@acme.com", "ann.archer@acme.com"), identity("account"));
	}

	@Test
	void theSameNameInTwoDirectoriesIsAmbiguousUnlessTheDomainDecides() throws Exception {
		site.directory.user("lab", "1", "aa", "aa@other.com", "");
		site.directory.user("lab", "2", "b77", "stranger@lab.org", "");
		read();
		ResultTable table = site.report(Queries.UNMATCHED);
		assertEquals(List.of("b77"), column(table, "user"), "ACME\\aa is clear, and b77 may be somebody without an account");
		assertEquals(List.of("AMBIGUOUS"), column(table, "state"));
		assertTrue(table.value(0, "candidates").toString().contains("bob@acme.com"), table.value(0, "candidates")::toString);
		assertEquals(List.of("ann.archer@acme.com", "bob@acme.com"), identity("account"));
		assertEquals(List.of(90L, 30L), identity("confidence"));
	}

	private List<Object> sessions(String group, boolean today) throws Exception {
		return List.copyOf(column(site.report(Query.of(Queries.SESSIONS, ZoneOffset.UTC).whose(new Whose(Optional.empty(), Optional.empty(), Optional.of(group), today))),
				"user"));
	}

	@Test
	void aReportGroupTakesItsMembersFromTheDirectoryAsTheyWereOrAsTheyAre() throws Exception {
		site.node.reportGroups().add("D", ReportGroup.Kind.USERS);
		site.node.reportGroups().include("D", new ReportGroup.Member("directory-group:all"));
		site.node.reportGroups().add("C", ReportGroup.Kind.USERS);
		site.node.reportGroups().include("C", new ReportGroup.Member("department:Civil"));
		assertEquals(2, sessions("D", false).stream().filter("ACME\\aa"::equals).count(), "by a nested group that is also in itself");
		assertEquals(2, sessions("D", false).size());
		assertEquals(List.of("b77", "b77"), sessions("C", false));

		site.after(Duration.ofHours(2));
		site.directory.group("acme", "7", "Design", "2");
		site.directory.user("acme", "1", "aa", "ann.archer@acme.com", "Civil");
		read();
		assertEquals(List.of("ACME\\aa", "ACME\\aa"), sessions("D", false), "the past stays as it was");
		assertEquals(List.of("b77", "b77"), sessions("D", true));
		assertEquals(4, sessions("C", true).size());
		assertEquals(List.of("b77", "b77"), sessions("C", false));
	}

	@Test
	void seatsToGiveBackAreThoseOfWhoIsInTheGroupByMailOrByTheNameOfAHostUser() throws Exception {
		site.node.reportGroups().add("D", ReportGroup.Kind.USERS);
		site.node.reportGroups().include("D", new ReportGroup.Member("directory-group:Design"));
		site.after(Duration.ofDays(300));
		assertEquals(List.of("ann.archer@acme.com"), column(
				site.report(Query.of(Queries.UNUSED_SEATS, ZoneOffset.UTC).whose(new Whose(Optional.empty(), Optional.empty(), Optional.of("D"), false))), "account"));
	}
}

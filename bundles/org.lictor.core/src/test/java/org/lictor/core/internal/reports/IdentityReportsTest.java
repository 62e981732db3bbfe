package org.lictor.core.internal.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.lictor.core.internal.Site;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Mapping;
import org.lictor.service.Queries;

/** The work list of host users to map, every match with its rule, and accounts that were never seen. */
class IdentityReportsTest {

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Acme");
		site.importLines("Acme", "users", "all ASSIGNMENTS", "assigned ann.lee@x AutoCAD", "assigned ben@x AutoCAD", "assigned ben@y AutoCAD",
				"assigned kim@x AutoCAD", "assigned kim@x Maya",
				"session s1 ACME\\Ann.Lee PC1 AutoCAD 2026-04-01T10:00:00Z 3600", "session s2 ann.lee PC2 AutoCAD 2026-04-01T10:30:00Z 3600",
				"session s3 annlee PC3 AutoCAD 2026-04-02T10:00:00Z 7200", "session s4 annlee PC1 Maya 2026-04-02T11:00:00Z 7200",
				"session s5 ben PC1 AutoCAD 2026-04-03T10:00:00Z 1800", "session s6 robot77 PC9 AutoCAD 2026-04-04T10:00:00Z 60");
	}

	@AfterEach
	void close() {
		site.close();
	}

	@Test
	void theWorkListTellsWhoIsToBeMappedAndToWhomPerhaps() throws Exception {
		ResultTable table = site.report(Queries.UNMATCHED);
		assertEquals(List.of("annlee", "ben", "robot77"), column(table, "user"), "those with the most hours first");
		assertEquals(List.of("UNMATCHED", "AMBIGUOUS", "UNMATCHED"), column(table, "state"));
		assertEquals(List.of("ann.lee@x", "ben@x", Unknown.UNKNOWN), column(table, "candidate"));
		assertEquals("ann.lee@x: 1 letter differs from 'ann.lee', its mail address before the @", table.value(0, "candidates"));
		assertEquals("ben@x: one of 2 accounts by rule mail local part; ben@y: one of 2 accounts by rule mail local part",
				table.value(1, "candidates"));
		assertEquals(List.of(2L, 1L, 1L), column(table, "sessions"));
		assertEquals(3.0, (Double) table.value(0, "hours"), 1e-9, "two sessions at once count once");
		assertEquals("PC1, PC3", table.value(0, "host_names"));
		assertEquals(Instant.parse("2026-04-02T13:00:00Z"), table.value(0, "last_seen"));

		site.node.people().map(new Mapping((String) table.value(0, "user"), (String) table.value(0, "candidate")));
		assertEquals(List.of("ben", "robot77"), column(site.report(Queries.UNMATCHED), "user"), "what the list prints can be mapped");
	}

	@Test
	void everyMatchHasItsRuleItsConfidenceAndItsTime() throws Exception {
		Instant second = Instant.parse("2026-04-02T10:30:00Z");
		site.node.people().map(new Mapping("annlee", "kim@x", Optional.of(second), Optional.empty()));
		ResultTable table = site.report(Queries.IDENTITY);
		assertEquals(List.of("ACME\\Ann.Lee", "annlee", "ben", "ben"), column(table, "user"));
		assertEquals(List.of("ann.lee@x", "kim@x", "ben@x", "ben@y"), column(table, "account"));
		assertEquals(List.of("mail local part", "mapping", "mail local part", "mail local part"), column(table, "rule"));
		assertEquals(List.of(80L, 100L, 30L, 30L), column(table, "confidence"));
		assertEquals(List.of(false, false, true, true), column(table, "ambiguous"));
		assertEquals(List.of(Unknown.UNKNOWN, second, Unknown.UNKNOWN, Unknown.UNKNOWN), column(table, "from"));
		assertEquals(List.of(2L, 1L, 1L, 1L), column(table, "sessions"), "the session before the mapping matches nobody");
		assertTrue(table.notes().stream().anyMatch(note -> note.contains("2 host users match no account")), table.notes()::toString);
	}

	@Test
	void hoursBelongToWhoTheUserWasAtTheTime() throws Exception {
		site.node.people().map(new Mapping("annlee", "kim@x", Optional.of(Instant.parse("2026-04-02T10:30:00Z")),
				Optional.of(Instant.parse("2026-04-02T12:30:00Z"))));
		ResultTable table = site.report(Query.of(Queries.USER_HOURS, ZoneOffset.UTC).between(Instant.parse("2026-04-02T00:00:00Z"),
				Instant.parse("2026-04-03T00:00:00Z")));
		assertEquals(List.of("AutoCAD", "AutoCAD", "Maya", "Maya"), column(table, "product"));
		assertEquals(List.of(Unknown.UNKNOWN, "kim@x", "kim@x", Unknown.UNKNOWN), column(table, "account"));
		assertEquals(List.of(0.5, 1.5, 1.5, 0.5), column(table, "hours"));
		assertEquals(List.of(1L, 0L, 1L, 0L), column(table, "sessions"), "a session counts where it begins");
	}

	@Test
	void accountsThatNobodyUsesUnderAnyHostUserAreListed() throws Exception {
		ResultTable table = site.report(Queries.UNSEEN_ACCOUNTS);
		assertEquals(List.of("kim@x"), column(table, "account"));
		assertEquals(List.of(2L), column(table, "assigned"));
		assertEquals(List.of("kim"), column(table, "expected"));
		site.after(Duration.ofDays(1));
		site.node.people().map(new Mapping("robot77", "kim@x"));
		assertEquals(List.of(), column(site.report(Queries.UNSEEN_ACCOUNTS), "account"));
	}
}

package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.UseInfo;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.core.internal.Site;
import org.lictor.model.Privacy;
import org.lictor.model.Progress;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.Queries;

/** What becomes of actions and consents that agents tell, from the entrance to the reports. */
@Timeout(120)
class UsageFileSessionsTest {

	private static final UUID USE = new UUID(8, 8);
	private static final String LIMITATION = "Applications before 2020 are known only by their usage files";

	@TempDir
	private Path folder;
	private Site site;
	private Site.Host host;
	private Instant began;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Cloud");
		site.watch("All", "Cloud");
		host = site.enrol("pc1");
		began = site.now();
	}

	@AfterEach
	void close() {
		site.close();
	}

	private void act(int minute) {
		host.tell(new EventDetail.ActionSeen(new UseInfo(USE, "Cloud", "acad", "AutoCAD", "2018", "pc1", "ann"),
				began.plus(Duration.ofMinutes(minute)), EventDetail.Change.CHANGED));
	}

	private void consent(String user, EventDetail.Consent consent) {
		host.tell(new EventDetail.ConsentSeen("Cloud", "acad", "AutoCAD", user, consent, List.of(USE), "Tick it."));
	}

	private List<String> sessions() throws Exception {
		ResultTable table = site.report(Queries.SESSIONS);
		return IntStream.range(0, table.rowCount()).mapToObj(row -> minutes(table.value(row, "start")) + "-"
				+ minutes(table.value(row, "end")) + " " + table.value(row, "state") + " " + table.value(row, "source")).toList();
	}

	private String minutes(Object value) {
		return value == Unknown.UNKNOWN ? "" : Long.toString(Duration.between(began, (Instant) value).toMinutes());
	}

	@Test
	void isInUseUntilHalfAnHourPassedWithoutAnAction() throws Exception {
		act(0);
		host.send();
		site.after(Duration.ofMinutes(29));
		assertEquals(List.of("0- live usage files"), sessions());
		assertEquals(1L, site.report(Queries.USAGE).value(0, "used"));

		site.after(Duration.ofMinutes(1));
		assertEquals(List.of("0-30 ended usage files"), sessions());
		assertEquals(0, site.report(Queries.USAGE).rowCount(), "nothing is in use");
	}

	@Test
	void anActionThatComesLateJoinsTwoSessions() throws Exception {
		site.after(Duration.ofMinutes(120));
		act(0);
		act(45);
		host.send();
		assertEquals(List.of("45-75 ended usage files", "0-30 ended usage files"), sessions());

		act(20);
		host.send();
		assertEquals(List.of("0-75 ended usage files"), sessions());
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
	}

	@Test
	void endsWithItsProcessWhichIsNoSessionItself() throws Exception {
		SessionInfo process = new SessionInfo(new UUID(9, 9), "Cloud", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE, "2018",
				"pc1", "ann", 7, Optional.of(site.now()), "/opt/AutoCAD 2018/acad", Optional.of(USE));
		host.tell(new EventDetail.SessionStarted(process));
		host.send();
		assertEquals(List.of(), sessions());

		act(0);
		host.send();
		site.after(Duration.ofMinutes(10));
		assertEquals(List.of("0- live usage files"), sessions());
		host.end(process);
		host.send();
		assertEquals(List.of("0-10 ended usage files"), sessions());
	}

	@Test
	void endsWhenConsentIsWithdrawnAndSaysOfWhomItIsMissing() throws Exception {
		consent("ann", EventDetail.Consent.GIVEN);
		act(0);
		consent("bob", EventDetail.Consent.MISSING);
		host.send();
		assertEquals("missing: 1 user, given: 1 user", site.report(Queries.AGENTS).value(0, "consent"));

		site.after(Duration.ofMinutes(10));
		consent("ann", EventDetail.Consent.WITHDRAWN);
		host.send();

		assertEquals(List.of("0-10 ended usage files"), sessions());
		ResultTable agents = site.report(Queries.AGENTS);
		assertEquals("missing: 1 user, withdrawn: 1 user", agents.value(0, "consent"));
		assertEquals(List.of("Consent missing: 2 users (ann, bob). Versions that are known by usage files alone are not counted "
				+ "for them. Tick it."), agents.notes());
		ResultTable events = site.report(Queries.EVENTS);
		assertTrue(IntStream.range(0, events.rowCount()).mapToObj(row -> (String) events.value(row, "message"))
				.anyMatch(message -> message.startsWith("bob did not agree") && message.endsWith("Tick it.")));

		site.node.maintenance().rebuild(Progress.NONE);
		assertEquals("missing: 1 user, withdrawn: 1 user", site.report(Queries.AGENTS).value(0, "consent"));
		assertEquals(List.of("0-10 ended usage files"), sessions());
	}

	@Test
	void namesNobodyOfWhomAConsentWasToldBeforeTheGroupsPrivacyChanged() throws Exception {
		consent("ann", EventDetail.Consent.MISSING);
		host.send();
		for (Privacy privacy : List.of(Privacy.PSEUDONYM, Privacy.COUNTS)) {
			site.node.groups().privacy("All", privacy);
			assertEquals(Unknown.UNKNOWN, site.report(Queries.AGENTS).value(0, "consent"));
			assertEquals(List.of(), site.report(Queries.AGENTS).notes());
		}
		consent("~0123456789", EventDetail.Consent.MISSING);
		consent(Protocol.COUNTED_USER + "01", EventDetail.Consent.MISSING);
		consent(Protocol.COUNTED_USER + "02", EventDetail.Consent.MISSING);
		host.send();
		site.node.maintenance().rebuild(Progress.NONE);
		assertEquals("missing: 2 users", site.report(Queries.AGENTS).value(0, "consent"));
		assertTrue(site.report(Queries.AGENTS).notes().getFirst().startsWith("Consent missing: 2 users. "), "who is only counted has no name");

		site.node.groups().privacy("All", Privacy.PSEUDONYM);
		assertEquals("missing: 1 user", site.report(Queries.AGENTS).value(0, "consent"));
		assertTrue(site.report(Queries.AGENTS).notes().getFirst().contains("(~0123456789)"));

		site.node.groups().privacy("All", Privacy.CLEAR);
		assertTrue(site.report(Queries.AGENTS).notes().getFirst().contains("(ann)"));
	}

	@Test
	void everyReportThatRestsOnUsageFilesSaysWhatThatMeans() throws Exception {
		List<String> reports = List.of(Queries.SESSIONS, Queries.USAGE, Queries.USERS, Queries.USAGE_HISTORY,
				Queries.USER_HOURS);
		for (String report : reports) {
			assertFalse(says(site.report(report)), report);
		}
		act(0);
		host.send();
		site.after(Duration.ofMinutes(5));
		for (String report : reports) {
			assertTrue(says(site.report(report)), report);
		}
		assertFalse(says(site.report(Query.of(Queries.SESSIONS, ZoneOffset.UTC).product("Maya"))), "not of another product");
	}

	private static boolean says(ResultTable table) {
		return table.notes().stream().anyMatch(note -> note.startsWith(LIMITATION));
	}

	@Test
	void tellsAgentsHowOldVersionsAreKnown() throws Exception {
		AgentConfiguration configuration = site.node.agentGateway().configuration(host.agent, Optional.empty(), Duration.ZERO)
				.toCompletableFuture().get().orElseThrow();

		WatchRule rule = configuration.watch().getFirst();
		assertEquals(2019, rule.usageFiles().orElseThrow().lastYear());
		assertEquals(List.of("{home}/AutoCAD {year}"), rule.usageFiles().get().folders());
		assertTrue(rule.usageFiles().get().consent().getFirst().isTheUsersOwn());
		assertEquals("Tick it.", rule.usageFiles().get().help());
	}
}

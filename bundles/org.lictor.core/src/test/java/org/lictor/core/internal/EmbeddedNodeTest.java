package org.lictor.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.query.Unknown;
import org.lictor.service.ImportResult;
import org.lictor.service.Mapping;
import org.lictor.service.People;
import org.lictor.service.Queries;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.PollResult;

/** A whole node: what goes in by files, polls and agents comes out in the reports. */
class EmbeddedNodeTest {

	@TempDir
	Path folder;

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
	void filesAndAgentsAreJoinedInTheReports() throws Exception {
		site.addServer("Acme");
		site.watch("Engineering", "Acme");
		site.importLines("Acme", "seats", "all ENTITLEMENTS", "seats AutoCAD 3");
		site.importLines("Acme", "users", "all ASSIGNMENTS", "assigned ann@example.com AutoCAD",
				"assigned ben@example.com AutoCAD");
		Site.Host host = site.enrol("ws1");
		SessionInfo session = host.start("Acme", "ACME\\ann", "AutoCAD", "2024");
		host.send();
		site.after(Duration.ofMinutes(1));
		host.running(session);
		host.send();

		ResultTable usage = site.report(Queries.USAGE);
		assertEquals(1, usage.rowCount());
		assertEquals(List.of("Acme", "AutoCAD", 1L, 3L, 2L), List.of(usage.value(0, "server"), usage.value(0, "product"),
				usage.value(0, "used"), usage.value(0, "total"), usage.value(0, "assigned")));
		ResultTable sessions = site.report(Queries.SESSIONS);
		assertEquals("ann@example.com", sessions.value(0, "account"));
		assertEquals("mail local part", sessions.value(0, "matched_by"));
		assertEquals(List.of("live", Unknown.UNKNOWN, Duration.ofMinutes(1), "2024", "ws1"),
				List.of(sessions.value(0, "state"), sessions.value(0, "end"), sessions.value(0, "duration"),
						sessions.value(0, "version"), sessions.value(0, "host")));

		host.end(session);
		host.send();
		assertEquals("ended", site.report(Queries.SESSIONS).value(0, "state"));
		assertEquals(0L, site.report(Queries.USAGE).value(0, "used"));
		ResultTable users = site.report(Queries.USERS);
		assertEquals(2, users.rowCount());
		assertEquals(List.of("ann@example.com", site.now(), "agent", "ACME\\ann"), List.of(users.value(0, "account"),
				users.value(0, "last_used"), users.value(0, "source"), users.value(0, "host_users")));
		assertEquals(Unknown.UNKNOWN, users.value(1, "last_used"));
	}

	@Test
	void aSilentAgentsSessionIsShownClosedAtItsLastProofAndOpenAgainWhenTheAgentReturns() throws Exception {
		site.addServer("Acme");
		site.watch("Engineering", "Acme");
		Site.Host host = site.enrol("ws1");
		SessionInfo session = host.start("Acme", "ann", "AutoCAD", "2024");
		site.after(Duration.ofSeconds(30));
		host.running(session);
		host.send();
		Instant proven = site.now();

		site.after(Duration.ofMinutes(10));
		ResultTable silent = site.report(Queries.SESSIONS);
		assertEquals(List.of("silent", proven), List.of(silent.value(0, "state"), silent.value(0, "end")));
		assertEquals(Unknown.UNKNOWN, site.report(Queries.USAGE).value(0, "used"));

		host.running(session);
		host.send();
		assertEquals("live", site.report(Queries.SESSIONS).value(0, "state"));
		assertEquals(1L, site.report(Queries.USAGE).value(0, "used"));
	}

	@Test
	void theSameFileTwiceChangesNothing() throws Exception {
		site.addServer("Acme");
		assertEquals(ImportResult.Outcome.IMPORTED,
				site.importLines("Acme", "a", "all ENTITLEMENTS", "seats AutoCAD 3").outcome());
		site.after(Duration.ofDays(1));
		assertEquals(ImportResult.Outcome.ALREADY_KNOWN,
				site.importLines("Acme", "b", "all ENTITLEMENTS", "seats AutoCAD 3").outcome());
		assertEquals(3L, site.report(Queries.USAGE).value(0, "total"));
	}

	@Test
	void aMalformedLineIsReportedWithItsPlaceAndTheRestImported() throws Exception {
		site.addServer("Acme");
		ImportResult result = site.importLines("Acme", "a.txt", "seats AutoCAD 3", "what is this", "seats Maya 2");
		assertEquals(ImportResult.Outcome.IMPORTED_WITH_PROBLEMS, result.outcome());
		assertEquals("a.txt, line 2: Not understood.", result.diagnostics().getFirst().sentence());
		assertEquals(2, site.report(Queries.USAGE).rowCount());
	}

	@Test
	void aRefusedFileLeavesNoTrace() throws Exception {
		site.addServer("Acme");
		ImportResult result = site.importLines("Acme", "a.txt", "no lines at all");
		assertEquals(ImportResult.Outcome.REFUSED, result.outcome());
		assertEquals(0, site.node.maintenance().check(Progress.NONE).evidence());
	}

	@Test
	void aFileThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
		site.addServer("Acme");
		Content huge = new Content() {
			@Override
			public java.io.InputStream open() {
				throw new AssertionError("was opened");
			}

			@Override
			public long size() {
				return 1_000_000_000;
			}
		};
		ImportResult result = site.node.imports().run("Acme",
				new Evidence(Evidence.Origin.FILE, "huge.csv", site.now(), huge), Progress.NONE);
		assertEquals(ImportResult.Outcome.REFUSED, result.outcome());
		assertTrue(result.diagnostics().getFirst().sentence().contains("1000 MB"));
	}

	@Test
	void theOrderInWhichFilesAreImportedDoesNotMatter() throws Exception {
		site.addServer("First");
		site.addServer("Second");
		Evidence early = file("early", Site.MONDAY.minus(Duration.ofDays(2)), "all ASSIGNMENTS", "assigned ann@example.com Maya");
		Evidence late = file("late", Site.MONDAY.minus(Duration.ofDays(1)), "all ASSIGNMENTS", "assigned ben@example.com Maya");
		site.node.imports().run("First", early, Progress.NONE);
		site.node.imports().run("First", late, Progress.NONE);
		site.node.imports().run("Second", late, Progress.NONE);
		site.node.imports().run("Second", early, Progress.NONE);
		Query query = Query.of(Queries.USERS, ZoneOffset.UTC);
		assertEquals(text(site.report(query.server("First")), "server"), text(site.report(query.server("Second")), "server"));
	}

	@Test
	void repeatedAndReorderedEventsAndARebuildChangeNoFigure() throws Exception {
		site.addServer("Acme");
		site.watch("Engineering", "Acme");
		Site.Host host = site.enrol("ws1");
		SessionInfo one = host.start("Acme", "ann", "AutoCAD", "2024");
		site.after(Duration.ofMinutes(5));
		SessionInfo two = host.start("Acme", "ben", "AutoCAD", "2025");
		host.running(one, two);
		site.after(Duration.ofMinutes(5));
		host.end(one);
		List<AgentEvent> events = host.send();
		String before = text(site.report(Queries.SESSIONS));

		host.send(events.reversed());
		host.send(events);
		assertEquals(before, text(site.report(Queries.SESSIONS)));
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
		assertTrue(site.node.maintenance().rebuild(Progress.NONE).facts() >= 2);
		assertEquals(before, text(site.report(Queries.SESSIONS)));
		site.restart();
		assertEquals(before, text(site.report(Queries.SESSIONS)));
	}

	@Test
	void pollsBecomeStepsAndCheckoutsAndARebuildAgrees() throws Exception {
		site.addServer("Floating");
		site.node.begin(new org.lictor.service.OpenOptions(org.lictor.service.OpenOptions.Mode.COMMAND,
				java.util.OptionalInt.empty()), List.of());
		poll("used Solver 1 5", "holds ann ws1 Solver", "all SAMPLES", "all CHECKOUTS");
		poll("used Solver 1 5", "holds ann ws1 Solver", "all SAMPLES", "all CHECKOUTS");
		poll("used Solver 2 5", "holds ann ws1 Solver", "holds ben ws2 Solver", "all SAMPLES", "all CHECKOUTS");
		poll("used Solver 2 5", "holds ann ws1 Solver", "holds ben ws2 Solver", "all SAMPLES", "all CHECKOUTS");
		site.type.poll = () -> PollResult.failed(Status.down(Status.Detail.COMMUNICATION, "It does not answer."));
		pollNow();
		assertEquals(Unknown.UNKNOWN, site.report(Queries.USAGE).value(0, "used"));
		assertEquals("DOWN", site.report(Queries.SERVERS).value(0, "status"));
		poll("used Solver 0 5", "all SAMPLES", "all CHECKOUTS");

		assertEquals(List.of(0L, 5L), List.of(site.report(Queries.USAGE).value(0, "used"), site.report(Queries.USAGE).value(0, "total")));
		assertEquals(2, site.report(Queries.SESSIONS).rowCount());
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
		ResultTable history = site.report(Query.of(Queries.USAGE_HISTORY, ZoneOffset.UTC)
				.between(Site.MONDAY, Site.MONDAY.plus(Duration.ofHours(1))).by(Granularity.HOUR));
		assertEquals(List.of(0L, 2L, 5L), List.of(history.value(0, "used_min"), history.value(0, "used_max"), history.value(0, "total")));
	}

	@Test
	void aPlugInThatThrowsCostsItsServerTheStatusAndNothingElse() throws Exception {
		site.addServer("Bad");
		site.type.poll = () -> {
			throw new IllegalStateException("broken");
		};
		ServerInfo bad = site.node.servers().poll("Bad", Progress.NONE);
		assertEquals(List.of(Status.State.UNKNOWN, Status.Detail.INTERNAL), List.of(bad.status().state(), bad.status().detail()));
		assertEquals(1, site.report(Queries.SERVERS).rowCount());
	}

	@Test
	void hoursPerUserCountSimultaneousSessionsOnce() throws Exception {
		site.addServer("Acme");
		site.watch("Engineering", "Acme");
		Site.Host host = site.enrol("ws1");
		SessionInfo one = host.start("Acme", "ann", "AutoCAD", "2024");
		SessionInfo two = host.start("Acme", "ANN", "AutoCAD", "2025");
		site.after(Duration.ofHours(2));
		host.end(one);
		host.end(two);
		host.send();
		ResultTable hours = site.report(Queries.USER_HOURS);
		assertEquals(1, hours.rowCount());
		assertEquals(2.0, (Double) hours.value(0, "hours"), 1e-9);
		assertEquals(2L, hours.value(0, "sessions"));
	}

	@Test
	void aMappingTakesEffectForThePastToo() throws Exception {
		site.addServer("Acme");
		site.watch("Engineering", "Acme");
		site.importLines("Acme", "users", "all ASSIGNMENTS", "assigned ann.lee@example.com AutoCAD");
		Site.Host host = site.enrol("ws1");
		host.start("Acme", "user17", "AutoCAD", "2024");
		host.send();
		assertEquals(Unknown.UNKNOWN, site.report(Queries.SESSIONS).value(0, "account"));

		site.node.people().map(new Mapping("USER17", "Ann.Lee@example.com"));
		assertEquals("ann.lee@example.com", site.report(Queries.SESSIONS).value(0, "account"));
		assertEquals(ServiceException.Reason.ALREADY_EXISTS, assertThrows(ServiceException.class,
				() -> site.node.people().map(new Mapping("acme\\user17", "ann.lee@example.com"))).reason());
		site.node.people().unmap(new Mapping("user17", "ann.lee@example.com"));
		assertEquals(Unknown.UNKNOWN, site.report(Queries.SESSIONS).value(0, "account"));
	}

	@Test
	void aMappingHoldsForItsTimeAndIsTakenBackForATime() throws Exception {
		site.addServer("Acme");
		site.watch("Engineering", "Acme");
		site.importLines("Acme", "users", "all ASSIGNMENTS", "assigned ann.lee@example.com AutoCAD");
		Instant start = site.now();
		Site.Host host = site.enrol("ws1");
		host.start("Acme", "user17", "AutoCAD", "2024");
		host.send();
		People people = site.node.people();
		people.map(new Mapping("user17", "ann.lee@example.com", Optional.of(start.plusSeconds(60)), Optional.empty()));
		assertEquals(Unknown.UNKNOWN, site.report(Queries.SESSIONS).value(0, "account"), "it began before");
		people.map(new Mapping("user17", "ann.lee@example.com", Optional.empty(), Optional.of(start.plusSeconds(60))));
		assertEquals("ann.lee@example.com", site.report(Queries.SESSIONS).value(0, "account"));
		assertEquals(ServiceException.Reason.INVALID, assertThrows(ServiceException.class,
				() -> people.map(new Mapping("x", "y", Optional.of(start), Optional.of(start)))).reason());

		people.unmap(new Mapping("ACME\\USER17", "Ann.Lee@example.com", Optional.of(start.minusSeconds(60)), Optional.of(start.plusSeconds(90))));
		assertEquals(List.of(
				new Mapping("user17", "ann.lee@example.com", Optional.empty(), Optional.of(start.minusSeconds(60))),
				new Mapping("user17", "ann.lee@example.com", Optional.of(start.plusSeconds(90)), Optional.empty())), people.list());
		assertEquals(Unknown.UNKNOWN, site.report(Queries.SESSIONS).value(0, "account"));
		assertEquals(ServiceException.Reason.NOT_FOUND, assertThrows(ServiceException.class, () -> people.unmap(
				new Mapping("user17", "ann.lee@example.com", Optional.of(start), Optional.of(start.plusSeconds(1))))).reason());
	}

	@Test
	void patternsOfNamesAreKeptAndRefusedWhenTheyAreNone() throws Exception {
		People people = site.node.people();
		assertEquals(List.of("{first}.{last}", "{f}{last}"), people.patterns());
		people.patterns(List.of("{last}{f}", " {first} "));
		assertEquals(List.of("{first}", "{last}{f}"), people.patterns());
		assertEquals(ServiceException.Reason.INVALID,
				assertThrows(ServiceException.class, () -> people.patterns(List.of("{nick}"))).reason());
		people.patterns(List.of());
		assertEquals(List.of(), people.patterns());
	}

	@Test
	void aSecretIsStoredUnreadableAndItsKeyIsTheOwnersAlone() throws Exception {
		site.node.servers().add(new ServerDefinition("Acme", LinesType.ID, Map.of(), Map.of("password", "correct horse"), true));
		assertEquals(java.util.Set.of("password"), site.node.servers().show("Acme").secretKeys());
		assertEquals("rw-------",
				PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets.key"))));
		site.close();
		try (var files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				assertTrue(!new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("correct horse"),
						file.toString());
			}
		}
	}

	@Test
	void badDefinitionsAreRefusedNamingTheField() throws Exception {
		ServiceException bad = assertThrows(ServiceException.class, () -> site.node.servers()
				.add(new ServerDefinition("Acme", LinesType.ID, Map.of("interval", "soon", "colour", "red"), Map.of(), true)));
		assertEquals(ServiceException.Reason.INVALID, bad.reason());
		assertTrue(bad.getMessage().contains("interval:") && bad.getMessage().contains("colour:"), bad.getMessage());
		site.addServer("Acme");
		assertEquals(ServiceException.Reason.ALREADY_EXISTS,
				assertThrows(ServiceException.class, () -> site.addServer("ACME")).reason());
		assertEquals(ServiceException.Reason.NOT_FOUND, assertThrows(ServiceException.class, () -> site.node.servers()
				.add(new ServerDefinition("Other", "no-such-type", Map.of(), Map.of(), true))).reason());
	}

	@Test
	void removingAServerRemovesWhatWasCollectedFromIt() throws Exception {
		site.addServer("Acme");
		site.watch("Engineering", "Acme");
		site.importLines("Acme", "seats", "seats AutoCAD 3");
		Site.Host host = site.enrol("ws1");
		host.start("Acme", "ann", "AutoCAD", "2024");
		host.send();
		site.node.servers().remove("Acme");
		assertEquals(0, site.report(Queries.USAGE).rowCount());
		assertEquals(0, site.report(Queries.SESSIONS).rowCount());
		assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
	}

	@Test
	void anAgentInNoAssignedGroupWatchesNothingAndAChangeReachesItAtOnce() throws Exception {
		site.addServer("Acme");
		site.node.groups().create("Engineering", true);
		site.node.listening(java.net.URI.create("https://localhost:7443"), "ab".repeat(32));
		Site.Host host = site.enrol("ws1");
		var nothing = site.node.agentGateway().configuration(host.agent, Optional.empty(), Duration.ZERO)
				.toCompletableFuture().get().orElseThrow();
		assertEquals(List.of(), nothing.watch());
		var waiting = site.node.agentGateway().configuration(host.agent, Optional.of(nothing.etag()), Duration.ofSeconds(30))
				.toCompletableFuture();
		site.node.groups().assign("Engineering", "Acme");
		var something = waiting.get(5, java.util.concurrent.TimeUnit.SECONDS).orElseThrow();
		assertEquals(List.of("acad"), something.watch().stream().map(rule -> rule.applicationId()).toList());
	}

	private void poll(String... lines) throws Exception {
		Instant at = site.now();
		site.type.poll = () -> new PollResult.Collected(Status.up(""), List.of(new Evidence(Evidence.Origin.POLL, "state", at,
				Content.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)))), List.of());
		pollNow();
	}

	private void pollNow() throws Exception {
		site.node.servers().poll("Floating", Progress.NONE);
		site.after(Duration.ofMinutes(1));
	}

	private static Evidence file(String name, Instant at, String... lines) {
		return new Evidence(Evidence.Origin.FILE, name, at,
				Content.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
	}

	private static String text(ResultTable table, String... except) {
		StringBuilder text = new StringBuilder();
		for (int row = 0; row < table.rowCount(); row++) {
			for (int column = 0; column < table.columns().size(); column++) {
				if (!List.of(except).contains(table.columns().get(column).key())) {
					text.append(table.value(row, column)).append('|');
				}
			}
			text.append('\n');
		}
		return text.toString();
	}
}

package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.ExaminationRequest;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.core.AgentGateway;
import org.lictor.core.Node;
import org.lictor.model.Progress;
import org.lictor.model.Role;
import org.lictor.model.Status;
import org.lictor.query.Column;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.service.Changes.Subscription;
import org.lictor.service.Changes.Topic;
import org.lictor.service.Examination;
import org.lictor.service.ImportResult;
import org.lictor.service.ImportResult.Outcome;
import org.lictor.service.Lictor;
import org.lictor.service.Mapping;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.SignIn;
import org.lictor.simulator.autodesk.Account;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.SimulatorOptions;
import org.lictor.spi.testkit.SecretSearch;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Verification;
import org.lictor.spi.WatchedApplication;
import org.lictor.spi.WatchedApplication.Kind;

/**
 * What a client may expect of a Lictor, wherever it is. Run against a node in this process and against the same through
 * HTTPS.
 */
abstract class RemoteContract {

	private static final String USERS = "First Name,Last Name,Email,Product\nAda,Byron,ada@example.com,AutoCAD\n";

	@TempDir
	private Path folder;
	private Lictor node;
	private Lictor lictor;

	/**
	 * @param served a node that is being served
	 * @param data   its folder
	 * @return what is tested
	 */
	abstract Lictor reach(Lictor served, Path data) throws ServiceException;

	@BeforeEach
	void serve() throws Exception {
		Path data = Files.createDirectory(folder.resolve("data"));
		node = Connectors.serve(data);
		lictor = reach(node, data);
	}

	@AfterEach
	void stop() {
		lictor.close();
		node.close();
	}

	private interface Deed {

		void run() throws ServiceException;
	}

	private static void refused(Reason reason, String word, Deed deed) {
		ServiceException refused = assertThrows(ServiceException.class, deed::run);
		assertEquals(reason, refused.reason(), refused.getMessage());
		assertTrue(refused.getMessage().contains(word), refused.getMessage());
		assertFalse(refused.getMessage().contains("Exception"), refused.getMessage());
	}

	private ServerDefinition custom(String name, String used) throws IOException {
		Path file = Files.writeString(folder.resolve(used + ".xml"),
				"<CUSTOM_STAT VENDOR=\"custom_x\"><USAGE FEATURE=\"draw\" USED_LICENSES=\"" + used
						+ "\" TOTAL_LICENSES=\"9\"/></CUSTOM_STAT>");
		return new ServerDefinition(name, "custom", Map.of("file", file.toString(), "zone", "UTC", "interval", "1h"), Map.of(),
				true);
	}

	private static ServerDefinition autodesk(String name) {
		return new ServerDefinition(name, "autodesk", Map.of(), Map.of(), true);
	}

	@Test
	void tellsTheServerTypesThatAreInstalled() throws Exception {
		assertEquals(List.of("autodesk", "custom"),
				lictor.servers().types().stream().map(type -> type.id()).sorted().toList());
	}

	@Test
	void serversAreAddedShownChangedAndRemoved() throws Exception {
		ServerInfo added = lictor.servers().add(custom("Bench / 1 %", "3"));
		assertEquals("Bench / 1 %", added.name());
		assertEquals("3", Path.of(lictor.servers().show("Bench / 1 %").settings().get("file")).getFileName().toString()
				.replace(".xml", ""));
		ServerInfo changed = lictor.servers().update(custom("Bench / 1 %", "4"));
		assertTrue(changed.settings().get("file").endsWith("4.xml"));
		assertEquals(List.of("Bench / 1 %"), lictor.servers().list().stream().map(ServerInfo::name).toList());
		refused(Reason.ALREADY_EXISTS, "Bench / 1 %", () -> lictor.servers().add(autodesk("Bench / 1 %")));
		lictor.servers().remove("Bench / 1 %");
		assertEquals(List.of(), lictor.servers().list());
		refused(Reason.NOT_FOUND, "Bench / 1 %", () -> lictor.servers().show("Bench / 1 %"));
	}

	@Test
	void aDefinitionThatIsNotValidIsRefusedNamingTheField() {
		refused(Reason.INVALID, "file",
				() -> lictor.servers().add(new ServerDefinition("X", "custom", Map.of("zone", "UTC"), Map.of(), true)));
		refused(Reason.NOT_FOUND, "abacus",
				() -> lictor.servers().add(new ServerDefinition("X", "abacus", Map.of(), Map.of(), true)));
		refused(Reason.NOT_FOUND, "Nowhere", () -> lictor.servers().update(autodesk("Nowhere")));
		refused(Reason.NOT_FOUND, "Nowhere", () -> lictor.servers().remove("Nowhere"));
		refused(Reason.NOT_FOUND, "Nowhere", () -> lictor.servers().poll("Nowhere", Progress.NONE));
	}

	@Test
	void pollingBringsFiguresAndVerifyingSavesNothing() throws Exception {
		Verification good = lictor.servers().verify(custom("Bench", "3"), Progress.NONE);
		Verification bad = lictor.servers().verify(new ServerDefinition("Bench", "custom",
				Map.of("file", folder.resolve("gone.xml").toString(), "zone", "UTC"), Map.of(), true), Progress.NONE);
		assertTrue(good.good(), good.toString());
		assertFalse(bad.good(), bad.toString());
		assertEquals(List.of(), lictor.servers().list());

		lictor.servers().add(custom("Bench", "3"));
		ServerInfo polled = lictor.servers().poll("Bench", Progress.NONE);
		assertEquals(Status.State.UP, polled.status().state(), polled.toString());
		ResultTable usage = lictor.queries().run(Query.of("usage", ZoneOffset.UTC), Progress.NONE);
		assertEquals(1, usage.rowCount());
		assertEquals("draw", usage.value(0, "product"));
		assertEquals(3L, usage.value(0, "used"));
		assertEquals(9L, usage.value(0, "total"));
	}

	/** Below those that a system hands out by itself, so that no connection of another test takes it in between. */
	private static int freePort() {
		for (int port : ThreadLocalRandom.current().ints(100, 20_000, 30_000).toArray()) {
			try (ServerSocket free = new ServerSocket(port)) {
				return port;
			} catch (IOException e) {
				// somebody has it
			}
		}
		throw new AssertionError("no port is free");
	}

	@Test
	void aPersonSignsInWithTheBrowserAndTheTokenNeverPassesTheClient() throws Exception {
		int port = freePort();
		try (AutodeskSimulator cloud = AutodeskSimulator.start(SimulatorOptions.of(Account.generate(3, 20, 4, 1, 1)))) {
			ServerDefinition definition = new ServerDefinition("Cloud", "autodesk",
					Map.of("source", "browser", "client-id", cloud.credentials().clientId(), "baseUrl", cloud.httpAddress().toString(),
							"redirect", "http://localhost:" + port + "/callback"),
					Map.of("client-secret", cloud.credentials().clientSecret()), false);
			refused(Reason.INVALID, "source", () -> lictor.servers().beginSignIn(autodesk("Files")));
			refused(Reason.NOT_FOUND, "Begin it again", () -> lictor.servers().finishSignIn("unknown", "code=1", Progress.NONE));

			SignIn denied = lictor.servers().beginSignIn(definition);
			Verification refusal = lictor.servers().finishSignIn(denied.id(), new Person(cloud).cancels(denied), Progress.NONE);
			assertTrue(refusal.status().message().contains("not allowed"), refusal::toString);
			refused(Reason.INVALID, "Sign in again", () -> lictor.servers().add(definition.signedIn(denied.id())));

			SignIn signIn = lictor.servers().beginSignIn(definition);
			Verification done = lictor.servers().finishSignIn(signIn.id(), new Person(cloud).signsIn(signIn), Progress.NONE);
			assertTrue(done.good(), done::toString);
			refused(Reason.NOT_FOUND, "once", () -> lictor.servers().finishSignIn(signIn.id(), "code=1", Progress.NONE));

			Verification tried = lictor.servers().verify(definition.signedIn(signIn.id()), Progress.NONE);
			assertTrue(tried.good(), tried::toString);
			ServerInfo added = lictor.servers().add(definition.signedIn(signIn.id()));
			assertEquals(Set.of("client-secret", "refresh-token"), added.secretKeys());
			refused(Reason.INVALID, "Sign in again", () -> lictor.servers().update(definition.signedIn(signIn.id())));
			Verification saved = lictor.servers().verify(definition, Progress.NONE);
			assertTrue(saved.good(), () -> "the token that trying it renewed was saved: " + saved);

			SecretSearch search = new SecretSearch(cloud.secrets());
			assertEquals(List.of(), search.text("what was told", List.of(refusal, done, tried, added, saved).toString()));
			assertEquals(List.of(), search.folder(folder));
		}
	}

	@Test
	void groupsAreMadeAssignedAndRemoved() throws Exception {
		lictor.servers().add(autodesk("Cloud"));
		assertTrue(lictor.groups().create("Design", true).autoAssign());
		refused(Reason.ALREADY_EXISTS, "Design", () -> lictor.groups().create("Design", false));
		assertFalse(lictor.groups().autoAssign("Design", false).autoAssign());
		lictor.groups().assign("Design", "Cloud");
		assertEquals(List.of("Cloud"), lictor.groups().list().getFirst().servers());
		assertEquals(List.of("Design"), lictor.servers().show("Cloud").groups());
		lictor.groups().unassign("Design", "Cloud");
		assertEquals(List.of(), lictor.groups().list().getFirst().servers());
		refused(Reason.NOT_FOUND, "Nobody", () -> lictor.groups().assign("Nobody", "Cloud"));
		refused(Reason.NOT_FOUND, "Nowhere", () -> lictor.groups().assign("Design", "Nowhere"));
		refused(Reason.NOT_FOUND, "a1", () -> lictor.groups().addAgent("Design", "a1"));
		lictor.groups().remove("Design");
		assertEquals(List.of(), lictor.groups().list());
		refused(Reason.NOT_FOUND, "Design", () -> lictor.groups().remove("Design"));
	}

	@Test
	void enrolmentStringsAreMadeAndAgentsListed() throws Exception {
		assertTrue(lictor.agents().token(Optional.empty(), Duration.ofDays(1)).string().startsWith("lictor1:"));
		refused(Reason.NOT_FOUND, "Nobody", () -> lictor.agents().token(Optional.of("Nobody"), Duration.ofDays(1)));
		refused(Reason.INVALID, "", () -> lictor.agents().token(Optional.empty(), Duration.ofSeconds(1)));
		refused(Reason.NOT_FOUND, "a1", () -> lictor.agents().remove("a1"));
		assertEquals(List.of(), lictor.agents().list());
	}

	@Test
	void rulesAreMadeChangedListedAndRemoved() throws Exception {
		lictor.servers().add(custom("Bench / 1 %", "3"));
		lictor.servers().add(autodesk("Cloud"));
		WatchedApplication maya = new WatchedApplication("maya / 1", "Maya", Kind.INTERACTIVE, "/maya$", Optional.of("-gui"));
		WatchedApplication viewer = new WatchedApplication("viewer", "View", Kind.IGNORED, "/view$", Optional.empty());
		lictor.agents().putRule("Bench / 1 %", maya);
		lictor.agents().putRule("Bench / 1 %", viewer);
		assertEquals(List.of(maya, viewer), lictor.agents().rules("Bench / 1 %"));
		assertEquals(List.of(), lictor.agents().rules("Cloud"));
		WatchedApplication batch = new WatchedApplication("maya / 1", "Maya", Kind.HEADLESS, "/mayabatch$", Optional.empty());
		lictor.agents().putRule("Bench / 1 %", batch);
		assertEquals(List.of(batch, viewer), lictor.agents().rules("Bench / 1 %"));
		lictor.agents().removeRule("Bench / 1 %", "maya / 1");
		assertEquals(List.of(viewer), lictor.agents().rules("Bench / 1 %"));

		refused(Reason.NOT_FOUND, "maya / 1", () -> lictor.agents().removeRule("Bench / 1 %", "maya / 1"));
		refused(Reason.NOT_FOUND, "Nowhere", () -> lictor.agents().rules("Nowhere"));
		refused(Reason.NOT_FOUND, "Nowhere", () -> lictor.agents().putRule("Nowhere", viewer));
		refused(Reason.NOT_FOUND, "Nowhere", () -> lictor.agents().removeRule("Nowhere", "viewer"));
		refused(Reason.INVALID, "at most 100", () -> lictor.agents().putRule("Bench / 1 %",
				new WatchedApplication("x".repeat(300), "View", Kind.IGNORED, "/view$", Optional.empty())));
		refused(Reason.ALREADY_EXISTS, "adsk-access", () -> lictor.agents().putRule("Cloud",
				new WatchedApplication("adsk-access", "AutoCAD", Kind.INTERACTIVE, "/acad$", Optional.empty())));
	}

	@Test
	void aRuleIsTriedOnAHostAndKeptNowhere() throws Exception {
		lictor.servers().add(autodesk("Cloud"));
		AgentGateway agents = ((Node) node).agentGateway();
		String string = lictor.agents().token(Optional.empty(), Duration.ofDays(1)).string();
		String agent = agents.enrol(new EnrolmentRequest(Protocol.VERSION, EnrolmentString.parse(string).token(), new UUID(1, 2), "pc1", "Linux",
				"1.0.0")).agentId();
		WatchedApplication maya = new WatchedApplication("maya", "Maya", Kind.INTERACTIVE, "/maya$", Optional.empty());
		refused(Reason.NOT_FOUND, "77", () -> lictor.agents().tryRule("77", "Cloud", maya, false, Progress.NONE));
		refused(Reason.INVALID, "at most 100", () -> lictor.agents().tryRule(agent, "Cloud",
				new WatchedApplication("maya", "x".repeat(300), Kind.INTERACTIVE, "/maya$", Optional.empty()), false, Progress.NONE));
		agents.events(agent, new EventBatch(Protocol.VERSION, new UUID(1, 3), Instant.now(), 1, "1.0.0", "pc1", "Linux", "", List.of()));
		CompletableFuture<Void> answered = answer(agents, agent, Optional.empty());

		Examination tried = lictor.agents().tryRule(agent, "Cloud", maya, true, Progress.NONE);

		answered.get(30, TimeUnit.SECONDS);
		assertEquals(List.of(new Examination.Seen(1, 7, "ann", "/opt/maya", "Cloud", Examination.Outcome.COUNTED, "counts as Maya")),
				tried.processes());
		assertEquals(4, tried.others());
		assertEquals(List.of(), lictor.agents().rules("Cloud"));
	}

	/** What an agent does that is asked to try a rule: it waits for the wish, and answers. */
	private static CompletableFuture<Void> answer(AgentGateway agents, String agent, Optional<String> etag) {
		return agents.configuration(agent, etag, Duration.ofSeconds(30)).toCompletableFuture().thenCompose(told -> {
			AgentConfiguration configuration = told.orElseThrow();
			if (configuration.examination().isEmpty()) {
				return answer(agents, agent, Optional.of(configuration.etag()));
			}
			ExaminationRequest wish = configuration.examination().get();
			WatchRule rule = wish.trial().orElseThrow();
			agents.examined(agent, new ExaminationReport(wish.id(), Instant.now(), List.of(), List.of(new ExaminationReport.Seen(1, 7, "ann",
					"/opt/maya", rule.server(), ExaminationReport.Outcome.COUNTED, "counts as " + rule.product())), 4));
			return CompletableFuture.completedFuture(null);
		});
	}

	@Test
	void peopleAreMappedAndUnmapped() throws Exception {
		Mapping mapping = new Mapping("ada&co", "ada@example.com");
		lictor.people().map(mapping);
		assertEquals(List.of(mapping), lictor.people().list());
		refused(Reason.ALREADY_EXISTS, "ada", () -> lictor.people().map(mapping));
		lictor.people().unmap(mapping);
		assertEquals(List.of(), lictor.people().list());
		refused(Reason.NOT_FOUND, "ada", () -> lictor.people().unmap(mapping));
		Mapping inMarch = new Mapping("ada&co", "ada@example.com", Optional.of(Instant.parse("2026-03-01T00:00:00Z")),
				Optional.of(Instant.parse("2026-04-01T00:00:00Z")));
		lictor.people().map(inMarch);
		assertEquals(List.of(inMarch), lictor.people().list());
		lictor.people().unmap(inMarch);
		assertEquals(List.of(), lictor.people().list());
		lictor.people().patterns(List.of("{last}{f}"));
		assertEquals(List.of("{last}{f}"), lictor.people().patterns());
	}

	@Test
	void tokensAreMadeAndRevoked() throws Exception {
		String secret = lictor.tokens().create("script", Role.READER, Optional.of(Duration.ofDays(1)));
		assertTrue(secret.length() > 30);
		assertEquals("script", lictor.tokens().list().getFirst().name());
		assertTrue(lictor.tokens().list().getFirst().expiresAt().isPresent());
		refused(Reason.ALREADY_EXISTS, "script", () -> lictor.tokens().create("script", Role.READER, Optional.empty()));
		lictor.tokens().revoke("script");
		refused(Reason.NOT_FOUND, "script", () -> lictor.tokens().revoke("script"));
	}

	@Test
	void filesAreImportedOnceAndRefusedWithAReason() throws Exception {
		lictor.servers().add(autodesk("Cloud"));
		Evidence users = file("users.csv", USERS);
		ImportResult first = lictor.imports().run("Cloud", users, Progress.NONE);
		ImportResult again = lictor.imports().run("Cloud", users, Progress.NONE);
		ImportResult none = lictor.imports().run("Cloud", file("poem.txt", "Shall I compare thee"), Progress.NONE);

		assertEquals(Outcome.IMPORTED, first.outcome(), first.toString());
		assertEquals(1, first.records());
		assertEquals(Outcome.ALREADY_KNOWN, again.outcome());
		assertEquals(Outcome.REFUSED, none.outcome());
		assertFalse(none.diagnostics().isEmpty());
		refused(Reason.NOT_FOUND, "Nowhere", () -> lictor.imports().run("Nowhere", users, Progress.NONE));
		assertEquals("ada@example.com",
				lictor.queries().run(Query.of("users", ZoneOffset.UTC), Progress.NONE).value(0, "account"));
	}

	private static Evidence file(String name, String text) {
		return new Evidence(Evidence.Origin.FILE, name, Instant.parse("2026-03-01T08:00:00Z"),
				Content.of(text.getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void everyReportComesWithTheColumnsItPromises() throws Exception {
		for (ReportDefinition report : lictor.queries().reports()) {
			ResultTable table = lictor.queries().run(Query.of(report.name(), ZoneOffset.UTC), Progress.NONE);
			assertEquals(report.name(), table.report());
			assertEquals(report.columns().stream().map(Column::key).toList(),
					table.columns().stream().map(Column::key).toList());
		}
		refused(Reason.NOT_FOUND, "no-such-report",
				() -> lictor.queries().run(Query.of("no-such-report", ZoneOffset.UTC), Progress.NONE));
		refused(Reason.NOT_FOUND, "Nowhere",
				() -> lictor.queries().run(Query.of("usage", ZoneOffset.UTC).server("Nowhere"), Progress.NONE));
	}

	@Test
	void factsAgreeWithTheEvidence() throws Exception {
		lictor.servers().add(autodesk("Cloud"));
		lictor.imports().run("Cloud", file("users.csv", USERS), Progress.NONE);

		assertEquals(List.of(), lictor.maintenance().check(Progress.NONE).differences());
		assertEquals(List.of(), lictor.maintenance().rebuild(Progress.NONE).differences());
		assertTrue(lictor.maintenance().check(Progress.NONE).evidence() > 0);
	}

	@Test
	void changesAreHeard() throws Exception {
		CountDownLatch servers = new CountDownLatch(1);
		try (Subscription subscription = lictor.changes().subscribe((Set<Topic> topics) -> {
			if (topics.contains(Topic.SERVERS)) {
				servers.countDown();
			}
		})) {
			lictor.servers().add(autodesk("Cloud"));
			assertTrue(servers.await(20, TimeUnit.SECONDS));
		}
	}
}

package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.EventDetail.AgentStarted;
import org.lictor.agent.protocol.EventDetail.AgentStopped;
import org.lictor.agent.protocol.EventDetail.SessionEnded;
import org.lictor.agent.protocol.EventDetail.SessionStarted;
import org.lictor.agent.protocol.EventDetail.SessionsRunning;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.ExaminationRequest;
import org.lictor.agent.protocol.Finding;
import org.lictor.agent.protocol.Intervals;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;

/** The whole agent, real processes and real TLS, against a server that speaks the protocol. */
@Timeout(120)
class AgentTest {

	@TempDir
	static Path keys;
	private static HttpsFake.Key key;
	private static HttpsFake.Key otherKey;

	@TempDir
	Path temp;
	private final FakeServer store = new FakeServer();
	private HttpsFake server;
	private Path data;
	private Process program;
	private Agent agent;
	private DataFolder folder;
	private CompletableFuture<Optional<AgentFailure>> end = CompletableFuture.completedFuture(Optional.empty());
	private final AtomicInteger enrolled = new AtomicInteger();
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	@BeforeAll
	static void makeKeys() {
		key = HttpsFake.Key.make(keys, "server.example");
		otherKey = HttpsFake.Key.make(keys, "other.example");
	}

	@BeforeEach
	void listen() throws IOException {
		server = new HttpsFake(key, 0, store);
		server.configure(watch("1", "AutoCAD"));
		data = temp.resolve("data");
	}

	@AfterEach
	void stopAll() throws Exception {
		stopAgent();
		server.close();
		if (program != null) {
			program.destroyForcibly().waitFor();
		}
	}

	private AgentConfiguration watch(String etag, String... products) {
		List<WatchRule> rules = Stream.of(products).map(product -> new WatchRule("Autodesk", product, product,
				WatchRule.Kind.INTERACTIVE, temp + "/Autodesk/" + product + " (?<version>\\d{4})/acad$", Optional.empty())).toList();
		return new AgentConfiguration(etag,
				new Intervals(Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(1)), rules);
	}

	private void startAgent(Optional<EnrolmentString> string) throws AgentFailure, IOException {
		// what an earlier agent of the test left would be taken for this one's
		Files.deleteIfExists(data.resolve("status.json"));
		folder = DataFolder.open(data);
		agent = new Agent(folder, Agent.World.real("1.2.3"));
		Agent starting = agent;
		end = CompletableFuture.supplyAsync(() -> {
			try {
				starting.run(string, enrolled::incrementAndGet, new PrintStream(out, true, StandardCharsets.UTF_8));
				return Optional.empty();
			} catch (AgentFailure e) {
				return Optional.of(e);
			} catch (InterruptedException e) {
				throw new AssertionError(e);
			}
		}, command -> Thread.ofPlatform().daemon().start(command));
	}

	private void stopAgent() throws Exception {
		if (agent != null) {
			agent.stop();
			assertTrue(end.isDone() || end.get(10, TimeUnit.SECONDS) != null);
			folder.close();
		}
	}

	private AgentFailure failureOf(Optional<EnrolmentString> string) throws Exception {
		startAgent(string);
		AgentFailure failure = end.get(20, TimeUnit.SECONDS).orElseThrow();
		folder.close();
		agent = null;
		return failure;
	}

	private void startProgram(String product) throws IOException {
		Path file = temp.resolve("Autodesk/" + product + " 2024/acad");
		Files.createDirectories(file.getParent());
		if (!Files.exists(file)) {
			Files.copy(Path.of("/bin/sleep").toRealPath(), file);
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
		program = new ProcessBuilder(file.toString(), "1000").start();
	}

	private static <T> T await(String what, Duration most, Supplier<Optional<T>> value) {
		long until = System.nanoTime() + most.toNanos();
		while (System.nanoTime() < until) {
			Optional<T> now = value.get();
			if (now.isPresent()) {
				return now.get();
			}
			LockSupport.parkNanos(5_000_000);
		}
		throw new AssertionError("not within " + most + ": " + what);
	}

	private SessionInfo awaitSession(Duration most) {
		return await("a session", most,
				() -> store.details(SessionStarted.class).stream().findFirst().map(SessionStarted::session));
	}

	private SessionEnded awaitEnd(Duration most) {
		return await("an end", most, () -> store.details(SessionEnded.class).stream().findFirst());
	}

	private <T> T awaitDetail(Class<T> type) {
		return await(type.getSimpleName(), Duration.ofSeconds(20), () -> store.details(type).stream().findFirst());
	}

	private void awaitStatus(String text) {
		await("\"" + text + "\" in the status", Duration.ofSeconds(20), () -> {
			try {
				return Optional.of(String.join("\n", StatusFile.describe(data))).filter(status -> status.contains(text));
			} catch (AgentFailure e) {
				return Optional.empty();
			}
		});
	}

	@Test
	void answersAnExaminationOfItselfAndItsHost() throws Exception {
		startProgram("AutoCAD");
		startAgent(Optional.of(server.enrolment("good")));
		awaitSession(Duration.ofSeconds(20));
		UUID id = UUID.randomUUID();

		server.configure(watch("1", "AutoCAD").with(Optional.of(new ExaminationRequest(id, false, Optional.empty()))));

		ExaminationReport report = await("a report", Duration.ofSeconds(20), () -> store.reports().stream().findFirst());
		assertEquals(id, report.id());
		assertEquals(List.of(program.pid()), report.processes().stream().map(ExaminationReport.Seen::pid).toList());
		assertTrue(report.others() > 0, "this test is another process");
		assertTrue(report.findings().contains(Finding.good("agent", "It is running.")), report.findings().toString());
		assertTrue(report.findings().stream().anyMatch(finding -> finding.topic().equals("clock")), "the server's clock is known");
	}

	@Test
	void enrolsAndReportsARealProgramFromBeginningToEnd() throws Exception {
		startAgent(Optional.of(server.enrolment("good")));
		assertEquals("1.2.3", awaitDetail(AgentStarted.class).agentVersion());
		assertEquals(1, enrolled.get());
		Instant started = Instant.now();
		startProgram("AutoCAD");

		SessionInfo session = awaitSession(Duration.ofSeconds(5));

		assertEquals("AutoCAD", session.product());
		assertEquals("2024", session.version());
		assertEquals(System.getProperty("user.name"), session.user());
		assertEquals(Host.thisHost().name(), session.host());
		assertEquals(program.pid(), session.pid());
		assertTrue(Duration.between(started, session.processStart().orElseThrow()).abs().toMillis() < 2000);
		assertTrue(awaitDetail(SessionsRunning.class).sessions().contains(session.key()));
		program.destroyForcibly().waitFor();
		Instant ended = Instant.now();
		SessionEnded end = awaitEnd(Duration.ofSeconds(5));
		assertEquals(session, end.session());
		assertTrue(end.exact());
		assertTrue(Duration.between(ended, end.end()).abs().toMillis() < 2000, ended + " but told " + end.end());

		stopAgent();
		assertEquals(1, store.details(AgentStopped.class).size(), "told before it was gone");
		assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Lictor agent 1.2.3 watches "));
	}

	@Test
	void keepsItsSecretToItself() throws Exception {
		startAgent(Optional.of(server.enrolment("good-token")));
		startProgram("AutoCAD");
		awaitSession(Duration.ofSeconds(20));
		awaitStatus("connected");
		stopAgent();

		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("agent.json"))));
		try (Stream<Path> files = Files.walk(data)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				String text = Files.readString(file, StandardCharsets.ISO_8859_1);
				assertFalse(text.contains("good-token"), file + " has the token");
				assertTrue(!text.contains("secret-of-agent") || file.endsWith("agent.json"), file + " has the secret");
			}
		}
	}

	@Test
	void followsAChangeOfTheWatchListWithinSeconds() throws Exception {
		startProgram("Maya");
		startAgent(Optional.of(server.enrolment("good")));
		awaitDetail(AgentStarted.class);
		awaitStatus("for Autodesk: AutoCAD");
		assertEquals(List.of(), store.details(SessionStarted.class));

		server.configure(watch("2", "AutoCAD", "Maya"));
		assertEquals("Maya", awaitSession(Duration.ofSeconds(5)).product());

		server.configure(watch("3"));
		assertEquals("RULE_WITHDRAWN", awaitEnd(Duration.ofSeconds(5)).reason().name());
		awaitStatus("watches:  nothing");
	}

	@Test
	void goesOnUnderTheSameKeyWhenItIsStartedAgain() throws Exception {
		startAgent(Optional.of(server.enrolment("good")));
		startProgram("AutoCAD");
		SessionInfo session = awaitSession(Duration.ofSeconds(20));
		stopAgent();

		startAgent(Optional.empty());
		await("the session again", Duration.ofSeconds(20),
				() -> Optional.of(store.details(SessionStarted.class)).filter(told -> told.size() == 2));

		assertEquals(List.of(new SessionStarted(session)), store.starts());
		program.destroyForcibly().waitFor();
		assertEquals(session, awaitEnd(Duration.ofSeconds(20)).session());
	}

	@Test
	void losesAndDoublesNothingWhenItIsKilled() throws Exception {
		AgentProcess.enrolled(data, server.enrolment("good"), Duration.ofSeconds(30));
		startProgram("AutoCAD");
		for (int kills = 0; kills < 3; kills++) {
			int told = store.details(AgentStarted.class).size();
			Process running = AgentProcess.start(data);
			await("the agent at work", Duration.ofSeconds(30),
					() -> Optional.of(store.details(AgentStarted.class).size()).filter(now -> now > told));
			awaitSession(Duration.ofSeconds(20));
			running.destroyForcibly().waitFor();
		}
		program.destroyForcibly().waitFor();

		startAgent(Optional.empty());
		SessionEnded ended = awaitEnd(Duration.ofSeconds(20));

		assertEquals(1, store.starts().size());
		assertFalse(ended.exact(), "it was not looking");
		assertEquals(List.of(ended), store.ends(ended.session().key()::equals));
	}

	@Test
	void watchesFromTheStartThoughTheServerIsAwayAndDeliversLater() throws Exception {
		startAgent(Optional.of(server.enrolment("good")));
		awaitStatus("connected");
		stopAgent();
		int port = server.port();
		server.close();

		startAgent(Optional.empty());
		startProgram("AutoCAD");
		awaitStatus("AutoCAD (1)");
		awaitStatus("nothing listens there");
		program.destroyForcibly().waitFor();
		awaitStatus("nothing that is watched");
		server = new HttpsFake(key, port, store);
		server.configure(watch("1", "AutoCAD"));

		assertEquals(awaitSession(Duration.ofSeconds(30)), awaitEnd(Duration.ofSeconds(10)).session());
		awaitStatus("0 events wait");
		awaitStatus("contact:  connected");
	}

	@Test
	void keepsEventsWhenTheCertificateChangedUntilTheOldOneIsBack() throws Exception {
		startAgent(Optional.of(server.enrolment("good")));
		awaitStatus("connected");
		int port = server.port();
		server.close();
		server = new HttpsFake(otherKey, port, store);
		startProgram("AutoCAD");

		awaitStatus("shows another certificate than the one this agent was enrolled with");

		assertEquals(List.of(), store.details(SessionStarted.class));
		assertFalse(end.isDone());
		server.close();
		server = new HttpsFake(key, port, store);
		awaitSession(Duration.ofSeconds(30));
	}

	@Test
	void enrolsAnewWithAnotherStringAndOnlyThen() throws Exception {
		startAgent(Optional.of(server.enrolment("good")));
		awaitStatus("connected");
		stopAgent();
		server.refuses(Map.of("good", new Problem(Problem.Reason.TOKEN_EXPIRED, "The token expired.")));
		startAgent(Optional.of(server.enrolment("good")));
		awaitStatus("connected");
		stopAgent();
		assertEquals(1, enrolments());

		startAgent(Optional.of(server.enrolment("another")));
		awaitStatus("connected");

		assertEquals(2, enrolments());
		awaitStatus("this agent is agent-1");
	}

	private long enrolments() {
		return server.requests().stream().filter(request -> request.path().equals("/agent/v1/enrol")).count();
	}

	@Test
	void endsWithAClearSentenceWhenItsTokenIsRefused() throws Exception {
		server.refuses(Map.of("wrong", new Problem(Problem.Reason.TOKEN_UNKNOWN, "The server does not know this token."),
				"old", new Problem(Problem.Reason.TOKEN_EXPIRED, "The token expired on Monday.")));

		AgentFailure wrong = failureOf(Optional.of(server.enrolment("wrong")));
		AgentFailure old = failureOf(Optional.of(server.enrolment("old")));
		assertEquals(0, enrolled.get(), "not enrolled: the string is kept");

		assertEquals("The agent cannot enrol. The server does not know this token.", wrong.getMessage());
		assertEquals("The agent cannot enrol. The token expired on Monday.", old.getMessage());
		assertEquals(3, wrong.exitCode());
	}

	@Test
	void endsWhenTheServerIsTooOldForItToEnrol() throws Exception {
		server.refusesAll(Optional.of(new Problem(Problem.Reason.AGENT_TOO_NEW, "Update the server.")));

		assertEquals("The agent cannot enrol. Update the server.",
				failureOf(Optional.of(server.enrolment("good"))).getMessage());
	}

	@Test
	void endsWhenAnotherServerAnswersItsEnrolment() throws Exception {
		AgentFailure failure = failureOf(
				Optional.of(new EnrolmentString(server.address(), otherKey.fingerprint(), "good")));

		assertTrue(failure.getMessage().contains("shows another certificate"), failure.getMessage());
		assertEquals(List.of(), server.requests(), "the token was told to nobody");
	}

	@Test
	void asksForTheStringWhenItWasNeverEnrolled() throws Exception {
		assertTrue(failureOf(Optional.empty()).getMessage().startsWith("This agent is not enrolled yet"));
	}

	@Test
	void enrolsAsSoonAsTheServerIsThere() throws Exception {
		EnrolmentString string = server.enrolment("good");
		int port = server.port();
		server.close();
		startAgent(Optional.of(string));
		await("the identity", Duration.ofSeconds(20), () -> Optional.of(true).filter(yes -> Files.exists(data.resolve("agent.json"))));

		server = new HttpsFake(key, port, store);

		awaitDetail(AgentStarted.class);
	}

	@Test
	void stopsWhileItTriesToEnrol() throws Exception {
		EnrolmentString string = server.enrolment("good");
		server.close();
		startAgent(Optional.of(string));

		stopAgent();

		assertEquals(Optional.empty(), end.get(1, TimeUnit.SECONDS));
	}

	@Test
	void endsWhenTheServerRemovedIt() throws Exception {
		startAgent(Optional.of(server.enrolment("good")));
		awaitStatus("connected");

		server.refusesAll(Optional.of(new Problem(Problem.Reason.AGENT_UNKNOWN, "This agent was removed.")));
		server.configure(watch("2"));

		AgentFailure failure = end.get(40, TimeUnit.SECONDS).orElseThrow();
		assertEquals("This agent was removed. If this host is to be watched, enrol the agent anew with a new enrolment string.",
				failure.getMessage());
		assertEquals(3, failure.exitCode());
	}

	@Test
	void goesOnWhenTheServerIsTooOldForEvents() throws Exception {
		startAgent(Optional.of(server.enrolment("good")));
		awaitStatus("connected");
		server.refusesAll(Optional.of(new Problem(Problem.Reason.AGENT_TOO_NEW, "Update the server.")));
		startProgram("AutoCAD");
		awaitStatus("Update the server. Events are kept");

		server.refusesAll(Optional.empty());

		awaitSession(Duration.ofSeconds(30));
	}

	@Test
	void refusesASecondAgentOnTheFolder() throws Exception {
		startAgent(Optional.of(server.enrolment("good")));

		AgentFailure failure = assertThrows(AgentFailure.class, () -> DataFolder.open(data));

		assertEquals("Another Lictor agent (process " + ProcessHandle.current().pid() + ") works on " + data
				+ ". Stop it, or give this one a folder of its own with --data.", failure.getMessage());
	}

	@Test
	void tellsHowItIs() throws Exception {
		assertThrows(AgentFailure.class, () -> StatusFile.describe(data));
		startAgent(Optional.of(server.enrolment("good")));
		startProgram("AutoCAD");
		awaitStatus("AutoCAD (1)");
		awaitStatus("contact:  connected (last answer ");
		awaitStatus("running (process " + ProcessHandle.current().pid() + ")");
		awaitStatus("reads:    of every process");
		awaitStatus("for Autodesk: AutoCAD");

		stopAgent();

		awaitStatus(": not running, as of ");
	}

	@Test
	void namesADamagedIdentity() throws Exception {
		Files.createDirectories(data);
		for (String damaged : List.of("", "{", "[]", "{}", "{\"installationId\":\"x\"}", "{\"installationId\":{}}")) {
			Files.writeString(data.resolve("agent.json"), damaged);

			AgentFailure failure = failureOf(Optional.of(server.enrolment("good")));

			assertEquals("The agent's identity in " + data.resolve("agent.json")
					+ " is damaged. Remove the file and enrol the agent anew with a new enrolment string.", failure.getMessage());
		}
	}
}

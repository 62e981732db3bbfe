package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.Acknowledgement;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.EnrolmentAnswer;
import org.lictor.agent.protocol.EnrolmentRequest;
import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.core.AgentRefusal;
import org.lictor.core.internal.LinesType;
import org.lictor.core.internal.Site;
import org.lictor.model.Privacy;
import org.lictor.model.Role;
import org.lictor.query.ResultTable;
import org.lictor.service.AgentInfo;
import org.lictor.service.Queries;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;

/** How agents come in, what they are told, and what becomes of what they tell. */
@Timeout(120)
class AgentEntranceTest {

	@TempDir
	private Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.node.listening(URI.create("https://lictor.example:7443"), "ab".repeat(32));
	}

	@AfterEach
	void close() {
		site.close();
	}

	@Test
	void givesAnAgentASecretThatProvesWhoItIs() throws Exception {
		EnrolmentAnswer answer = enrol(token(), UUID.randomUUID(), "pc1");

		var principal = site.node.access().authenticate(answer.secret()).orElseThrow();

		assertEquals(Role.AGENT, principal.role());
		assertEquals(answer.agentId(), principal.name());
	}

	@Test
	void refusesAWrongTokenAndAnExpiredOneEachWithItsSentence() throws Exception {
		String token = token();
		site.after(Duration.ofDays(1));

		Problem wrong = refusal(() -> enrol("guess", UUID.randomUUID(), "pc1"));
		Problem expired = refusal(() -> enrol(token, UUID.randomUUID(), "pc1"));

		assertEquals(Problem.Reason.TOKEN_UNKNOWN, wrong.reason());
		assertEquals(Problem.Reason.TOKEN_EXPIRED, expired.reason());
		assertNotEquals(wrong.message(), expired.message());
		assertTrue(expired.message().contains("2026-05-05T08:00:00Z"), expired.message());
		assertFalse(expired.message().contains(token));
		assertEquals(List.of(), site.node.agents().list());
		assertEquals(2, eventsAbout("pc1"));
	}

	@Test
	void tellsOfTheSameRefusalOnceInAWhile() {
		for (int attempt = 0; attempt < 5; attempt++) {
			refusal(() -> enrol("guess", new UUID(0, 1), "pc1"));
		}
		assertEquals(1, eventsAbout("pc1"));

		site.after(Duration.ofMinutes(11));
		refusal(() -> enrol("guess", new UUID(0, 1), "pc1"));

		assertEquals(2, eventsAbout("pc1"));
	}

	@Test
	void refusesAnAgentThatIsNewerThanTheServer() throws Exception {
		Site.Host host = site.enrol("pc1");

		Problem enrolling = refusal(() -> site.node.agentGateway().enrol(
				new EnrolmentRequest(Protocol.VERSION + 1, token(), UUID.randomUUID(), "pc2", "Linux", "9.0.0")));
		Problem telling = refusal(() -> site.node.agentGateway().events(host.agent,
				new EventBatch(Protocol.VERSION + 1, UUID.randomUUID(), site.now(), 0, "9.0.0", "pc1", "Linux", "", List.of())));

		assertEquals(Problem.Reason.AGENT_TOO_NEW, enrolling.reason());
		assertEquals(Problem.Reason.AGENT_TOO_NEW, telling.reason());
		assertTrue(telling.message().contains("9.0.0"), telling.message());
	}

	@Test
	void takesTheSameInstallationForTheSameAgentWithANewSecret() throws Exception {
		UUID installation = UUID.randomUUID();
		String token = token();
		EnrolmentAnswer first = enrol(token, installation, "pc1");

		EnrolmentAnswer second = enrol(token, installation, "pc1");

		assertEquals(first.agentId(), second.agentId());
		assertTrue(site.node.access().authenticate(first.secret()).isEmpty());
		assertTrue(site.node.access().authenticate(second.secret()).isPresent());
		assertEquals(1, site.node.agents().list().size());
	}

	@Test
	void saysSoWhenAHostHasAnAgentAlready() throws Exception {
		enrol(token(), UUID.randomUUID(), "pc1");
		enrol(token(), UUID.randomUUID(), "PC1");

		assertEquals(2, site.node.agents().list().size());
		assertTrue(events().anyMatch(line -> line.contains("has an agent already")));
	}

	@Test
	void forgetsAnAgentThatWasRemovedAndGivesItsInstallationANewId() throws Exception {
		UUID installation = UUID.randomUUID();
		EnrolmentAnswer first = enrol(token(), installation, "pc1");
		site.node.agents().remove(first.agentId());

		assertTrue(site.node.access().authenticate(first.secret()).isEmpty());
		assertEquals(Problem.Reason.AGENT_UNKNOWN, refusal(() -> site.node.agentGateway().events(first.agentId(),
				new EventBatch(1, UUID.randomUUID(), site.now(), 0, "1.0.0", "pc1", "Linux", "", List.of()))).reason());
		assertEquals(Problem.Reason.AGENT_UNKNOWN,
				refusal(() -> configuration(first.agentId(), Optional.empty(), Duration.ZERO)).reason());
		assertNotEquals(first.agentId(), enrol(token(), installation, "pc1").agentId());
		assertThrows(ServiceException.class, () -> site.node.agents().remove(first.agentId()));
	}

	@Test
	void letsNewAgentsJoinTheGroupOfTheirTokenAndThoseThatAutoAssign() throws Exception {
		site.node.groups().create("Everybody", true);
		site.node.groups().create("Engineering", false);
		site.node.groups().create("Others", false);

		enrol(EnrolmentString.parse(site.node.agents().token(Optional.of("Engineering"), Duration.ofDays(1)).string())
				.token(), UUID.randomUUID(), "pc1");

		assertEquals(List.of("Engineering", "Everybody"), site.node.agents().list().getFirst().groups());
		assertEquals(ServiceException.Reason.NOT_FOUND, assertThrows(ServiceException.class,
				() -> site.node.agents().token(Optional.of("Nobody"), Duration.ofDays(1))).reason());
	}

	@Test
	void makesNoTokenThatIsGoodForTooShortOrTooLong() {
		for (Duration lifetime : List.of(Duration.ofSeconds(59), Duration.ofDays(3654), Duration.ofDays(-1))) {
			assertEquals(ServiceException.Reason.INVALID, assertThrows(ServiceException.class,
					() -> site.node.agents().token(Optional.empty(), lifetime)).reason());
		}
	}

	@Test
	void makesNoTokenWhenNobodyEverListened(@TempDir Path other) throws Exception {
		try (Site silent = new Site(other)) {
			assertEquals(ServiceException.Reason.UNAVAILABLE, assertThrows(ServiceException.class,
					() -> silent.node.agents().token(Optional.empty(), Duration.ofDays(1))).reason());
		}
	}

	@Test
	void tellsAnAgentInWhatFormItMaySpeakOfPeople() throws Exception {
		site.addServer("Alpha");
		site.watch("Open", "Alpha");
		site.watch("Strict", "Alpha");
		Site.Host host = site.enrol("cad-17");
		AgentConfiguration open = configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow();
		assertEquals(Disclosure.CLEAR, open.disclosure());

		site.node.groups().privacy("Strict", Privacy.PSEUDONYM);
		AgentConfiguration hidden = configuration(host.agent, Optional.of(open.etag()), Duration.ZERO).orElseThrow();
		site.restart();
		assertEquals(hidden, configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow(), "one key for good");
		assertInstanceOf(Disclosure.Pseudonym.class, hidden.disclosure());

		site.node.groups().privacy("Open", Privacy.COUNTS);
		assertEquals(new Disclosure.Counts(), configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow().disclosure());
	}

	@Test
	void hasAnAgentWatchNothingWhenTheKeyForPseudonymsIsLost() throws Exception {
		site.addServer("Alpha");
		site.watch("Strict", "Alpha");
		Site.Host host = site.enrol("cad-17");
		site.node.groups().privacy("Strict", Privacy.PSEUDONYM);
		assertFalse(configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow().watch().isEmpty());

		Files.delete(folder.resolve("secrets.key"));

		assertTrue(configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow().watch().isEmpty());
		ServiceException refused = assertThrows(ServiceException.class, () -> site.node.groups().privacy("Strict", Privacy.PSEUDONYM));
		assertEquals(ServiceException.Reason.UNAVAILABLE, refused.reason());
	}

	@Test
	void watchesForTheServersOfAllItsGroups() throws Exception {
		site.addServer("One");
		site.addServer("Two");
		site.addServer("Three");
		site.watch("A", "One");
		site.watch("B", "Two");
		site.node.groups().create("C", false);
		site.node.groups().assign("C", "Three");
		Site.Host host = site.enrol("pc1");

		AgentConfiguration first = configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow();
		assertEquals(List.of("One", "Two"), first.watch().stream().map(WatchRule::server).sorted().toList());
		assertEquals(Optional.empty(), configuration(host.agent, Optional.of(first.etag()), Duration.ZERO));

		site.node.groups().addAgent("C", host.agent);
		AgentConfiguration second = configuration(host.agent, Optional.of(first.etag()), Duration.ZERO).orElseThrow();
		assertEquals(3, second.watch().size());
		site.node.groups().removeAgent("C", host.agent);
		assertEquals(first, configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow());
	}

	@Test
	void tellsWaitingAgentsOfEveryChangeAtOnce() throws Exception {
		site.addServer("One");
		site.watch("A", "One");
		Site.Host host = site.enrol("pc1");
		String etag = configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow().etag();
		List<Change> changes = List.of(() -> site.node.groups().unassign("A", "One"),
				() -> site.node.groups().assign("A", "One"), () -> site.node.groups().removeAgent("A", host.agent),
				() -> site.node.groups().addAgent("A", host.agent),
				() -> site.node.servers().update(new ServerDefinition("One", LinesType.ID, Map.of(), Map.of(), false)),
				() -> site.node.servers().update(new ServerDefinition("One", LinesType.ID, Map.of(), Map.of(), true)),
				() -> site.node.groups().remove("A"));

		for (Change change : changes) {
			CompletableFuture<Optional<AgentConfiguration>> waiting = site.node.agentGateway()
					.configuration(host.agent, Optional.of(etag), Duration.ofSeconds(60)).toCompletableFuture();
			assertFalse(waiting.isDone());
			change.make();
			etag = waiting.get(20, TimeUnit.SECONDS).orElseThrow().etag();
		}

		CompletableFuture<Optional<AgentConfiguration>> waiting = site.node.agentGateway()
				.configuration(host.agent, Optional.of(etag), Duration.ofSeconds(60)).toCompletableFuture();
		site.node.agents().remove(host.agent);
		assertTrue(assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS))
				.getCause() instanceof AgentRefusal);
	}

	@Test
	void answersWaitingAgentsWhenTheNodeCloses() throws Exception {
		Site.Host host = site.enrol("pc1");
		String etag = configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow().etag();
		CompletableFuture<Optional<AgentConfiguration>> waiting = site.node.agentGateway()
				.configuration(host.agent, Optional.of(etag), Duration.ofSeconds(60)).toCompletableFuture();

		site.node.close();

		assertEquals(Optional.empty(), waiting.get(20, TimeUnit.SECONDS));
	}

	@Test
	void goesOnWithTheRulesOfAPluginThatIsNotThereAtTheMoment() throws Exception {
		site.addServer("One");
		site.watch("A", "One");
		Site.Host host = site.enrol("pc1");
		site.node.begin(new org.lictor.service.OpenOptions(org.lictor.service.OpenOptions.Mode.WORKBENCH,
				java.util.OptionalInt.empty()), List.of());
		AgentConfiguration before = configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow();
		assertEquals(1, before.watch().size());

		site.types.remove(site.type);
		site.restart();

		assertEquals(before.watch(), configuration(host.agent, Optional.empty(), Duration.ZERO).orElseThrow().watch());
	}

	@Test
	void acknowledgesWhatItStoredRunByRun() throws Exception {
		Site.Host host = site.enrol("pc1");
		UUID one = UUID.randomUUID();
		UUID two = UUID.randomUUID();

		Acknowledgement acknowledgement = site.node.agentGateway().events(host.agent, new EventBatch(1, two, site.now(), 0,
				"1.0.0", "pc1", "Linux", "", List.of(stopped(one, 7), stopped(two, 1), stopped(two, 2))));

		assertEquals(Map.of(one, 7L, two, 2L), acknowledgement.acknowledged());
		assertEquals(Map.of(), site.node.agentGateway().events(host.agent,
				new EventBatch(1, two, site.now(), 0, "1.0.0", "pc1", "Linux", "", List.of())).acknowledged());
	}

	@Test
	void remembersWhatAnAgentSaysOfItself() throws Exception {
		Site.Host host = site.enrol("pc1");
		assertEquals(Optional.empty(), agent().lastHeard());
		assertFalse(agent().online());

		site.after(Duration.ofMinutes(1));
		site.node.agentGateway().events(host.agent, new EventBatch(1, UUID.randomUUID(), site.now().plusSeconds(5), 0, "1.2.0",
				"renamed", "Windows 11", "The spool is full.", List.of()));

		AgentInfo info = agent();
		assertEquals(List.of("renamed", "1.2.0", "Windows 11", "The spool is full.", Optional.of(site.now()),
				Optional.of(Duration.ofSeconds(5)), true),
				List.of(info.host(), info.version(), info.platform(), info.message(), info.lastHeard(), info.clockOffset(),
						info.online()));
		assertTrue(events().anyMatch(line -> line.contains("The spool is full.")));
		site.after(Duration.ofMinutes(4));
		assertFalse(agent().online());
	}

	@Test
	void correctsAClockThatIsAnHourOffAndSaysSoOnce() throws Exception {
		site.addServer("One");
		site.watch("A", "One");
		Site.Host host = site.enrol("pc1");
		host.ahead = Duration.ofHours(1);
		Instant start = site.now();
		SessionInfo session = host.start("One", "ann", "AutoCAD", "2024");
		host.send();
		site.after(Duration.ofMinutes(10));
		host.end(session);
		host.send();

		ResultTable sessions = site.report(Queries.SESSIONS);
		assertEquals(start, sessions.value(0, "start"));
		assertEquals(Duration.ofMinutes(10), sessions.value(0, "duration"));
		assertEquals(1, events().filter(line -> line.contains("clock of this host is 1 h 0 min ahead")).count());

		host.ahead = Duration.ZERO;
		host.send();
		assertEquals(1, events().filter(line -> line.contains("clock of this host is right again")).count());
	}

	@Test
	void goesOnWithASessionAcrossARestartOfTheAgent() throws Exception {
		site.addServer("One");
		site.watch("A", "One");
		Site.Host host = site.enrol("pc1");
		SessionInfo session = host.start("One", "ann", "AutoCAD", "2024");
		host.send();
		site.after(Duration.ofMinutes(2));
		host.restart();
		host.running(session);
		host.send();
		site.after(Duration.ofMinutes(2));
		host.end(session);
		host.send();

		ResultTable sessions = site.report(Queries.SESSIONS);
		assertEquals(1, sessions.rowCount());
		assertEquals(Duration.ofMinutes(4), sessions.value(0, "duration"));
	}

	@Test
	void closesASessionThatEndedWhileTheAgentWasDownAtItsLastProvenMoment() throws Exception {
		site.addServer("One");
		site.watch("A", "One");
		Site.Host host = site.enrol("pc1");
		SessionInfo session = host.start("One", "ann", "AutoCAD", "2024");
		site.after(Duration.ofMinutes(1));
		host.running(session);
		host.send();
		Instant proven = site.now();
		site.after(Duration.ofHours(2));
		host.restart();
		host.tell(new EventDetail.SessionEnded(session, proven, false, EventDetail.EndReason.PROCESS_ENDED));
		host.send();

		ResultTable sessions = site.report(Queries.SESSIONS);
		assertEquals(proven, sessions.value(0, "end"));
		assertEquals("ended, not seen", sessions.value(0, "state"));
	}

	@Test
	void countsNoSessionOfAProcessThatWorksWithoutAPerson() throws Exception {
		site.addServer("One");
		site.watch("A", "One");
		Site.Host host = site.enrol("pc1");
		UUID key = UUID.randomUUID();
		host.tell(new EventDetail.SessionStarted(new SessionInfo(key, "One", "batch", "Maya", WatchRule.Kind.HEADLESS, "2025",
				"pc1", "render", 1, Optional.empty(), "/opt/mayabatch")));
		host.tell(new EventDetail.SessionsRunning(List.of(key)));
		host.send();

		assertEquals(0, site.report(Queries.SESSIONS).rowCount());
	}

	@Test
	void givesNothingOfASessionToAServerThatWasAddedLaterUnderTheSameName() throws Exception {
		site.addServer("One");
		site.watch("A", "One");
		Site.Host host = site.enrol("pc1");
		SessionInfo session = host.start("One", "ann", "AutoCAD", "2024");
		host.send();
		site.node.servers().remove("One");
		site.after(Duration.ofMinutes(1));
		host.running(session);
		host.send();
		site.after(Duration.ofMinutes(1));
		site.addServer("One");

		assertEquals(0, site.report(Queries.SESSIONS).rowCount());
		assertEquals(List.of(), site.node.maintenance().check(org.lictor.model.Progress.NONE).differences());
	}

	@Test
	void putsWhatAgentsTellOfTroubleIntoTheEventLogOnce() throws Exception {
		Site.Host host = site.enrol("pc1");
		host.tell(new EventDetail.AgentStarted("1.0.0", "Linux", "pc1", List.of()));
		host.tell(new EventDetail.Trouble(EventDetail.Severity.WARNING, "SPOOL_DROPPED", "Some events were dropped."));
		List<AgentEvent> sent = host.send();
		host.send(sent);

		assertEquals(1, events().filter(line -> line.contains("Some events were dropped.")).count());
		assertEquals(1, events().filter(line -> line.contains("The agent, version 1.0.0, started.")).count());
	}

	private interface Change {
		void make() throws Exception;
	}

	private String token() throws Exception {
		return EnrolmentString.parse(site.node.agents().token(Optional.empty(), Duration.ofDays(1)).string()).token();
	}

	private EnrolmentAnswer enrol(String token, UUID installation, String host) throws AgentRefusal {
		return site.node.agentGateway()
				.enrol(new EnrolmentRequest(Protocol.VERSION, token, installation, host, "Linux", "1.0.0"));
	}

	private Optional<AgentConfiguration> configuration(String agent, Optional<String> known, Duration wait)
			throws Exception {
		try {
			return site.node.agentGateway().configuration(agent, known, wait).toCompletableFuture().get(20, TimeUnit.SECONDS);
		} catch (ExecutionException e) {
			throw e.getCause() instanceof AgentRefusal refusal ? refusal : e;
		}
	}

	private AgentEvent stopped(UUID run, long sequence) {
		return new AgentEvent(run, sequence, site.now(), 0, new EventDetail.AgentStopped());
	}

	private AgentInfo agent() throws ServiceException {
		return site.node.agents().list().getFirst();
	}

	private static Problem refusal(Change call) {
		return assertThrows(AgentRefusal.class, call::make).problem();
	}

	private java.util.stream.Stream<String> events() throws ServiceException {
		ResultTable table = site.report(Queries.EVENTS);
		return IntStream.range(0, table.rowCount()).mapToObj(row -> table.value(row, "message").toString());
	}

	private long eventsAbout(String source) {
		try {
			ResultTable table = site.report(Queries.EVENTS);
			return IntStream.range(0, table.rowCount()).filter(row -> table.value(row, "source").equals(source)).count();
		} catch (ServiceException e) {
			throw new IllegalStateException(e);
		}
	}
}

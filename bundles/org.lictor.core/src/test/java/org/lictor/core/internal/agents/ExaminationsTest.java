package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.EventBatch;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.ExaminationRequest;
import org.lictor.agent.protocol.Finding;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.service.Examination;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.WatchedApplication;

/** How an administrator gets to know how an agent is. */
@Timeout(120)
class ExaminationsTest {

	private static final WatchedApplication MAYA = new WatchedApplication("maya", "Maya", WatchedApplication.Kind.INTERACTIVE, "/maya$",
			Optional.of("-gui"));

	@TempDir
	private Path folder;
	private Site site;
	private Site.Host host;
	private String etag;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Portal");
		site.watch("Design", "Portal");
		host = site.enrol("pc1");
		host.send();
		etag = poll(Optional.empty(), Duration.ZERO).get(20, TimeUnit.SECONDS).orElseThrow().etag();
	}

	@AfterEach
	void close() {
		site.close();
	}

	private CompletableFuture<Optional<AgentConfiguration>> poll(Optional<String> known, Duration wait) {
		return site.node.agentGateway().configuration(host.agent, known, wait).toCompletableFuture();
	}

	private interface Asking {
		Examination ask() throws ServiceException;
	}

	private static CompletableFuture<Examination> begin(Asking asking) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return asking.ask();
			} catch (ServiceException e) {
				throw new IllegalStateException(e);
			}
		}, work -> Thread.ofVirtual().start(work));
	}

	private static ServiceException refusal(CompletableFuture<Examination> asked) {
		ExecutionException failure = assertThrows(ExecutionException.class, () -> asked.get(20, TimeUnit.SECONDS));
		return (ServiceException) failure.getCause().getCause();
	}

	private ServiceException refusal(String agent) {
		return refusal(begin(() -> site.node.agents().examine(agent, false, Progress.NONE)));
	}

	private ExaminationReport report(UUID id) {
		return new ExaminationReport(id, site.now(), List.of(Finding.problem("disk", "It is full.", "Make room.")),
				List.of(new ExaminationReport.Seen(1, 7, "jdoe", "/opt/acad", "Portal", ExaminationReport.Outcome.COUNTED, "counts")), 3);
	}

	@Test
	void asksAnAgentThatWaitsAndTellsWhatItAnswers() throws Exception {
		CompletableFuture<Optional<AgentConfiguration>> waiting = poll(Optional.of(etag), Duration.ofSeconds(60));

		CompletableFuture<Examination> asked = begin(() -> site.node.agents().examine(host.agent, true, Progress.NONE));

		AgentConfiguration configuration = waiting.get(20, TimeUnit.SECONDS).orElseThrow();
		assertEquals(etag, configuration.etag(), "the same configuration");
		ExaminationRequest request = configuration.examination().orElseThrow();
		assertTrue(request.all());
		assertEquals(Optional.empty(), request.trial());
		site.node.agentGateway().examined(host.agent, report(request.id()));
		assertEquals(new Examination(host.agent, "pc1", site.now(),
				List.of(new Examination.Finding(Examination.Level.GOOD, "groups", "In Design, which watch for Portal.", ""),
						new Examination.Finding(Examination.Level.PROBLEM, "disk", "It is full.", "Make room.")),
				List.of(new Examination.Seen(1, 7, "jdoe", "/opt/acad", "Portal", Examination.Outcome.COUNTED, "counts")), 3),
				asked.get(20, TimeUnit.SECONDS));
		assertEquals(Optional.empty(), poll(Optional.of(etag), Duration.ZERO).get(20, TimeUnit.SECONDS), "it is asked no more");
	}

	@Test
	void asksAgainUntilItsOwnAgentAnswers() throws Exception {
		Site.Host other = site.enrol("pc2");
		CompletableFuture<Optional<AgentConfiguration>> waiting = poll(Optional.of(etag), Duration.ofSeconds(60));
		CompletableFuture<Examination> asked = begin(() -> site.node.agents().tryRule(host.agent, "Portal", MAYA, false, Progress.NONE));
		ExaminationRequest request = waiting.get(20, TimeUnit.SECONDS).orElseThrow().examination().orElseThrow();

		site.node.agentGateway().examined(other.agent, report(request.id()));
		site.node.agentGateway().examined(host.agent, report(UUID.randomUUID()));

		assertFalse(asked.isDone());
		assertEquals(Optional.of(request), poll(Optional.of(etag), Duration.ZERO).get(20, TimeUnit.SECONDS).orElseThrow().examination());
		assertEquals(WatchLists.rules("Portal", List.of(MAYA)).getFirst(), request.trial().orElseThrow());
		site.node.agentGateway().examined(host.agent, report(request.id()));
		assertEquals(1, asked.get(20, TimeUnit.SECONDS).findings().size(), "of a rule that is tried, nothing is said of groups");
	}

	@Test
	void saysInWhichGroupAnAgentShouldBe() throws Exception {
		site.node.groups().unassign("Design", "Portal");
		String bare = poll(Optional.of(etag), Duration.ZERO).get(20, TimeUnit.SECONDS).orElseThrow().etag();
		CompletableFuture<Optional<AgentConfiguration>> waiting = poll(Optional.of(bare), Duration.ofSeconds(60));
		CompletableFuture<Examination> asked = begin(() -> site.node.agents().examine(host.agent, false, Progress.NONE));
		site.node.agentGateway().examined(host.agent,
				report(waiting.get(20, TimeUnit.SECONDS).orElseThrow().examination().orElseThrow().id()));

		Examination.Finding groups = asked.get(20, TimeUnit.SECONDS).findings().getFirst();

		assertEquals("In Design, which watch for no licence server that is monitored.", groups.text());
		assertEquals("Assign a group to a licence server (groups assign).", groups.advice());
	}

	@Test
	void stopsWaitingWhenItIsCalledOff() throws Exception {
		ServiceException called = refusal(begin(() -> site.node.agents().examine(host.agent, false, new Progress() {
			@Override
			public void begin(String task, long total) {
				// nobody looks
			}

			@Override
			public void worked(long units) {
				// nobody looks
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		})));

		assertEquals(Reason.CANCELLED, called.reason());
		assertEquals(Optional.empty(), poll(Optional.of(etag), Duration.ZERO).get(20, TimeUnit.SECONDS));
	}

	@Test
	void saysSoWhenTheAgentDoesNotAnswerInTime() {
		Examinations examinations = new Examinations(Duration.ZERO);

		ServiceException silent = assertThrows(ServiceException.class, () -> examinations.ask(7, "pc7",
				new ExaminationRequest(UUID.randomUUID(), false, Optional.empty()), () -> { }, Progress.NONE));

		assertEquals(Reason.UNAVAILABLE, silent.reason());
		assertTrue(silent.getMessage().startsWith("The agent on pc7 did not answer within 0 seconds."), silent.getMessage());
		assertEquals(Optional.empty(), examinations.of(7));
	}

	@Test
	void doesNotWaitForAnAgentThatCannotAnswer() throws Exception {
		assertEquals(Reason.NOT_FOUND, refusal("99").reason());
		site.node.agentGateway().events(host.agent,
				new EventBatch(2, UUID.randomUUID(), site.now(), 0, "0.9.0", "pc1", "Linux", "", List.of()));
		assertTrue(refusal(host.agent).getMessage().contains("speaks version 2 of the agent protocol"), refusal(host.agent).getMessage());

		site.after(Duration.ofMinutes(4));
		assertTrue(refusal(host.agent).getMessage().contains("was last heard at 2026-05-04T08:00:00Z"), refusal(host.agent).getMessage());
		site.restart();
		assertTrue(refusal(host.agent).getMessage().startsWith("No server listens to agents"), refusal(host.agent).getMessage());
	}

	@Test
	void refusesARuleThatAgentsDoNotTake() {
		WatchedApplication endless = new WatchedApplication("x".repeat(300), "Maya", WatchedApplication.Kind.INTERACTIVE, "/maya$", Optional.empty());

		assertEquals(Reason.INVALID,
				refusal(begin(() -> site.node.agents().tryRule(host.agent, "Portal", endless, false, Progress.NONE))).reason());
	}
}

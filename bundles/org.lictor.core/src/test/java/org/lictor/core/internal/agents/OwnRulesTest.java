package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.AgentConfiguration;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.core.internal.LinesType;
import org.lictor.core.internal.Site;
import org.lictor.query.ResultTable;
import org.lictor.service.Queries;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Capability;
import org.lictor.spi.UsageFiles;
import org.lictor.spi.WatchedApplication;
import org.lictor.spi.WatchedApplication.Kind;

/** How rules that people make reach the agents. */
@Timeout(120)
class OwnRulesTest {

	private static final WatchedApplication MAYA = new WatchedApplication("maya", "Maya", Kind.INTERACTIVE, "/maya$", Optional.of("-gui"));
	private static final WatchedApplication BATCH = new WatchedApplication("batch", "Maya", Kind.HEADLESS, "/maya$", Optional.empty());

	/** Knows no applications, as a licence manager that is asked over the network. */
	private static final class PlainType extends LinesType {

		PlainType() {
			super("plain");
		}

		@Override
		public Set<Capability> capabilities() {
			return EnumSet.of(Capability.IMPORT);
		}

		@Override
		public List<WatchedApplication> applications() {
			return List.of();
		}
	}

	@TempDir
	private Path folder;
	private Site site;
	private Site.Host host;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.types.add(new PlainType());
		site.addServer("Portal");
		site.watch("Design", "Portal");
		host = site.enrol("pc1");
	}

	@AfterEach
	void close() {
		site.close();
	}

	private CompletableFuture<Optional<AgentConfiguration>> poll(Optional<String> known, Duration wait) {
		return site.node.agentGateway().configuration(host.agent, known, wait).toCompletableFuture();
	}

	private List<String> watched() throws Exception {
		return poll(Optional.empty(), Duration.ZERO).get(20, TimeUnit.SECONDS).orElseThrow().watch().stream()
				.map(rule -> rule.server() + " " + rule.applicationId()).toList();
	}

	private static Reason refusal(org.junit.jupiter.api.function.Executable call) {
		return assertThrows(ServiceException.class, call).reason();
	}

	@Test
	void reachAgentsThatWaitAndStandBeforeThoseOfTheType() throws Exception {
		String etag = poll(Optional.empty(), Duration.ZERO).get(20, TimeUnit.SECONDS).orElseThrow().etag();
		CompletableFuture<Optional<AgentConfiguration>> waiting = poll(Optional.of(etag), Duration.ofSeconds(60));

		site.node.agents().putRule("Portal", MAYA);

		AgentConfiguration configuration = waiting.get(20, TimeUnit.SECONDS).orElseThrow();
		assertEquals(new WatchRule("Portal", "maya", "Maya", WatchRule.Kind.INTERACTIVE, "/maya$", Optional.of("-gui")),
				configuration.watch().getFirst());
		assertEquals(List.of("Portal maya", "Portal acad"), watched());
	}

	@Test
	void keepTheirOrderWhenOneIsChangedAndAcrossARestart() throws Exception {
		site.node.agents().putRule("Portal", BATCH);
		site.node.agents().putRule("Portal", MAYA);
		WatchedApplication changed = new WatchedApplication("batch", "Maya", Kind.IGNORED, "/mayabatch$", Optional.empty());
		site.node.agents().putRule("Portal", changed);
		site.restart();

		assertEquals(List.of(changed, MAYA), site.node.agents().rules("Portal"));
		assertEquals(List.of("Portal batch", "Portal maya", "Portal acad"), watched());
		site.node.agents().removeRule("Portal", "batch");
		assertEquals(List.of(MAYA), site.node.agents().rules("Portal"));
		site.node.agents().removeRule("Portal", "maya");
		assertEquals(List.of("Portal acad"), watched());
	}

	@Test
	void goWithTheirServer() throws Exception {
		site.node.agents().putRule("Portal", MAYA);
		site.node.servers().remove("Portal");
		site.addServer("Portal");

		assertEquals(List.of(), site.node.agents().rules("Portal"));
		assertEquals(Reason.NOT_FOUND, refusal(() -> site.node.agents().rules("Elsewhere")));
	}

	@Test
	void areRefusedWithASentenceWhenAgentsCouldNotGoByThem() throws Exception {
		assertEquals(Reason.NOT_FOUND, refusal(() -> site.node.agents().putRule("Elsewhere", MAYA)));
		assertEquals(Reason.NOT_FOUND, refusal(() -> site.node.agents().removeRule("Portal", "maya")));
		assertEquals(Reason.ALREADY_EXISTS, refusal(() -> site.node.agents().putRule("Portal",
				new WatchedApplication("acad", "AutoCAD LT", Kind.INTERACTIVE, "/acadlt$", Optional.empty()))));
		assertEquals(Reason.INVALID, refusal(() -> site.node.agents().putRule("Portal",
				new WatchedApplication(" ", "Maya", Kind.INTERACTIVE, "/maya$", Optional.empty()))));
		assertEquals(Reason.INVALID, refusal(() -> site.node.agents().putRule("Portal",
				new WatchedApplication("maya", "Maya", Kind.INTERACTIVE, "x".repeat(5000), Optional.empty()))));
		assertEquals(Reason.INVALID, refusal(() -> site.node.agents().putRule("Portal", new WatchedApplication("maya", "Maya", Kind.INTERACTIVE,
				"/maya$", Optional.empty(), Optional.of(new UsageFiles(2010, 2019, List.of("{home}/Maya {year}"), "*", List.of(), ""))))));
		assertEquals(List.of("Portal acad"), watched());
	}

	@Test
	void areTooManyAtSomePoint() throws Exception {
		ServiceException refused = assertThrows(ServiceException.class, () -> {
			java.util.Random random = new java.util.Random(1);
			for (int number = 0; number < 2000; number++) {
				String path = random.ints(1000, 'a', 'z' + 1).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
						.toString();
				site.node.agents().putRule("Portal", new WatchedApplication("rule " + number, "Maya", Kind.INTERACTIVE, path, Optional.empty()));
			}
		});

		assertEquals(Reason.INVALID, refused.reason());
		assertTrue(refused.getMessage().contains("too many rules"), refused.getMessage());
	}

	@Test
	void letAnyServerBeWatchedForAndItsSessionsBeSeen() throws Exception {
		site.node.servers().add(new ServerDefinition("Manager", "plain", Map.of(), Map.of(), true));
		ServiceException bare = assertThrows(ServiceException.class, () -> site.node.groups().assign("Design", "Manager"));
		assertTrue(bare.getMessage().contains("rules add"), bare.getMessage());

		site.node.agents().putRule("Manager", MAYA);
		site.node.groups().assign("Design", "Manager");
		host.start("Manager", "jdoe", "Maya", "2025");
		host.send();

		assertEquals(List.of("Portal acad", "Manager maya"), watched());
		ResultTable sessions = site.report(Queries.SESSIONS);
		assertEquals(List.of("Manager", "Maya"), List.of(sessions.value(0, sessions.columnIndex("server")),
				sessions.value(0, sessions.columnIndex("product"))));
	}
}

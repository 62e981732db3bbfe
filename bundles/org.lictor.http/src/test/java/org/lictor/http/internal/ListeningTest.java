package org.lictor.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.Protocol;
import org.lictor.service.RunningNode;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** Beginning to listen, waiting agents, and stopping. */
class ListeningTest {

	private static final int AGENTS = 80;

	@TempDir
	private Path folder;
	private final FakeNode node = new FakeNode();

	@Test
	void tellsTheNodeWhereItListens() throws Exception {
		try (HttpsServer server = HttpsServer.start(node, folder, 0, InstantSource.system())) {
			assertEquals("https://" + HostName.local() + ":" + server.port() + " "
					+ Identity.open(folder, InstantSource.system()).fingerprint(), node.listening);
		}
	}

	@Test
	void leavesWordInTheDataFolderWhileItListens() throws Exception {
		HttpsServer server = HttpsServer.start(node, folder, 0, InstantSource.system());
		RunningNode running = RunningNode.read(folder).orElseThrow();
		try (Client client = new Client(server.port())) {
			assertEquals(200, client.send(client.as(running.token(), "/api/v1/tokens")).statusCode());
		}
		assertEquals("https://127.0.0.1:" + server.port(), running.address().toString());
		assertEquals(ProcessHandle.current().pid(), running.pid());
		assertEquals("rw-------", PosixFilePermissions
				.toString(Files.getPosixFilePermissions(folder.resolve("node.properties"))));
		server.close();

		assertEquals(Optional.empty(), RunningNode.read(folder));
	}

	@Test
	void aPortThatIsTakenIsNamedWithWhoHasIt() throws Exception {
		try (ServerSocket taken = new ServerSocket(0)) {
			int port = taken.getLocalPort();
			ServiceException refused = assertThrows(ServiceException.class,
					() -> HttpsServer.start(node, folder, port, InstantSource.system()));

			assertEquals(Reason.UNAVAILABLE, refused.reason());
			assertTrue(refused.getMessage().startsWith("Port " + port + " is in use"), refused.getMessage());
			assertTrue(refused.getMessage().contains("--port"), refused.getMessage());
			if (Files.exists(Path.of("/proc/net/tcp"))) {
				assertTrue(refused.getMessage().startsWith("Port " + port + " is in use by process " + ProcessHandle.current().pid()
						+ " ("), refused.getMessage());
			}
			assertEquals(Optional.empty(), RunningNode.read(folder));
			assertEquals(List.of(), node.listeners, "nothing is left of the attempt");
		}
	}

	@Test
	void aPortThatDoesNotExistIsRefused() {
		ServiceException refused = assertThrows(ServiceException.class,
				() -> HttpsServer.start(node, folder, 70_000, InstantSource.system()));

		assertEquals(Reason.INVALID, refused.reason());
		assertEquals("A port is a number from 1 to 65535, not 70000.", refused.getMessage());
	}

	@Test
	void aDataFolderThatCannotBeWrittenIsTold() throws Exception {
		Files.writeString(folder.resolve("tmp"), "in the way");
		ServiceException refused = assertThrows(ServiceException.class,
				() -> HttpsServer.start(node, folder, 0, InstantSource.system()));

		assertEquals(Reason.UNAVAILABLE, refused.reason());
		assertTrue(refused.getMessage().startsWith("The data folder " + folder + " cannot be written: something else of that name stands there. "), refused.getMessage());
	}

	@Test
	void waitingAgentsHoldNoThreads() throws Exception {
		try (HttpsServer server = HttpsServer.start(node, folder, 0, InstantSource.system());
				Client client = new Client(server.port())) {
			List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
			for (int agent = 0; agent < AGENTS; agent++) {
				answers.add(client.http().sendAsync(client.as(FakeNode.AGENT, Protocol.CONFIGURATION_PATH + "?wait=60")
						.header("If-None-Match", "\"e1\"").build(), BodyHandlers.ofString()));
			}
			until(() -> node.waiting.size() == AGENTS);
			long threads = Thread.getAllStackTraces().keySet().stream()
					.filter(thread -> thread.getName().startsWith("lictor-https")).count();
			// others are served meanwhile
			assertEquals(200, client.send(client.as(FakeNode.READER, "/api/v1/servers")).statusCode());
			node.waiting.forEach(each -> each.complete(Optional.of(FakeNode.configuration("e2"))));

			assertTrue(threads <= 64, threads + " threads");
			for (CompletableFuture<HttpResponse<String>> answer : answers) {
				HttpResponse<String> configuration = answer.get(20, TimeUnit.SECONDS);
				assertEquals("\"e2\"", configuration.headers().firstValue("ETag").orElse(""));
				assertEquals(FakeNode.configuration("e2"), Codec.agentConfiguration(configuration.body().getBytes()));
			}
		}
	}

	@Test
	void anAgentThatKnowsTheConfigurationIsToldNothing() throws Exception {
		try (HttpsServer server = HttpsServer.start(node, folder, 0, InstantSource.system());
				Client client = new Client(server.port())) {
			for (String etag : List.of("\"e1\"", "W/\"e1\"", "e1")) {
				HttpResponse<String> answer = client.send(
						client.as(FakeNode.AGENT, Protocol.CONFIGURATION_PATH).header("If-None-Match", etag));
				assertEquals(304, answer.statusCode());
				assertEquals("", answer.body());
			}
			client.send(client.as(FakeNode.AGENT, Protocol.CONFIGURATION_PATH + "?wait=100000"));
			assertEquals("configuration(a1, Optional.empty, PT1M)", node.calls.getLast());
		}
	}

	@Test
	void stoppingAnswersWhoeverWaits() throws Exception {
		HttpsServer server = HttpsServer.start(node, folder, 0, InstantSource.system());
		try (Client client = new Client(server.port())) {
			String since = client.send(client.as(FakeNode.READER, "/api/v1/changes")).body().split("\"")[3];
			var agent = client.http().sendAsync(client.as(FakeNode.AGENT, Protocol.CONFIGURATION_PATH + "?wait=60")
					.header("If-None-Match", "\"e1\"").build(), BodyHandlers.ofString());
			var reader = client.http().sendAsync(
					client.as(FakeNode.READER, "/api/v1/changes?wait=60&since=" + since).build(), BodyHandlers.ofString());
			until(() -> node.waiting.size() == 1 && server.waitingForChanges() == 1);
			server.close();

			assertEquals(304, agent.get(10, TimeUnit.SECONDS).statusCode());
			assertTrue(List.of(200, 503).contains(reader.get(10, TimeUnit.SECONDS).statusCode()));
		}
	}

	@Test
	void closingTwiceIsHarmlessAndThePortIsFreeAgain() throws Exception {
		HttpsServer server = HttpsServer.start(node, folder, 0, InstantSource.system());
		int port = server.port();
		server.close();
		server.close();

		HttpsServer.start(node, folder, port, InstantSource.system()).close();
	}

	@Test
	void listensOnTheUsualPortWhenNobodyChoseOne() throws Exception {
		try (AutoCloseable listener = new JettyListener().start(node, folder, OptionalInt.of(0))) {
			assertEquals(7443, HttpsServer.DEFAULT_PORT);
			assertTrue(node.listening.startsWith("https://"));
		}
	}

	private interface Condition {

		boolean holds();
	}

	private static void until(Condition condition) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (!condition.holds()) {
			if (System.nanoTime() > deadline) {
				throw new AssertionError("waited too long");
			}
			LockSupport.parkNanos(1_000_000);
		}
	}
}

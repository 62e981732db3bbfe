package org.lictor.http.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.agent.protocol.Problem;
import org.lictor.agent.protocol.Protocol;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** What is wrong is refused with a sentence, and nothing else is hurt. */
class BadInputTest {

	private static final String GROUP = "{\"name\":\"G\",\"auto_assign\":true}";

	@TempDir
	private Path folder;
	private final FakeNode node = new FakeNode();
	private HttpsServer server;
	private Client client;

	@BeforeEach
	void start() throws Exception {
		server = HttpsServer.start(node, folder, 0, InstantSource.system());
		client = new Client(server.port());
	}

	@AfterEach
	void stop() throws Exception {
		assertEquals(200, client.send(client.as(FakeNode.READER, "/api/v1/servers")).statusCode(), "still answers");
		try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
			assertEquals(List.of(), left.toList(), "nothing is left behind");
		}
		client.close();
		server.close();
	}

	@Test
	void brokenJsonIsRefusedNamingThePlace() throws Exception {
		for (String body : List.of("", "{", "[]", "null", "{\"name\":\"G\"}", "{\"name\":1,\"auto_assign\":true}",
				GROUP + GROUP, "\u0000", "{\"name\":\"G\",\"auto_assign\":true,\"x\":1}")) {
			HttpResponse<String> answer = post("/api/v1/groups", body.getBytes(StandardCharsets.UTF_8));

			assertEquals(400, answer.statusCode(), body);
			assertProblem("INVALID", "The JSON that came with the request is not what is expected: ", answer.body());
		}
		assertEquals(List.of(), node.calls);
	}

	@Test
	void aBodyThatIsTooLargeIsRefusedWhetherItsLengthIsToldOrNot() throws Exception {
		byte[] large = new byte[(1 << 20) + 1];
		Arrays.fill(large, (byte) ' ');

		HttpResponse<String> told = post("/api/v1/groups", large);
		HttpResponse<String> streamed = client.send(client.as(FakeNode.ADMINISTRATOR, "/api/v1/groups")
				.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

		for (HttpResponse<String> answer : List.of(told, streamed)) {
			assertEquals(413, answer.statusCode());
			assertProblem("INVALID", "What came with the request is larger than 1 MiB, the most this server takes.",
					answer.body());
		}
	}

	@Test
	void aFileThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
		String answer = client.raw("POST /api/v1/imports?server=Cloud&name=x.csv HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
				+ FakeNode.ADMINISTRATOR + "\r\nContent-Length: 5000000000\r\nExpect: 100-continue\r\n\r\n");

		assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
		assertTrue(answer.contains("What came with the request is larger than 4096 MiB, the most this server takes."), answer);
	}

	@Test
	void aBombOfGzipIsRefused() throws Exception {
		byte[] bomb = Client.gzip(new byte[200 << 20]);
		assertTrue(bomb.length < 1 << 20);

		HttpResponse<String> json = gzipped("/api/v1/groups", FakeNode.ADMINISTRATOR, bomb);
		HttpResponse<String> agent = gzipped("/agent/v1/events", FakeNode.AGENT, bomb);

		assertEquals(413, json.statusCode());
		assertEquals(413, agent.statusCode());
		assertProblem("TOO_LARGE", "What came with the request is larger than 4 MiB", agent.body());
	}

	@Test
	void aBrokenGzipIsRefused() throws Exception {
		byte[] packed = Client.gzip(GROUP.getBytes(StandardCharsets.UTF_8));
		byte[] damaged = packed.clone();
		damaged[packed.length - 6] ^= 1;

		for (byte[] body : List.of(GROUP.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(packed, packed.length - 3),
				Arrays.copyOf(packed, 5), damaged, new byte[0])) {
			HttpResponse<String> group = gzipped("/api/v1/groups", FakeNode.ADMINISTRATOR, body);
			HttpResponse<String> file = gzipped("/api/v1/imports?server=Cloud&name=x.csv", FakeNode.ADMINISTRATOR, body);

			for (HttpResponse<String> answer : List.of(group, file)) {
				assertEquals(400, answer.statusCode());
				assertProblem("INVALID", "What came with the request says it is packed with gzip, and it is not", answer.body());
			}
		}
		assertEquals(List.of(), node.calls.stream().filter(call -> !call.startsWith("show")).toList());
	}

	@Test
	void gzipIsUnderstood() throws Exception {
		byte[] file = "a,b\n".repeat(1000).getBytes(StandardCharsets.UTF_8);

		assertEquals(201,
				gzipped("/api/v1/groups", FakeNode.ADMINISTRATOR, Client.gzip(GROUP.getBytes(StandardCharsets.UTF_8)))
						.statusCode());
		assertEquals(200,
				gzipped("/api/v1/imports?server=Cloud&name=x.csv", FakeNode.ADMINISTRATOR, Client.gzip(file)).statusCode());
		assertArrayEquals(file, node.imported);
	}

	@Test
	void anUnknownPackingOrTypeIsRefused() throws Exception {
		HttpResponse<String> brotli = client.send(client.as(FakeNode.ADMINISTRATOR, "/api/v1/groups")
				.header("Content-Encoding", "br").POST(Client.json(GROUP)));
		HttpResponse<String> xml = client.send(client.as(FakeNode.ADMINISTRATOR, "/api/v1/groups")
				.header("Content-Type", "text/xml").POST(Client.json(GROUP)));

		assertEquals(415, brotli.statusCode());
		assertProblem("INVALID", "This server understands the content encoding gzip, not 'br'.", brotli.body());
		assertEquals(415, xml.statusCode());
		assertProblem("INVALID", "The request should come with application/json, not text/xml.", xml.body());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/../v1/tokens", "/api/v1/./tokens", "/health/../api/v1/tokens", "/api/v1/%2e%2e/v1/tokens",
			"/api/v1/servers/..%2f..%2ftokens/x", "//api/v1/tokens", "/api//v1/tokens", "/api/v1/tokens/", "/API/v1/tokens",
			"/api/v1/tokens;x=y", "/api/v1;a/tokens", "/api/v1/token%73", "/%61pi/v1/tokens", "/health/", "/", "/agent",
			"/api/v1/servers/", "/api/v1/servers//poll", "/api\\v1\\tokens", "/api/v1/tokens%00", "/favicon.ico" })
	void noOtherSpellingLeadsToARoute(String path) throws Exception {
		for (String token : List.of("", FakeNode.READER, FakeNode.ADMINISTRATOR)) {
			String answer = client.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
					+ token + "\r\n\r\n");

			assertTrue(answer.startsWith("HTTP/1.1 404 ") || answer.startsWith("HTTP/1.1 400 "), answer);
			assertFalse(answer.contains("script"), answer);
		}
		assertEquals(List.of(), node.calls);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/servers/%00", "/api/v1/servers/a%0ab", "/api/v1/servers/%", "/api/v1/servers/%zz",
			"/api/v1/servers/%ff", "/api/v1/servers/%c0%af" })
	void aNameThatIsNotEncodedAsItShouldBeIsRefused(String path) throws Exception {
		String answer = client.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
				+ FakeNode.READER + "\r\n\r\n");

		assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
		assertTrue(answer.contains("{\"reason\":\"INVALID\""), answer);
		assertEquals(List.of(), node.calls);
	}

	@Test
	void namesMayHoldAnyCharacter() throws Exception {
		client.send(client.as(FakeNode.READER, "/api/v1/servers/a%2Fb%20%25%2B+%3F%23%C3%A9"));

		assertEquals(List.of("show(a/b %++?#é)"), node.calls);
	}

	@Test
	void aParameterNobodyKnowsIsRefusedNotIgnored() throws Exception {
		HttpResponse<String> unknown = client.send(client.as(FakeNode.READER, "/api/v1/reports/usage?form=csv"));
		HttpResponse<String> twice = client.send(client.as(FakeNode.READER, "/api/v1/reports/usage?by=day&by=week"));
		HttpResponse<String> broken = client.send(client.as(FakeNode.READER, "/api/v1/changes?wait=soon"));

		assertEquals(400, unknown.statusCode());
		assertProblem("INVALID", "There is no parameter 'form' here. Known are: by, days, format, from, group, host, limit,", unknown.body());
		assertEquals(400, twice.statusCode());
		assertEquals(400, broken.statusCode());
		assertProblem("INVALID", "The parameter 'wait' should be a number of seconds, not 'soon'.", broken.body());
	}

	@Test
	void anUnknownMethodIsToldWhichThereAre() throws Exception {
		HttpResponse<String> refused = client
				.send(client.as(FakeNode.ADMINISTRATOR, "/api/v1/servers/x").method("PATCH", Client.json("{}")));

		assertEquals(405, refused.statusCode());
		assertEquals("DELETE, GET, HEAD, PUT", refused.headers().firstValue("Allow").orElse(""));
		assertProblem("INVALID", "This address does not answer PATCH, only DELETE, GET, HEAD, PUT.", refused.body());
		assertEquals(405, client.send(client.request("/health").method("TRACE", BodyPublishers.noBody())).statusCode());
		assertEquals(405, client.send(client.request("/health").method("OPTIONS", BodyPublishers.noBody())).statusCode());
	}

	@Test
	void headGivesTheHeadAlone() throws Exception {
		HttpResponse<String> get = client.send(client.as(FakeNode.READER, "/api/v1/servers"));
		HttpResponse<String> head = client.send(client.as(FakeNode.READER, "/api/v1/servers").HEAD());
		HttpResponse<String> report = client.send(client.as(FakeNode.READER, "/api/v1/reports/usage?format=csv").HEAD());

		assertEquals(200, head.statusCode());
		assertEquals("", head.body());
		assertEquals(get.headers().firstValue("Content-Length"), head.headers().firstValue("Content-Length"));
		assertEquals("text/csv; charset=utf-8", report.headers().firstValue("Content-Type").orElse(""));
		assertEquals(405, client.send(client.as(FakeNode.ADMINISTRATOR, "/api/v1/verifications").HEAD()).statusCode());
	}

	@Test
	void aHeadThatIsTooLongOrNoHttpIsRefusedInTheSameForm() throws Exception {
		String longHead = client.raw("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
		String noHttp = client.raw("HELO x\r\n\r\n");

		assertTrue(longHead.startsWith("HTTP/1.1 431 "), longHead);
		assertTrue(longHead.contains("{\"reason\":\"INVALID\",\"message\":\"The address or the head of the request is too long.\"}"),
				longHead);
		assertTrue(noHttp.startsWith("HTTP/1.1 400 "), noHttp);
		assertTrue(noHttp.contains("{\"reason\":\"INVALID\",\"message\":\"The request is not what HTTP allows.\"}"), noHttp);
	}

	@Test
	void smugglingHeadersAreRefused() throws Exception {
		for (String headers : List.of("Content-Length: 4\r\nContent-Length: 5\r\n",
				"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "Content-Length: -1\r\n")) {
			String answer = client.raw("POST /api/v1/groups HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
					+ FakeNode.ADMINISTRATOR + "\r\n" + headers + "\r\n0\r\n\r\n");

			assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
		}
		assertEquals(List.of(), node.calls);
	}

	@Test
	void whatAServiceRefusesIsToldWithItsReasonAndSentence() throws Exception {
		try (Logs logs = new Logs(Reply.class)) {
			for (Reason reason : Reason.values()) {
				node.failure = new ServiceException(reason, "A sentence.");
				HttpResponse<String> answer = client.send(client.as(FakeNode.READER, "/api/v1/servers"));

				assertEquals(new org.lictor.remote.protocol.Problem(reason, "A sentence.").status(), answer.statusCode());
				assertEquals("{\"reason\":\"" + reason + "\",\"message\":\"A sentence.\"}", answer.body());
			}
			assertEquals(node.failure, logs.next().getThrown(), "only a defect is worth a line in the log");
			assertTrue(logs.isEmpty());
		}
		node.failure = null;
	}

	@Test
	void aDefectIsToldWithoutItsInnards() throws Exception {
		node.failure = new IllegalStateException("secret innards");
		try (Logs logs = new Logs(Reply.class)) {
			for (String path : List.of("/api/v1/servers", "/api/v1/reports/usage")) {
				HttpResponse<String> answer = client.send(client.as(FakeNode.READER, path));

				assertEquals(500, answer.statusCode());
				assertEquals(
						"{\"reason\":\"INTERNAL\",\"message\":\"A defect of Lictor came to light. The server's log has more.\"}",
						answer.body());
				assertEquals(node.failure, logs.next().getThrown());
			}
		}
		node.failure = null;
	}

	@Test
	void aServerThatIsNotThereIsToldBeforeTheFileIsSent() throws Exception {
		node.failure = new ServiceException(Reason.NOT_FOUND, "There is no server 'X'.");
		HttpResponse<String> answer = post("/api/v1/imports?server=X&name=x.csv", new byte[10]);
		node.failure = null;

		assertEquals(404, answer.statusCode());
		assertEquals(400, post("/api/v1/imports?server=Cloud", new byte[10]).statusCode());
		assertEquals(400, post("/api/v1/imports?server=Cloud&name=a%0Ab", new byte[10]).statusCode());
		assertEquals(400, post("/api/v1/imports?server=Cloud&name=x&observed_at=noon", new byte[10]).statusCode());
	}

	@Test
	void anAgentIsRefusedInTheWordsOfItsProtocol() throws Exception {
		HttpResponse<String> unknown = client.send(client.as("guessed", Protocol.EVENTS_PATH).POST(Client.json("{}")));
		HttpResponse<String> broken = client.send(client.as(FakeNode.AGENT, Protocol.EVENTS_PATH).POST(Client.json("{}")));
		HttpResponse<String> newer = client.send(client.as(FakeNode.AGENT, Protocol.EVENTS_PATH)
				.header(Protocol.VERSION_HEADER, "99").POST(Client.json("not even JSON")));
		node.refusal = FakeNode.refusal(Problem.Reason.TOKEN_EXPIRED);
		HttpResponse<String> expired = client.send(client.request(Protocol.ENROL_PATH).POST(Client.json(
				"{\"protocol\":1,\"token\":\"t\",\"installationId\":\"00000000-0000-0000-0000-000000000001\","
						+ "\"host\":\"ws7\",\"platform\":\"linux\",\"agentVersion\":\"1\"}")));
		HttpResponse<String> later = client.send(client.as(FakeNode.AGENT, Protocol.CONFIGURATION_PATH));
		node.refusal = null;

		assertEquals(401, unknown.statusCode());
		assertProblem("AGENT_UNKNOWN", "The server does not know the token of this agent", unknown.body());
		assertEquals(400, broken.statusCode());
		assertProblem("INVALID", "What the agent sent is not what the agent protocol allows: protocol: ", broken.body());
		assertEquals(426, newer.statusCode());
		assertProblem("AGENT_TOO_NEW", "The agent speaks version 99 of the agent protocol", newer.body());
		assertEquals(403, expired.statusCode());
		assertProblem("TOKEN_EXPIRED", "A sentence for the agent.", expired.body());
		assertEquals(403, later.statusCode());
		assertProblem("TOKEN_EXPIRED", "A sentence for the agent.", later.body());
	}

	private static void assertProblem(String reason, String begin, String body) {
		assertTrue(body.startsWith("{\"reason\":\"" + reason + "\",\"message\":\"" + begin), body);
		assertFalse(body.contains("Exception"), body);
		assertFalse(body.contains("\tat "), body);
	}

	private HttpResponse<String> post(String path, byte[] body) throws Exception {
		return client.send(client.as(FakeNode.ADMINISTRATOR, path).POST(BodyPublishers.ofByteArray(body)));
	}

	private HttpResponse<String> gzipped(String path, String token, byte[] body) throws Exception {
		return client
				.send(client.as(token, path).header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(body)));
	}
}

package org.lictor.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route, asked with every kind of token. */
class GuardTest {

	private static final String DIRECTORY = "{\"name\":\"Acme\",\"settings\":{},\"secrets\":{\"password\":\"p\"}}";
	private static final String DEFINITION = "{\"name\":\"Cloud\",\"type\":\"autodesk\",\"settings\":{},\"secrets\":{},\"enabled\":true}";
	private static final String ENROL = "{\"protocol\":1,\"token\":\"t\",\"installationId\":\"00000000-0000-0000-0000-000000000001\","
			+ "\"host\":\"ws7\",\"platform\":\"linux\",\"agentVersion\":\"1\"}";
	private static final String EVENTS = "{\"protocol\":1,\"run\":\"00000000-0000-0000-0000-000000000001\",\"sentAt\":1,\"sentMono\":1,"
			+ "\"agentVersion\":\"1\",\"host\":\"ws7\",\"platform\":\"linux\",\"trouble\":\"\",\"events\":[]}";

	private static final String EXAMINATION = "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"at\":1,\"findings\":[],\"processes\":[],"
			+ "\"others\":0}";

	@TempDir
	private static Path folder;
	private static HttpsServer server;
	private static Client client;
	private static final FakeNode NODE = new FakeNode();

	private record Case(String method, String path, Guard guard, String body, int status) {
	}

	private static Stream<Case> cases() {
		return Stream.of(new Case("GET", "/health", Guard.NOBODY, "", 200),
				new Case("GET", "/api/v1", Guard.READER, "", 200),
				new Case("GET", "/api/v1/server-types", Guard.READER, "", 200),
				new Case("GET", "/api/v1/servers", Guard.READER, "", 200),
				new Case("POST", "/api/v1/servers", Guard.ADMINISTRATOR, DEFINITION, 201),
				new Case("GET", "/api/v1/servers/Cloud", Guard.READER, "", 200),
				new Case("PUT", "/api/v1/servers/Cloud", Guard.ADMINISTRATOR, DEFINITION, 200),
				new Case("DELETE", "/api/v1/servers/Cloud", Guard.ADMINISTRATOR, "", 204),
				new Case("POST", "/api/v1/servers/Cloud/poll", Guard.ADMINISTRATOR, "", 200),
				new Case("GET", "/api/v1/servers/Cloud/rules", Guard.READER, "", 200),
				new Case("PUT", "/api/v1/servers/Cloud/rules", Guard.ADMINISTRATOR,
						"{\"id\":\"maya\",\"product\":\"Maya\",\"kind\":\"INTERACTIVE\",\"path\":\"/maya$\"}", 204),
				new Case("DELETE", "/api/v1/servers/Cloud/rules/maya", Guard.ADMINISTRATOR, "", 204),
				new Case("POST", "/api/v1/verifications", Guard.ADMINISTRATOR, DEFINITION, 200),
				new Case("POST", "/api/v1/sign-ins", Guard.ADMINISTRATOR, DEFINITION, 201),
				new Case("POST", "/api/v1/sign-ins/finished", Guard.ADMINISTRATOR, "{\"id\":\"i\",\"query\":\"code=c\"}", 200),
				new Case("GET", "/api/v1/groups", Guard.READER, "", 200),
				new Case("POST", "/api/v1/groups", Guard.ADMINISTRATOR, "{\"name\":\"G\",\"auto_assign\":true}", 201),
				new Case("PUT", "/api/v1/groups/G", Guard.ADMINISTRATOR, "{\"auto_assign\":true}", 200),
				new Case("PUT", "/api/v1/groups/G/privacy", Guard.ADMINISTRATOR, "{\"privacy\":\"PSEUDONYM\"}", 200),
				new Case("PUT", "/api/v1/groups/G/idle", Guard.ADMINISTRATOR, "{\"idle\":true}", 200),
				new Case("DELETE", "/api/v1/groups/G", Guard.ADMINISTRATOR, "", 204),
				new Case("PUT", "/api/v1/groups/G/servers/S", Guard.ADMINISTRATOR, "", 204),
				new Case("DELETE", "/api/v1/groups/G/servers/S", Guard.ADMINISTRATOR, "", 204),
				new Case("PUT", "/api/v1/groups/G/agents/A", Guard.ADMINISTRATOR, "", 204),
				new Case("DELETE", "/api/v1/groups/G/agents/A", Guard.ADMINISTRATOR, "", 204),
				new Case("GET", "/api/v1/agents", Guard.READER, "", 200),
				new Case("DELETE", "/api/v1/agents/A", Guard.ADMINISTRATOR, "", 204),
				new Case("POST", "/api/v1/agents/A/examinations", Guard.ADMINISTRATOR, "{\"all\":false}", 200),
				new Case("POST", "/api/v1/enrolments", Guard.ADMINISTRATOR, "{\"lifetime\":\"30d\"}", 201),
				new Case("GET", "/api/v1/people", Guard.READER, "", 200),
				new Case("POST", "/api/v1/people", Guard.ADMINISTRATOR, "{\"host_user\":\"u\",\"account\":\"a\"}", 204),
				new Case("DELETE", "/api/v1/people?host_user=u&account=a&from=2026-01-01&to=2026-01-31T12:00:00Z", Guard.ADMINISTRATOR, "", 204),
				new Case("GET", "/api/v1/people/patterns", Guard.READER, "", 200),
				new Case("POST", "/api/v1/people/erasures", Guard.ADMINISTRATOR, "{\"host_users\":[\"ann\"],\"accounts\":[]}", 200),
				new Case("POST", "/api/v1/people/evidence", Guard.READER, "{\"host_users\":[\"ann\"],\"accounts\":[]}", 200),
				new Case("PUT", "/api/v1/people/patterns", Guard.ADMINISTRATOR, "{\"patterns\":[\"{last}\"]}", 204),
				new Case("GET", "/api/v1/report-groups", Guard.READER, "", 200),
				new Case("POST", "/api/v1/report-groups", Guard.ADMINISTRATOR, "{\"name\":\"g\",\"kind\":\"USERS\"}", 204),
				new Case("DELETE", "/api/v1/report-groups/g", Guard.ADMINISTRATOR, "", 204),
				new Case("POST", "/api/v1/report-groups/g/members", Guard.ADMINISTRATOR, "{\"name\":\"ann\",\"from\":null,\"until\":null}", 204),
				new Case("DELETE", "/api/v1/report-groups/g/members?name=ann", Guard.ADMINISTRATOR, "", 204),
				new Case("GET", "/api/v1/directory-schema", Guard.READER, "", 200),
				new Case("GET", "/api/v1/directories", Guard.READER, "", 200),
				new Case("POST", "/api/v1/directories", Guard.ADMINISTRATOR, DIRECTORY, 201),
				new Case("GET", "/api/v1/directories/Acme", Guard.READER, "", 200),
				new Case("PUT", "/api/v1/directories/Acme", Guard.ADMINISTRATOR, DIRECTORY, 200),
				new Case("DELETE", "/api/v1/directories/Acme", Guard.ADMINISTRATOR, "", 204),
				new Case("POST", "/api/v1/directories/Acme/refresh", Guard.ADMINISTRATOR, "{\"accept\":false}", 200),
				new Case("POST", "/api/v1/directory-tests", Guard.ADMINISTRATOR, DIRECTORY, 200),
				new Case("GET", "/api/v1/prices", Guard.READER, "", 200),
				new Case("POST", "/api/v1/prices", Guard.ADMINISTRATOR,
						"{\"kind\":\"TOKEN\",\"product\":\"\",\"from\":\"2026-01-01\",\"amount\":3,\"currency\":\"EUR\"}", 204),
				new Case("DELETE", "/api/v1/prices?kind=TOKEN&from=2026-01-01", Guard.ADMINISTRATOR, "", 204),
				new Case("GET", "/api/v1/tokens", Guard.ADMINISTRATOR, "", 200),
				new Case("POST", "/api/v1/tokens", Guard.ADMINISTRATOR, "{\"name\":\"t\",\"role\":\"READER\"}", 201),
				new Case("DELETE", "/api/v1/tokens/t", Guard.ADMINISTRATOR, "", 204),
				new Case("GET", "/api/v1/reports", Guard.READER, "", 200),
				new Case("GET", "/api/v1/reports/usage", Guard.READER, "", 200),
				new Case("POST", "/api/v1/imports?server=Cloud&name=users.csv", Guard.ADMINISTRATOR, "a,b\n", 200),
				new Case("GET", "/api/v1/maintenance/limits", Guard.READER, "", 200),
				new Case("PUT", "/api/v1/maintenance/limits", Guard.ADMINISTRATOR, "{\"kind\":\"SESSIONS\",\"days\":400}", 204),
				new Case("DELETE", "/api/v1/maintenance/limits?kind=SESSIONS", Guard.ADMINISTRATOR, "", 204),
				new Case("POST", "/api/v1/maintenance/backups", Guard.ADMINISTRATOR, "{\"target\":\"/b.zip\"}", 200),
				new Case("POST", "/api/v1/maintenance/prune", Guard.ADMINISTRATOR, "", 200),
				new Case("POST", "/api/v1/maintenance/rebuild", Guard.ADMINISTRATOR, "", 200),
				new Case("POST", "/api/v1/maintenance/check", Guard.ADMINISTRATOR, "", 200),
				new Case("GET", "/api/v1/plugins", Guard.ADMINISTRATOR, "", 200),
				new Case("GET", "/api/v1/plugins/trust", Guard.ADMINISTRATOR, "", 200),
				new Case("POST", "/api/v1/plugins/offers", Guard.ADMINISTRATOR, "{\"repository\":\"https://example.com/p2\"}", 200),
				new Case("POST", "/api/v1/plugins/changes", Guard.ADMINISTRATOR, "{\"deed\":\"REMOVE\",\"id\":\"com.example\"}", 201),
				new Case("GET", "/api/v1/plugins/changes/gone", Guard.ADMINISTRATOR, "", 404),
				new Case("DELETE", "/api/v1/plugins/changes/gone", Guard.ADMINISTRATOR, "", 404),
				new Case("GET", "/api/v1/changes", Guard.READER, "", 200),
				new Case("POST", "/agent/v1/enrol", Guard.NOBODY, ENROL, 200),
				new Case("GET", "/agent/v1/configuration", Guard.AGENT, "", 200),
				new Case("POST", "/agent/v1/events", Guard.AGENT, EVENTS, 200),
				new Case("POST", "/agent/v1/examinations", Guard.AGENT, EXAMINATION, 200));
	}

	@BeforeAll
	static void start() throws Exception {
		server = HttpsServer.start(NODE, folder, 0, InstantSource.system());
		client = new Client(server.port());
	}

	@AfterAll
	static void stop() {
		client.close();
		server.close();
	}

	@Test
	void everyRouteIsAmongTheCases() {
		Routes routes = HttpsServer.routes(NODE, new ChangeFeed(NODE.changes()),
				new ImportRoute(NODE, folder, InstantSource.system()), new PluginRoutes(NODE.plugins(), folder));
		List<String> asked = cases().map(each -> {
			try {
				Route route = routes.find(each.method(), each.path().replaceAll("\\?.*", "")).route();
				return route.method() + " " + route.template();
			} catch (Refusal e) {
				throw new AssertionError(each.toString(), e);
			}
		}).sorted().toList();

		assertEquals(routes.all().stream().map(route -> route.method() + " " + route.template()).sorted().toList(), asked);
	}

	/** Rows of the table: {@code | PUT, DELETE `/api/v1/…?…` | reader | …}. */
	@Test
	void everyRouteStandsInThePageForPeopleWithWhoMayAsk() throws Exception {
		Path page = Path.of(System.getProperty("basedir", "."), "../../docs/operating/http.md");
		Pattern row = Pattern.compile("\\| ([A-Z, ]+) `([^`?]+)[^`]*` \\| (\\w+)[^|]*\\|.*");
		Set<String> told = new TreeSet<>();
		for (String line : Files.readAllLines(page)) {
			Matcher matcher = row.matcher(line);
			if (matcher.matches()) {
				for (String method : matcher.group(1).split(", ")) {
					told.add(method + " " + matcher.group(2) + " " + matcher.group(3));
				}
			}
		}
		Routes routes = HttpsServer.routes(NODE, new ChangeFeed(NODE.changes()),
				new ImportRoute(NODE, folder, InstantSource.system()), new PluginRoutes(NODE.plugins(), folder));

		assertEquals(
				routes.all().stream()
						.map(route -> route.method() + " /" + String.join("/", route.template()) + " "
								+ (route.guard() == Guard.NOBODY ? "anybody" : route.guard().name().toLowerCase(Locale.ROOT)))
						.collect(Collectors.toCollection(TreeSet::new)),
				told);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void letsInWhoMayAskAndNobodyElse(Case each) throws Exception {
		assertEquals(each.guard() == Guard.NOBODY ? each.status() : 401, status(each, ""), "without a token");
		assertEquals(each.guard() == Guard.NOBODY ? each.status() : 401, status(each, "guessed"), "with a wrong token");
		assertEquals(expected(each, Guard.READER), status(each, FakeNode.READER), "as a reader");
		assertEquals(expected(each, Guard.ADMINISTRATOR), status(each, FakeNode.ADMINISTRATOR), "as an administrator");
		assertEquals(expected(each, Guard.AGENT), status(each, FakeNode.AGENT), "as an agent");
	}

	@ParameterizedTest
	@MethodSource("cases")
	void doesNothingForWhoMayNotAsk(Case each) throws Exception {
		if (each.guard() == Guard.NOBODY) {
			return;
		}
		NODE.calls.clear();
		status(each, "");
		status(each, each.guard() == Guard.AGENT ? FakeNode.ADMINISTRATOR : FakeNode.AGENT);

		assertEquals(List.of(), NODE.calls);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void everyAnswerCarriesTheSecurityHeaders(Case each) throws Exception {
		for (String token : List.of("", FakeNode.ADMINISTRATOR)) {
			HttpResponse<String> answer = send(each, token);

			assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
			assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
			assertTrue(answer.headers().firstValue("Content-Security-Policy").orElse("").contains("default-src 'none'"));
			assertTrue(answer.headers().firstValue("Server").isEmpty());
		}
	}

	@Test
	void aTokenThatWasRevokedIsWorthNothingAtOnce() throws Exception {
		FakeNode node = new FakeNode();
		try (HttpsServer own = HttpsServer.start(node, folder.resolve(".").normalize(), 0, InstantSource.system());
				Client asking = new Client(own.port())) {
			assertEquals(200, asking.send(asking.as(FakeNode.READER, "/api/v1")).statusCode());
			node.revoke(FakeNode.READER);
			HttpResponse<String> refused = asking.send(asking.as(FakeNode.READER, "/api/v1"));

			assertEquals(401, refused.statusCode());
			assertTrue(refused.body().startsWith("{\"reason\":\"FORBIDDEN\",\"message\":\"The token is not known here"),
					refused.body());
			assertTrue(refused.headers().firstValue("WWW-Authenticate").isPresent());
		}
	}

	@Test
	void theWordBearerMayBeWrittenInAnyCaseAndNothingElseIsTaken() throws Exception {
		for (String header : List.of("bearer " + FakeNode.READER, "BEARER   " + FakeNode.READER)) {
			assertEquals(200,
					client.send(client.request("/api/v1").header("Authorization", header)).statusCode(), header);
		}
		for (String header : List.of("Bearer", "Bearer ", FakeNode.READER, "Basic " + FakeNode.READER,
				"Bearer " + FakeNode.READER + "x", "Bearer " + FakeNode.READER.toUpperCase())) {
			assertEquals(401,
					client.send(client.request("/api/v1").header("Authorization", header)).statusCode(), header);
		}
		assertEquals(400, client.send(client.request("/api/v1?token=" + FakeNode.READER)
				.header("Authorization", "Bearer " + FakeNode.READER)).statusCode(), "a token does not belong in an address");
	}

	@Test
	void tellsAReaderWhatIsMissing() throws Exception {
		HttpResponse<String> refused = client
				.send(client.as(FakeNode.READER, "/api/v1/groups/G").DELETE());

		assertEquals("{\"reason\":\"FORBIDDEN\",\"message\":\"This needs the token of an administrator; yours is that of a reader.\"}",
				refused.body());
	}

	private static int expected(Case each, Guard holder) {
		boolean admitted = each.guard() == Guard.NOBODY || each.guard() == holder
				|| each.guard() == Guard.READER && holder == Guard.ADMINISTRATOR;
		return admitted ? each.status() : 403;
	}

	private static int status(Case each, String token) throws Exception {
		return send(each, token).statusCode();
	}

	private static HttpResponse<String> send(Case each, String token) throws Exception {
		return client.send((token.isEmpty() ? client.request(each.path()) : client.as(token, each.path()))
				.method(each.method(), each.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(each.body())));
	}
}

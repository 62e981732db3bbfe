package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

class TokenFlexTest {

	private static final Account ACCOUNT = Account.generate(5, 200, 10, 2, 1);
	private static final String CONTRACT = "11000000001";
	private static final String FIELDS = "\"fields\":[\"chargedItemID\",\"usageDate\",\"sessionStartDate\",\"sessionEndDate\",\"productName\","
			+ "\"userName\",\"machineName\",\"usageCategory\"],\"metrics\":[\"tokensConsumed\"]";

	private AutodeskSimulator simulator;
	private Client client;

	@BeforeEach
	void start() throws Exception {
		simulator = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT));
		client = new Client(simulator).signIn();
	}

	@AfterEach
	void stop() {
		client.close();
		simulator.close();
	}

	@Test
	void contractsAddUp() throws Exception {
		JsonArray contracts = Client.array(client.get("/tokenflex/v1/contract"));
		assertEquals(2, contracts.size());
		assertFalse(contracts.get(1).getAsJsonObject().get("isActive").getAsBoolean());
		JsonObject contract = Client.object(client.get("/tokenflex/v1/contract/" + CONTRACT));
		long multi = contract.get("multiyearProvisionedTokens").getAsLong();
		for (JsonElement element : contract.getAsJsonArray("contractYears")) {
			JsonObject year = element.getAsJsonObject();
			assertEquals(year.get("provisionedTokens").getAsLong() - year.get("consumedTokens").getAsLong(), year.get("remainingTokens").getAsLong());
			assertEquals(multi, year.get("multiyearTokensAtStart").getAsLong());
			multi -= year.get("multiyearConsumedTokens").getAsLong();
		}
		assertEquals(400, client.get("/tokenflex/v1/contract/99").statusCode());
		assertEquals("{\"contractName\":\"Example Engineering\"}",
				Client.object(client.get("/tokenflex/v1/contract/" + CONTRACT + "/contractName")).toString());
		assertEquals(10, Client.array(client.get("/tokenflex/v1/contract/" + CONTRACT + "/enrichment")).size());
	}

	@Test
	void theSummaryIsThatOfTheLedger() throws Exception {
		Map<String, String> told = new TreeMap<>();
		for (JsonElement element : Client.array(client.get("/tokenflex/v1/usage/" + CONTRACT + "/summary"))) {
			JsonObject row = element.getAsJsonObject();
			told.put(row.get("usageMonth").getAsString() + " " + row.get("usageCategory").getAsString(),
					row.get("tokensConsumed").getAsBigDecimal() + " " + row.get("uniqueUsers").getAsInt());
		}
		Map<String, String> truth = new TreeMap<>();
		simulator.ledger().contractTokens(CONTRACT, simulator.clock().instant())
				.forEach((key, tokens) -> truth.put(key.month() + " " + key.category(), tokens.tokens() + " " + tokens.users()));
		assertEquals(truth, told);
		assertTrue(told.size() > 60, told::toString);
		assertEquals(4, Client.array(client.get("/tokenflex/v1/usage/" + CONTRACT
				+ "/summary?minUsageMonth=2024-01&maxUsageMonth=2024-04&usageCategory=DESKTOP_PRODUCT")).size());
		assertTrue(Client.array(client.get("/tokenflex/v1/usage/" + CONTRACT + "/last")).size() > 3);
	}

	@Test
	void aQueryIsQueuedThenDoneThenExpired() throws Exception {
		JsonObject queued = Client.object(client.post("/tokenflex/v1/usage/" + CONTRACT + "/query",
				"{\"fields\":[\"usageCategory\",\"productName\"],\"metrics\":[\"tokensConsumed\"],\"where\":\"usageDate >= '2024-05-01'\"}"));
		assertEquals("QUEUED", queued.get("status").getAsString());
		String id = queued.get("id").getAsString();
		assertTrue(queued.get("detail_uri").getAsString().endsWith("/query/" + id));
		String path = "/tokenflex/v1/usage/" + CONTRACT + "/query/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
		assertEquals("QUEUED", Client.object(client.get(path)).get("status").getAsString());
		client.advance(Duration.ofSeconds(20));
		JsonObject result = Client.object(client.get(path + "?offset=2&limit=3")).getAsJsonObject("result");
		assertEquals("[\"usageCategory\",\"productName\",\"tokensConsumed\"]", result.get("columns").toString());
		assertEquals(3, result.getAsJsonArray("rows").size());
		assertEquals(11, result.get("total").getAsInt());
		client.advance(Duration.ofMinutes(10));
		assertEquals("EXPIRED", Client.object(client.get(path)).get("status").getAsString());
	}

	@Test
	void anAnswerMayHoldTheDocumentedComma() throws Exception {
		simulator.faults().next(Fault.TRAILING_COMMA, 1);
		String body = client.get("/tokenflex/v1/contract/" + CONTRACT).body();
		assertTrue(body.replaceAll("\\s", "").endsWith("],}"), body);
	}

	@Test
	void anExportHoldsEverySessionWithUserAndMachineSwappedWhereTheyAre() throws Exception {
		JsonObject asked = Client.object(client.post("/tokenflex/v1/export/" + CONTRACT + "/requests", "{" + FIELDS
				+ ",\"usageCategory\":[\"DESKTOP_PRODUCT\"],\"downloadFileName\":\"all\"}"));
		assertEquals("Requested", asked.get("requestStatus").getAsString());
		String path = "/tokenflex/v1/export/" + CONTRACT + "/requests/" + asked.get("requestKey").getAsString();
		client.advance(Duration.ofSeconds(20));
		JsonObject done = Client.object(client.get(path));
		assertEquals("Download", done.get("requestStatus").getAsString());
		client.advance(Duration.ofMinutes(6));
		assertEquals(403, client.send(client.to(done.get("downloadUrl").getAsString())).statusCode());
		assertEquals(done.get("downloadUrl"), Client.object(client.get(path)).get("downloadUrl"));
		JsonObject renewed = Client.object(client.post(path + "/refreshUrl", "{}"));
		HttpResponse<String> file = client.send(client.to(renewed.get("downloadUrl").getAsString()));
		List<String> told = new ArrayList<>();
		for (Map<String, String> row : Client.table(file.body())) {
			boolean swapped = row.get("productName").matches("VRED.*|Arnold|RenderNode");
			told.add(row.get("chargedItemID") + "|" + row.get("sessionStartDate") + "|" + row.get("sessionEndDate") + "|"
					+ row.get(swapped ? "machineName" : "userName") + "|" + row.get(swapped ? "userName" : "machineName") + "|"
					+ new BigDecimal(row.get("tokensConsumed")));
		}
		List<String> truth = new ArrayList<>();
		simulator.ledger().sessions(CONTRACT, simulator.clock().instant(), session -> {
			if (session.category().equals("DESKTOP_PRODUCT")) {
				truth.add(session.id() + "|" + session.start() + "|" + session.end() + "|" + session.user() + "|" + session.machine() + "|"
						+ session.tokens());
			}
		});
		assertTrue(truth.size() > 500, "" + truth.size());
		assertEquals(truth.stream().sorted().toList(), told.stream().sorted().toList());
		JsonArray list = Client.array(client.get("/tokenflex/v1/export/" + CONTRACT + "/requests?fromDate=2020-01-01T00:00:00Z&toDate=2030-01-01T00:00:00Z"));
		assertEquals(1, list.size());
		assertEquals(400, client.get("/tokenflex/v1/export/" + CONTRACT + "/requests").statusCode());
		assertEquals(200, client.send(client.to(path).header("Authorization", "Bearer " + client.token).DELETE()).statusCode());
		assertEquals(400, client.get(path).statusCode());
	}

	@Test
	void aFailedExportIsTriedAgain() throws Exception {
		simulator.faults().next(Fault.JOB_FAILED, 1);
		String key = Client.object(client.post("/tokenflex/v1/export/" + CONTRACT + "/requests", "{" + FIELDS + "}")).get("requestKey").getAsString();
		String path = "/tokenflex/v1/export/" + CONTRACT + "/requests/" + key;
		client.advance(Duration.ofSeconds(20));
		assertEquals("Error", Client.object(client.get(path)).get("requestStatus").getAsString());
		assertEquals("Requested", Client.object(client.post(path + "/retry", "{}")).get("requestStatus").getAsString());
		client.advance(Duration.ofSeconds(20));
		assertEquals("Download", Client.object(client.get(path)).get("requestStatus").getAsString());
	}

	@Test
	void fiftyCallsAMinuteAndNoMore() throws Exception {
		for (int i = 0; i < 50; i++) {
			assertEquals(200, client.get("/tokenflex/v1/contract").statusCode());
		}
		HttpResponse<String> refused = client.get("/tokenflex/v1/contract");
		assertEquals(429, refused.statusCode());
		client.advance(Duration.ofSeconds(Long.parseLong(refused.headers().firstValue("Retry-After").orElse(""))));
		assertEquals(200, client.get("/tokenflex/v1/contract").statusCode());
	}

	@Test
	void wrongQueriesAreRefused() throws Exception {
		for (String body : List.of("", "{}", "{\"fields\":[\"nothing\"]}", "{\"fields\":[\"chargedItemID\"]}",
				"{\"fields\":[\"productName\"],\"where\":\"not productName = 'x'\"}", "{\"fields\":[\"productName\"],\"where\":\"productName like 'a%'\"}",
				"{\"fields\":[\"productName\"],\"where\":\"((productName = 'x'))\"}", "{\"fields\":[\"productName\"],\"usageCategory\":[\"X\"]}",
				"{\"fields\":[\"productName\"],\"where\":\"productName = \"}", "{\"fields\":[\"productName\"],\"where\":\"productName ; 'x'\"}")) {
			assertEquals(400, client.post("/tokenflex/v1/usage/" + CONTRACT + "/query", body).statusCode(), body);
		}
		HttpRequest.Builder anonymous = client.to("/tokenflex/v1/contract");
		assertEquals(401, client.send(anonymous).statusCode());
	}
}

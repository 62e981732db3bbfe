package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

class UsageQueriesTest {

	private static final Account ACCOUNT = Account.generate(11, 400, 20, 2, 2);

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

	private List<JsonArray> rows(String body, int page) throws Exception {
		String id = Client.object(client.post("/insights/v1/usage-queries?offset=0&limit=" + page, body)).get("id").getAsString();
		String path = "/insights/v1/usage-queries/" + id;
		assertEquals("SUBMITTED", Client.object(client.get(path)).get("status").getAsString());
		client.advance(Duration.ofSeconds(12));
		assertEquals("RUNNING", Client.object(client.get(path)).get("status").getAsString());
		client.advance(Duration.ofSeconds(8));
		List<JsonArray> rows = new ArrayList<>();
		long total;
		do {
			JsonObject answer = Client.object(client.get(path + "?offset=" + rows.size() + "&limit=" + page));
			assertEquals("COMPLETED", answer.get("status").getAsString());
			total = answer.getAsJsonObject("pagination").get("totalResults").getAsLong();
			answer.getAsJsonArray("rows").forEach(row -> rows.add(row.getAsJsonArray()));
		} while (rows.size() < total);
		assertEquals(total, rows.size());
		return rows;
	}

	@Test
	void flexTokensByDayAndPersonAddUpToTheLedger() throws Exception {
		Map<YearMonth, BigDecimal> told = new TreeMap<>();
		Map<YearMonth, Set<String>> users = new TreeMap<>();
		for (JsonArray row : rows("{\"fields\":[\"usageDate\",\"productName\",\"version\",\"hashedUserId\",\"tokens\"],\"metrics\":[],"
				+ "\"where\":\"source = 'flex' AND usageDate >= '2023-11-01'\",\"orderBy\":\"usageDate desc\"}", 37)) {
			YearMonth month = YearMonth.parse(row.get(0).getAsString().substring(0, 7));
			told.merge(month, row.get(4).getAsBigDecimal(), BigDecimal::add);
			users.computeIfAbsent(month, key -> new HashSet<>()).add(row.get(3).getAsString());
		}
		Map<YearMonth, Ledger.Tokens> truth = simulator.ledger().flexTokens(ACCOUNT.firstDay(), ACCOUNT.end(), simulator.clock().instant());
		assertTrue(truth.size() > 12, truth::toString);
		assertEquals(truth.keySet(), told.keySet());
		truth.forEach((month, tokens) -> {
			assertEquals(0, tokens.tokens().compareTo(told.get(month)), month::toString);
			assertEquals(tokens.users(), users.get(month).size());
		});
	}

	@Test
	void metricsAreThoseOfEachProduct() throws Exception {
		Map<String, Set<String>> users = new TreeMap<>();
		Map<String, Set<String>> days = new TreeMap<>();
		simulator.ledger().usageDays(ACCOUNT.firstDay(), ACCOUNT.end(), simulator.clock().instant(), used -> {
			if (used.person().team().equals(ACCOUNT.teams().get(1))) {
				users.computeIfAbsent(used.offering(), key -> new HashSet<>()).add(used.person().autodeskId());
				days.computeIfAbsent(used.offering(), key -> new HashSet<>()).add(used.person().autodeskId() + used.day());
			}
		});
		Map<String, Integer> told = new TreeMap<>();
		Map<String, Integer> toldDays = new TreeMap<>();
		for (JsonArray row : rows("{\"fields\":[\"productName\"],\"metrics\":[\"uniqueUsers\",\"totalUniqueDays\",\"earliestUsageDate\"],\"context\":\""
				+ ACCOUNT.teams().get(1).id() + "\",\"orderBy\":\"uniqueUsers\"}", 100)) {
			told.put(row.get(0).getAsString(), row.get(1).getAsInt());
			toldDays.put(row.get(0).getAsString(), row.get(2).getAsInt());
		}
		users.forEach((product, set) -> assertEquals(set.size(), told.get(product)));
		days.forEach((product, set) -> assertEquals(set.size(), toldDays.get(product)));
		assertEquals(users.keySet(), told.keySet());
	}

	@Test
	void wrongQueriesAreRefusedAndTeamsWithoutBenefitToo() throws Exception {
		for (String body : List.of("[]", "{}", "{\"fields\":[\"productName\",\"productName\"]}",
				"{\"fields\":[\"productName\"],\"where\":\"emailAddress = 'x@y'\"}", "{\"fields\":[\"productName\"],\"orderBy\":\"usageDate\"}")) {
			assertEquals(400, client.post("/insights/v1/usage-queries", body).statusCode(), body);
		}
		simulator.faults().withoutBenefit(ACCOUNT.teams().get(0).id(), true);
		assertEquals(403, client.post("/insights/v1/usage-queries",
				"{\"fields\":[\"productName\"],\"contextId\":\"" + ACCOUNT.teams().get(0).id() + "\"}").statusCode());
		assertEquals(404, client.get("/insights/v1/usage-queries/none").statusCode());
	}
}

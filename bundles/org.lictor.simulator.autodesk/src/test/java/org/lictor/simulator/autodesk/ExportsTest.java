package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

class ExportsTest {

	private static final Account ACCOUNT = Account.generate(7, 300, 25, 2, 4);

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

	private String team(int index) {
		return ACCOUNT.teams().get(index).id();
	}

	private static LocalDate today(AutodeskSimulator simulator) {
		return simulator.clock().instant().atOffset(ZoneOffset.UTC).toLocalDate();
	}

	@Test
	void contextsNameTheTeamsAndTheirBenefits() throws Exception {
		JsonArray contexts = Client.array(client.get("/insights/v1/contexts"));

		assertEquals(4, contexts.size());
		JsonObject first = contexts.get(0).getAsJsonObject();
		assertEquals("New York Office", first.get("alias").getAsString());
		assertTrue(first.getAsJsonArray("reportingBenefits").toString().contains("ReportingAPIAccess"));
		assertFalse(contexts.get(3).getAsJsonObject().toString().contains("ReportingAPIAccess"));
	}

	@Test
	void anExportIsDoneAfterItsTimeAndItsAddressExpires() throws Exception {
		JsonObject submitted = Client.object(
				client.post("/insights/v1/exports", "{\"outputFormat\":\"CSV\",\"reports\":[\"USERS\"],\"teamId\":\"" + team(0) + "\"}"));
		String path = "/insights/v1/exports/" + submitted.get("id").getAsString();
		assertEquals("SUBMITTED", submitted.get("status").getAsString());
		assertEquals("SUBMITTED", Client.object(client.get(path)).get("status").getAsString());
		assertEquals(0, Client.object(client.get(path)).getAsJsonArray("downloads").size());

		client.advance(Duration.ofSeconds(20));
		JsonObject done = Client.object(client.get(path));
		assertEquals("COMPLETED", done.get("status").getAsString());
		assertEquals("New York Office", done.get("teamName").getAsString());
		String address = done.getAsJsonArray("downloads").get(0).getAsJsonObject().get("downloadURL").getAsString();
		assertEquals(200, client.send(client.to(address)).statusCode());

		client.advance(Duration.ofMinutes(5));
		assertEquals(403, client.send(client.to(address)).statusCode());
		String again = Client.object(client.get(path)).getAsJsonArray("downloads").get(0).getAsJsonObject().get("downloadURL").getAsString();
		assertNotEquals(address, again);
		assertEquals(200, client.send(client.to(again)).statusCode());
		client.advance(Duration.ofDays(15));
		client.signIn();
		assertEquals("EXPIRED", Client.object(client.get(path)).get("status").getAsString());
	}

	@Test
	void seatsOfAllTeamsAreThoseOfTheLedger() throws Exception {
		Map<String, Integer> seats = new TreeMap<>();
		for (int i = 0; i < 3; i++) {
			String file = client.export("{\"outputFormat\":\"CSV\",\"reports\":[\"SUBSCRIPTIONS\"],\"teamId\":\"" + team(i) + "\"}").get(0);
			for (Map<String, String> row : Client.table(file)) {
				if (row.get("subscription_status").equals("Active")) {
					seats.merge(row.get("team_alias") + "/" + row.get("offering_name"), Integer.valueOf(row.get("seat_quantity")), Integer::sum);
				}
			}
		}

		Map<String, Integer> truth = new TreeMap<>();
		for (Ledger.Seats seat : simulator.ledger().seats(today(simulator))) {
			assertTrue(seat.assigned() <= seat.seats(), seat::toString);
			if (seat.seats() > 0 && seat.team() != ACCOUNT.teams().get(3)) {
				truth.put(seat.team().alias() + "/" + seat.offering(), seat.seats());
			}
		}
		assertEquals(truth, seats);
	}

	@Test
	void assignmentsOfSeveralDaysAreThoseOfTheLedger() throws Exception {
		Set<String> first = assigned();
		assertEquals(assignedInTruth(), first);
		client.advance(Duration.ofDays(120));
		client.signIn();

		Set<String> later = assigned();
		assertEquals(assignedInTruth(), later);
		assertNotEquals(first, later);
	}

	private Set<String> assigned() throws IOException, InterruptedException {
		String file = client.export("{\"outputFormat\":\"CSV\",\"reports\":[\"USERS\"],\"teamId\":\"" + team(1) + "\"}").get(0);
		return Client.table(file).stream().filter(row -> !row.get("offering_name").isEmpty())
				.map(row -> row.get("autodesk_id") + " " + row.get("email") + " " + row.get("offering_name")).collect(Collectors.toSet());
	}

	private Set<String> assignedInTruth() {
		Set<String> truth = new HashSet<>();
		simulator.ledger().assignments(today(simulator), assigned -> {
			if (assigned.person().team().id().equals(team(1))) {
				truth.add(assigned.person().autodeskId() + " " + assigned.person().email() + " " + assigned.offering());
			}
		});
		return truth;
	}

	@Test
	void usageInWindowsOfAYearIsThatOfTheLedger() throws Exception {
		List<String> rows = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			for (LocalDate from = ACCOUNT.firstDay(); from.isBefore(today(simulator)); from = from.plusDays(365)) {
				String file = client.export("{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE\"],\"teamId\":\"" + team(i) + "\",\"startDate\":\""
						+ from + "\",\"endDate\":\"" + from.plusDays(364) + "T23:59:59Z\"}").get(0);
				Client.table(file).forEach(row -> rows.add(row.get("autodesk_id") + "|" + row.get("offering_name") + "|"
						+ row.get("product_name") + "|" + row.get("version") + "|" + row.get("day_used") + "|" + row.get("access_option")));
			}
			client.advance(Duration.ofMinutes(1));
		}

		List<String> truth = new ArrayList<>();
		simulator.ledger().usageDays(ACCOUNT.firstDay(), today(simulator), simulator.clock().instant(), used -> {
			if (!used.person().team().id().equals(team(3))) {
				truth.add(used.person().autodeskId() + "|" + used.offering() + "|" + used.product() + "|" + used.version() + "|" + used.day()
						+ "|" + (used.flex() ? "Flex" : "Subscription"));
			}
		});
		assertTrue(truth.size() > 10_000, "" + truth.size());
		assertEquals(new HashSet<>(truth).size(), truth.size());
		assertEquals(truth.stream().sorted().toList(), rows.stream().sorted().toList());
	}

	@Test
	void aUsageReportIsTwoDownloadsAndSumsUpTheUsage() throws Exception {
		LocalDate until = today(simulator);
		LocalDate from = until.minusDays(364);
		List<String> files = client.export("{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE_REPORT\"],\"teamId\":\"" + team(0)
				+ "\",\"startDate\":\"" + from + "\",\"endDate\":\"" + until + "\",\"usageReports\":[\"USAGE_REPORT_BY_PRODUCT\"]}");

		assertEquals(2, files.size());
		assertTrue(files.get(0).startsWith("Filter,Value"));
		assertEquals("hashed_autodesk_id,first_name,last_name,email,autodesk_id,team_alias,group,offering_name,version,seat_assignment,"
				+ "assigned_date,unassigned_date,user_activity,days_inactive,access_option,days_used,monthly_average,tokens_used,last_accessed",
				files.get(1).lines().findFirst().orElse(""));
		Map<String, Set<LocalDate>> days = new TreeMap<>();
		simulator.ledger().usageDays(from, until, simulator.clock().instant(), used -> {
			if (used.person().team().id().equals(team(0))) {
				days.computeIfAbsent(used.person().autodeskId() + "|" + used.offering() + "|" + used.flex(), key -> new HashSet<>()).add(used.day());
			}
		});
		Map<String, Integer> truth = new TreeMap<>();
		days.forEach((key, value) -> truth.put(key, value.size()));
		Map<String, Integer> reported = new TreeMap<>();
		for (Map<String, String> row : Client.table(files.get(1))) {
			if (!row.get("days_used").equals("0")) {
				reported.put(row.get("autodesk_id") + "|" + row.get("offering_name") + "|" + row.get("access_option").equals("Flex"),
						Integer.valueOf(row.get("days_used")));
			}
		}
		assertEquals(truth, reported);
	}

	@Test
	void wrongRequestsAreRefused() throws Exception {
		String[] wrong = { "no json", "{}", "{\"outputFormat\":\"PDF\",\"reports\":[\"USERS\"]}", "{\"outputFormat\":\"CSV\",\"reports\":[]}",
				"{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE\"]}",
				"{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE_REPORT\"],\"startDate\":\"2024-01-01\",\"endDate\":\"2024-12-31\"}",
				"{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE\"],\"startDate\":\"2024-02-30\",\"endDate\":\"2024-12-31\"}" };
		for (String body : wrong) {
			assertEquals(400, client.post("/insights/v1/exports", body).statusCode(), body);
		}
		assertEquals(403, client.post("/insights/v1/exports", "{\"outputFormat\":\"CSV\",\"reports\":[\"USERS\"],\"teamId\":\"" + team(3) + "\"}")
				.statusCode());
		assertEquals(404, client.get("/insights/v1/exports/none").statusCode());
		assertEquals(404, client.get("/insights/v1/else").statusCode());
	}

	@Test
	void tenExportsAMinuteAndNoMore() throws Exception {
		String body = "{\"outputFormat\":\"CSV\",\"reports\":[\"GROUPS\"],\"teamId\":\"" + team(0) + "\"}";
		for (int i = 0; i < 10; i++) {
			assertEquals(200, client.post("/insights/v1/exports", body).statusCode());
		}
		client.advance(Duration.ofSeconds(21));
		HttpResponse<String> refused = client.post("/insights/v1/exports", body);
		assertEquals(429, refused.statusCode());
		assertEquals("39", refused.headers().firstValue("Retry-After").orElse(""));
		assertEquals("Quota limit exceeded.", Client.object(refused).get("developerMessage").getAsString());

		client.advance(Duration.ofSeconds(39));
		assertEquals(200, client.post("/insights/v1/exports", body).statusCode());
		JsonObject list = Client.object(client.get("/insights/v1/exports?limit=4&offset=8"));
		assertEquals(11, list.getAsJsonObject("pagination").get("totalResults").getAsInt());
		assertEquals(3, list.getAsJsonArray("exports").size());
	}

	@Test
	void noMoreThanTenExportsAreUnderWay() throws Exception {
		simulator.close();
		simulator = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT).withTimes(Duration.ofHours(1), Duration.ofMinutes(5)));
		client = new Client(simulator).signIn();
		String body = "{\"outputFormat\":\"CSV\",\"reports\":[\"GROUPS\"]}";
		for (int i = 0; i < 10; i++) {
			assertEquals(200, client.post("/insights/v1/exports", body).statusCode());
		}
		client.advance(Duration.ofMinutes(2));
		assertEquals(429, client.post("/insights/v1/exports", body).statusCode());
	}

	@Test
	void hiddenPersonsKeepTheirHashAndHideAllTeamsAskedTogether() throws Exception {
		String usage = "{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE\"],\"startDate\":\"2025-01-01\",\"endDate\":\"2025-03-01\"";
		List<Map<String, String>> open = Client.table(client.export(usage + ",\"teamId\":\"" + team(0) + "\"}").get(0));
		simulator.faults().hidePersonalData(team(0), true);
		List<Map<String, String>> hidden = Client.table(client.export(usage + ",\"teamId\":\"" + team(0) + "\"}").get(0));
		List<Map<String, String>> other = Client.table(client.export(usage + ",\"teamId\":\"" + team(1) + "\"}").get(0));
		List<Map<String, String>> all = Client.table(client.export(usage + "}").get(0));

		assertEquals(open.stream().map(row -> row.get("hashed_autodesk_id")).toList(),
				hidden.stream().map(row -> row.get("hashed_autodesk_id")).toList());
		assertTrue(hidden.stream().allMatch(row -> row.get("email").equals("*****") && row.get("autodesk_id").isEmpty()));
		assertTrue(other.stream().allMatch(row -> row.get("email").contains("@")));
		assertTrue(all.stream().allMatch(row -> row.get("email").equals("*****")));
		simulator.faults().on(Fault.RENAMED_COLUMNS);
		String renamed = client.export(usage + ",\"teamId\":\"" + team(0) + "\"}").get(0).lines().findFirst().orElse("");
		assertEquals("Hashed Autodesk ID,Team,Offering name,Product name,Version,Access option,Day used", renamed);
	}

	@Test
	void everyGenerationOfColumnsTellsTheSame() throws Exception {
		String body = "{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE\"],\"startDate\":\"2025-01-01\",\"endDate\":\"2025-03-01\"}";
		List<List<String>> underscore = Client.csv(client.export(body).get(0));
		for (ColumnGeneration generation : List.of(ColumnGeneration.PORTAL, ColumnGeneration.FIELDS)) {
			try (AutodeskSimulator other = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT).withColumns(generation));
					Client asks = new Client(other).signIn()) {
				List<List<String>> rows = Client.csv(asks.export(body).get(0));
				assertEquals(underscore.size(), rows.size());
				assertEquals(generation == ColumnGeneration.PORTAL ? "Day used" : "usageDate", rows.get(0).get(10));
				assertEquals(underscore.get(5).subList(0, 9), rows.get(5).subList(0, 9));
			}
		}
	}

	@Test
	void jsonAndWorkbooksHoldTheSameRows() throws Exception {
		String rest = "\"reports\":[\"USERS\",\"USAGE_REPORT\"],\"startDate\":\"2025-01-01\",\"endDate\":\"2025-03-01\"}";
		List<String> csv = client.export("{\"outputFormat\":\"CSV\"," + rest);
		List<String> json = client.export("{\"outputFormat\":\"JSON\"," + rest);
		List<String> workbook = client.export("{\"outputFormat\":\"EXCEL\"," + rest);

		assertEquals(3, csv.size());
		assertEquals(3, json.size());
		assertEquals(Client.table(csv.get(0)).size(), com.google.gson.JsonParser.parseString(json.get(0)).getAsJsonArray().size());
		assertEquals(1, workbook.size());
		assertTrue(workbook.get(0).startsWith("PK"));
	}

	@Test
	void filesAreTheSameAsTheAnswersForTheSameMoment(@TempDir Path folder) throws Exception {
		String users = client.export("{\"outputFormat\":\"CSV\",\"reports\":[\"USERS\"],\"teamId\":\"" + team(2) + "\"}").get(0);
		String usage = client.export("{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE\"],\"teamId\":\"" + team(2) + "\",\"startDate\":\""
				+ ACCOUNT.firstDay() + "\",\"endDate\":\"" + today(simulator) + "\"}").get(0);
		simulator.exportFiles(folder, simulator.clock().instant());

		assertEquals(users, Files.readString(folder.resolve("users-" + team(2) + "-" + today(simulator) + ".csv")));
		assertEquals(usage, Files.readString(folder.resolve("usage-" + team(2) + "-" + today(simulator) + ".csv")));
		assertTrue(Files.readString(folder.resolve("usage_report-" + team(2) + "-" + today(simulator) + ".csv")).startsWith("Filter,Value"));
		try (var files = Files.list(folder)) {
			assertEquals(20, files.count());
		}
	}

	@Test
	void requestsAreRecordedWithoutSecrets() throws Exception {
		client.export("{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE\"],\"teamId\":\"" + team(0)
				+ "\",\"startDate\":\"2025-01-01\",\"endDate\":\"2025-03-01\"}");

		List<RecordedRequest> requests = simulator.requests();
		assertTrue(requests.stream().anyMatch(request -> request.method().equals("POST")
				&& request.detail().equals("USAGE team=" + team(0) + " 2025-01-01..2025-03-01")
				&& request.credential() == CredentialKind.THREE_LEGGED && request.status() == 200), requests::toString);
		assertTrue(requests.stream().anyMatch(request -> request.credential() == CredentialKind.SIGNED_ADDRESS));
		simulator.secrets().forEach(secret -> assertFalse(requests.toString().contains(secret)));
	}
}

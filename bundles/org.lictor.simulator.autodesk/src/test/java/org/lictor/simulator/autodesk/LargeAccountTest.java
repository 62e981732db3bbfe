package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The account of the size that Lictor is made for, in a process of its own with far less memory than it may have. */
class LargeAccountTest {

	private static final String HEAP = "-Xmx128m";

	@Test
	void fiftyThousandPeopleForThreeYearsAreStreamedFromASmallHeap() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-cp",
				System.getProperty("java.class.path"), LargeAccountTest.class.getName()).redirectErrorStream(true).start();
		String told;
		try (InputStream in = process.getInputStream()) {
			told = new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		assertEquals(0, process.waitFor(), told);
		List<String> counts = told.lines().filter(line -> line.startsWith("counted ")).toList();
		assertEquals(1, counts.size(), told);
		long rows = Long.parseLong(counts.get(0).split(" ")[1]);
		assertEquals(rows, Long.parseLong(counts.get(0).split(" ")[2]));
		assertTrue(rows > 3_000_000 && rows < 6_000_000, counts.get(0));
	}

	/** Collects all usage and counts the rows, then asks the ledger. */
	public static void main(String[] arguments) throws Exception {
		Account account = Account.generate(1, 50_000, 300, 3, 3);
		try (AutodeskSimulator simulator = AutodeskSimulator.start(SimulatorOptions.of(account));
				Client client = new Client(simulator).signIn();
				HttpClient downloads = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			long rows = 0;
			LocalDate today = LocalDate.ofInstant(simulator.clock().instant(), ZoneOffset.UTC);
			for (Team team : account.teams()) {
				for (LocalDate from = account.firstDay(); from.isBefore(today); from = from.plusDays(365)) {
					rows += count(client, downloads, "{\"outputFormat\":\"CSV\",\"reports\":[\"USAGE\"],\"teamId\":\"" + team.id()
							+ "\",\"startDate\":\"" + from + "\",\"endDate\":\"" + from.plusDays(364) + "\"}");
				}
				count(client, downloads, "{\"outputFormat\":\"CSV\",\"reports\":[\"USERS\",\"GROUPS\",\"SUBSCRIPTIONS\"],\"teamId\":\"" + team.id() + "\"}");
				client.advance(Duration.ofMinutes(1));
			}
			System.out.println("counted " + rows + " "
					+ simulator.ledger().countUsageDays(account.firstDay(), today, simulator.clock().instant()));
		}
	}

	private static long count(Client client, HttpClient downloads, String body) throws IOException, InterruptedException {
		JsonObject submitted = Client.object(client.post("/insights/v1/exports", body));
		client.advance(Duration.ofSeconds(20));
		long rows = 0;
		for (JsonElement download : Client.object(client.get("/insights/v1/exports/" + submitted.get("id").getAsString())).getAsJsonArray("downloads")) {
			URI address = URI.create(download.getAsJsonObject().get("downloadURL").getAsString());
			HttpResponse<InputStream> file = downloads.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
			try (BufferedReader lines = new BufferedReader(new InputStreamReader(file.body(), StandardCharsets.UTF_8))) {
				rows += lines.lines().count() - 1;
			}
		}
		return rows;
	}
}

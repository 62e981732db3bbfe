package org.lictor.http.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.remote.protocol.ApiJson;
import org.lictor.remote.protocol.MediaTypes;
import org.lictor.remote.protocol.TaskLine;
import org.lictor.report.JsonTables;
import org.lictor.service.CheckResult;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;

/** What is answered, and how it comes. */
class AnswersTest {

	@TempDir
	private Path folder;
	private final FakeNode node = new FakeNode();
	private HttpsServer server;
	private Client client;

	@BeforeEach
	void start() throws Exception {
		server = HttpsServer.start(node, folder, 0, InstantSource.fixed(FakeNode.MORNING));
		client = new Client(server.port());
	}

	@AfterEach
	void stop() {
		client.close();
		server.close();
	}

	@Test
	void healthIsToldWithoutAToken() throws Exception {
		assertEquals("{\"state\":\"OK\",\"version\":\"1.2.3\",\"uptime\":\"PT5S\","
				+ "\"servers\":{\"UP\":1,\"DOWN\":0,\"UNKNOWN\":0,\"MISCONFIGURED\":0},\"agents_online\":0,\"agents\":1,"
				+ "\"last_poll_delay\":null}", client.send(client.request("/health")).body());
		node.health = org.lictor.core.Health.State.FAILING;
		assertEquals(503, client.send(client.request("/health")).statusCode());
	}

	@Test
	void listsAreJsonInTheFormOfTheProtocol() throws Exception {
		HttpResponse<String> answer = client.send(client.as(FakeNode.READER, "/api/v1/servers"));

		assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
		assertEquals(List.of(FakeNode.SERVER),
				ApiJson.readList(answer.body().getBytes(StandardCharsets.UTF_8), ServerInfo.class));
	}

	@Test
	void everyFormatHasItsMediaTypeAndName() throws Exception {
		for (String[] each : new String[][] { { "json", "application/json", "json" },
				{ "csv", "text/csv; charset=utf-8", "csv" }, { "table", "text/plain; charset=utf-8", "txt" },
				{ "pdf", "application/pdf", "pdf" },
				{ "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx" } }) {
			HttpResponse<InputStream> answer = client
					.open(client.as(FakeNode.READER, "/api/v1/reports/usage?format=" + each[0]));

			assertEquals(200, answer.statusCode());
			assertEquals(each[1], answer.headers().firstValue("Content-Type").orElse(""));
			assertEquals("inline; filename=\"usage." + each[2] + "\"",
					answer.headers().firstValue("Content-Disposition").orElse(""));
			assertTrue(answer.body().readAllBytes().length > 50);
		}
		HttpResponse<String> unknown = client.send(client.as(FakeNode.READER, "/api/v1/reports/usage?format=doc"));
		assertEquals(400, unknown.statusCode());
		assertTrue(unknown.body().contains("'format' should be one of table, csv, json, xlsx, pdf, not 'doc'."), unknown.body());
	}

	@Test
	void theParametersOfAReportReachTheQuery() throws Exception {
		client.send(client.as(FakeNode.READER,
				"/api/v1/reports/usage-history?server=A%26B&product=AutoCAD&from=2026-03-01&to=2026-03-31&zone=Europe/Berlin&by=week&limit=5&group=R%26D&user=ann&members=now&policy=collection"));

		assertEquals(List.of("run(Query[report=usage-history, server=Optional[A&B], product=Optional[AutoCAD], "
				+ "from=Optional[2026-02-28T23:00:00Z], until=Optional[2026-03-31T22:00:00Z], zone=Europe/Berlin, "
				+ "by=Optional[WEEK], limit=OptionalInt[5], days=OptionalInt.empty, "
				+ "whose=Whose[user=Optional[ann], host=Optional.empty, group=Optional[R&D], todaysMembers=true], policy=Optional[COLLECTION]])"), node.calls);
	}

	@Test
	void aLargeTableComesPackedForWhoAsks() throws Exception {
		node.table = FakeNode.table(20_000);
		HttpResponse<InputStream> plain = client.open(client.as(FakeNode.READER, "/api/v1/reports/usage"));
		byte[] whole = plain.body().readAllBytes();
		HttpResponse<InputStream> packed = client
				.open(client.as(FakeNode.READER, "/api/v1/reports/usage").header("Accept-Encoding", "gzip"));
		byte[] small = packed.body().readAllBytes();

		assertEquals("gzip", packed.headers().firstValue("Content-Encoding").orElse(""));
		assertTrue(small.length < whole.length / 5, small.length + " of " + whole.length);
		assertArrayEquals(whole, new GZIPInputStream(new ByteArrayInputStream(small)).readAllBytes());
		assertEquals(20_000, JsonTables.read(new ByteArrayInputStream(whole)).rowCount());
	}

	@Test
	void aTaskTellsHowItGoesAndThenItsResult() throws Exception {
		CountDownLatch told = new CountDownLatch(1);
		node.slow = progress -> {
			progress.begin("Reading", 10);
			progress.worked(4);
			await(told);
		};
		HttpResponse<InputStream> answer = client.open(client.as(FakeNode.ADMINISTRATOR, "/api/v1/maintenance/rebuild")
				.header("Accept", MediaTypes.LINES).POST(BodyPublishers.noBody()));
		BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
		TaskLine first = TaskLine.parse(lines.readLine());
		told.countDown();
		TaskLine last = lines.lines().map(AnswersTest::parse).reduce(first, (previous, next) -> next);

		assertEquals(MediaTypes.LINES, answer.headers().firstValue("Content-Type").orElse(""));
		assertEquals(new TaskLine.Working("Reading", 10, 4), first);
		assertEquals(FakeNode.CHECKED,
				ApiJson.read(assertInstanceOf(TaskLine.Done.class, last).value(), CheckResult.class));
	}

	@Test
	void aTaskThatFailsLateSaysSoInItsLastLine() throws Exception {
		CountDownLatch told = new CountDownLatch(1);
		node.slow = progress -> {
			await(told);
			throw new ServiceException(Reason.IN_USE, "A rebuild runs already.");
		};
		HttpResponse<InputStream> answer = client.open(client.as(FakeNode.ADMINISTRATOR, "/api/v1/maintenance/rebuild")
				.header("Accept", MediaTypes.LINES).POST(BodyPublishers.noBody()));
		told.countDown();
		TaskLine last = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)).lines()
				.map(AnswersTest::parse).reduce((previous, next) -> next).orElseThrow();

		assertEquals(200, answer.statusCode());
		assertEquals("{\"problem\":{\"reason\":\"IN_USE\",\"message\":\"A rebuild runs already.\"}}", last.json());
	}

	@Test
	void aTaskThatFailsAtOnceHasAStatusOfItsOwn() throws Exception {
		node.failure = new ServiceException(Reason.IN_USE, "A rebuild runs already.");
		HttpResponse<String> answer = client.send(client.as(FakeNode.ADMINISTRATOR, "/api/v1/maintenance/rebuild")
				.header("Accept", MediaTypes.LINES).POST(BodyPublishers.noBody()));

		assertEquals(409, answer.statusCode());
		assertEquals("{\"reason\":\"IN_USE\",\"message\":\"A rebuild runs already.\"}", answer.body());
	}

	@Test
	void leavingCallsTheTaskOff() throws Exception {
		CountDownLatch cancelled = new CountDownLatch(1);
		node.slow = progress -> {
			while (!progress.cancelled()) {
				LockSupport.parkNanos(1_000_000);
			}
			cancelled.countDown();
		};
		HttpResponse<InputStream> answer = client.open(client.as(FakeNode.READER, "/api/v1/reports/usage").header("Accept",
				MediaTypes.LINES));
		assertTrue(answer.body().read() >= 0);
		answer.body().close();

		assertTrue(cancelled.await(10, TimeUnit.SECONDS));
	}

	@Test
	void stoppingCallsTasksOffAndLetsThemEnd() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		node.slow = progress -> {
			begun.countDown();
			while (!progress.cancelled()) {
				LockSupport.parkNanos(1_000_000);
			}
			throw new ServiceException(Reason.CANCELLED, "Called off.");
		};
		var answer = client.http().sendAsync(
				client.as(FakeNode.ADMINISTRATOR, "/api/v1/maintenance/rebuild").POST(BodyPublishers.noBody()).build(),
				HttpResponse.BodyHandlers.ofString());
		assertTrue(begun.await(10, TimeUnit.SECONDS));
		server.close();

		assertEquals("{\"reason\":\"CANCELLED\",\"message\":\"Called off.\"}", answer.get(10, TimeUnit.SECONDS).body());
	}

	@Test
	void anImportedFileReachesTheServiceAndLeavesNothingBehind() throws Exception {
		byte[] file = new byte[5_000_000];
		new java.util.Random(7).nextBytes(file);
		HttpResponse<String> answer = client
				.send(client.as(FakeNode.ADMINISTRATOR, "/api/v1/imports?server=Cloud&name=users.csv")
						.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(file))));

		assertEquals("{\"file\":\"users.csv\",\"outcome\":\"IMPORTED\",\"what\":\"Users\",\"records\":2,\"rejected\":0,"
				+ "\"diagnostics\":[]}", answer.body());
		assertArrayEquals(file, node.imported);
		assertEquals(List.of("show(Cloud)", "run(Cloud, FILE users.csv 2026-03-01T08:00:00Z)"), node.calls);
		try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
			assertEquals(List.of(), left.toList());
		}
	}

	@Test
	void whatAKilledServerLeftBehindIsRemovedAtTheNextStart() throws Exception {
		Path left = Files.writeString(folder.resolve("tmp/import123.tmp"), "x");
		server.close();
		server = HttpsServer.start(node, folder, 0, InstantSource.system());

		assertTrue(Files.notExists(left));
	}

	@Test
	void theTimeAFileWasWrittenMayBeTold() throws Exception {
		client.send(client.as(FakeNode.ADMINISTRATOR,
				"/api/v1/imports?server=Cloud&name=users.csv&observed_at=2026-01-02T03:04:05Z").POST(Client.json("a")));

		assertEquals("run(Cloud, FILE users.csv " + Instant.parse("2026-01-02T03:04:05Z") + ")", node.calls.getLast());
	}

	@Test
	void anAnswerThatBreaksOffDoesNotLookWhole() throws Exception {
		node.table = new BrokenTable(FakeNode.table(100_000), 90_000);
		try (Logs logs = new Logs(Reply.class)) {
			HttpResponse<InputStream> answer = client
					.open(client.as(FakeNode.READER, "/api/v1/reports/usage?format=csv"));

			assertEquals(200, answer.statusCode());
			assertThrows(IOException.class, () -> answer.body().readAllBytes());
			assertEquals("broken", logs.next().getThrown().getMessage());
		}
	}

	@Test
	void aSlowAnswerOutlivesTheTimeAfterWhichSilentConnectionsAreClosed() throws Exception {
		CountDownLatch told = new CountDownLatch(1);
		node.slow = progress -> await(told);
		try (HttpsServer hasty = HttpsServer.start(node, folder, 0, InstantSource.system(), Duration.ofMillis(100));
				Client asking = new Client(hasty.port())) {
			String since = asking.send(asking.as(FakeNode.READER, "/api/v1/changes")).body().split("\"")[3];
			var news = asking.http().sendAsync(
					asking.as(FakeNode.READER, "/api/v1/changes?wait=60&since=" + since).build(),
					HttpResponse.BodyHandlers.ofString());
			var report = asking.http().sendAsync(asking.as(FakeNode.READER, "/api/v1/reports/usage?format=csv").build(),
					HttpResponse.BodyHandlers.ofString());
			assertThrows(java.util.concurrent.TimeoutException.class, () -> news.get(600, TimeUnit.MILLISECONDS));
			node.changed(org.lictor.service.Changes.Topic.PEOPLE);
			told.countDown();

			assertTrue(news.get(10, TimeUnit.SECONDS).body().contains("\"topics\":[\"PEOPLE\"]"));
			assertTrue(report.get(10, TimeUnit.SECONDS).body().startsWith("product,used"));
		}
	}

	private static TaskLine parse(String line) {
		try {
			return TaskLine.parse(line);
		} catch (IOException e) {
			throw new AssertionError(line, e);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			if (!latch.await(20, TimeUnit.SECONDS)) {
				throw new AssertionError("waited too long");
			}
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}
}

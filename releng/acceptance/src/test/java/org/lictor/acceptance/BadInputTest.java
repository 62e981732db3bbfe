package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Whatever is handed in: a clear sentence, and nothing else is hurt. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadInputTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static Site site;
	private static LictorServer server;
	private static String standing;
	private static String expiring;
	private static Instant expiry;

	@BeforeAll
	static void startServerWithData() {
		site = new Site(STAGE);
		// it is sent a gigabyte
		server = site.server().longLived().start();
		site.addAutodesk();
		standing = figures();
		expiring = site.enrolment("--expires", "1m");
		expiry = Instant.now().plus(Duration.ofMinutes(1));
	}

	@AfterEach
	void nothingElseIsHurt() {
		assertTrue(server.program().alive(), () -> "the server died:\n" + server.program().transcript());
		assertEquals(standing, figures(), "what stood before");
		assertFalse(server.program().transcript().contains("\tat "),
				() -> "a stack trace for a person:\n" + server.program().transcript());
	}

	private static String figures() {
		return server.ask("usage?server=" + Site.AUTODESK).json().get("rows").toString().replaceAll("\"as_of\":\"[^\"]*\"", "")
				+ server.ask("users?server=" + Site.AUTODESK).json().get("rows");
	}

	@Test
	void wrongToken() {
		HttpResponse<String> answer = get("/api/v1/reports/usage", "no-such-token");
		assertEquals(401, answer.statusCode());
		assertProblem(answer, "token");
		HttpResponse<String> agent = get("/agent/v1/configuration", "no-such-secret");
		assertEquals(401, agent.statusCode());
		assertProblem(agent, "agent");
		asCommand("no-such-token").refused("token");
	}

	@Test
	void expiredToken() {
		String token = server.command("tokens", "add", "short", "--role", "reader", "--expires", "1s").good().out().strip();
		Waiting.until("the token to expire", Duration.ofSeconds(10),
				() -> get("/api/v1/reports/usage", token).statusCode() == 401);
		assertProblem(get("/api/v1/reports/usage", token), "token");
		asCommand(token).refused("token");
	}

	private static Outcome asCommand(String token) {
		List<String> words = List.of("report", "usage", "--url", server.address().toString(), "--fingerprint",
				server.fingerprint());
		return server.raw(words, Map.of("LICTOR_TOKEN", token));
	}

	@Test
	void tokenOfAReaderChangesNothing() {
		String token = server.command("tokens", "add", "reader", "--role", "reader").good().out().strip();
		assertEquals(200, get("/api/v1/reports/usage", token).statusCode());
		List<String> words = List.of("servers", "remove", Site.AUTODESK, "--url", server.address().toString(),
				"--fingerprint", server.fingerprint());
		server.raw(words, Map.of("LICTOR_TOKEN", token)).refused("administrator");
	}

	@Test
	void serverWithAnotherCertificate() {
		List<String> words = List.of("report", "usage", "--url", server.address().toString(), "--fingerprint", "0".repeat(64));
		server.raw(words, Map.of("LICTOR_TOKEN", server.token())).refused("certificate");
	}

	/** The shortest lifetime of an enrolment token is a minute; the other tests use it up. */
	@Test
	@Order(Integer.MAX_VALUE)
	void expiredEnrolmentToken() {
		Waiting.until("a minute to have passed", Duration.ofSeconds(70), () -> Instant.now().isAfter(expiry));
		assertAgentRefused(expiring, "expired-token", "expired");
	}

	@Test
	void wrongEnrolmentToken() {
		JsonObject parts = ProtocolAgent.parts(site.enrolment());
		parts.addProperty("token", "bm8gc3VjaCB0b2tlbg");
		assertAgentRefused(ProtocolAgent.enrolment(parts), "wrong-token", "token");
	}

	@Test
	void enrolmentStringThatIsNone() {
		assertAgentRefused("lictor1:abc", "no-string", "enrolment string");
	}

	@Test
	void certificateThatIsNotTheOneInTheEnrolmentString() {
		JsonObject parts = ProtocolAgent.parts(site.enrolment());
		parts.addProperty("fingerprint", "0".repeat(64));
		assertAgentRefused(ProtocolAgent.enrolment(parts), "wrong-fingerprint", "certificate");
	}

	/** The agent says it, ends by itself with an exit code, or goes on trying; it may not fall silent or flood its log. */
	private static void assertAgentRefused(String enrolment, String folder, String word) {
		Path script = STAGE.folder().resolve("Prüf stand/agent/lictor-agent/lictor-agent");
		try (LictorAgent agent = new LictorAgent(script, STAGE.folder().resolve(folder))) {
			agent.start("--enrol", enrolment);
			String line = agent.program().line("a sentence with " + word, Duration.ofSeconds(20),
					each -> each.toLowerCase().contains(word));
			assertFalse(line.contains("Exception"), line);
			assertFalse(agent.program().transcript().contains("\tat "), agent.program()::transcript);
			assertFalse(agent.program().transcript().contains(enrolment), "the secret is printed");
		}
	}

	@Test
	void portInUse() {
		Outcome outcome = server.raw(List.of("server", "--data", STAGE.folder().resolve("other").toString(), "--port",
				Integer.toString(server.port())));
		outcome.refused(Integer.toString(server.port()), "port");
	}

	@Test
	void dataFolderInUse() {
		Outcome outcome = server.raw(List.of("server", "--data", server.data().toString(), "--port",
				Integer.toString(LictorServer.freePort())));
		outcome.refused(Long.toString(server.program().pid()), "in use");
	}

	@Test
	void folderNotWritable() throws IOException {
		Path file = Files.writeString(STAGE.folder().resolve("file"), "not a folder");
		server.raw(List.of("server", "--data", file.resolve("data").toString(), "--port", "0"))
				.refused(file.toString());
		Root.require("mounts a file system that cannot be written");
		try (Mount mount = Mount.readOnly(STAGE.folder("read only"))) {
			server.raw(List.of("server", "--data", mount.folder().resolve("data").toString(), "--port", "0"))
					.refused(mount.folder().toString());
		}
	}

	@Test
	void truncatedCsv() throws IOException {
		String whole = Files.readString(ExportFiles.put(ExportFiles.USERS, STAGE.folder().resolve("whole.csv")));
		String cut = whole.substring(0, whole.lastIndexOf("lucja") + 3);
		Path file = Files.writeString(STAGE.folder().resolve("cut.csv"), cut);
		server.command("servers", "add", "--name", "Cut", "--type", "autodesk").good();
		Outcome outcome = server.command("import", "--server", "Cut", file.toString());
		String told = outcome.out() + outcome.err();
		assertTrue(told.contains("cut.csv") && told.contains("5"), () -> "file and line are told: " + outcome);
		assertEquals(3, server.ask("users?server=Cut").rows().size(), "the whole rows are taken");
		server.command("servers", "remove", "Cut").good();
	}

	@Test
	void xlsxThatIsNone() throws IOException {
		Path file = Files.writeString(STAGE.folder().resolve("users.xlsx"), "this is no workbook");
		server.command("import", "--server", Site.AUTODESK, file.toString()).refused("users.xlsx");
		Path zip = Files.write(STAGE.folder().resolve("cut.xlsx"), new byte[] { 'P', 'K', 3, 4, 20, 0, 0, 0 });
		server.command("import", "--server", Site.AUTODESK, zip.toString()).refused("cut.xlsx");
	}

	@Test
	void fileOfAGigabyte() throws IOException {
		Path file = STAGE.folder().resolve("huge.csv");
		try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
			sparse.setLength(1L << 30);
		}
		server.command("import", "--server", Site.AUTODESK, file.toString()).refused("huge.csv");
	}

	@Test
	void clockOneHourOff() {
		site.addGroup();
		site.assignGroup();
		for (Duration ahead : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
			String host = ahead.isNegative() ? "behind" : "ahead";
			ProtocolAgent agent = new ProtocolAgent(site.enrolment("--group", Site.GROUP), host, ahead, 1);
			assertEquals(200, agent.enrol().statusCode());
			Instant start = Instant.now();
			JsonObject session = agent.session(Site.AUTODESK, "AutoCAD", "2024", "daemon", start);
			assertEquals(200, agent.send(agent.started(session)).statusCode());
			Waiting.pass(Duration.ofSeconds(1));
			assertEquals(200, agent.send(agent.ended(session)).statusCode());
			Report.Row row = Waiting.value("the session", Duration.ofSeconds(5), () -> server.ask("sessions").rows().stream()
					.filter(each -> each.text("host").equals(host) && each.instant("end").isPresent()).findFirst());
			assertTrue(Duration.between(start, row.instant("start").orElseThrow()).abs().toMillis() <= 2_000, row::toString);
			assertTrue(row.duration("duration").orElseThrow().minusSeconds(1).abs().toMillis() <= 2_000, row::toString);
			Duration told = server.ask("agents").one("host", host).duration("clock_offset").orElseThrow();
			assertTrue(told.minus(ahead).abs().toMillis() <= 2_000, () -> "clock offset " + told);
		}
		server.command("groups", "unassign", Site.GROUP, "--server", Site.AUTODESK).good();
		standing = figures();
	}

	@Test
	void agentNewerThanTheServer() {
		ProtocolAgent agent = new ProtocolAgent(site.enrolment(), "future", Duration.ZERO, 1000);
		HttpResponse<String> answer = agent.enrol();
		assertEquals(426, answer.statusCode());
		assertProblem(answer, "update the server");
		assertEquals(Optional.empty(),
				server.ask("agents").rows().stream().filter(row -> row.text("host").equals("future")).findFirst());
	}

	@Test
	void wordsThatAreNoCommand() {
		server.raw(List.of("frobnicate")).refused("frobnicate");
		server.command("report", "no-such-report").refused("no-such-report");
		server.command("report", "usage", "--format", "docx").refused("docx");
		server.command("report", "usage", "--from", "yesterday").refused("yesterday");
		server.command("servers", "show", "Nowhere").refused("Nowhere");
		server.command("servers", "add", "--name", "X", "--type", "abacus").refused("abacus");
		server.command("groups", "assign", "Nobody", "--server", Site.AUTODESK).refused("Nobody");
		server.command("import", "--server", Site.AUTODESK, "/no/such/file.csv").refused("/no/such/file.csv");
	}

	private static HttpResponse<String> get(String path, String token) {
		Https https = server.https();
		return https.send(https.request(path).header("Authorization", "Bearer " + token));
	}

	private static void assertProblem(HttpResponse<String> answer, String word) {
		JsonObject problem = JsonParser.parseString(answer.body()).getAsJsonObject();
		assertFalse(problem.get("reason").getAsString().isBlank());
		Sentences.check(problem.get("message").getAsString(), word);
	}
}

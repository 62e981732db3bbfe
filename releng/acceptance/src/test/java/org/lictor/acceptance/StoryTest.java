package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.lictor.acceptance.Report.Row;
import org.lictor.acceptance.Workplace.Application;
import org.lictor.acceptance.Workplace.Running;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The main job, from the archives to the report: an Autodesk application watched from host to grid. */
@ResourceLock(ThisHost.PROCESSES)
@Order(ThisHost.FIRST)
class StoryTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	/** How soon the server shows what happens on a host, and a change reaches an agent. */
	private static final Duration SOON = Duration.ofSeconds(5);
	private static final Duration RIGHT = Duration.ofSeconds(2);

	private final Site site = new Site(STAGE);
	private final LictorServer server = site.server();
	private final Instant began = Instant.now().minus(Duration.ofHours(2));
	private Instant over = Instant.now();

	@Test
	void watchesApplicationsFromHostToReport() throws IOException {
		startServer();
		readExports();
		enrolAgent();
		Running editor = site.workplace().start("nobody", Application.OTHER);
		Running early = site.workplace().start("nobody", Application.AUTOCAD);
		watchesNothingBeforeTheGroupIsAssigned();
		site.assignGroup();
		awaitSessions(1);
		Running late = site.workplace().start("daemon", Application.MAYA);
		awaitSessions(2);
		showsWhoUsesWhat();
		saysWhyProgramsCountOrNot();
		early.end();
		late.end();
		editor.end();
		closesSessionsWithTheRightDuration();
		figuresAgree();
		rebuildChangesNothing();
		writesEveryFormat();
		stopsCleanlyAndComesBackWithEverything();
	}

	private void startServer() {
		server.start();
		String printed = String.join("\n", server.program().out());
		assertTrue(printed.contains(Integer.toString(server.port())), () -> "no address in: " + printed);
		assertTrue(printed.replace(":", "").toLowerCase().contains(server.fingerprint()),
				() -> "no fingerprint in: " + printed);
	}

	private void readExports() {
		site.addAutodesk();
		Report usage = server.report("usage", "--server", Site.AUTODESK);
		assertEquals(Optional.of(10L), usage.one("product", "AutoCAD").number("total"));
		assertEquals(Optional.of(2L), usage.one("product", "AutoCAD").number("assigned"));
		assertEquals(Optional.of(3L), usage.one("product", "Maya").number("total"), "expired seats do not count");
		assertEquals(Optional.of(2L), usage.one("product", "Maya").number("assigned"));
		String before = facts();
		Outcome again = site.importFiles(List.of(STAGE.folder().resolve("exports/users.csv").toString())).good();
		assertTrue(again.out().toLowerCase().contains("already"), again::toString);
		assertEquals(before, facts(), "the same file twice");
	}

	private void enrolAgent() {
		site.addGroup();
		site.agent().start("--enrol", site.enrolment("--group", Site.GROUP));
		Waiting.until("the agent to be online", Duration.ofSeconds(20),
				() -> server.ask("agents").rows().stream().anyMatch(row -> row.text("status").equalsIgnoreCase("online")));
	}

	private void watchesNothingBeforeTheGroupIsAssigned() {
		// longer than two looks at the processes take
		Waiting.pass(Duration.ofSeconds(4));
		assertEquals(List.of(), server.ask("sessions").rows());
	}

	private void awaitSessions(int count) {
		Waiting.until(count + " sessions", SOON, () -> server.ask("sessions").rows().size() == count);
	}

	private void showsWhoUsesWhat() throws IOException {
		String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
		Report sessions = server.report("sessions");
		assertEquals(2, sessions.rows().size(), "the editor is nobody's licence");
		for (Ledger.Run run : site.workplace().ledger().runs()) {
			Row row = sessions.one("user", run.user());
			assertEquals(run.product(), row.text("product"));
			assertEquals(run.version(), row.text("version"));
			assertEquals(Site.AUTODESK, row.text("server"));
			assertTrue(row.text("host").equalsIgnoreCase(host), row::toString);
			assertEquals(run.user() + "@bridge.example", row.text("account"));
			assertTrue(row.text("matched_by").toLowerCase().contains("mail"), row::toString);
			assertEquals("live", row.text("state").toLowerCase());
			assertNear(run.start(), row.instant("start").orElseThrow(), "start of " + run);
			assertEquals(Optional.empty(), row.instant("end"));
		}
		Report usage = server.report("usage");
		assertEquals(Optional.of(1L), usage.one(row -> is(row, "AutoCAD")).number("used"));
		assertEquals(Optional.of(1L), usage.one(row -> is(row, "Maya")).number("used"));
	}

	private void saysWhyProgramsCountOrNot() {
		String agent = server.ask("agents").rows().getFirst().text("id");
		JsonObject told = examination("agents", "doctor", agent, "--all", "--format", "json");
		for (Ledger.Run run : site.workplace().ledger().runs()) {
			JsonObject process = process(told, run.user(), "counts as " + run.product());
			assertEquals("COUNTED", process.get("outcome").getAsString());
		}
		assertEquals("NO_RULE", process(told, "nobody", "not counted: no rule of " + Site.AUTODESK).get("outcome").getAsString());
		JsonObject tried = examination("rules", "try", Site.AUTODESK, "editor", "--agent", agent, "--product", "Editor", "--path",
				"/Other/(?<version>edit)or$", "--format", "json");
		process(tried, "nobody", "counts as Editor, version edit");
		assertTrue(tried.getAsJsonArray("processes").asList().stream()
				.allMatch(seen -> seen.getAsJsonObject().get("why").getAsString().startsWith("counts as Editor")), "the rule alone is tried");
		assertEquals(0, server.command("rules", "list", Site.AUTODESK, "--format", "json").good().json().getAsJsonArray().size(), "and kept nowhere");
		assertTrue(told.toString().contains("In " + Site.GROUP + ", which watch for " + Site.AUTODESK + "."), told::toString);
	}

	private JsonObject examination(String... words) {
		return server.command(words).json().getAsJsonObject();
	}

	private static JsonObject process(JsonObject examination, String user, String why) {
		return examination.getAsJsonArray("processes").asList().stream().map(JsonElement::getAsJsonObject)
				.filter(seen -> seen.get("user").getAsString().equals(user) && seen.get("why").getAsString().startsWith(why)
						&& seen.get("program").getAsString().contains("/opt/")).findFirst()
				.orElseThrow(() -> new AssertionError(why + " is not said of " + user + " in " + examination));
	}

	private static boolean is(Row row, String product) {
		return row.text("product").equals(product) && row.number("total").isPresent();
	}

	private void closesSessionsWithTheRightDuration() {
		Waiting.until("the sessions to end", SOON,
				() -> server.ask("sessions").rows().stream().allMatch(row -> row.instant("end").isPresent()));
		Report sessions = server.report("sessions");
		assertEquals(2, sessions.rows().size());
		for (Ledger.Run run : site.workplace().ledger().runs()) {
			Row row = sessions.one("user", run.user());
			assertEquals("ended", row.text("state").toLowerCase());
			assertNear(run.start(), row.instant("start").orElseThrow(), "start of " + run);
			assertNear(run.end().orElseThrow(), row.instant("end").orElseThrow(), "end of " + run);
			Duration off = run.duration().minus(row.duration("duration").orElseThrow()).abs();
			assertTrue(off.compareTo(RIGHT) <= 0, () -> "duration of " + run + " is off by " + off);
		}
	}

	private static void assertNear(Instant expected, Instant actual, String what) {
		Duration off = Duration.between(expected, actual).abs();
		assertTrue(off.compareTo(RIGHT) <= 0, () -> what + ": expected " + expected + ", got " + actual);
	}

	private void figuresAgree() {
		Report usage = server.report("usage");
		assertEquals(Optional.of(0L), usage.one(row -> is(row, "AutoCAD")).number("used"));
		assertEquals(Optional.of(0L), usage.one(row -> is(row, "Maya")).number("used"));
		Report users = server.report("users");
		String today = Instant.now().toString().substring(0, 10);
		assertEquals(4, users.rows().size(), "one row an assignment");
		assertLastUsed(users, "nobody@bridge.example", "AutoCAD", today);
		assertLastUsed(users, "daemon@bridge.example", "Maya", today);
		assertLastUsed(users, "nobody@bridge.example", "Maya", "");
		assertLastUsed(users, "lucja.zolc@bridge.example", "AutoCAD", "2025-05-06");
		assertEquals("Łucja Żółć", users.one("account", "lucja.zolc@bridge.example").text("name"));
		Report hours = server.report("user-hours");
		for (Ledger.Run run : site.workplace().ledger().runs()) {
			double told = Double.parseDouble(hours.one("user", run.user()).text("hours"));
			assertEquals(run.duration().toMillis() / 3_600_000.0, told, 2 / 3600.0, run::toString);
		}
	}

	private static void assertLastUsed(Report users, String account, String product, String day) {
		Row row = users.one(each -> each.text("account").equals(account) && each.text("product").equals(product));
		assertTrue(day.isEmpty() ? row.text("last_used").isEmpty() : row.text("last_used").startsWith(day),
				() -> "last used " + day + " expected in " + row);
	}

	/** Rows of every report that shows facts, up to a moment that is over; when somebody asked is left out. */
	private String facts(Function<List<String>, Report> asking) {
		StringBuilder facts = new StringBuilder();
		for (String report : List.of("usage", "sessions", "users", "user-hours", "usage-history")) {
			List<String> words = report.equals("usage-history")
					? List.of(report, "--from", began.toString(), "--to", over.toString(), "--by", "hour")
					: List.of(report);
			facts.append(report).append('\n');
			asking.apply(words).rows().forEach(row -> {
				row.json().remove("as_of");
				facts.append(row.json()).append('\n');
			});
		}
		return facts.toString();
	}

	private String facts() {
		return facts(words -> server.ask(words.getFirst() + (words.size() == 1 ? "" : "?from=" + began + "&to=" + over + "&by=hour")));
	}

	private String factsByCommand() {
		return facts(words -> server.report(words.toArray(String[]::new)));
	}

	private void rebuildChangesNothing() {
		over = Instant.now();
		String before = facts();
		server.command("verify").good();
		server.command("rebuild").good();
		assertEquals(before, facts());
		server.command("verify").good();
	}

	private void writesEveryFormat() throws IOException {
		for (String format : List.of("table", "csv", "json", "xlsx", "pdf")) {
			Path file = STAGE.folder().resolve("sessions." + format);
			server.command("report", "sessions", "--format", format, "--output", file.toString()).good();
			byte[] bytes = Files.readAllBytes(file);
			String magic = new String(bytes, 0, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
			switch (format) {
			case "xlsx" -> assertEquals("PK\u0003\u0004", magic);
			case "pdf" -> assertEquals("%PDF", magic);
			default -> assertTrue(Files.readString(file).contains("nobody"), () -> file + " has no rows");
			}
		}
	}

	private void stopsCleanlyAndComesBackWithEverything() {
		String before = facts();
		server.program().terminate();
		assertEquals(before, factsByCommand(), "with no server running, commands open the folder themselves");
		server.start();
		assertEquals(before, facts());
	}
}

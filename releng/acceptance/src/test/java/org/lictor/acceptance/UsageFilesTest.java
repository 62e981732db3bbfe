package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.lictor.acceptance.Report.Row;
import org.lictor.acceptance.Workplace.Application;
import org.lictor.acceptance.Workplace.Running;

/** An application before 2020, from the usage files a script makes in a home folder to the reports. */
@ResourceLock(ThisHost.PROCESSES)
@Order(ThisHost.FIRST)
class UsageFilesTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final Duration LOOK = Duration.ofSeconds(45);
	private static final Duration RIGHT = Duration.ofSeconds(2);
	private static final Duration BUSY = Duration.ofSeconds(20);
	private static final String LIMITATION = "Applications before 2020 are known only by their usage files: in use means an "
			+ "application start or a save within the last 30 minutes, with the user's consent.";

	private final Site site = new Site(STAGE);
	private final LictorServer server = site.server();
	private final Path roaming = STAGE.folder("home/AppData/Roaming/Autodesk");
	private final String user = System.getProperty("user.name");

	@Test
	void countsStartsAndSavesOfThoseWhoAgreed() throws IOException {
		Root.require("starts programs as different users of the operating system");
		server.start();
		site.addAutodesk();
		site.addGroup();
		site.assignGroup();
		makeUsageFile("before.avro");
		site.agent().watchingHome(STAGE.folder("home")).start("--enrol", site.enrolment("--group", Site.GROUP));

		Running old = site.workplace().start(user, Application.OLD_AUTOCAD);
		Running present = site.workplace().start("nobody", Application.AUTOCAD);
		Waiting.until("the session of AutoCAD 2024", LOOK, () -> session("2024").isPresent());
		tellsThatConsentIsMissing();
		agree();
		assertEquals(Optional.empty(), session("2018"), "what was done without consent does not count");

		makeUsageFile("start.avro");
		Instant started = Files.getLastModifiedTime(usageFiles().resolve("start.avro")).toInstant();
		Row session = Waiting.value("the session of AutoCAD 2018", LOOK, () -> session("2018"));
		assertEquals("live", session.text("state").toLowerCase());
		assertEquals(user, session.text("user"));
		assertEquals("usage files", session.text("source"));
		assertNear(started, session.instant("start").orElseThrow());
		for (String report : new String[] { "sessions", "usage", "usage-history", "users", "user-hours" }) {
			assertTrue(server.ask(report).notes().contains(LIMITATION), report);
		}
		assertEquals(Optional.of(2L), server.ask("usage").one("product", "AutoCAD").number("used"));

		old.end();
		Instant ended = Instant.now();
		present.end();
		Row over = Waiting.value("the end of the session of AutoCAD 2018", LOOK,
				() -> session("2018").filter(row -> row.text("state").startsWith("ended")));
		// On a busy machine the agent may not have looked for some seconds: then the end is the last moment it did.
		assertTrue(Duration.between(over.instant("end").orElseThrow(), ended).abs().compareTo(BUSY) <= 0,
				() -> "ended " + ended + ", told " + over);
		server.command("verify").good();
	}

	private void tellsThatConsentIsMissing() {
		Waiting.until("that consent is missing", LOOK,
				() -> server.ask("agents").rows().getFirst().text("consent").equals("missing: 1 user"));
		String note = String.join(" ", server.ask("agents").notes());
		assertTrue(note.startsWith("Consent missing: 1 user (" + user + ")") && note.contains("Desktop Analytics page"), note);
	}

	private void agree() throws IOException {
		Path file = Files.createDirectories(roaming.resolve("ADPSDK/UserConsent")).resolve("UnNamed.json");
		Files.writeString(file, """
				{"preferences":[{"consentId":"ADSK_PUD_CONTRACTUAL_NECESSITY_DESKTOP","optIn":true},
				{"consentId":"ADSK_PUD_OPTIMIZATION_IMPROVEMENT_DESKTOP","optIn":true}],"userActionRequired":false,"userId":"UnNamed"}
				""");
		Waiting.until("that consent was given", LOOK,
				() -> server.ask("agents").rows().getFirst().text("consent").equals("given: 1 user"));
	}

	private Path usageFiles() {
		return roaming.resolve("AutoCAD 2018/R22.0/{6D85C5A5-2018}/1.0/MC3/Avro");
	}

	/** As the application does. */
	private void makeUsageFile(String name) {
		Program script = new Program("script", new ProcessBuilder("sh", "-c", "mkdir -p \"$1\" && echo data > \"$1/$2\"", "sh",
				usageFiles().toString(), name));
		assertEquals(0, script.exit(Duration.ofSeconds(10)));
	}

	private Optional<Row> session(String version) {
		return server.ask("sessions").rows().stream().filter(row -> row.text("version").equals(version)).findFirst();
	}

	private static void assertNear(Instant expected, Instant told) {
		assertTrue(Duration.between(expected, told).abs().compareTo(RIGHT) <= 0, () -> expected + " expected, told " + told);
	}
}

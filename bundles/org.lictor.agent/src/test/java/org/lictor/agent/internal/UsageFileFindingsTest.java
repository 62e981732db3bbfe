package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.agent.internal.Events.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.internal.usagefiles.FileView;
import org.lictor.agent.internal.usagefiles.Home;
import org.lictor.agent.internal.usagefiles.Patience;
import org.lictor.agent.internal.usagefiles.Registry;
import org.lictor.agent.internal.usagefiles.UsageFileSurvey;
import org.lictor.agent.internal.usagefiles.UsageFileWatch;
import org.lictor.agent.protocol.ConsentSource;
import org.lictor.agent.protocol.Disclosure;
import org.lictor.agent.protocol.Finding;
import org.lictor.agent.protocol.UsageFiles;
import org.lictor.agent.protocol.WatchRule;

/** What doctor says of usage files, and to whom. */
class UsageFileFindingsTest {

	private static final Disclosure PSEUDONYM = new Disclosure.Pseudonym("0123456789abcdef".repeat(4));

	@TempDir
	Path homes;
	private final List<Home> users = new ArrayList<>();
	private final List<String> missing = new ArrayList<>();

	private static WatchRule rule(String product) {
		return new WatchRule("Acme", product, product, WatchRule.Kind.INTERACTIVE, "/" + product + "$", Optional.empty(),
				Optional.of(new UsageFiles(2010, 2019, List.of("{home}/" + product + " {year}/Avro"), "*.avro",
						List.of(new ConsentSource(ConsentSource.Kind.FILE, "{home}/consent.json", "yes", "true")), "Tick it.")));
	}

	private static final List<WatchRule> RULES = List.of(rule("Draw"), rule("Bend"));

	private Path user(String name, boolean agrees) throws IOException {
		Path home = Files.createDirectories(homes.resolve(name));
		users.add(new Home(name, "", Map.of("home", home)));
		if (agrees) {
			Files.writeString(home.resolve("consent.json"), "{\"yes\":true}");
		}
		return home;
	}

	private static void use(Path home, String version, Duration ago) throws IOException {
		Path folder = Files.createDirectories(home.resolve(version + "/Avro"));
		Path file = Files.createTempFile(folder, "", ".avro");
		Files.setLastModifiedTime(file, FileTime.from(NOON.minus(ago)));
	}

	private List<Finding> findings(Disclosure form) {
		UsageFileWatch.Sight sight = new UsageFileWatch.Sight(() -> users, Registry.NONE, FileView.REAL, Patience.of(Duration.ofSeconds(9)),
				UsageFileWatch.Pace.USUAL);
		return UsageFileFindings.of(UsageFileSurvey.look(sight, RULES), missing, RULES, form, NOON);
	}

	private List<String> texts(Disclosure form) {
		return findings(form).stream().map(Finding::text).toList();
	}

	@Test
	void tellsWhereItLookedHowManyThereAreAndHowLongTheNewestCounts() throws IOException {
		Path ann = user("ann", true);
		use(ann, "Draw 2017", Duration.ofDays(9));
		use(ann, "Draw 2018", Duration.ofMinutes(30));
		Path bob = user("bob", true);
		use(bob, "Draw 2018", Duration.ofMinutes(31));
		use(bob, "Draw 2020", Duration.ofMinutes(1));
		use(bob, "Bend 2019", Duration.ofMinutes(-5));

		assertEquals(List.of(
				"ann, Draw for Acme: 2 usage files in " + ann + "/Draw 2017/Avro, " + ann + "/Draw 2018/Avro; the newest, of version 2018, was written at "
						+ "2026-06-01T11:30:00Z, 30 minutes ago. The use counts until 2026-06-01T12:00:00Z, or until the application ends.",
				"ann agreed, and has no folder for usage files of Bend.",
				"bob, Draw for Acme: 1 usage file in " + bob + "/Draw 2018/Avro; the newest, of version 2018, was written at "
						+ "2026-06-01T11:29:00Z, 31 minutes ago. It does not count any more, since 2026-06-01T11:59:00Z: only the next start or save does.",
				"bob, Bend for Acme: 1 usage file in " + bob + "/Bend 2019/Avro; the newest, of version 2019, was written at "
						+ "2026-06-01T12:05:00Z, 0 minutes ago. The use counts until 2026-06-01T12:30:00Z, or until the application ends."),
				texts(Disclosure.CLEAR).stream().map(text -> text.replace(ann.getFileSystem().getSeparator(), "/")).sorted(
						(one, other) -> Boolean.compare(one.startsWith("bob"), other.startsWith("bob"))).toList());
	}

	@Test
	void saysWhatToDoWhereThereAreNone() throws IOException {
		Files.createDirectories(user("ann", true).resolve("Draw 2018"));
		missing.add("consent missing: bob, Draw for Acme");
		user("bob", false);

		List<Finding> findings = findings(Disclosure.CLEAR);

		assertTrue(findings.contains(Finding.note("usage files", "consent missing: bob, Draw for Acme", "Tick it.")), findings.toString());
		Finding none = findings.stream().filter(each -> each.text().contains("no usage file in")).findFirst().orElseThrow();
		assertTrue(none.text().endsWith("Draw 2018/Avro.".replace("/", homes.getFileSystem().getSeparator())), none.text());
		assertTrue(none.advice().contains("have it started again"), none.advice());
		assertTrue(findings.stream().anyMatch(each -> each.text().equals("No consent is found of bob, so no usage file of theirs is looked at.")));
	}

	@Test
	void looksAtNoUsageFileOfWhoDidNotAgree() throws IOException {
		use(user("bob", false), "Draw 2018", Duration.ofMinutes(1));

		assertEquals(List.of("No consent is found of bob, so no usage file of theirs is looked at."), texts(Disclosure.CLEAR));
	}

	@Test
	void namesNobodyWherePeopleAreNotToldOf() throws IOException {
		use(user("xann", true), "Draw 2018", Duration.ofMinutes(1));
		use(user("xbob", true), "Draw 2018", Duration.ofMinutes(40));
		Files.writeString(user("xcyd", false).resolve("consent.json"), "not JSON");
		user("xdee", false);
		missing.add("consent missing: xdee, Draw for Acme");

		String pseudonyms = findings(PSEUDONYM).toString();
		String counts = findings(new Disclosure.Counts()).toString();

		for (String text : List.of(pseudonyms, counts)) {
			for (Home user : users) {
				assertFalse(text.contains(user.user()), text);
			}
			assertTrue(text.contains("missing 1 times"), text);
		}
		assertTrue(pseudonyms.contains(Disguise.user(PSEUDONYM, "xann") + ", Draw for Acme: 1 usage file in 1 folder; the newest"), pseudonyms);
		assertTrue(counts.contains("Draw for Acme: users who agreed and have a folder of usage files, 2; who have usage files, 2; whose newest counts now, 1."),
				counts);
		assertTrue(counts.contains("Of 1 users no consent is found"), counts);
		assertTrue(counts.contains("The profiles of 1 users cannot be looked at"), counts);
		assertFalse(counts.contains("2026"), counts);
	}
}

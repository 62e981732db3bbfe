package org.lictor.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.server.internal.Shell.Outcome;
import org.lictor.service.Doubt;

class PluginTrustCommandTest {

	private static final Doubt UNSIGNED = new Doubt(Optional.empty(), List.of("com.example 1.0.0"));
	private static final Doubt STRANGER = new Doubt(Optional.of(FakePluginTrusts.KEY), List.of("com.example 1.0.0", "com.other 1.0.0"));

	@TempDir
	private Path home;
	private Shell shell;

	@BeforeEach
	void shell() {
		shell = new Shell(home);
	}

	private String good(String... words) {
		Outcome outcome = shell.run(words);
		assertEquals(0, outcome.exit(), outcome::toString);
		return outcome.out();
	}

	private void install(String... accepted) {
		good(Stream.concat(Stream.of("plugins", "install", "a", "--from", "https://example.com/p2"),
				Arrays.stream(accepted).flatMap(each -> Stream.of("--accept", each))).toArray(String[]::new));
	}

	@Test
	void showsWhomTheInstallationTrusts() {
		String text = good("plugins", "trust", "list");
		assertTrue(text.contains("Policy: ask") && text.contains("Acme <keys@acme.example>") && text.contains("00FF")
				&& text.contains("mirror.example"), text);
		String refuse = good("plugins", "trust", "policy", "refuse");
		assertTrue(refuse.contains("Policy: refuse") && refuse.contains("No host"), refuse);
		assertTrue(good("plugins", "trust", "list", "--format", "json").contains("\"policy\": \"REFUSE\""));
	}

	@Test
	void addsAndRemovesKeysAndHosts() throws IOException {
		Path file = Files.writeString(home.resolve("acme.asc"), "A KEY");
		good("plugins", "trust", "add", file.toString());
		good("plugins", "trust", "remove", "00ff");
		good("plugins", "trust", "allow-http", "mirror.example");
		good("plugins", "trust", "forbid-http", "mirror.example");
		assertEquals(List.of("add A KEY", "remove 00ff", "allow mirror.example", "forbid mirror.example"), shell.trusts.asked);
	}

	@Test
	void whatMayBeChangedOverHttpsIsSaidHereAndShownFromElsewhere() {
		assertTrue(good("plugins", "trust", "list").contains("Over HTTPS administrators change plug-ins, and nobody is asked"));
		assertTrue(good("plugins", "trust", "remote", "ask").contains("are asked where the policy is to ask"));
		assertTrue(good("plugins", "trust", "remote", "refuse").contains("Over HTTPS nothing is changed."));
		shell.environment.put("LICTOR_TOKEN", "secret");
		assertTrue(good("plugins", "trust", "list", "--url", "https://h:1").contains("elsewhere.example"));
		assertEquals(2, shell.run("plugins", "trust", "remote", "ask", "--url", "https://h:1").exit(), "trust is not changed from afar");
	}

	@Test
	void saysWhichFileHasNoKey() throws IOException {
		for (Path file : List.of(home.resolve("absent.asc"), Files.writeString(home.resolve("letter.txt"), "Dear Sirs"))) {
			Outcome outcome = shell.run("plugins", "trust", "add", file.toString());
			assertEquals(1, outcome.exit());
			assertTrue(outcome.err().contains(file.toString()), outcome::err);
		}
	}

	@Test
	void takesOnlyWhatWasAcceptedWhenNobodyCanBeAsked() {
		install();
		assertFalse(shell.plugins.doubts.accept(List.of(UNSIGNED)));
		install("unsigned");
		assertTrue(shell.plugins.doubts.accept(List.of(UNSIGNED)));
		assertFalse(shell.plugins.doubts.accept(List.of(STRANGER)));
		assertFalse(shell.plugins.doubts.accept(List.of(UNSIGNED, STRANGER)));
		install("unsigned", "00 ff");
		assertTrue(shell.plugins.doubts.accept(List.of(UNSIGNED, STRANGER)));
	}

	@Test
	void asksWhoeverSitsThere() {
		shell.interactive = new Terminal.Interactive(true, true, true);
		for (String answer : List.of("y\n", "YES\n")) {
			shell.input = answer;
			shell.plugins.answered = List.of(STRANGER);
			Outcome outcome = shell.run("plugins", "update");
			assertTrue(outcome.err().contains("com.example 1.0.0 and one more file") && outcome.err().contains("Acme") && outcome.err().contains("[y/N]"), outcome::err);
			assertEquals(Optional.of(true), shell.plugins.answer);
		}
		for (String answer : List.of("n\n", "\n", "")) {
			shell.input = answer;
			shell.run("plugins", "update");
			assertEquals(Optional.of(false), shell.plugins.answer);
		}
	}
}

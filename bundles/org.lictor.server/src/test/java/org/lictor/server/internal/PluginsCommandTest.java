package org.lictor.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.server.internal.Shell.Outcome;
import org.lictor.service.PluginChange;

class PluginsCommandTest {

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

	@Test
	void listsWhatIsInstalledAndWhatIsOffered() {
		String installed = good("plugins", "list");
		assertTrue(installed.contains("com.example.feature") && installed.contains("1.0.0") && installed.contains("example, other"), installed);
		String offered = good("plugins", "list", "--from", "https://example.com/p2", "--format", "json");
		assertTrue(offered.contains("\"version\": \"1.1.0\""), offered);
		assertEquals(List.of("offered https://example.com/p2"), shell.plugins.asked);
		assertEquals(List.of(), shell.opened, "no data folder is needed");
	}

	@Test
	void takesAddressesFoldersAndZipFiles() throws IOException {
		Path zip = Files.createFile(home.resolve("p2.zip"));
		Path folder = Files.createDirectory(home.resolve("a folder"));
		good("plugins", "install", "a", "--from", "https://example.com/p2");
		good("plugins", "install", "b", "--from", folder.toString());
		good("plugins", "install", "c", "--from", zip.toString());
		assertEquals(List.of("install a from https://example.com/p2", "install b from " + folder.toUri(),
				"install c from jar:" + zip.toUri() + "!/"), shell.plugins.asked);
		Outcome outcome = shell.run("plugins", "install", "d", "--from", "nowhere");
		assertEquals(2, outcome.exit());
		assertTrue(outcome.err().contains("'nowhere'"), outcome::err);
	}

	@Test
	void saysWhatBecameOtherAndWhetherARestartIsNeeded() {
		shell.plugins.change = new PluginChange(List.of(FakePlugins.NEW), List.of(FakePlugins.OLD), false);
		String updated = good("plugins", "update");
		assertTrue(updated.contains("Updated: com.example.feature from 1.0.0 to 1.1.0") && updated.contains("no restart"), updated);
		shell.plugins.change = new PluginChange(List.of(FakePlugins.OLD), List.of(), true);
		String installed = good("plugins", "install", "com.example.feature", "--from", "https://example.com/p2");
		assertTrue(installed.contains("Installed: com.example.feature 1.0.0") && installed.contains("only after a restart"), installed);
		shell.plugins.change = new PluginChange(List.of(), List.of(FakePlugins.OLD), false);
		assertTrue(good("plugins", "remove", "com.example.feature").contains("Removed: com.example.feature 1.0.0"));
		String json = good("plugins", "remove", "com.example.feature", "--format", "json");
		assertTrue(json.contains("\"restart\": false") && json.contains("\"left\""), json);
		shell.plugins.change = PluginChange.NONE;
		assertTrue(good("plugins", "update", "com.example.feature").contains("Nothing newer"));
	}

	@Test
	void updatesLictorItself() {
		shell.plugins.change = new PluginChange(List.of(FakePlugins.NEW), List.of(FakePlugins.OLD), true);
		assertTrue(good("update", "--from", "https://example.com/p2").contains("from 1.0.0 to 1.1.0"));
		assertEquals(List.of("update Lictor from https://example.com/p2"), shell.plugins.asked);
		assertTrue(shell.run("update").err().contains("--from"));
	}

	@Test
	void theSameGoesToAServerElsewhere() {
		shell.environment.put("LICTOR_TOKEN", "secret");
		shell.lictor.plugins.change = new PluginChange(List.of(FakePlugins.NEW), List.of(FakePlugins.OLD), false);
		String asOf = "as of .*"; // the second may be another
		assertEquals(good("plugins", "list").replaceAll(asOf, ""), good("plugins", "list", "--url", "https://h:1").replaceAll(asOf, ""));
		assertTrue(good("plugins", "update", "a", "--url", "https://h:1").contains("Updated: com.example.feature from 1.0.0 to 1.1.0"));
		good("plugins", "install", "a", "--from", "https://example.com/p2", "--url", "https://h:1", "--accept", "unsigned");
		good("plugins", "remove", "a", "--url", "https://h:1");
		assertTrue(good("plugins", "list", "--from", "https://example.com/p2", "--url", "https://h:1").contains("1.1.0"));
		assertEquals(List.of("update a", "install a from https://example.com/p2", "remove a", "offered https://example.com/p2"),
				shell.lictor.plugins.asked);
		assertEquals(List.of(), shell.plugins.asked, "this installation stays as it is");
		assertTrue(shell.lictor.closed);
		assertTrue(shell.run("plugins", "list", "--fingerprint", "00").err().contains("--fingerprint goes with --url"));
	}
}

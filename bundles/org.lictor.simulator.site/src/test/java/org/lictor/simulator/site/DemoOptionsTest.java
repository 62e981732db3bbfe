package org.lictor.simulator.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoOptionsTest {

	private static final Path HOME = Path.of("/home/ann");

	@TempDir
	private Path temp;

	private static DemoOptions parse(String... words) {
		return DemoOptions.parse(List.of(words), HOME);
	}

	@Test
	void fewWordsAreEnough() {
		assertEquals(new DemoOptions(Path.of("s"), Optional.of(Path.of("w")), Optional.empty(), HOME.resolve(".lictor-demo"), 1000, 1, 2, 1, 0,
				1, false, false), parse("--server", "s", "--workbench", "w"));
	}

	@Test
	void theWindowCanBeLeftOut() {
		assertEquals(Optional.empty(), parse("--server", "s", "--workbench", "w", "--no-window").workbench());
		assertEquals(Optional.empty(), parse("--server", "s", "--workbench", "w", "--history-only").workbench());
	}

	@Test
	void timeThatRunsAheadCatchesUpInAMinuteUnlessToldOtherwise() {
		assertEquals(30 * 24 * 60 + 1, parse("--server", "s", "--ahead", "30").speed());
		assertEquals(1000, parse("--server", "s", "--ahead", "30", "--speed", "1000").speed());
	}

	@Test
	void whatIsWrongIsNamed() {
		for (String[] wrong : List.of(new String[] { "--people", "0" }, new String[] { "--years", "many" }, new String[] { "--seed" },
				new String[] { "--colour" }, new String[] { "--server", "s", "--speed", "5" })) {
			IllegalArgumentException told = assertThrows(IllegalArgumentException.class, () -> parse(wrong));
			assertTrue(told.getMessage().contains(wrong[wrong.length > 2 ? 2 : 0]), told.getMessage());
		}
	}

	@Test
	void aFolderOfADemoIsMadeAnewAndKnowsItsCompany() throws IOException {
		Site site = DemoFolder.site(3, 5, 1, Instant.parse("2026-06-10T10:00:00Z"), 1);
		DemoFolder folder = new DemoFolder(temp.resolve("demo"));
		folder.make(site);
		Files.writeString(temp.resolve("demo/left over"), "from before");
		folder.make(site);

		assertTrue(Files.notExists(temp.resolve("demo/left over")));
		assertEquals(site.stints(Instant.EPOCH, site.opened()), folder.site().stints(Instant.EPOCH, site.opened()));
		folder.remove();
		assertTrue(Files.notExists(temp.resolve("demo")));
	}

	@Test
	void aCopyOfAnInstallationMayBeChanged() throws IOException {
		Path script = Files.writeString(Files.createDirectories(temp.resolve("built")).resolve("lictor-server"), "#!/bin/sh");
		Files.writeString(Files.createDirectories(temp.resolve("built/plugins")).resolve("a.jar"), "classes");
		Files.writeString(Files.createDirectories(temp.resolve("built/configuration")).resolve("config.ini"), "as built");

		Path copy = Installation.copy(script, temp.resolve("demo/server"));
		Files.writeString(copy.resolveSibling("configuration").resolve("config.ini"), "changed");
		Files.delete(copy.resolveSibling("plugins").resolve("a.jar"));

		assertEquals("#!/bin/sh", Files.readString(copy));
		assertEquals("as built", Files.readString(temp.resolve("built/configuration/config.ini")));
		assertTrue(Files.exists(temp.resolve("built/plugins/a.jar")));
	}

	@Test
	void aFolderThatIsNoDemosIsLeftAsItIs() throws IOException {
		Path mine = Files.writeString(temp.resolve("thesis.txt"), "years of work");
		Site site = DemoFolder.site(3, 5, 1, Instant.parse("2026-06-10T10:00:00Z"), 1);

		IOException told = assertThrows(IOException.class, () -> new DemoFolder(temp).make(site));
		assertTrue(told.getMessage().contains(temp.toString()), told.getMessage());
		assertTrue(Files.exists(mine));
	}
}

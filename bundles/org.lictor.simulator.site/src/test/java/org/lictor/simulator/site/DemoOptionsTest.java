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
		assertEquals(new DemoOptions(Path.of("s"), Optional.of(Path.of("w")), HOME.resolve(".lictor-demo"), 300, 2, 1, false, false),
				parse("--server", "s", "--workbench", "w"));
	}

	@Test
	void theWindowCanBeLeftOut() {
		assertEquals(Optional.empty(), parse("--server", "s", "--workbench", "w", "--no-window").workbench());
		assertEquals(Optional.empty(), parse("--server", "s", "--workbench", "w", "--history-only").workbench());
	}

	@Test
	void whatIsWrongIsNamed() {
		for (String[] wrong : List.of(new String[] { "--people", "0" }, new String[] { "--years", "many" }, new String[] { "--seed" },
				new String[] { "--colour" })) {
			IllegalArgumentException told = assertThrows(IllegalArgumentException.class, () -> parse(wrong));
			assertTrue(told.getMessage().contains(wrong[0]), told.getMessage());
		}
	}

	@Test
	void aFolderOfADemoIsMadeAnewAndKnowsItsCompany() throws IOException {
		Site site = DemoFolder.site(3, 5, 1, Instant.parse("2026-06-10T10:00:00Z"));
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
	void aFolderThatIsNoDemosIsLeftAsItIs() throws IOException {
		Path mine = Files.writeString(temp.resolve("thesis.txt"), "years of work");
		Site site = DemoFolder.site(3, 5, 1, Instant.parse("2026-06-10T10:00:00Z"));

		IOException told = assertThrows(IOException.class, () -> new DemoFolder(temp).make(site));
		assertTrue(told.getMessage().contains(temp.toString()), told.getMessage());
		assertTrue(Files.exists(mine));
	}
}

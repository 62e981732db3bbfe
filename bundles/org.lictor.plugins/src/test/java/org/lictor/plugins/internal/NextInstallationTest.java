package org.lictor.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextInstallationTest {

	private static final String LIST = "configuration/org.eclipse.equinox.simpleconfigurator/bundles.info";

	@TempDir
	private Path installation;

	@BeforeEach
	void anInstallation() throws IOException {
		write(LIST, "a,1,plugins/a_1.jar,4,false");
		write("configuration/config.ini", "eclipse.p2.profile=DefaultProfile");
		write("configuration/org.eclipse.osgi/framework.info.1", "Equinox's own");
		write("plugins/a_1.jar", "a 1");
		write("features/a_1/feature.xml", "a 1");
		write("p2/profile/1.profile.gz", "p2 1");
		write("p2/profile/.lock", "");
		write("artifacts.xml", "a 1");
		write("start", "#!/bin/sh");
	}

	private Path write(String file, String content) throws IOException {
		return write(installation, file, content);
	}

	private static Path write(Path folder, String file, String content) throws IOException {
		Files.createDirectories(folder.resolve(file).getParent());
		return Files.writeString(folder.resolve(file), content);
	}

	/** What p2 does to the copy. */
	private static void change(Path copy) throws IOException {
		write(copy, "plugins/a_2.jar", "a 2");
		write(copy, "features/a_2/feature.xml", "a 2");
		write(copy, "p2/profile/2.profile.gz", "p2 2");
		write(copy, "artifacts.xml", "a 2");
		write(copy, LIST, "a,2,plugins/a_2.jar,4,false");
		Files.delete(copy.resolve("features/a_1/feature.xml"));
	}

	private Map<String, String> content() throws IOException {
		Map<String, String> content = new TreeMap<>();
		try (Stream<Path> files = Files.walk(installation)) {
			for (Path file : files.filter(Files::isRegularFile).filter(each -> !each.endsWith("plugins.lock")).toList()) {
				content.put(installation.relativize(file).toString(), Files.readString(file));
			}
		}
		return content;
	}

	private Map<String, String> changed() throws IOException {
		Map<String, String> changed = content();
		changed.putAll(Map.of("plugins/a_2.jar", "a 2", "features/a_2/feature.xml", "a 2", "p2/profile/2.profile.gz", "p2 2",
				"artifacts.xml", "a 2", LIST, "a,2,plugins/a_2.jar,4,false"));
		changed.remove("features/a_1/feature.xml");
		return changed;
	}

	private NextInstallation copy() throws IOException {
		return NextInstallation.copy(installation).orElseThrow();
	}

	@Test
	void holdsWhatP2ReadsAndChanges() throws IOException {
		try (NextInstallation next = copy()) {
			for (String file : List.of(LIST, "configuration/config.ini", "plugins/a_1.jar", "features/a_1/feature.xml", "p2/profile/1.profile.gz",
					"artifacts.xml", "start")) {
				assertEquals(Files.readString(installation.resolve(file)), Files.readString(next.folder().resolve(file)), file);
			}
			assertFalse(Files.exists(next.folder().resolve("configuration/org.eclipse.osgi")), "what Equinox makes anew");
		}
	}

	@Test
	void leavesNothingBehindWithoutASwitch() throws IOException {
		Map<String, String> before = content();
		try (NextInstallation next = copy()) {
			change(next.folder());
		}
		assertEquals(before, content());
	}

	@Test
	void becomesTheCopy() throws IOException {
		Map<String, String> expected = changed();
		try (NextInstallation next = copy()) {
			change(next.folder());
			next.switchOver();
		}
		assertEquals(expected, content());
	}

	@Test
	void isOneProcessesAlone() throws IOException {
		NextInstallation first = copy();
		assertEquals(Optional.empty(), NextInstallation.copy(installation));
		write(first.folder(), "plugins/a_2.jar", "a 2");
		NextInstallation.recover(installation);
		assertTrue(Files.exists(first.folder().resolve("plugins/a_2.jar")), "recovery leaves it to whoever has it");
		first.close();
		copy().close();
	}

	@Test
	void forgetsACopyWhoseProcessEnded() throws IOException {
		Map<String, String> before = content();
		write("plugins.next/plugins/a_2.jar", "half of");
		write("plugins.next/switch.txt.new", "+ plugins/a_2.jar");
		NextInstallation.recover(installation);
		assertEquals(before, content());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6 })
	void finishesASwitchWhoseProcessEndedAfter(int steps) throws IOException {
		Map<String, String> expected = changed();
		try (NextInstallation next = copy()) {
			change(next.folder());
			next.decide();
		}
		List<String> decided = Files.readAllLines(installation.resolve("plugins.next/switch.txt"));
		assertEquals(6, decided.size(), decided::toString);
		for (String step : decided.subList(0, steps)) {
			Path to = installation.resolve(step.substring(2));
			if (step.startsWith("- ")) {
				Files.delete(to);
			} else {
				Files.createDirectories(to.getParent());
				Files.deleteIfExists(to);
				Files.move(installation.resolve("plugins.next").resolve(step.substring(2)), to);
			}
		}
		if (steps % 2 == 0) {
			NextInstallation.recover(installation);
		} else {
			copy().close();
		}
		assertEquals(expected, content());
	}

	@Test
	void changesTheListOfBundlesWhenAllItNamesIsThere() throws IOException {
		try (NextInstallation next = copy()) {
			change(next.folder());
			next.decide();
			List<String> come = Files.readAllLines(next.folder().resolve("switch.txt")).stream().filter(step -> step.startsWith("+ ")).toList();
			assertEquals("+ " + LIST, come.getLast());
		}
	}

	@Test
	void writesIntoNoPluginThatStands() throws IOException {
		try (NextInstallation next = copy()) {
			write(next.folder(), "start", "other");
			write(next.folder(), "artifacts.xml", "other");
		}
		assertEquals("#!/bin/sh", Files.readString(installation.resolve("start")));
		assertEquals("a 1", Files.readString(installation.resolve("artifacts.xml")));
	}
}

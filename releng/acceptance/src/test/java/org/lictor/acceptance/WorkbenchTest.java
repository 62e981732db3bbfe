package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built workbench opens, on nothing and on what a server collected, and has nothing to complain of. */
class WorkbenchTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final Duration QUIET = Duration.ofSeconds(2);
	private static final Duration OPEN = Duration.ofSeconds(60);
	/** A window with text, icons and a grid has many more; an empty screen has one or two. */
	private static final int COLOURFUL = 50;

	private static Path script;

	@BeforeAll
	static void unpack() {
		script = Products.unpack("lictor-workbench", STAGE.folder("Prüf stand"));
	}

	@Test
	void opensOnAnEmptyDataFolder() throws IOException {
		opens("empty", STAGE.folder().resolve("empty data"));
	}

	@Test
	void opensOnWhatAServerCollected() throws IOException {
		Site site = new Site(STAGE);
		site.server().start();
		site.addAutodesk();
		site.server().program().terminate();
		opens("filled", site.server().data());
	}

	private static void opens(String name, Path data) throws IOException {
		Path workspace = STAGE.folder().resolve(name + " workspace");
		try (Screen screen = new Screen(STAGE.folder(name + " screen"))) {
			ProcessBuilder builder = screen.on(new ProcessBuilder(script.toString(), "-data", workspace.toString(), "--data",
					data.toString(), "--port", "0"));
			try (Program workbench = new Program("workbench", builder)) {
				screen.rest(workbench, QUIET, OPEN);
				screen.save(Path.of(System.getProperty("lictor.shots", "target/shots"), name + ".png"));
				assertTrue(screen.colours() > COLOURFUL, "there is nothing to be seen");
				assertTrue(Files.isDirectory(data.resolve("db")), "the embedded server opened the folder");
				workbench.terminate();
				assertEquals(List.of(), troubles(workbench));
			}
		}
		assertEquals(List.of(), troubles(workspace), "in the log of the workbench");
		assertEquals(List.of(), troubles(data), "in the log of the embedded server");
	}

	private static List<String> troubles(Program program) {
		return Stream.concat(program.out().stream(), program.err().stream()).filter(WorkbenchTest::isTrouble).toList();
	}

	private static List<String> troubles(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).filter(file -> file.getFileName().toString().endsWith("log"))
					.filter(file -> !file.getFileName().toString().equals("derby.log"))
					.flatMap(WorkbenchTest::lines).filter(WorkbenchTest::isTrouble).toList();
		}
	}

	private static Stream<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream();
		} catch (IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}

	/** Errors of Eclipse's log have severity 4, those of java.util.logging are SEVERE. */
	private static boolean isTrouble(String line) {
		return line.matches("!ENTRY \\S+ 4 .*") || line.contains("SEVERE") || line.contains("ERROR")
				|| line.contains("Exception") || line.startsWith("\tat ");
	}
}

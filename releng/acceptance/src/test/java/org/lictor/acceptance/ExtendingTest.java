package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lictor.acceptance.Report.Row;

/**
 * Does what docs/extending tells those who write a server type, command by command: the template is built outside this build against
 * the built p2 repository alone, and what comes of it lives in a released server and a released workbench.
 */
class ExtendingTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final Duration SOON = Duration.ofSeconds(90);
	private static final Path SOURCE = Path.of(System.getProperty("lictor.source")).toAbsolutePath().normalize();

	/** What this build fetched is enough, wherever it put it. */
	private static final String MAVEN = "-B -q -o -Dmaven.repo.local=" + System.getProperty("lictor.maven.local");

	private final Path script = Products.unpack("lictor-server", STAGE.folder("server"));
	private final Path workbench = Products.unpack("lictor-workbench", STAGE.folder("workbench"));
	private final LictorServer server = STAGE.closing(new LictorServer(script, STAGE.folder().resolve("data")).shortLived());
	private final Guide guide = new Guide(SOURCE.resolve("docs/extending/README.md"), STAGE.folder("vendor"), Map.of(
			"LICTOR", SOURCE.toString(),
			"REPOSITORY", Products.repository().toUri().toString(),
			"DATA", server.data().toString(),
			"WORKBENCH", workbench.getParent().toString(),
			"JAVA_HOME", System.getProperty("java.home"),
			"PATH", String.join(File.pathSeparator, System.getProperty("java.home") + "/bin", System.getProperty("lictor.maven") + "/bin",
					script.getParent().toString(), System.getenv("PATH")),
			"JDK_JAVA_OPTIONS", Program.SHORT_LIVED + " -XX:+UseSerialGC",
			"MAVEN_ARGS", MAVEN));

	@Test
	void whatThePageTellsWorks() throws IOException {
		server.start();
		long pid = server.program().pid();
		follow("1. A folder");
		follow("3. The contract");

		follow("4. Into a server");
		Row own = awaitOwn("UP", "Acme");
		assertEquals(Optional.of(3L), used(server), own::toString);

		follow("5. Into a workbench");
		pollsInTheWorkbench();

		guide.follow("6. A newer version", Map.of("MAVEN_ARGS", MAVEN + " -DskipTests"));
		awaitOwn("UP", "Acme licences");
		assertEquals(1, versionsInWorkbench().size(), versionsInWorkbench()::toString);
		assertTrue(versionsInWorkbench().getFirst().startsWith("1.0.1."), versionsInWorkbench()::toString);

		follow("7. Gone");
		Row gone = awaitOwn("UNKNOWN", "acme");
		Sentences.check(gone.text("message"), "plug-in", "acme", "not installed");
		assertEquals(Optional.of(3L), used(server), "what was collected stays");
		assertEquals(List.of(), versionsInWorkbench());

		assertEquals(List.of(), guide.left(), "commands that nobody runs");
		assertEquals(pid, server.program().pid(), "one process all the time");
		assertTrue(server.program().alive(), server.program()::transcript);
	}

	private void follow(String section) {
		guide.follow(section, Map.of());
	}

	private Row awaitOwn(String status, String label) {
		return own(server, status, label);
	}

	private static Row own(LictorServer server, String status, String label) {
		return Waiting.value("the server to be " + status + " as " + label, SOON, () -> server.ask("servers").rows().stream()
				.filter(row -> row.text("name").equals("Own") && row.text("status").equals(status) && row.text("type_label").equals(label)).findAny());
	}

	private static Optional<Long> used(LictorServer server) {
		return server.ask("samples?server=Own").rows().getFirst().number("used");
	}

	private void pollsInTheWorkbench() {
		try (LictorServer embedded = new LictorServer(script, STAGE.folder().resolve("workbench data")).shortLived();
				Screen screen = new Screen(STAGE.folder("screen"))) {
			embedded.runIn(new Program("workbench", screen.on(new ProcessBuilder(workbench.toString(), "-data",
					STAGE.folder().resolve("workspace").toString(), "--data", embedded.data().toString(), "--port", Integer.toString(embedded.port())))));
			embedded.command("servers", "add", "--name", "Own", "--type", "acme", "--set", "file=" + STAGE.folder().resolve("vendor/acme/state.txt")).good();
			own(embedded, "UP", "Acme");
			assertEquals(Optional.of(3L), used(embedded));
			embedded.program().terminate();
		}
	}

	/** The versions of the bundle that the workbench would start. */
	private List<String> versionsInWorkbench() throws IOException {
		return Files.readAllLines(workbench.resolveSibling("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info")).stream()
				.filter(line -> line.startsWith("com.example.lictor.acme,")).map(line -> line.split(",")[1]).toList();
	}
}

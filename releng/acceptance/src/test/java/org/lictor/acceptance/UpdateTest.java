package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The products themselves become the next version, and an update that is killed leaves one whole version. */
class UpdateTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final Duration SOON = Duration.ofSeconds(20);

	private final Republished release = Republished.release(STAGE.folder("release"));
	private final Random random = new Random(Long.getLong("lictor.seed", new Random().nextLong()));
	private int patch;

	@Test
	void serverWithDataBecomesTheNextVersion() throws IOException {
		Path script = Products.unpack("lictor-server", STAGE.folder("with blanks/server"));
		try (LictorServer server = new LictorServer(script, STAGE.folder().resolve("data")).shortLived()) {
			server.start();
			server.command("servers", "add", "--name", "Autodesk", "--type", "autodesk").good();
			List<String> words = new ArrayList<>(List.of("import", "--server", "Autodesk"));
			words.addAll(ExportFiles.putAll(STAGE.folder("exports")));
			server.command(words.toArray(String[]::new)).good();
			String figures = figures(server);

			long began = System.nanoTime();
			Outcome updated = server.raw(update(publish())).good();
			long usual = Duration.ofNanos(System.nanoTime() - began).toMillis();
			assertTrue(updated.out().contains("Updated: lictor-server from " + release.builtVersion() + " to 1.0.1"), updated::toString);
			assertTrue(updated.out().contains("only after a restart"), updated::toString);
			assertEquals("1.0.1", whole(script));
			assertFalse(Files.exists(script.resolveSibling("sbom.cdx.json")), "it describes the version before");
			Waiting.until("the server to say that it needs a restart", SOON,
					() -> server.program().out().stream().anyMatch(line -> line.contains("only after a restart")));
			assertEquals(figures, figures(server), "the server goes on as it is");

			survivesKills(script, usual, Integer.getInteger("lictor.updates"), () -> {
				server.program().kill();
				server.start();
				assertEquals(figures, figures(server));
			});
			server.command("verify").good();
		}
	}

	@Test
	void workbenchBecomesTheNextVersion() throws IOException {
		Path script = Products.unpack("lictor-workbench", STAGE.folder("with blanks/workbench"));
		try (LictorServer commands = new LictorServer(script, STAGE.folder().resolve("none"))) {
			long began = System.nanoTime();
			Outcome updated = commands.raw(update(publish())).good();
			long usual = Duration.ofNanos(System.nanoTime() - began).toMillis();
			assertTrue(updated.out().contains("Updated: lictor-workbench from " + release.builtVersion() + " to 1.0.1"), updated::toString);
			assertEquals("1.0.1", whole(script));
			// the same code as in the server: in each build without a kill
			survivesKills(script, usual, Integer.getInteger("lictor.updates") - 1,
					() -> assertEquals("[]", commands.raw(List.of("plugins", "list", "--format", "json")).good().out().strip(), "it is no plug-in of itself"));
		}
	}

	/** What is asked of an installation whose update was killed. */
	private interface Use {

		void check() throws IOException;
	}

	private void survivesKills(Path script, long usual, int kills, Use use) throws IOException {
		int old = 0;
		for (int kill = 0; kill < kills; kill++) {
			String before = whole(script);
			String next = "1.0." + (patch + 1);
			List<String> words = new ArrayList<>(List.of(script.toString()));
			words.addAll(update(publish()));
			try (Program update = new Program("update", new ProcessBuilder(words))) {
				Waiting.pass(Duration.ofMillis(usual * (40 + random.nextInt(65)) / 100));
				update.kill();
			}
			use.check();
			String after = whole(script);
			assertTrue(Set.of(before, next).contains(after), () -> after + " is neither " + before + " nor " + next);
			old += after.equals(before) ? 1 : 0;
		}
		System.out.println("Of " + kills + " killed updates of " + script.getFileName() + ", " + old + " left the old version");
	}

	private Path publish() {
		patch++;
		release.publish("1.0." + patch, UnaryOperator.identity());
		return release.folder();
	}

	private static List<String> update(Path from) {
		return List.of("update", "--from", from.toString(), "--accept", "unsigned");
	}

	private static String figures(LictorServer server) {
		return List.of("users", "usage", "assignments").stream().map(report -> server.ask(report).rows().toString()).collect(Collectors.joining());
	}

	/** The version that Equinox would start: one of all that is Lictor's, and every jar is there. */
	private static String whole(Path script) throws IOException {
		List<String> lines = Files.readAllLines(script.resolveSibling("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info")).stream()
				.filter(line -> !line.startsWith("#")).toList();
		for (String line : lines) {
			assertTrue(Files.exists(script.resolveSibling(line.split(",")[2])), line);
		}
		Set<String> versions = lines.stream().filter(line -> line.startsWith("org.lictor.")).map(line -> line.split(",")[1])
				.collect(Collectors.toSet());
		assertEquals(1, versions.size(), versions::toString);
		return versions.iterator().next();
	}
}

package org.lictor.core.internal.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Folders;
import org.lictor.core.internal.Site;
import org.lictor.query.ResultTable;
import org.lictor.service.Queries;

/**
 * A process that takes in evidence and rebuilds all facts at the same time is killed at random moments. Each time the next one finds
 * facts that are what the evidence says, and all that was confirmed, once. {@code -Dlictor.kills=100} by hand, on PostgreSQL with
 * {@code -Dlictor.postgres=jdbc:postgresql://localhost:5432/}.
 */
class KilledNodeTest {

	private static final int KILLS = Integer.getInteger("lictor.kills", 2);

	private final long seed = Long.getLong("lictor.seed", System.nanoTime());
	private final Random random = new Random(seed);
	private long rebuilds;

	@TempDir
	private Path stage;

	@Test
	void losesAndDoublesNothingAndVerifiesCleanWheneverItIsKilled() throws Exception {
		System.out.println("KilledNodeTest runs with -Dlictor.seed=" + seed);
		Path folder = Files.createDirectory(stage.resolve("data"));
		Path confirmed = Files.createFile(stage.resolve(Toiling.CONFIRMED));
		Folders.elsewhere(folder, "killed" + Long.toUnsignedString(seed));
		try (Site site = new Site(folder)) {
			site.addServer("Acme");
			site.watch("Hosts", "Acme");
			List<String> agents = new ArrayList<>();
			for (int host = 0; host < 5; host++) {
				agents.add(site.enrol("PC" + host).agent);
			}
			Files.write(stage.resolve(Toiling.HOSTS), agents);
		}
		for (int life = 1; life <= KILLS; life++) {
			live(folder, life);
		}
		try (Site site = new Site(folder)) {
			Toiling.check(site, confirmed);
			System.out.println(KILLS + " kills: " + Files.readAllLines(confirmed).size() + " sessions confirmed, " + rebuilds
					+ " rebuilds came to their end, " + wentOn(site) + " of them went on where one was killed");
		}
	}

	/** A process that ends at a random moment of its work. */
	private void live(Path folder, int life) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Toiling.class.getName(), folder.toString(), Integer.toString(life))
				.redirectErrorStream(true).start();
		try (BufferedReader lines = process.inputReader()) {
			StringBuilder said = new StringBuilder();
			boolean clean = false;
			for (int left = 1 + random.nextInt(80); left > 0;) {
				String line = lines.readLine();
				if (line == null || line.startsWith("toiling: failed")) {
					throw new AssertionError("seed " + seed + ", life " + life + ": " + line + "\n" + said);
				}
				said.append(line).append('\n');
				clean |= line.equals("toiling: clean");
				rebuilds += line.equals("toiling: rebuilt") ? 1 : 0;
				left -= clean ? 1 : 0;
			}
			assertEquals(true, clean, () -> "seed " + seed + ": " + said);
			long until = System.nanoTime() + random.nextInt(5_000_000);
			while (System.nanoTime() < until) {
				Thread.onSpinWait();
			}
		} catch (IOException e) {
			throw new AssertionError("seed " + seed + ", life " + life, e);
		} finally {
			process.destroyForcibly().waitFor();
		}
	}

	private static long wentOn(Site site) throws Exception {
		ResultTable events = site.report(Queries.EVENTS);
		long times = 0;
		for (int row = 0; row < events.rowCount(); row++) {
			times += events.value(row, "message").toString().contains("goes on, which was broken off") ? 1 : 0;
		}
		return times;
	}
}

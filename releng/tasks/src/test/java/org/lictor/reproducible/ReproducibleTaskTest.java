package org.lictor.reproducible;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two builds differ in folder, time and order; what is made of them does not. */
class ReproducibleTaskTest {

	private static final String COMMIT = "1790000000";

	@TempDir
	Path folder;

	@Test
	void settlesWhatP2Wrote() throws IOException {
		Path one = build("one", 1_111, List.of("a", "b"));
		Path other = build("other", 2_222, List.of("b", "a"));
		for (Path each : List.of(one, other)) {
			task(COMMIT, each).execute();
		}
		for (String platform : List.of("linux.gtk.x86_64.tar.gz", "win32.win32.x86_64.zip")) {
			assertEquals(-1, Files.mismatch(one.resolve("product-1-" + platform), other.resolve("product-1-" + platform)), platform);
		}
	}

	@Test
	void keepsEveryArtifactWhole() throws IOException {
		Path build = build("one", 1_111, List.of("b", "a"));
		task(COMMIT, build).execute();
		assertEquals("""
				<repository>
				    <property name='p2.timestamp' value='1790000000000'/>
				  <artifacts>
				    <artifact classifier='x' id='a'>
				      <property name='a'/>
				    </artifact>
				    <artifact classifier='x' id='b'>
				      <property name='b'/>
				    </artifact>
				  </artifacts>""", Files.readString(build.resolve("products/linux/gtk/x86_64/product/artifacts.xml")));
	}

	@Test
	void packsWithRightsAndNames() throws IOException, InterruptedException {
		Path build = build("one", 1_111, List.of("a"));
		task("${project.build.outputTimestamp}", build).execute();
		Process tar = new ProcessBuilder("tar", "-tvzf", build.resolve("product-1-linux.gtk.x86_64.tar.gz").toString()).start();
		String listed = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, tar.waitFor());
		assertTrue(Stream.of(listed.split("\n")).anyMatch(line -> line.startsWith("-rwxr-xr-x root/root") && line.endsWith("product/start")), listed);
		assertTrue(Stream.of(listed.split("\n")).anyMatch(line -> line.startsWith("drwxr-xr-x") && line.endsWith("product/p2/")), listed);
		try (ZipFile zip = new ZipFile(build.resolve("product-1-win32.win32.x86_64.zip").toFile())) {
			assertArrayEquals("run".getBytes(StandardCharsets.UTF_8), zip.getInputStream(zip.getEntry("product/start")).readAllBytes());
		}
	}

	@Test
	void leavesTheLastStateOfAProfileAndNothingOfTheFolder() throws IOException {
		Path build = build("one", 1_111, List.of("a"));
		task(COMMIT, build).execute();
		Path registry = build.resolve("products/linux/gtk/x86_64/product/p2/org.eclipse.equinox.p2.engine/profileRegistry/X.profile");
		try (Stream<Path> states = Files.list(registry)) {
			assertEquals(List.of(COMMIT + "000.profile.gz"), states.map(state -> state.getFileName().toString()).toList());
		}
		String profile;
		try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(registry.resolve(COMMIT + "000.profile.gz")))) {
			profile = new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		assertTrue(profile.contains("state='1112'") && profile.contains("timestamp='" + COMMIT + "000'"), profile);
		assertFalse(profile.contains(folder.toString()), profile);
	}

	@Test
	void settlesARepositoryAndPacksIt() throws IOException {
		Path one = repository("one", 1_111, List.of("a", "b"));
		Path other = repository("other", 2_222, List.of("b", "a"));
		for (Path each : List.of(one, other)) {
			ReproducibleTask task = new ReproducibleTask();
			task.setTime(COMMIT);
			task.setRepository(each.toFile());
			task.setRepositoryArchive(each.resolveSibling(each.getFileName() + ".zip").toFile());
			task.execute();
		}
		for (String name : List.of("content.jar", "artifacts.jar", "binary/root_1")) {
			assertEquals(-1, Files.mismatch(one.resolve(name), other.resolve(name)), name);
		}
		assertEquals(-1, Files.mismatch(folder.resolve("one.zip"), folder.resolve("other.zip")));
		String list = new String(Archives.first(Files.readAllBytes(one.resolve("artifacts.jar"))), StandardCharsets.UTF_8);
		assertTrue(list.contains("'download.size' value='" + Files.size(one.resolve("binary/root_1")) + "'"), list);
	}

	@Test
	void rewritesArchivesOfOthers() throws IOException {
		for (String name : List.of("one", "other")) {
			Path archives = Files.createDirectory(folder.resolve(name));
			zip(archives.resolve("all.zip"), name.equals("one") ? List.of("a", "b") : List.of("b", "a"));
			ReproducibleTask task = new ReproducibleTask();
			task.setTime(COMMIT);
			task.setArchives(archives.toFile());
			task.execute();
		}
		assertEquals(-1, Files.mismatch(folder.resolve("one/all.zip"), folder.resolve("other/all.zip")));
	}

	private ReproducibleTask task(String time, Path build) {
		ReproducibleTask task = new ReproducibleTask();
		task.setTime(time);
		task.setName("product");
		task.setInstallations(build.resolve("products").toFile());
		task.setPack(build.resolve("products").toFile());
		task.setInto(build.resolve("product-1").toString());
		return task;
	}

	private Path build(String name, long time, List<String> artifacts) throws IOException {
		Path build = Files.createDirectory(folder.resolve(name));
		for (String platform : List.of("linux/gtk/x86_64", "win32/win32/x86_64")) {
			Path product = build.resolve("products").resolve(platform).resolve("product");
			Path registry = Files.createDirectories(product.resolve("p2/org.eclipse.equinox.p2.engine/profileRegistry/X.profile"));
			for (long state : List.of(time, time + 1)) {
				try (var out = new GZIPOutputStream(Files.newOutputStream(registry.resolve(state + ".profile.gz")))) {
					out.write(("<profile timestamp='" + state + "'><property name='org.eclipse.equinox.p2.cache' value='" + product + "'/>\n<provided "
							+ String.join("/>\n<provided ", artifacts) + "/>\n<property name='unzipped|@artifact|" + product + "' value='" + String.join("|", artifacts) + "|'/>\n<x state='"
							+ (1_111 + state - time) + "'/>").getBytes(StandardCharsets.UTF_8));
				}
			}
			StringBuilder list = new StringBuilder("<repository>\n    <property name='p2.timestamp' value='" + time + "'/>\n  <artifacts>");
			artifacts.forEach(each -> list.append("\n    <artifact classifier='x' id='").append(each).append("'>\n      <property name='")
					.append(each).append("'/>\n    </artifact>"));
			if (artifacts.size() == 2) {
				Files.writeString(product.resolve("artifacts.xml"), list + "\n  </artifacts>");
				Files.writeString(Files.createDirectories(product.resolve("p2/org.eclipse.equinox.p2.engine/.settings"))
						.resolve("org.eclipse.equinox.p2.metadata.repository.prefs"), product.toString());
			}
			Path configuration = Files.createDirectories(product.resolve("configuration"));
			Files.writeString(configuration.resolve("config.ini"), "#" + time + "\n" + String.join("\n", artifacts) + "\nfile\\:" + product + "/plugins\n");
			Path start = Files.writeString(product.resolve("start"), "run");
			Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwx------"));
			Files.setLastModifiedTime(start, FileTime.fromMillis(time));
		}
		return build;
	}

	private Path repository(String name, long time, List<String> order) throws IOException {
		Path repository = Files.createDirectory(folder.resolve(name));
		CommitTime at = CommitTime.parse(Long.toString(time)).orElseThrow();
		StringBuilder units = new StringBuilder("<repository>\n  <property name='p2.timestamp' value='" + time + "'/>\n");
		for (String each : order) {
			units.append("  <provided name='").append(each).append("'>\n    <properties size='2'>\n      <property name='").append(order.get(0))
					.append("'/>\n      <property name='").append(order.get(1)).append("'/>\n    </properties>\n  </provided>\n");
		}
		Files.write(repository.resolve("content.jar"), Archives.jar("content.xml", units.append("</repository>\n").toString()
				.getBytes(StandardCharsets.UTF_8), at));
		Path binary = zip(Files.createDirectory(repository.resolve("binary")).resolve("root_1"), order);
		Files.write(repository.resolve("artifacts.jar"), Archives.jar("artifacts.xml", ("<repository>\n  <artifacts>\n"
				+ "    <artifact classifier='binary' id='root' version='1'>\n      <property name='download.size' value='" + Files.size(binary)
				+ "'/>\n      <property name='download.checksum.sha-256' value='" + order + "'/>\n    </artifact>\n  </artifacts>")
				.getBytes(StandardCharsets.UTF_8), at));
		return repository;
	}

	private static Path zip(Path file, List<String> names) throws IOException {
		try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
			for (String name : names) {
				out.putNextEntry(new java.util.zip.ZipEntry(name));
				out.write(name.getBytes(StandardCharsets.UTF_8));
			}
		}
		return file;
	}
}

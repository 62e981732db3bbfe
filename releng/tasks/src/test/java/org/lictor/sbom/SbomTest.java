package org.lictor.sbom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;

import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomTest {

	@TempDir
	Path folder;

	@BeforeEach
	void install() throws IOException {
		Files.createDirectories(folder.resolve("licences"));
		known("a.*;MIT;Ann", "a.long.name;EPL-2.0 OR MIT;Bert", "inner.jar;MIT;Ann");
		for (String licence : List.of("MIT", "EPL-2.0")) {
			Files.writeString(folder.resolve("licences/" + licence + ".txt"), "text");
		}
		Path profile = Files.createDirectories(folder.resolve("p2/any")).resolve("1.profile.gz");
		try (var out = new GZIPOutputStream(Files.newOutputStream(profile))) {
			out.write("""
					<unit id='a.long.name' version='1.2.0'><properties size='3'>
					<property name='maven-groupId' value='org.a'/>
					<property name='maven-artifactId' value='long'/>
					<property name='maven-version' value='1.2'/></properties></unit>
					""".getBytes(StandardCharsets.UTF_8));
		}
		bundle("a.long.name", "1.02");
		bundle("a.short", "3.0.0");
	}

	@Test
	void tellsOfEveryBundleWhatIsKnown() throws IOException, ParseException {
		String text = write();
		assertEquals(List.of(), new JsonParser().validate(text.getBytes(StandardCharsets.UTF_8), Version.VERSION_16));
		Bom bom = new JsonParser().parse(text.getBytes(StandardCharsets.UTF_8));
		assertEquals(List.of("a.long.name", "a.short"), bom.getComponents().stream().map(Component::getName).toList());
		Component named = bom.getComponents().getFirst();
		assertEquals("1.2.0", named.getVersion());
		assertEquals("pkg:maven/org.a/long@1.2", named.getPurl());
		assertEquals("EPL-2.0 OR MIT", named.getLicenses().getExpression().getValue(), "the longest name counts");
		assertEquals(64, named.getHashes().getFirst().getValue().length());
		assertEquals("inner.jar", named.getComponents().getFirst().getName());
		assertEquals("MIT", bom.getComponents().getLast().getLicenses().getLicenses().getFirst().getId());
	}

	@Test
	void takesABundleThatIsUnpacked() throws IOException {
		Path manifest = Files.createDirectories(folder.resolve("plugins/a.unpacked_1.0.0/META-INF")).resolve("MANIFEST.MF");
		Files.writeString(manifest, "Manifest-Version: 1.0\nBundle-SymbolicName: a.unpacked\nBundle-Version: 1.0.0\n");
		String before = write();
		assertTrue(before.contains("\"a.unpacked\""), before);
		Files.writeString(manifest.resolveSibling("other"), "more");
		assertNotEquals(before, write());
	}

	@Test
	void isTheSameForTheSameContent() throws IOException {
		assertEquals(write(), write());
	}

	@Test
	void namesWhatHasNoKnownLicence() throws IOException {
		bundle("b", "1.0.0");
		assertTrue(refusal().contains("The licence of b is not known"));
	}

	@Test
	void namesAJarInAJarThatHasNoKnownLicence() throws IOException {
		known("a.*;MIT;Ann");
		assertTrue(refusal().contains("The licence of inner.jar is not known"));
	}

	@Test
	void namesALicenceWithoutText() throws IOException {
		known("a.*;BSD-3-Clause;Ann", "inner.jar;MIT;Ann");
		assertTrue(refusal().contains("The text of the licence BSD-3-Clause of a.* is missing"));
	}

	@Test
	void writesIntoTheInstallationAndBesideTheArchive() throws IOException {
		Path products = Files.createTempDirectory(folder, "products");
		Path installation = products.resolve("macosx/cocoa/aarch64/product.app/Contents/Eclipse");
		Files.createDirectories(installation);
		for (String each : List.of("licences", "p2", "plugins")) {
			Files.move(folder.resolve(each), installation.resolve(each));
		}
		task(products).execute();
		assertEquals(-1, Files.mismatch(installation.resolve("sbom.cdx.json"), folder.resolve("product-1.0.0-macosx.cocoa.aarch64.cdx.json")));
	}

	private SbomTask task(Path products) {
		SbomTask task = new SbomTask();
		task.setName("product");
		task.setVersion("1.0.0");
		task.setProducts(products.toFile());
		task.setArchive(folder.resolve("product-1.0.0").toString());
		return task;
	}

	private String write() throws IOException {
		task(folder).execute();
		return Files.readString(folder.resolve("sbom.cdx.json"));
	}

	private String refusal() {
		return assertThrows(IllegalArgumentException.class, this::write).getMessage();
	}

	private void known(String... lines) throws IOException {
		Files.writeString(folder.resolve("licences/third-parties.txt"), "# a remark\n\n" + String.join("\n", lines));
	}

	private void bundle(String name, String version) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().putValue("Bundle-SymbolicName", name + ";singleton:=true");
		manifest.getMainAttributes().putValue("Bundle-Version", version);
		Path jar = Files.createDirectories(folder.resolve("plugins")).resolve(name + "_" + version + ".jar");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
			out.putNextEntry(new ZipEntry("lib/inner.jar"));
		}
		Files.write(jar, bytes.toByteArray());
	}
}

package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;

import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What stands in the archives, and what their start scripts say where there is no Java. */
class ArchiveTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final Duration PATIENCE = Duration.ofSeconds(60);
	private static final String WINDOWS = "win32.win32.x86_64";
	private static final String MAC = "macosx.cocoa.aarch64";
	private static final String LINUX = "linux.gtk.x86_64";

	@ParameterizedTest
	@ValueSource(strings = { "lictor-workbench", "lictor-server", "lictor-agent" })
	void holdsNoBundleInTwoVersions(String product) {
		Set<String> seen = new HashSet<>();
		for (String bundle : bundles(product, LINUX)) {
			assertTrue(seen.add(bundle.replaceAll("_\\d[^_]*$", "")), () -> bundle + " is there twice");
		}
		// the agent runs without OSGi
		assertTrue(seen.contains(product.equals("lictor-agent") ? "org.lictor.agent" : "org.eclipse.osgi"), seen::toString);
	}

	@ParameterizedTest
	@ValueSource(strings = { "lictor-server", "lictor-agent" })
	void holdsNothingOfAWindow(String product) {
		for (String bundle : bundles(product, LINUX)) {
			assertFalse(bundle.matches("org\\.eclipse\\.(swt|jface|ui|nebula|e4\\.ui).*|org\\.lictor\\.workbench.*"), bundle);
		}
	}

	@Test
	void holdsNothingOfTheServerInTheAgent() {
		for (String bundle : bundles("lictor-agent", LINUX)) {
			assertFalse(bundle.matches("org\\.lictor\\.(core|store|http|server|report|remote|workbench|derby|adapter).*"), bundle);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "lictor-workbench", "lictor-server", "lictor-agent" })
	void isThereForEveryPlatformWithItsStartScript(String product) throws IOException {
		try (ZipFile zip = new ZipFile(Products.archive(product, WINDOWS).toFile())) {
			assertTrue(zip.stream().anyMatch(entry -> entry.getName().endsWith("/" + product + ".bat")));
		}
		for (String platform : List.of(LINUX, MAC)) {
			String script = tar("-tvzf", Products.archive(product, platform)).stream()
					.filter(line -> line.endsWith("/" + product)).findFirst().orElseThrow();
			assertTrue(script.startsWith("-rwxr-xr-x"), script);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "lictor-workbench", "lictor-server", "lictor-agent" })
	void saysInOneSentenceThatJavaIsMissing(String product) throws IOException {
		Path script = Products.unpack(product, STAGE.folder("no java/" + product));
		assertMissing(withoutJava(script));
		// a Java that is too old is none
		ProcessBuilder builder = withoutJava(script);
		builder.environment().put("JAVA_HOME", java("17.0.9", STAGE.folder("old java/" + product)).toString());
		assertMissing(builder);
	}

	/** A product is updated and not added to another. */
	@Test
	void theRepositoryOffersWhatIsNoPartOfAProduct() throws Exception {
		Set<String> offered = new HashSet<>();
		try (ZipFile zip = new ZipFile(Products.repository().resolve("content.jar").toFile());
				InputStream content = zip.getInputStream(zip.getEntry("content.xml"))) {
			XPath paths = XPathFactory.newDefaultInstance().newXPath();
			NodeList found = (NodeList) paths.evaluate("//unit[properties/property/@name='org.eclipse.equinox.p2.type.category']/requires/required/@name",
					new InputSource(content), XPathConstants.NODESET);
			for (int each = 0; each < found.getLength(); each++) {
				offered.add(found.item(each).getNodeValue());
			}
		}
		assertEquals(Set.of("org.lictor.adapter.custom.feature.feature.group", "org.lictor.testkit.feature.feature.group",
				"org.lictor.simulator.feature.feature.group"), offered);
	}

	/** Java refuses such classes in two lines on standard error, at every command. */
	@Test
	void classesOfCommandsAreForgottenWhereTheyWereNotMade() throws IOException {
		Path script = Products.unpack("lictor-server", STAGE.folder("first place"));
		Path java = java("25.0.1", STAGE.folder("java"));
		Path classes = Path.of("configuration/commands.jsa");
		Files.writeString(script.resolveSibling(classes), "of nobody knows where");
		command(script, java);
		assertFalse(Files.exists(script.resolveSibling(classes)));
		Files.writeString(script.resolveSibling(classes), "of this place");
		command(script, java);
		assertTrue(Files.exists(script.resolveSibling(classes)));

		Path moved = Files.move(script.getParent(), STAGE.folder("with blanks").resolve("second place")).resolve("lictor-server");
		command(moved, java);
		assertFalse(Files.exists(moved.resolveSibling(classes)));
		Files.writeString(moved.resolveSibling(classes), "of the second place");
		command(moved, java("25.0.1", STAGE.folder("another java")));
		assertFalse(Files.exists(moved.resolveSibling(classes)));
	}

	private static void command(Path script, Path java) {
		ProcessBuilder builder = new ProcessBuilder(script.toString(), "servers", "list");
		builder.environment().put("JAVA_HOME", java.toString());
		try (Program program = new Program("start script", builder)) {
			assertEquals(0, program.exit(PATIENCE), program::transcript);
			assertEquals(List.of(), program.err());
		}
	}

	/** In the given folder something that a start script takes for a Java and that does nothing. */
	private static Path java(String version, Path folder) throws IOException {
		Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
		Path java = Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("java"), "#!/bin/sh\nexit 0\n");
		Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
		return folder;
	}

	/** In a mount namespace of its own, in which the folders where Java is installed are empty. */
	private static ProcessBuilder withoutJava(Path script) {
		Root.require("hides the installed Java from a start script");
		StringBuilder hide = new StringBuilder();
		for (String folder : List.of("/usr/lib/jvm", "/usr/java", "/opt")) {
			hide.append("[ ! -d ").append(folder).append(" ] || mount -t tmpfs tmpfs ").append(folder).append(" && ");
		}
		ProcessBuilder builder = new ProcessBuilder("unshare", "--mount", "sh", "-c", hide + "exec \"$0\" --help",
				script.toString());
		builder.environment().remove("JAVA_HOME");
		builder.environment().put("HOME", STAGE.folder("no home").toString());
		builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
		return builder;
	}

	private static void assertMissing(ProcessBuilder builder) {
		try (Program program = new Program("start script", builder)) {
			int exit = program.exit(PATIENCE);
			assertTrue(exit != 0, program::transcript);
			assertEquals(List.of(), program.out());
			assertEquals(1, program.err().size(), program::transcript);
			Sentences.check(program.err().getFirst(), "Java 21");
		}
	}

	private static List<String> bundles(String product, String platform) {
		return tar("-tzf", Products.archive(product, platform)).stream()
				.filter(name -> name.matches(".*/plugins/[^/]+(\\.jar|/)")).map(name -> Path.of(name).getFileName().toString())
				.map(name -> name.replaceAll("\\.jar$", "")).toList();
	}

	private static List<String> tar(String options, Path archive) {
		try (Program program = new Program("tar", new ProcessBuilder("tar", options, archive.toString()))) {
			assertEquals(0, program.exit(PATIENCE), program::transcript);
			return program.out();
		}
	}
}

package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * What can be told of the agent's packages for Windows and macOS where there is neither: they are whole, their scripts
 * parse as far as a shell for them is here, and name files that are there.
 */
class AgentArchivesTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Test
	void holdWhatWindowsNeedsToRunAService() throws IOException {
		try (ZipFile zip = new ZipFile(Products.agentPackage("windows-x86_64.zip").toFile())) {
			Set<String> names = zip.stream().map(ZipEntry::getName).map(name -> name.substring(name.indexOf('/') + 1))
					.collect(Collectors.toSet());
			assertTrue(names.containsAll(Set.of("install.ps1", "uninstall.ps1", "lictor-agent.bat", "java.bat",
					"service/lictor-agent-service.exe", "service/LICENSE.txt", "service/NOTICE.txt")), names::toString);
			for (String bundle : List.of("org.lictor.agent", "org.lictor.agent.protocol", "com.google.gson")) {
				assertEquals(1, names.stream().filter(name -> name.startsWith("plugins/" + bundle + "_")).count(), names::toString);
			}
			String root = Products.agentPackage("windows-x86_64.zip").getFileName().toString().replace(".zip", "/");
			byte[] runner = zip.getInputStream(zip.getEntry(root + "service/lictor-agent-service.exe")).readAllBytes();
			assertEquals("MZ", new String(runner, 0, 2, StandardCharsets.US_ASCII));
			String script = text(zip, root + "install.ps1");
			// the options of Java are taken from this line of the start script
			assertTrue(script.contains("-Pattern '^\"%LICTOR_JAVA%\"'"), script);
			assertEquals(1, text(zip, root + "lictor-agent.bat").lines()
					.filter(line -> line.startsWith("\"%LICTOR_JAVA%\"") && line.contains(" -Xmx20m ")).count());
		}
	}

	private static String text(ZipFile zip, String name) throws IOException {
		return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
	}

	@Test
	void holdWhatMacOsNeedsToRunADaemon() throws Exception {
		Path folder = STAGE.folder("macos");
		good("tar", "-xzf", Products.agentPackage("macos-aarch64.tar.gz").toString(), "-C", folder.toString(),
				"--strip-components=1");
		List<Path> scripts = Stream.of("lictor-agent", "command", "setup", "install.sh", "uninstall.sh").map(folder::resolve).toList();
		for (Path script : scripts) {
			assertTrue(Files.isExecutable(script), script::toString);
			good("sh", "-n", script.toString());
		}
		assertTrue(Files.isRegularFile(folder.resolve("java.sh")) && Files.isDirectory(folder.resolve("plugins")));

		List<String> daemon = entries(plist(folder.resolve("org.lictor.agent.plist")));

		String home = "/usr/local/lib/lictor-agent";
		assertTrue(daemon.containsAll(List.of("Label=org.lictor.agent", "ProgramArguments=" + home + "/setup run")), daemon::toString);
		assertTrue(Files.readString(folder.resolve("command")).contains("home='" + home + "'"));
		assertTrue(Files.readString(folder.resolve("install.sh")).contains("home=" + home + "\n"));
	}

	private static void good(String... command) {
		try (Program program = new Program(command[0], new ProcessBuilder(command))) {
			assertEquals(0, program.exit(PATIENCE), program::transcript);
		}
	}

	private static Document plist(Path file) throws Exception {
		DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
		// the definition of property lists lies on a web site
		builder.setEntityResolver((publicId, systemId) -> new InputSource(new ByteArrayInputStream(new byte[0])));
		return builder.parse(file.toFile());
	}

	/** The keys of the outermost dictionary, each with the text of its value. */
	private static List<String> entries(Document plist) {
		Element root = plist.getDocumentElement();
		assertEquals("plist", root.getTagName());
		List<Element> children = elements(elements(root).getFirst());
		List<String> entries = new ArrayList<>();
		for (int child = 0; child < children.size(); child += 2) {
			assertEquals("key", children.get(child).getTagName());
			entries.add(children.get(child).getTextContent() + "="
					+ children.get(child + 1).getTextContent().strip().replaceAll("\\s+", " "));
		}
		return entries;
	}

	private static List<Element> elements(Element parent) {
		List<Element> elements = new ArrayList<>();
		for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element element) {
				elements.add(element);
			}
		}
		return elements;
	}
}

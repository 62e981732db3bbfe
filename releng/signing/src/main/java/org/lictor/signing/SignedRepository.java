package org.lictor.signing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A p2 repository in a folder, with a signature of every artifact where p2's PGPSignatureVerifier looks for it: the property
 * {@code pgp.signatures} of the artifact, and the key in {@code pgp.publicKeys} of the repository.
 */
public final class SignedRepository {

	private static final String SIGNATURES = "pgp.signatures";
	private static final String KEYS = "pgp.publicKeys";
	private static final Map<String, String> FOLDERS = Map.of("osgi.bundle", "plugins", "org.eclipse.update.feature", "features", "binary", "binary");

	private final Path folder;

	/** @param folder with artifacts.jar or artifacts.xml in it */
	public SignedRepository(Path folder) {
		this.folder = folder;
	}

	/**
	 * Signs all artifacts, in place of signatures that were there.
	 *
	 * @param key that signs
	 * @return how many were signed
	 * @throws IOException when the repository cannot be read or written
	 */
	public int sign(SigningKey key) throws IOException {
		Document list = read();
		Element repository = list.getDocumentElement();
		set(properties(repository), KEYS, key.publicKey());
		List<Element> artifacts = children(children(repository, "artifacts").getFirst(), "artifact");
		for (Element artifact : artifacts) {
			set(properties(artifact), SIGNATURES, key.sign(file(artifact)));
		}
		write(list);
		return artifacts.size();
	}

	private Path file(Element artifact) throws IOException {
		String kind = FOLDERS.get(artifact.getAttribute("classifier"));
		String name = artifact.getAttribute("id") + "_" + artifact.getAttribute("version");
		if (kind == null) {
			throw new IOException(folder + ": the artifact " + name + " is of the unknown kind " + artifact.getAttribute("classifier"));
		}
		return folder.resolve(kind).resolve(kind.equals("binary") ? name : name + ".jar");
	}

	private Element properties(Element of) {
		return children(of, "properties").stream().findFirst().orElseGet(() -> {
			Element made = of.getOwnerDocument().createElement("properties");
			of.insertBefore(made, of.getFirstChild());
			return made;
		});
	}

	private static void set(Element properties, String name, String value) {
		children(properties, "property").stream().filter(each -> each.getAttribute("name").equals(name)).forEach(properties::removeChild);
		Element property = properties.getOwnerDocument().createElement("property");
		property.setAttribute("name", name);
		property.setAttribute("value", value);
		properties.appendChild(property);
		properties.setAttribute("size", Integer.toString(children(properties, "property").size()));
	}

	private static List<Element> children(Element of, String name) {
		List<Element> found = new ArrayList<>();
		for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element element && element.getTagName().equals(name)) {
				found.add(element);
			}
		}
		return found;
	}

	private Document read() throws IOException {
		Path jar = folder.resolve("artifacts.jar");
		if (Files.exists(jar)) {
			try (ZipFile zip = new ZipFile(jar.toFile()); InputStream in = zip.getInputStream(zip.getEntry("artifacts.xml"))) {
				return parse(in);
			}
		}
		try (InputStream in = Files.newInputStream(folder.resolve("artifacts.xml"))) {
			return parse(in);
		}
	}

	private Document parse(InputStream in) throws IOException {
		try {
			return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(in);
		} catch (SAXException | ParserConfigurationException e) {
			throw new IOException("the list of artifacts in " + folder + " cannot be read: " + e.getMessage(), e);
		}
	}

	/** The list goes into one file, and the index, where there is one, says so: others that may lie there have no signatures. */
	private void write(Document list) throws IOException {
		try {
			if (Files.deleteIfExists(folder.resolve("artifacts.jar"))) {
				Files.deleteIfExists(folder.resolve("artifacts.xml.xz"));
				try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve("artifacts.jar")))) {
					out.putNextEntry(new ZipEntry("artifacts.xml"));
					transform(list, out);
					out.closeEntry();
				}
				Path index = folder.resolve("p2.index");
				if (Files.exists(index)) {
					Files.write(index, Files.readAllLines(index).stream()
							.map(line -> line.startsWith("artifact.repository.factory.order") ? "artifact.repository.factory.order=artifacts.xml,!" : line)
							.toList());
				}
			} else {
				try (OutputStream out = Files.newOutputStream(folder.resolve("artifacts.xml"))) {
					transform(list, out);
				}
			}
		} catch (TransformerException e) {
			throw new IOException("the list of artifacts in " + folder + " cannot be written: " + e.getMessage(), e);
		}
	}

	private static void transform(Document list, OutputStream out) throws TransformerException {
		TransformerFactory.newDefaultInstance().newTransformer().transform(new DOMSource(list), new StreamResult(out));
	}
}

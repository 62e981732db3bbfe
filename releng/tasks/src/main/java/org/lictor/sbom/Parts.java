package org.lictor.sbom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.license.Expression;

/** The parts of a product, with what is known of each. */
final class Parts {

	private static final int NUMBERS = 3;

	private final Path installation;
	private final Licences licences;

	/**
	 * @param installation folder of the product
	 * @param licences     what is known of licences
	 */
	Parts(Path installation, Licences licences) {
		this.installation = installation;
		this.licences = licences;
	}

	/**
	 * @return its bundles, by the names of their jars
	 * @throws IOException              when one cannot be read
	 * @throws IllegalArgumentException when the licence of one is not known
	 */
	List<Component> bundles() throws IOException {
		Coordinates coordinates = Coordinates.read(installation);
		List<Path> jars;
		try (Stream<Path> files = Files.list(installation.resolve("plugins"))) {
			jars = files.sorted().toList();
		}
		List<Component> bundles = new ArrayList<>();
		for (Path jar : jars) {
			bundles.add(Files.isDirectory(jar) ? unpacked(jar, coordinates) : bundle(jar, coordinates));
		}
		return bundles;
	}

	/** A bundle that p2 unpacks, because it has libraries or programs in it. */
	private Component unpacked(Path folder, Coordinates coordinates) throws IOException {
		Manifest manifest;
		try (InputStream in = Files.newInputStream(folder.resolve(JarFile.MANIFEST_NAME))) {
			manifest = new Manifest(in);
		}
		Component bundle = bundle(manifest.getMainAttributes(), coordinates);
		List<Path> files;
		try (Stream<Path> all = Files.walk(folder)) {
			files = all.filter(Files::isRegularFile).sorted().toList();
		}
		StringBuilder sums = new StringBuilder();
		for (Path file : files) {
			sums.append(sha256(Files.readAllBytes(file))).append("  ").append(folder.relativize(file)).append('\n');
		}
		bundle.setDescription("Unpacked: the sum is that of the sums of its files, as sha256sum lists them by name.");
		bundle.addHash(new Hash(Hash.Algorithm.SHA_256, sha256(sums.toString().getBytes(StandardCharsets.UTF_8))));
		return bundle;
	}

	private Component bundle(Path jar, Coordinates coordinates) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			Component bundle = bundle(file.getManifest().getMainAttributes(), coordinates);
			bundle.addHash(new Hash(Hash.Algorithm.SHA_256, sha256(Files.readAllBytes(jar))));
			for (JarEntry entry : file.stream().filter(each -> each.getName().endsWith(".jar")).toList()) {
				try (InputStream in = file.getInputStream(entry)) {
					Component inner = component(Component.Type.LIBRARY, Path.of(entry.getName()).getFileName().toString(),
							bundle.getVersion());
					inner.setBomRef(bundle.getName() + "/" + entry.getName());
					inner.addHash(new Hash(Hash.Algorithm.SHA_256, sha256(in.readAllBytes())));
					bundle.addComponent(inner);
				}
			}
			return bundle;
		}
	}

	private Component bundle(Attributes manifest, Coordinates coordinates) {
		String name = manifest.getValue("Bundle-SymbolicName").split(";")[0].strip();
		String version = full(manifest.getValue("Bundle-Version").strip());
		Component bundle = component(Component.Type.LIBRARY, name, version);
		coordinates.of(name, version).ifPresent(bundle::setPurl);
		return bundle;
	}

	/** With all three numbers, and none as 04, as p2 and the names of jars have it: a manifest may say it otherwise. */
	private static String full(String version) {
		return version.replaceAll("(?<=^|[.])0+(?=[0-9]+(?:[.]|$))", "") + ".0".repeat(Math.max(0, NUMBERS - version.split("[.]").length));
	}

	/**
	 * @param jre folder of a Java runtime
	 * @return it as a part
	 * @throws IOException when it cannot be read
	 */
	Component runtime(Path jre) throws IOException {
		Properties release = new Properties();
		try (InputStream in = Files.newInputStream(jre.resolve("release"))) {
			release.load(in);
		}
		Component runtime = component(Component.Type.PLATFORM, "java-runtime", unquoted(release, "JAVA_VERSION"));
		runtime.setDescription("A Java runtime with the modules " + unquoted(release, "MODULES") + "; the sum is that of lib/modules.");
		runtime.addHash(new Hash(Hash.Algorithm.SHA_256, sha256(Files.readAllBytes(jre.resolve("lib/modules")))));
		return runtime;
	}

	private static String unquoted(Properties release, String key) {
		return release.getProperty(key, "unknown").replace("\"", "");
	}

	/**
	 * @param file    something else that is shipped
	 * @param group   of it on Maven Central
	 * @param name    of it there
	 * @param version of it
	 * @return it as a part
	 * @throws IOException when it cannot be read
	 */
	Component file(Path file, String group, String name, String version) throws IOException {
		Component part = component(Component.Type.APPLICATION, name, version);
		part.setPurl(Coordinates.purl(group, name, version));
		part.addHash(new Hash(Hash.Algorithm.SHA_256, sha256(Files.readAllBytes(file))));
		return part;
	}

	private Component component(Component.Type type, String name, String version) {
		Licences.Line known = licences.of(name);
		Component component = new Component();
		component.setType(type);
		component.setBomRef(name + "@" + version);
		component.setName(name);
		component.setVersion(version);
		component.setCopyright(known.holder());
		LicenseChoice choice = new LicenseChoice();
		if (known.expression().contains(" ")) {
			choice.setExpression(new Expression(known.expression()));
		} else {
			License licence = new License();
			licence.setId(known.expression());
			choice.addLicense(licence);
		}
		component.setLicenses(choice);
		return component;
	}

	private static String sha256(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}
}

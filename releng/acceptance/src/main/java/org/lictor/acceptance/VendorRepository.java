package org.lictor.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import jdk.security.jarsigner.JarSigner;

/**
 * The p2 repository of a vendor: the server type {@code custom} of the repository that the build made, in another version, which
 * names itself otherwise.
 */
public final class VendorRepository {

	/** Id of the feature that is installed. */
	public static final String FEATURE = "org.lictor.adapter.custom.feature";
	/** Label of the type as the build made it. */
	public static final String LABEL = "Custom (XML file)";

	private final Republished part;

	/** @param folder an empty one */
	public VendorRepository(Path folder) {
		part = new Republished(folder, "org\\.lictor\\.adapter\\.custom.*");
	}

	/** @return where it is */
	public Path folder() {
		return part.folder();
	}

	/**
	 * Publishes a version, in place of what was published before.
	 *
	 * @param version such as {@code 1.0.1}
	 * @param label   of the type, as long as the one that the build made
	 */
	public void publish(String version, String label) {
		if (label.length() != LABEL.length()) {
			throw new IllegalArgumentException("the label is replaced in a class file: as many letters as in " + LABEL);
		}
		part.publish(version, text -> text.replace(LABEL, label));
	}

	/**
	 * Signs the jars that were published with a certificate, as {@code jarsigner} does, which changes them, and publishes them so.
	 *
	 * @param version that was published last
	 * @param signer  signs
	 * @throws IOException when the jars cannot be written
	 */
	public void sign(String version, JarSigner signer) throws IOException {
		for (String kind : List.of("plugins", "features")) {
			try (Stream<Path> jars = Files.list(folder().resolve(kind))) {
				for (Path jar : jars.filter(each -> each.getFileName().toString().endsWith("_" + version + ".jar")).toList()) {
					Path signed = jar.resolveSibling("signed");
					try (ZipFile from = new ZipFile(jar.toFile()); OutputStream to = Files.newOutputStream(signed)) {
						signer.sign(from, to);
					}
					Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
				}
			}
		}
		part.publishChangedJars();
	}

	/**
	 * @param version that was published
	 * @return the bundle of it
	 */
	public Path bundle(String version) {
		return folder().resolve("plugins").resolve("org.lictor.adapter.custom_" + version + ".jar");
	}
}

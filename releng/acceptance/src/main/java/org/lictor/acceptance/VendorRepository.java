package org.lictor.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The p2 repository of a vendor: the server type {@code custom} of the repository that the build made, in another version, which
 * names itself otherwise.
 */
public final class VendorRepository {

	/** Id of the feature that is installed. */
	public static final String FEATURE = "org.lictor.adapter.custom.feature";
	/** Label of the type as the build made it. */
	public static final String LABEL = "Custom (XML file)";

	private static final String BUNDLE = "org.lictor.adapter.custom";

	private static final Pattern ARTIFACT = Pattern.compile(
			"(<artifact classifier='([^']+)'[^>]*>)\\s*<properties size='\\d+'>.*?</properties>", Pattern.DOTALL);

	private final Path built = Products.repository();
	private final Path folder;

	/** @param folder an empty one */
	public VendorRepository(Path folder) {
		this.folder = folder;
	}

	/** @return where it is */
	public Path folder() {
		return folder;
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
		String old = builtVersion();
		UnaryOperator<String> renewed = text -> text.replace(old, version);
		try {
			copy("plugins", BUNDLE, old, bundle(version), version, label);
			copy("features", FEATURE, old, feature(version), version, label);
			Files.writeString(folder.resolve("content.xml"), renewed.apply(cut("content", "unit", "units")));
			// other jars, other sums
			Files.writeString(folder.resolve("artifacts.xml"), ARTIFACT.matcher(renewed.apply(cut("artifacts", "artifact", "artifacts")))
					.replaceAll(artifact -> artifact.group(1) + "<properties size='1'><property name='download.checksum.sha-512' value='"
							+ sum(artifact.group(2).equals("osgi.bundle") ? bundle(version) : feature(version)) + "'/></properties>"));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** @return the version that the build made */
	public String builtVersion() {
		try (Stream<Path> files = Files.list(built.resolve("plugins"))) {
			return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith(BUNDLE + "_"))
					.map(name -> name.substring(BUNDLE.length() + 1).replaceAll("\\.jar$", "")).findFirst().orElseThrow();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * @param version that was published
	 * @return the bundle of it
	 */
	public Path bundle(String version) {
		return folder.resolve("plugins").resolve(BUNDLE + "_" + version + ".jar");
	}

	private Path feature(String version) {
		return folder.resolve("features").resolve(FEATURE + "_" + version + ".jar");
	}

	private static String sum(Path file) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file)));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	private void copy(String kind, String name, String old, Path to, String version, String label) throws IOException {
		Files.createDirectories(to.getParent());
		try (ZipFile jar = new ZipFile(built.resolve(kind).resolve(name + "_" + old + ".jar").toFile());
				ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
			for (ZipEntry entry : jar.stream().toList()) {
				out.putNextEntry(new ZipEntry(entry.getName()));
				// every byte is one letter, in classes too
				String content = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
				out.write(content.replace(old, version).replace(LABEL, label).getBytes(StandardCharsets.ISO_8859_1));
				out.closeEntry();
			}
		}
	}

	/** A list of the repository, with only the elements that are of the server type. */
	private String cut(String list, String element, String elements) throws IOException {
		String text;
		try (ZipFile jar = new ZipFile(built.resolve(list + ".jar").toFile());
				InputStream in = jar.getInputStream(jar.getEntry(list + ".xml"))) {
			text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		List<String> ours = Pattern.compile("\\n    <" + element + " [^>]*id='" + BUNDLE + "[^']*'.*?\\n    </" + element + ">", Pattern.DOTALL)
				.matcher(text).results().map(MatchResult::group).toList();
		return text.substring(0, text.indexOf("<" + elements + " size=")) + "<" + elements + " size='" + ours.size() + "'>"
				+ ours.stream().collect(Collectors.joining()) + "\n  </" + elements + ">\n</repository>\n";
	}
}

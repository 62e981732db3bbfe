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

/** A part of the p2 repository that the build made, in a repository of its own and in another version. */
public final class Republished {

	private static final String BUNDLE = "org.lictor.api";
	private static final Pattern ARTIFACT = Pattern.compile(
			"(<artifact classifier='([^']+)' id='([^']+)' version='([^']+)'[^>]*>)\\s*<properties size='\\d+'>.*?</properties>", Pattern.DOTALL);

	private final Path built = Products.repository();
	private final Path folder;
	private final Pattern ids;

	/**
	 * @param folder an empty one
	 * @param ids    a regular expression of the ids of what is published
	 */
	public Republished(Path folder, String ids) {
		this.folder = folder;
		this.ids = Pattern.compile(ids);
	}

	/**
	 * The newer release of all that is Lictor's own; what others made stays as it is, and is not in it.
	 *
	 * @param folder an empty one
	 * @return its repository, in which nothing is published yet
	 */
	public static Republished release(Path folder) {
		return new Republished(folder, "(org\\.lictor\\.|lictor-|tooling).*");
	}

	/** @return where it is */
	public Path folder() {
		return folder;
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
	 * Publishes a version, in place of what was published before.
	 *
	 * @param version such as {@code 1.0.1}
	 * @param change  of the content of every file in every jar, in which every byte is one letter
	 */
	public void publish(String version, UnaryOperator<String> change) {
		String old = builtVersion();
		UnaryOperator<String> renewed = text -> text.replace(old, version);
		try {
			for (String kind : List.of("plugins", "features", "binary")) {
				try (Stream<Path> files = Files.list(built.resolve(kind))) {
					for (Path file : files.filter(each -> each.getFileName().toString().contains("_" + old)).toList()) {
						if (ids.matcher(file.getFileName().toString()).matches()) {
							Path to = Files.createDirectories(folder.resolve(kind)).resolve(renewed.apply(file.getFileName().toString()));
							copy(file, to, text -> change.apply(renewed.apply(text)));
						}
					}
				}
			}
			Files.writeString(folder.resolve("content.xml"), renewed.apply(cut("content", "unit", "units")));
			writeSums(renewed.apply(cut("artifacts", "artifact", "artifacts")));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Publishes what the jars are now, after they were changed. */
	public void publishChangedJars() {
		try {
			writeSums(Files.readString(folder.resolve("artifacts.xml")));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Other jars, other sums. */
	private void writeSums(String artifacts) throws IOException {
		Files.writeString(folder.resolve("artifacts.xml"), ARTIFACT.matcher(artifacts)
				.replaceAll(artifact -> artifact.group(1) + "<properties size='1'><property name='download.checksum.sha-512' value='"
						+ sum(file(artifact.group(2), artifact.group(3) + "_" + artifact.group(4))) + "'/></properties>"));
	}

	private Path file(String classifier, String name) {
		return switch (classifier) {
		case "osgi.bundle" -> folder.resolve("plugins").resolve(name + ".jar");
		case "org.eclipse.update.feature" -> folder.resolve("features").resolve(name + ".jar");
		default -> folder.resolve(classifier).resolve(name);
		};
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

	private static void copy(Path from, Path to, UnaryOperator<String> change) throws IOException {
		try (ZipFile jar = new ZipFile(from.toFile()); ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
			for (ZipEntry entry : jar.stream().toList()) {
				out.putNextEntry(new ZipEntry(entry.getName()));
				String content = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
				out.write(change.apply(content).getBytes(StandardCharsets.ISO_8859_1));
				out.closeEntry();
			}
		}
	}

	/** A list of the repository, with only the elements that are published. */
	private String cut(String list, String element, String elements) throws IOException {
		String text;
		try (ZipFile jar = new ZipFile(built.resolve(list + ".jar").toFile());
				InputStream in = jar.getInputStream(jar.getEntry(list + ".xml"))) {
			text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		List<String> ours = Pattern.compile("\\n    <" + element + " [^>]*id='([^']*)'.*?\\n    </" + element + ">", Pattern.DOTALL)
				.matcher(text).results().filter(found -> ids.matcher(found.group(1)).matches()).map(MatchResult::group).toList();
		return text.substring(0, text.indexOf("<" + elements + " size=")) + "<" + elements + " size='" + ours.size() + "'>"
				+ ours.stream().collect(Collectors.joining()) + "\n  </" + elements + ">\n</repository>\n";
	}
}

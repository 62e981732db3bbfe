package org.lictor.reproducible;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What p2 writes has times and folders of the build in it, and things in the order in which threads brought them. */
final class P2Files {

	private static final Pattern ARTIFACT = Pattern.compile("\\n    <artifact [^>]*(?:/>|>.*?</artifact>)", Pattern.DOTALL);

	private static final Pattern BINARY = Pattern.compile("<artifact classifier='binary' id='([^']*)' version='([^']*)'");

	private static final Pattern UNZIPPED = Pattern.compile("(<property name='unzipped[|][^']*' value=')([^']*)'");

	private final CommitTime time;

	/** @param time that stands for now */
	P2Files(CommitTime time) {
		this.time = time;
	}

	/**
	 * Settles what p2 wrote into an installation.
	 *
	 * @param installation folder of a product
	 * @param name         of the product
	 * @throws IOException when a file cannot be read or written
	 */
	void settle(Path installation, String name) throws IOException {
		rewrite(installation.resolve("artifacts.xml"));
		Path cache = installation.resolve("p2/org.eclipse.equinox.p2.core/cache");
		binaries(cache);
		rewrite(cache.resolve("artifacts.xml"));
		Path platform = installation.resolve("configuration/org.eclipse.update/platform.xml");
		if (Files.exists(platform)) {
			Files.writeString(platform, Files.readString(platform).replaceAll("date=\"\\d+\"", "date=\"" + time.millis() + "\""));
		}
		Path settings = installation.resolve("configuration/config.ini");
		Files.write(settings, Files.readAllLines(settings).stream().filter(line -> !line.startsWith("#"))
				.map(line -> line.replace(installation + "/", "")).sorted().toList());
		// the repositories that it was built from
		for (Path each : List.of(Path.of("org.eclipse.equinox.p2.artifact.repository.prefs"), Path.of("org.eclipse.equinox.p2.metadata.repository.prefs"))) {
			Files.deleteIfExists(installation.resolve("p2/org.eclipse.equinox.p2.engine/.settings").resolve(each));
		}
		List<Path> registries;
		try (Stream<Path> folders = Files.list(installation.resolve("p2/org.eclipse.equinox.p2.engine/profileRegistry"))) {
			registries = folders.filter(folder -> folder.toString().endsWith(".profile")).toList();
		}
		for (Path registry : registries) {
			profile(registry, installation, name);
		}
	}

	/** Leaves the last state of a profile. p2 finds out itself where an installation stands. */
	private void profile(Path registry, Path installation, String name) throws IOException {
		List<Path> states;
		try (Stream<Path> files = Files.list(registry)) {
			states = files.filter(file -> file.toString().endsWith(".profile.gz")).sorted().toList();
		}
		String text;
		try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(states.getLast()))) {
			text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		for (Path state : states) {
			Files.delete(state);
		}
		text = unzipped(provided(text)).replace(installation.toString(), "/opt/" + name).replaceFirst("timestamp='\\d+'", "timestamp='" + time.millis() + "'")
				.replaceAll("(<property name='org.eclipse.equinox.p2.(?:cache|installFolder)' value=')[^']*'", "$1/opt/" + name + "'");
		try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(registry.resolve(time.millis() + ".profile.gz")))) {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
	}

	private void rewrite(Path list) throws IOException {
		if (Files.exists(list)) {
			Files.writeString(list, measured(list(Files.readString(list)), list.getParent()));
		}
	}

	/** A list of units or artifacts, with the time of the commit, artifacts by name. */
	private String list(String text) {
		String timed = provided(text).replaceAll("(<property name='p2.timestamp' value=')\\d+'", "$1" + time.millis() + "'");
		List<MatchResult> artifacts = ARTIFACT.matcher(timed).results().toList();
		if (artifacts.isEmpty()) {
			return timed;
		}
		return timed.substring(0, artifacts.getFirst().start()) + artifacts.stream().map(MatchResult::group).sorted().collect(Collectors.joining())
				+ timed.substring(artifacts.getLast().end());
	}

	/** The files that came out of an artifact, by name; a folder stays before what is in it. */
	private static String unzipped(String text) {
		return UNZIPPED.matcher(text).replaceAll(files -> Matcher.quoteReplacement(files.group(1)
				+ Stream.of(files.group(2).split("[|]")).sorted().map(file -> file + "|").collect(Collectors.joining()) + "'"));
	}

	/** What a unit provides, by name, and what is said of each: p2 leaves both in the order of a set. */
	private static String provided(String text) {
		StringBuilder settled = new StringBuilder();
		List<String> elements = new ArrayList<>();
		for (Iterator<String> lines = text.lines().iterator(); lines.hasNext();) {
			String line = lines.next();
			if (line.strip().startsWith("<provided ")) {
				elements.add(line.endsWith("/>") ? line : line + "\n" + rest(lines));
			} else {
				elements.stream().sorted().forEach(element -> settled.append(element).append('\n'));
				elements.clear();
				settled.append(line).append(lines.hasNext() || text.endsWith("\n") ? "\n" : "");
			}
		}
		elements.stream().sorted().forEach(element -> settled.append(element).append('\n'));
		return settled.toString();
	}

	private static String rest(Iterator<String> lines) {
		List<String> inside = new ArrayList<>();
		String line = lines.next();
		while (!line.strip().equals("</provided>")) {
			inside.add(line);
			line = lines.next();
		}
		List<String> properties = inside.stream().filter(each -> each.strip().startsWith("<property ")).sorted().toList();
		int first = inside.indexOf(inside.stream().filter(each -> each.strip().startsWith("<property ")).findFirst().orElse(""));
		for (int index = 0; index < properties.size(); index++) {
			inside.set(first + index, properties.get(index));
		}
		return String.join("\n", inside) + "\n" + line;
	}

	/**
	 * Settles the files that features bring to the top of an installation, which Tycho packs in the order of a set.
	 *
	 * @param folder with a folder {@code binary}, if there are any
	 * @throws IOException when a file cannot be read or written
	 */
	void binaries(Path folder) throws IOException {
		if (Files.exists(folder.resolve("binary"))) {
			Archives writer = new Archives(time);
			try (Stream<Path> files = Files.list(folder.resolve("binary"))) {
				for (Path file : files.toList()) {
					writer.rewrite(file);
				}
			}
		}
	}

	/** A list of artifacts with the sizes and sums that the files have now. */
	private static String measured(String list, Path folder) {
		return ARTIFACT.matcher(list).replaceAll(artifact -> {
			Matcher binary = BINARY.matcher(artifact.group());
			if (!binary.find()) {
				return Matcher.quoteReplacement(artifact.group());
			}
			try {
				byte[] content = Files.readAllBytes(folder.resolve("binary").resolve(binary.group(1) + "_" + binary.group(2)));
				return Matcher.quoteReplacement(artifact.group().replaceAll("(name='(?:artifact|download).size' value=')\\d+'", "$1" + content.length + "'")
						.replaceAll("(name='download.checksum.sha-512' value=')[^']*'", "$1" + sum("SHA-512", content) + "'")
						.replaceAll("(name='download.checksum.sha-256' value=')[^']*'", "$1" + sum("SHA-256", content) + "'"));
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		});
	}

	private static String sum(String how, byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance(how).digest(content));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	/**
	 * @param list {@code content.jar} or {@code artifacts.jar} of a p2 repository, whose binaries are settled
	 * @throws IOException when it cannot be read or written
	 */
	void repository(Path list) throws IOException {
		String name = list.getFileName().toString().replace(".jar", ".xml");
		String text = new String(Archives.first(Files.readAllBytes(list)), StandardCharsets.UTF_8);
		Files.write(list, Archives.jar(name, measured(list(text), list.getParent()).getBytes(StandardCharsets.UTF_8), time));
	}
}

package org.lictor.reproducible;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

	private static final Pattern PROVIDED = Pattern.compile("(?m)(?:^ *<provided [^>]*/>\\n)+");

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
		rewrite(installation.resolve("p2/org.eclipse.equinox.p2.core/cache/artifacts.xml"));
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
			profile(registry, name);
		}
	}

	/** Leaves the last state of a profile. p2 finds out itself where an installation stands. */
	private void profile(Path registry, String name) throws IOException {
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
		text = provided(text).replaceFirst("timestamp='\\d+'", "timestamp='" + time.millis() + "'")
				.replaceAll("(<property name='org.eclipse.equinox.p2.(?:cache|installFolder)' value=')[^']*'", "$1/opt/" + name + "'");
		try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(registry.resolve(time.millis() + ".profile.gz")))) {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
	}

	private void rewrite(Path list) throws IOException {
		if (Files.exists(list)) {
			Files.writeString(list, list(Files.readString(list)));
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

	/** What a unit provides, by name: p2 leaves it in the order of a set. */
	private static String provided(String text) {
		return PROVIDED.matcher(text).replaceAll(lines -> Matcher.quoteReplacement(lines.group().lines().sorted().collect(Collectors.joining("\n")) + "\n"));
	}

	/**
	 * @param name    of a file
	 * @param content of it
	 * @return its content; settled when it is a list of a p2 repository
	 */
	byte[] repositoryFile(String name, byte[] content) {
		String file = name.substring(name.lastIndexOf('/') + 1);
		if (!file.equals("content.jar") && !file.equals("artifacts.jar")) {
			return content;
		}
		try {
			String text = new String(Archives.first(content), StandardCharsets.UTF_8);
			return Archives.jar(file.replace(".jar", ".xml"), list(text).getBytes(StandardCharsets.UTF_8), time);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}

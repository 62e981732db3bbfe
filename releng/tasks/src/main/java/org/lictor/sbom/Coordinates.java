package org.lictor.sbom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Where the bundles of an installation come from, as its p2 profile tells. */
final class Coordinates {

	private static final Pattern UNIT = Pattern.compile("<unit id='([^']*)' version='([^']*)'.*?</unit>", Pattern.DOTALL);
	private static final Pattern PROPERTY = Pattern.compile("<property name='maven-(?:wrapped-)?(groupId|artifactId|version)' value='([^']*)'");

	private final Map<String, String> purls;

	private Coordinates(Map<String, String> purls) {
		this.purls = purls;
	}

	/**
	 * @param installation folder of a product
	 * @return where its bundles come from
	 * @throws IOException when the profile cannot be read
	 */
	static Coordinates read(Path installation) throws IOException {
		List<Path> profiles;
		try (Stream<Path> files = Files.walk(installation.resolve("p2"))) {
			profiles = files.filter(file -> file.toString().endsWith(".profile.gz")).sorted().toList();
		}
		if (profiles.isEmpty()) {
			throw new IOException("There is no p2 profile in " + installation);
		}
		String profile;
		try (InputStream in = new GZIPInputStream(Files.newInputStream(profiles.getLast()))) {
			profile = new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		Map<String, String> purls = new HashMap<>();
		Matcher unit = UNIT.matcher(profile);
		while (unit.find()) {
			Map<String, String> maven = new HashMap<>();
			PROPERTY.matcher(unit.group()).results().forEach(found -> maven.put(found.group(1), found.group(2)));
			if (maven.size() == 3) {
				purls.put(unit.group(1) + " " + unit.group(2), purl(maven.get("groupId"), maven.get("artifactId"), maven.get("version")));
			}
		}
		return new Coordinates(purls);
	}

	/** @return the package URL of something on Maven Central */
	static String purl(String group, String artifact, String version) {
		return "pkg:maven/" + group + "/" + artifact + "@" + version;
	}

	/**
	 * @param name    of a bundle
	 * @param version of it
	 * @return its package URL, where it is known
	 */
	Optional<String> of(String name, String version) {
		return Optional.ofNullable(purls.get(name + " " + version));
	}
}

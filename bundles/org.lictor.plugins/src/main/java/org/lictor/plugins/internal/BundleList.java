package org.lictor.plugins.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The list of bundles that Equinox starts with: {@code name,version,location,start level,started}. */
final class BundleList {

	/**
	 * One of them.
	 *
	 * @param name     its symbolic name
	 * @param version  its version
	 * @param location of its jar, relative to the installation
	 */
	record Line(String name, String version, String location) {

		Line {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(version, "version");
			Objects.requireNonNull(location, "location");
		}
	}

	private static final int FIELDS = 5;

	private BundleList() {
	}

	/**
	 * @param installation folder of the product
	 * @return where the list stands in it
	 */
	static Path of(Path installation) {
		return installation.resolve("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info");
	}

	/**
	 * @param file a list
	 * @return its lines
	 * @throws IOException when it cannot be read
	 */
	static List<Line> read(Path file) throws IOException {
		return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).map(line -> line.split(","))
				.filter(fields -> fields.length == FIELDS).map(fields -> new Line(fields[0], fields[1], fields[2])).toList();
	}
}

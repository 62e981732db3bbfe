package org.lictor.baseline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The packages as they were released: a folder with a text for each. */
public final class Baseline {

	private static final String END = ".txt";

	private final Path folder;

	/** @param folder where the texts are */
	public Baseline(Path folder) {
		this.folder = folder;
	}

	/**
	 * @param now all packages that are exported now
	 * @return for people: each change that the version of its package does not tell, in the order of packages
	 */
	public List<String> problems(List<ExportedPackage> now) {
		Map<String, ExportedPackage> present = new TreeMap<>();
		now.forEach(each -> present.put(each.name(), each));
		List<String> problems = new ArrayList<>();
		for (Path file : files()) {
			ExportedPackage released = read(file);
			ExportedPackage same = present.get(released.name());
			if (same == null) {
				problems.add("Package " + released.name() + " of bundle " + released.bundle() + " is no longer exported, and no version"
						+ " can tell that to those who use it.\n  Export it again, or remove " + file.getFileName()
						+ " from the baseline when it is meant.");
			} else {
				new Comparison(released, same).problem().ifPresent(problems::add);
			}
		}
		return problems;
	}

	/**
	 * Takes what is exported now for what was released.
	 *
	 * @param now all packages that are exported now
	 */
	public void renew(List<ExportedPackage> now) {
		try {
			for (Path file : files()) {
				Files.delete(file);
			}
			for (ExportedPackage each : now) {
				Files.writeString(folder.resolve(each.name() + END), PackageText.write(each));
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static ExportedPackage read(Path file) {
		try {
			return PackageText.read(Files.readString(file));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (IllegalArgumentException e) {
			throw new IllegalStateException(file + " is not what the baseline is made of. " + e.getMessage(), e);
		}
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.getFileName().toString().endsWith(END)).sorted(Comparator.naturalOrder()).toList();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}

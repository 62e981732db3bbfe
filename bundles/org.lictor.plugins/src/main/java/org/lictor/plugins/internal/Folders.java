package org.lictor.plugins.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them. */
final class Folders {

	private Folders() {
	}

	/**
	 * @param from a folder
	 * @param to   a place where nothing is
	 * @throws IOException when something cannot be read or written
	 */
	static void copy(Path from, Path to) throws IOException {
		for (Path each : all(from)) {
			Path copy = to.resolve(from.relativize(each).toString());
			// without the permissions: a copy of what may only be read may be written
			if (Files.isDirectory(each)) {
				Files.createDirectories(copy);
			} else {
				Files.write(copy, Files.readAllBytes(each));
			}
		}
	}

	/**
	 * @param folder to be removed; nothing happens when it does not exist
	 * @throws IOException when something cannot be removed
	 */
	static void delete(Path folder) throws IOException {
		if (Files.exists(folder)) {
			for (Path each : all(folder).reversed()) {
				Files.delete(each);
			}
		}
	}

	/** Folders before what is in them. */
	private static List<Path> all(Path folder) throws IOException {
		try (Stream<Path> all = Files.walk(folder)) {
			return all.sorted(Comparator.naturalOrder()).toList();
		} catch (UncheckedIOException e) {
			throw e.getCause();
		}
	}
}

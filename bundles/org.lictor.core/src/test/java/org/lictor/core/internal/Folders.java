package org.lictor.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;

import org.lictor.model.Progress;
import org.lictor.store.Stores;

/** Makes data folders for tests. A new database takes seconds, a copy of an empty one does not. */
public final class Folders {

	private static Path template;

	private Folders() {
	}

	/**
	 * @param folder an empty folder, which is an empty data folder afterwards
	 */
	public static synchronized void fill(Path folder) throws Exception {
		if (template == null) {
			template = Files.createTempDirectory("lictor-core-tests");
			Stores.open(template, InstantSource.fixed(Site.MONDAY), Progress.NONE).close();
			Runtime.getRuntime().addShutdownHook(new Thread(Folders::remove));
		}
		try (Stream<Path> all = Files.walk(template)) {
			for (Path each : all.skip(1).toList()) {
				Files.copy(each, folder.resolve(template.relativize(each)));
			}
		}
	}

	private static void remove() {
		try (Stream<Path> all = Files.walk(template)) {
			for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
				Files.delete(each);
			}
		} catch (IOException e) {
			System.err.println("The folder " + template + " is left behind: " + e);
		}
	}
}

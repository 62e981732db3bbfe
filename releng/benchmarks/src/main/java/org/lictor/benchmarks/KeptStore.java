package org.lictor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.lictor.service.ServiceException;

/**
 * A store that takes long to fill: in the folder that the system property {@value #PROPERTY} names it is kept for other runs of its
 * name, else it goes with the benchmark.
 */
final class KeptStore {

	private static final String PROPERTY = "lictor.store.kept";

	private final Path folder;

	/**
	 * @param bench whose store it is when none is kept
	 * @param name  of what is in it, with its size
	 */
	KeptStore(Bench bench, String name) {
		String kept = System.getProperty(PROPERTY, "");
		this.folder = (kept.isEmpty() ? bench.stage().folder() : Path.of(kept)).resolve(name).toAbsolutePath();
	}

	/** @return where it is once it is {@linkplain #fill filled} */
	Path folder() {
		return folder;
	}

	/** Fills a store in a folder that is not there yet. */
	interface Filling {
		void into(Path folder) throws ServiceException;
	}

	/**
	 * @param filling called when there is no filled one
	 */
	void fill(Filling filling) throws ServiceException, IOException {
		if (!Files.exists(folder)) {
			// under another name until it is full, so that one that was broken off is not taken for it
			Path fresh = folder.resolveSibling(folder.getFileName() + ".filling");
			Files.createDirectories(fresh.getParent());
			filling.into(fresh);
			Files.move(fresh, folder);
		}
	}
}

package org.lictor.plugins.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Consumer;

import org.lictor.model.FileTrouble;

/** Has a process take in what its installation becomes. Used by one thread. */
final class Following {

	/** What the process can do about it. */
	interface Process {

		/** @return whether only a new start makes it what the list says */
		boolean needsRestart(List<BundleList.Line> lines) throws IOException;

		/** @return in words what the list has other than the process; empty when nothing */
		String difference(List<BundleList.Line> lines);

		/** Becomes what the list of the installation says. */
		void apply() throws IOException;
	}

	private static final System.Logger LOG = System.getLogger(Following.class.getName());

	private final Path list;
	private final Process process;
	private final Consumer<String> news;
	private FileTime seen = FileTime.fromMillis(0);

	/**
	 * @param list    of bundles
	 * @param process that runs
	 * @param news    takes a sentence about each change
	 */
	Following(Path list, Process process, Consumer<String> news) {
		this.list = list;
		this.process = process;
		this.news = news;
	}

	/** Looks, and does what is to be done. What fails is told, and not tried again before the list changes again. */
	void look() {
		try {
			FileTime written = Files.getLastModifiedTime(list);
			if (written.equals(seen)) {
				return;
			}
			seen = written;
			List<BundleList.Line> lines = BundleList.read(list);
			String difference = process.difference(lines);
			if (difference.isEmpty()) {
				return;
			}
			if (process.needsRestart(lines)) {
				news.accept("The installation was changed (" + difference + "), which this server uses only after a restart: "
						+ "stop it and start it again.");
				return;
			}
			process.apply();
			news.accept("Plug-ins were changed: " + difference + ".");
		} catch (IOException e) {
			news.accept("What was changed in the installation is not used before a restart, because it cannot be read: "
					+ FileTrouble.why(e) + ".");
			LOG.log(System.Logger.Level.WARNING, "The list of bundles " + list + " cannot be taken in.", e);
		} catch (RuntimeException e) {
			news.accept("What was changed in the installation is not used before a restart: the log has more.");
			LOG.log(System.Logger.Level.WARNING, "The list of bundles " + list + " cannot be taken in.", e);
		}
	}
}

package org.lictor.plugins.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.lictor.model.Diagnostic;
import org.lictor.model.FileTrouble;
import org.lictor.model.Place;

/** Has a process take in what its installation becomes. Used by one thread. */
final class Following {

	/** What the process can do about it. */
	interface Process {

		/** @return whether only a new start makes it what the list says */
		boolean needsRestart(List<BundleList.Line> lines) throws IOException;

		/** @return in words what the list has other than the process; empty when nothing */
		String difference(List<BundleList.Line> lines);

		/** Becomes what the list of the installation says. Equinox waits as long as the code of a plug-in takes to stop. */
		void apply() throws IOException;

		/** @return names and versions of what is stopping, as something of it may go on doing for ever */
		List<String> stopping();
	}

	/**
	 * On its way into the process.
	 *
	 * @param task       that takes it in
	 * @param difference that it makes, in words
	 */
	private record Change(FutureTask<Void> task, String difference) {
	}

	private static final System.Logger LOG = System.getLogger(Following.class.getName());
	private static final FileTime NEVER = FileTime.fromMillis(0);

	private final Path list;
	private final Process process;
	private final Consumer<Diagnostic> news;
	private final Duration limit;
	private FileTime seen = NEVER;
	private volatile Optional<Change> late = Optional.empty();

	/**
	 * @param list    of bundles
	 * @param process that runs
	 * @param news    takes a sentence about each change
	 * @param limit   how long the process may take over a change before people are told
	 */
	Following(Path list, Process process, Consumer<Diagnostic> news, Duration limit) {
		this.list = list;
		this.process = process;
		this.news = news;
		this.limit = limit;
	}

	/** @return whether a change is being taken in for longer than it may take; asked by any thread */
	boolean isLate() {
		return late.isPresent();
	}

	/**
	 * Looks, and does what is to be done. What fails is told, and not tried again before the list changes again. While a change takes
	 * longer than it may, those after it are told only.
	 */
	void look() {
		try {
			Optional<Change> before = late;
			if (before.isPresent() && before.get().task.isDone()) {
				late = Optional.empty();
				seen = NEVER; // what came meanwhile is taken in now
				await(before.get(), "Plug-ins were changed after all: ");
			}
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
			if (isLate() || process.needsRestart(lines)) {
				tell(Diagnostic.Severity.WARNING, "The installation was changed (" + difference + "), which this server uses only after a "
						+ "restart: stop it and start it again.");
				return;
			}
			Change change = new Change(new FutureTask<>(() -> {
				process.apply();
				return null;
			}), difference);
			Thread.ofPlatform().daemon().name("lictor-plugins-change").start(change.task);
			await(change, "Plug-ins were changed: ");
		} catch (IOException e) {
			failed("because it cannot be read: " + FileTrouble.why(e) + ".", e);
		} catch (ExecutionException | RuntimeException e) {
			failed("because of a defect; the log has more.", e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt(); // nobody follows any more
		}
	}

	private void await(Change change, String done) throws IOException, ExecutionException, InterruptedException {
		try {
			change.task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
			tell(Diagnostic.Severity.INFO, done + change.difference + ".");
		} catch (TimeoutException e) {
			late = Optional.of(change);
			List<String> stopping = process.stopping();
			tell(Diagnostic.Severity.ERROR, "Plug-ins were changed (" + change.difference + "), but this server did not become so within "
					+ limit.toSeconds() + " seconds"
					+ (stopping.isEmpty() ? "" : ", because " + String.join(", ", stopping) + " does not stop")
					+ ". This change, and those after it, may be used only after a restart: stop it and start it again.");
		} catch (ExecutionException e) {
			if (e.getCause() instanceof IOException unreadable) {
				throw unreadable;
			}
			throw e;
		}
	}

	private void failed(String why, Exception e) {
		tell(Diagnostic.Severity.ERROR, "What was changed in the installation is not used before a restart, " + why);
		LOG.log(System.Logger.Level.WARNING, "The list of bundles " + list + " cannot be taken in.", e);
	}

	private void tell(Diagnostic.Severity severity, String what) {
		news.accept(new Diagnostic(severity, what, Place.NOWHERE));
	}
}

package org.lictor.workbench.internal.connection;

import java.util.OptionalInt;
import java.util.function.Consumer;

import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.lictor.model.Progress;
import org.lictor.service.Location;

/** Opens the connection beside the window, so that the window is there at once and shows how far it is. */
public final class ConnectJob {

	private ConnectJob() {
	}

	/**
	 * Begins to open the connection before there is a window. The workbench holds all jobs back while it makes its window,
	 * and both take about as long, so this is done by a thread; a job shows it from the moment jobs run.
	 *
	 * @param connection to be opened
	 * @param location   where Lictor is
	 * @param port       for the embedded server, empty for the one in the data folder's settings
	 */
	public static void start(Connection connection, Location location, OptionalInt port) {
		LaterShown progress = new LaterShown();
		Thread thread = Thread.ofPlatform().daemon().name("lictor-open")
				.start(() -> connection.open(location, port, progress));
		start("Opening " + Connection.place(location), shown -> {
			progress.show(shown);
			try {
				thread.join();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
	}

	/**
	 * @param connection to be opened where it was opened, or failed to, the last time
	 */
	public static void again(Connection connection) {
		start("Opening again", connection::openAgain);
	}

	private static void start(String name, Consumer<Progress> work) {
		Job job = Job.create(name, (ICoreRunnable) monitor -> work.accept(new MonitorProgress(monitor)));
		job.schedule();
	}
}

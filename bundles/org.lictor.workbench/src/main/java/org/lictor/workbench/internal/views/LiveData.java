package org.lictor.workbench.internal.views;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Control;
import org.lictor.model.Progress;
import org.lictor.service.Changes;
import org.lictor.service.Lictor;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.connection.MonitorProgress;
import org.lictor.workbench.internal.ui.Trouble;
import org.lictor.workbench.internal.ui.UiThread;

/**
 * Something that is asked for again whenever what it tells of changes, at a bearable pace and only while somebody can see
 * it. It is asked for on background threads. For the UI thread.
 *
 * @param <T> what is told
 */
final class LiveData<T> {

	private static final int HEARTBEAT_MILLIS = 60_000;

	/**
	 * Asks.
	 *
	 * @param <T> what is told
	 */
	interface Loader<T> {

		/**
		 * Asks, on a background thread.
		 *
		 * @param progress takes news and tells of cancellation
		 * @param teller   takes answers: one, or more that are ever better
		 * @throws ServiceException when there is no answer
		 */
		void load(Progress progress, Consumer<T> teller) throws ServiceException;
	}

	private final Control owner;
	private final Loader<T> loader;
	private final Consumer<T> told;
	private final Consumer<ServiceException> failed;
	private final Changes.Subscription subscription;
	private final Pace pace = new Pace();
	private final Job job;
	private volatile boolean visible = true;
	private volatile boolean stale;
	private volatile boolean closed;

	/**
	 * @param name   of what is loaded, for people: {@code sessions}
	 * @param lictor whose changes make it out of date
	 * @param topics the changes that do
	 * @param owner  the control that shows it; once it is gone nothing is asked any more
	 * @param loader asks
	 * @param told   told the answers, on the UI thread
	 * @param failed told why there is no answer, on the UI thread
	 */
	LiveData(String name, Lictor lictor, Set<Changes.Topic> topics, Control owner, Loader<T> loader, Consumer<T> told,
			Consumer<ServiceException> failed) {
		this.owner = owner;
		this.loader = loader;
		this.told = told;
		this.failed = failed;
		this.job = new Job("Loading " + name) {
			@Override
			protected IStatus run(IProgressMonitor monitor) {
				return load(monitor);
			}
		};
		this.subscription = lictor.changes().subscribe(changed -> {
			if (!Collections.disjoint(changed, topics)) {
				outOfDate();
			}
		});
		owner.addDisposeListener(event -> close());
		owner.getDisplay().timerExec(HEARTBEAT_MILLIS, this::beat);
		reload();
	}

	/** Asks now, however short ago it was asked. */
	void reload() {
		if (!closed) {
			job.cancel();
			job.schedule();
		}
	}

	/**
	 * @param now whether somebody can see it
	 */
	void visible(boolean now) {
		visible = now;
		if (now && stale) {
			outOfDate();
		}
	}

	/** Asks no more. Harmless when called twice. */
	void close() {
		closed = true;
		subscription.close();
		job.cancel();
	}

	/** Time itself changes things: an agent falls silent without a word. */
	private void beat() {
		if (!closed && !owner.isDisposed()) {
			outOfDate();
			owner.getDisplay().timerExec(HEARTBEAT_MILLIS, this::beat);
		}
	}

	private void outOfDate() {
		stale = true;
		if (!closed && visible) {
			job.schedule(pace.delay(now()));
		}
	}

	private static long now() {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
	}

	private IStatus load(IProgressMonitor monitor) {
		stale = false;
		long begun = now();
		try {
			loader.load(new MonitorProgress(monitor), this::tell);
		} catch (CancellationException e) {
			return Status.CANCEL_STATUS;
		} catch (ServiceException e) {
			if (e.reason() == ServiceException.Reason.CANCELLED) {
				return Status.CANCEL_STATUS;
			}
			fail(e);
		} catch (RuntimeException e) {
			fail(Trouble.defect(job.getName(), e));
		}
		pace.answered(now(), Duration.ofMillis(now() - begun));
		return Status.OK_STATUS;
	}

	private void tell(T answer) {
		UiThread.later(owner, () -> {
			if (!closed) {
				told.accept(answer);
			}
		});
	}

	private void fail(ServiceException trouble) {
		UiThread.later(owner, () -> {
			if (!closed) {
				failed.accept(trouble);
			}
		});
	}
}

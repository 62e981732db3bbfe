package org.lictor.workbench.internal.ui;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Control;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.workbench.internal.connection.MonitorProgress;

/**
 * Something to be done by Lictor while the window stays alive.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface Work<T> {

	/**
	 * Does it, on a background thread.
	 *
	 * @param progress takes news and tells of cancellation
	 * @return what came of it
	 * @throws ServiceException when it could not be done
	 */
	T run(Progress progress) throws ServiceException;

	/**
	 * Begins some work. Trouble is shown to the person who asked for it.
	 *
	 * @param <T>   what comes of it
	 * @param name  what is being done, for people: {@code Polling Autodesk}
	 * @param owner the control it is done for; once it is gone, nobody is told
	 * @param work  to be done
	 * @param done  told on the UI thread what came of it
	 * @return the job, already scheduled
	 */
	static <T> Job start(String name, Control owner, Work<T> work, Consumer<T> done) {
		return start(name, owner, work, done, trouble -> Trouble.show(name, trouble));
	}

	/**
	 * Begins some work.
	 *
	 * @param <T>     what comes of it
	 * @param name    what is being done, for people
	 * @param owner   the control it is done for; once it is gone, nobody is told
	 * @param work    to be done
	 * @param done    told on the UI thread what came of it
	 * @param trouble told on the UI thread that it could not be done; not told of cancellation
	 * @return the job, already scheduled
	 */
	static <T> Job start(String name, Control owner, Work<T> work, Consumer<T> done,
			Consumer<ServiceException> trouble) {
		Job job = new Job(name) {
			@Override
			protected IStatus run(IProgressMonitor monitor) {
				try {
					T result = work.run(new MonitorProgress(monitor));
					UiThread.later(owner, () -> done.accept(result));
					return Status.OK_STATUS;
				} catch (CancellationException e) {
					return Status.CANCEL_STATUS;
				} catch (ServiceException e) {
					if (e.reason() == ServiceException.Reason.CANCELLED) {
						return Status.CANCEL_STATUS;
					}
					UiThread.later(owner, () -> trouble.accept(e));
					return Status.OK_STATUS;
				} catch (RuntimeException e) {
					UiThread.later(owner, () -> trouble.accept(Trouble.defect(name, e)));
					return Status.OK_STATUS;
				}
			}
		};
		job.schedule();
		return job;
	}
}

package org.lictor.workbench.internal.connection;

import org.eclipse.core.runtime.IProgressMonitor;
import org.lictor.model.Progress;

/** Shows Lictor's progress in a job's monitor and passes the job's cancellation on. */
public final class MonitorProgress implements Progress {

	private static final int TICKS = 1_000;

	private final IProgressMonitor monitor;
	private long total;
	private long done;
	private int shown;

	/**
	 * @param monitor of a job, not begun yet
	 */
	public MonitorProgress(IProgressMonitor monitor) {
		this.monitor = monitor;
		monitor.beginTask("", TICKS);
	}

	@Override
	public synchronized void begin(String task, long units) {
		monitor.subTask(task);
		total = units;
		done = 0;
		shown = 0;
	}

	@Override
	public synchronized void worked(long units) {
		done += units;
		if (total > 0) {
			int next = (int) Math.min(TICKS, done * TICKS / total);
			monitor.worked(Math.max(0, next - shown));
			shown = Math.max(shown, next);
		}
	}

	@Override
	public boolean cancelled() {
		return monitor.isCanceled();
	}
}

package org.lictor.plugins.internal;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.lictor.model.Progress;

/**
 * Tells how far p2 is. What p2 does comes in parts, such as reading a repository, planning and installing; each begins at nothing and has
 * {@link #UNITS}. Safe for use by many threads: p2 downloads with several.
 */
final class P2Progress extends NullProgressMonitor {

	/** Of each part of which p2 knows how much there is to do. */
	static final int UNITS = 100;

	private final String task;
	private final Progress progress;
	private double total;
	private double done;
	private long told;

	/**
	 * @param task     for people, whatever p2 calls its parts
	 * @param progress is told, and may call it off
	 */
	P2Progress(String task, Progress progress) {
		this.task = task;
		this.progress = progress;
	}

	@Override
	public synchronized void beginTask(String name, int totalWork) {
		total = totalWork;
		done = 0;
		told = 0;
		progress.begin(task, total > 0 ? UNITS : 0);
	}

	@Override
	public void worked(int work) {
		internalWorked(work);
	}

	@Override
	public synchronized void internalWorked(double work) {
		if (total <= 0 || work <= 0) {
			return;
		}
		done = Math.min(total, done + work);
		long now = (long) (done / total * UNITS);
		if (now > told) {
			progress.worked(now - told);
			told = now;
		}
	}

	@Override
	public boolean isCanceled() {
		return progress.cancelled();
	}
}

package org.lictor.workbench.internal.connection;

import org.lictor.model.Progress;

/** Keeps what work tells of itself until somebody is there to show it. Safe for use by many threads. */
final class LaterShown implements Progress {

	private Progress shown = Progress.NONE;
	private String task = "";
	private long total;
	private long done;

	/**
	 * @param by is told what has been told so far, and from now on everything
	 */
	synchronized void show(Progress by) {
		shown = by;
		if (!task.isEmpty()) {
			by.begin(task, total);
			by.worked(done);
		}
	}

	@Override
	public synchronized void begin(String nextTask, long nextTotal) {
		task = nextTask;
		total = nextTotal;
		done = 0;
		shown.begin(nextTask, nextTotal);
	}

	@Override
	public synchronized void worked(long units) {
		done += units;
		shown.worked(units);
	}

	@Override
	public synchronized boolean cancelled() {
		return shown.cancelled();
	}
}

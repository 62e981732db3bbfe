package org.lictor.spi.testkit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.lictor.model.Progress;

/** Counts what is told and can be called off at any time. Safe for use by many threads. */
public final class FakeProgress implements Progress {

	private final AtomicBoolean cancelled = new AtomicBoolean();
	private final AtomicLong worked = new AtomicLong();

	/** @return a progress that was called off before anything began */
	public static FakeProgress calledOff() {
		FakeProgress progress = new FakeProgress();
		progress.cancel();
		return progress;
	}

	/** Calls the task off. */
	public void cancel() {
		cancelled.set(true);
	}

	@Override
	public void begin(String task, long total) {
		worked.set(0);
	}

	@Override
	public void worked(long units) {
		worked.addAndGet(units);
	}

	/** @return the units told since the last task began */
	public long workedSoFar() {
		return worked.get();
	}

	@Override
	public boolean cancelled() {
		return cancelled.get();
	}
}

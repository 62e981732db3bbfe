package org.lictor.server.internal;

import java.io.PrintStream;

import org.lictor.model.Progress;

/** Shows a person at a terminal how far a task is, in one line that is written over and removed at the end. */
final class ProgressLine implements Progress, AutoCloseable {

	private static final long PAUSE_NANOS = 200_000_000;
	private static final int WIDTH = 78;

	private final PrintStream err;
	private final boolean shown;
	private String task = "";
	private long total;
	private long done;
	private long lastShown = System.nanoTime();
	private boolean written;

	/**
	 * @param terminal whose standard error is written to when a person sits there
	 */
	ProgressLine(Terminal terminal) {
		this.err = terminal.err();
		this.shown = terminal.interactive().err();
	}

	@Override
	public synchronized void begin(String name, long units) {
		task = name;
		total = units;
		done = 0;
		show();
	}

	@Override
	public synchronized void worked(long units) {
		done += units;
		show();
	}

	/** A person calls a command off by ending it. */
	@Override
	public boolean cancelled() {
		return false;
	}

	private void show() {
		long now = System.nanoTime();
		// what is quickly done needs no line
		if (!shown || now - lastShown < PAUSE_NANOS) {
			return;
		}
		lastShown = now;
		String far = total > 0 ? " " + Math.min(100, done * 100 / total) + " %" : done > 0 ? " " + done : "";
		String line = task.strip() + far;
		err.print("\r" + (line.length() > WIDTH ? line.substring(0, WIDTH) : line + " ".repeat(WIDTH - line.length())));
		err.flush();
		written = true;
	}

	/** Removes the line. */
	@Override
	public synchronized void close() {
		if (written) {
			err.print("\r" + " ".repeat(WIDTH) + "\r");
			err.flush();
			written = false;
		}
	}
}

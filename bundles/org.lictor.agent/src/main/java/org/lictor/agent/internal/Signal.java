package org.lictor.agent.internal;

import java.time.Duration;

/** Lets one thread sleep until another has something for it. A signal given while nobody sleeps is not lost. */
final class Signal {

	private boolean raised;

	/** Wakes the sleeper. */
	synchronized void raise() {
		raised = true;
		notifyAll();
	}

	/**
	 * Sleeps.
	 *
	 * @param most how long at most
	 * @return whether the signal was raised
	 * @throws InterruptedException when the thread is asked to stop
	 */
	synchronized boolean await(Duration most) throws InterruptedException {
		long end = System.nanoTime() + most.toNanos();
		while (!raised) {
			long left = (end - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				break;
			}
			wait(left);
		}
		boolean was = raised;
		raised = false;
		return was;
	}
}

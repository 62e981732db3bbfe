package org.lictor.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Baseline of the agent: a Java that does nothing, or lists all processes at an interval and does nothing with them. */
final class IdleJvm {

	private IdleJvm() {
	}

	/**
	 * @param words nothing to do nothing, or the interval in milliseconds
	 */
	public static void main(String[] words) {
		long interval = words.length == 0 ? Duration.ofHours(1).toMillis() : Long.parseLong(words[0]);
		long sum = 0;
		while (true) {
			if (words.length > 0) {
				sum += ProcessHandle.allProcesses().map(ProcessHandle::info)
						.mapToLong(info -> info.command().map(String::length).orElse(0)).sum();
			}
			LockSupport.parkNanos(interval * 1_000_000 + (sum & 1));
		}
	}
}

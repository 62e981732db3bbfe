package org.lictor.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;

/**
 * Processor time of this process while something is done, garbage collection and compilation included, without that of the
 * simulated cloud's threads. Of a thread of the simulator that begins and ends meanwhile the time is counted as ours.
 */
final class Processor {

	private static final String SIMULATOR = "simulated-autodesk";

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
	private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
	private long processBegan;
	private Map<Long, Long> simulatorBegan = Map.of();
	private long all;
	private long simulator;

	void begin() {
		simulatorBegan = simulatorThreads();
		processBegan = process.getProcessCpuTime();
	}

	void end() {
		all += process.getProcessCpuTime() - processBegan;
		simulatorThreads().forEach((thread, time) -> simulator += time - simulatorBegan.getOrDefault(thread, 0L));
	}

	/** @return nanoseconds, without the simulator's */
	long own() {
		return all - simulator;
	}

	/** @return nanoseconds of the simulator's threads */
	long simulator() {
		return simulator;
	}

	private Map<Long, Long> simulatorThreads() {
		Map<Long, Long> times = new HashMap<>();
		for (var thread : threads.getThreadInfo(threads.getAllThreadIds())) {
			if (thread != null && thread.getThreadName().startsWith(SIMULATOR)) {
				times.put(thread.getThreadId(), Math.max(0, threads.getThreadCpuTime(thread.getThreadId())));
			}
		}
		return times;
	}
}

package org.lictor.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux knows of a process. */
final class Proc {

	/** Of the clock in which Linux tells processor time; the same on every machine that Java runs on. */
	private static final double TICKS_PER_SECOND = 100;

	private Proc() {
	}

	/**
	 * @param pid of a process
	 * @return its resident memory in MB (1,000,000 bytes)
	 */
	static double megabytes(long pid) {
		return read(pid, "status").lines().filter(line -> line.startsWith("VmRSS:"))
				.mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1_024 / 1_000_000).findFirst()
				.orElseThrow();
	}

	/**
	 * @param pid of a process
	 * @return how many seconds of processor time it has used
	 */
	static double processorSeconds(long pid) {
		String stat = read(pid, "stat");
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
	}

	/** @return how many files, sockets and pipes the process has open */
	static int openFiles(long pid) {
		return Path.of("/proc", Long.toString(pid), "fd").toFile().list().length;
	}

	private static String read(long pid, String file) {
		try {
			return Files.readString(Path.of("/proc", Long.toString(pid), file));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}

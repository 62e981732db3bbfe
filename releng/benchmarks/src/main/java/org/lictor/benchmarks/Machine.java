package org.lictor.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures were measured on. */
final class Machine {

	private Machine() {
	}

	/** @return processor, cores, memory, operating system and Java, in a line */
	static String description() {
		return "%s, %d cores, %d GB, %s %s, Java %s".formatted(
				field("/proc/cpuinfo", "model name").replaceAll("\\s+", " "), Runtime.getRuntime().availableProcessors(),
				Math.round(Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1_000_000.0),
				System.getProperty("os.name"), System.getProperty("os.version"), System.getProperty("java.version"));
	}

	/** @return how busy the machine was in the last minute, in processes that want to run */
	static double load() {
		return Double.parseDouble(read("/proc/loadavg").split(" ")[0]);
	}

	private static String field(String file, String name) {
		return read(file).lines().filter(line -> line.startsWith(name)).map(line -> line.replaceAll("^[^:]*:\\s*", ""))
				.findFirst().orElse("unknown");
	}

	private static String read(String file) {
		try {
			return Files.readString(Path.of(file));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}

package org.lictor.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lictor.acceptance.Program;
import org.lictor.acceptance.Stage;

/** What benchmarks have in common: the stage, the class path of an unpacked product, and waiting. */
final class Bench {

	private final Stage stage;

	/** @param stage on which they play */
	Bench(Stage stage) {
		this.stage = stage;
	}

	/** @return the stage */
	Stage stage() {
		return stage;
	}

	/**
	 * Prepares a Java process that runs a class of this module, alone or with jars of an unpacked product.
	 *
	 * @param main    the class
	 * @param product folder of an unpacked product, empty to run the class alone
	 * @param options of the virtual machine
	 * @return the command, to which arguments may be added
	 */
	static List<String> java(Class<?> main, Optional<Path> product, List<String> options) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", classes() + product.map(Bench::jars).orElse(""), main.getName()));
		return command;
	}

	private static String classes() {
		try {
			return Path.of(Bench.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		} catch (URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	private static String jars(Path product) {
		try (Stream<Path> files = Files.list(product.resolve("plugins"))) {
			return files.map(Path::toString).filter(file -> file.endsWith(".jar")).sorted()
					.collect(Collectors.joining(":", ":", ""));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * @param name    for messages
	 * @param command and its words
	 * @return the process, killed at the end if it still runs
	 */
	Program start(String name, List<String> command) {
		return stage.closing(new Program(name, new ProcessBuilder(command)));
	}

	/** Lets time pass in which something is measured. */
	static void pass(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
	}

	/** @return milliseconds since a reading of {@link System#nanoTime} */
	static double since(long nanos) {
		return (System.nanoTime() - nanos) / 1e6;
	}
}

package org.lictor.simulator.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A released server on a data folder, and the commands that are given to it. */
final class ServerProcess implements AutoCloseable {

	private static final Duration START = Duration.ofSeconds(90);
	private static final Duration STOP = Duration.ofSeconds(30);
	private static final int LOOK_MILLIS = 50;

	private final Path script;
	private final Path data;
	private final Process process;

	/**
	 * Starts it and waits until it listens.
	 *
	 * @param script start script of the server
	 * @param data   its data folder
	 * @param log    takes what it prints
	 * @throws IOException when it does not come up; the message says where more is told
	 */
	ServerProcess(Path script, Path data, Path log) throws IOException, InterruptedException {
		this.script = script;
		this.data = data;
		this.process = new ProcessBuilder(script.toString(), "server", "--data", data.toString(), "--port", "0").redirectErrorStream(true)
				.redirectOutput(log.toFile()).start();
		long deadline = System.nanoTime() + START.toNanos();
		while (!Files.exists(log) || !Files.readString(log).contains("Fingerprint:")) {
			if (!process.isAlive() || System.nanoTime() > deadline) {
				process.destroy();
				throw new IOException("The server did not start: " + Files.readString(log).strip());
			}
			Thread.sleep(LOOK_MILLIS);
		}
	}

	/**
	 * Gives a command.
	 *
	 * @param words without {@code --data}
	 * @return what it printed
	 * @throws IOException when it failed; the message says why
	 */
	String command(String... words) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(script.toString()));
		command.addAll(List.of(words));
		command.addAll(List.of("--data", data.toString()));
		Process given = new ProcessBuilder(command).redirectErrorStream(true).start();
		given.getOutputStream().close();
		String printed = new String(given.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (given.waitFor() != 0) {
			throw new IOException("The command " + words[0] + " failed: " + printed.strip());
		}
		return printed;
	}

	/** @return whether it runs */
	boolean alive() {
		return process.isAlive();
	}

	/** Ends it, at first politely. */
	@Override
	public void close() {
		process.destroy();
		try {
			if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		} catch (InterruptedException e) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}
}

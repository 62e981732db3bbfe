package org.lictor.simulator.site;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.lictor.agent.protocol.EnrolmentString;
import org.lictor.agent.protocol.ProtocolException;

import com.google.gson.Gson;
import com.google.gson.JsonParser;

/** A released server on a data folder, and what is asked of it: by commands, and over HTTPS where many would take long. */
final class ServerProcess implements AutoCloseable {

	private static final Duration START = Duration.ofSeconds(90);
	private static final Duration STOP = Duration.ofSeconds(30);
	private static final int LOOK_MILLIS = 50;
	private static final String JAVA_OPTIONS = "LICTOR_JAVA_OPTS";
	/**
	 * Years come in at once: with little room for what is young, Java would tidy up all the time; and two thousand times the database
	 * would wait for the disk, so that nothing is lost when the machine fails. A demo is made anew then.
	 */
	private static final String HASTE = "-Xms384m -Xmn160m -Dderby.system.durability=test";

	private final Path script;
	private final Process process;
	private final PinnedHttps https;
	private final String token;
	private final Queue<Process> commands = new ConcurrentLinkedQueue<>();

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
		ProcessBuilder builder = new ProcessBuilder(script.toString(), "server", "--data", data.toString(), "--port", "0");
		builder.environment().putIfAbsent(JAVA_OPTIONS, HASTE);
		this.process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		long deadline = System.nanoTime() + START.toNanos();
		while (!Files.readString(log).contains("Fingerprint:")) {
			if (!process.isAlive() || System.nanoTime() > deadline) {
				process.destroy();
				throw new IOException("The server did not start: " + Files.readString(log).strip());
			}
			Thread.sleep(LOOK_MILLIS);
		}
		Properties node = new Properties();
		try (Reader in = Files.newBufferedReader(data.resolve("node.properties"))) {
			node.load(in);
		}
		https = new PinnedHttps(URI.create(node.getProperty("address")), node.getProperty("fingerprint"));
		token = node.getProperty("token");
	}

	/**
	 * Has it do something over HTTPS, as an administrator.
	 *
	 * @param method such as POST
	 * @param path   below {@code /api/v1}, encoded
	 * @param keys   of the body, with their values: texts, truth values and maps of texts
	 * @return the body of the answer
	 * @throws IOException when it does not; the message says why
	 */
	String ask(String method, String path, Map<String, Object> keys) throws IOException, InterruptedException {
		byte[] answer = https.send(method, "/api/v1/" + path, token, new Gson().toJson(keys).getBytes(StandardCharsets.UTF_8));
		return new String(answer, StandardCharsets.UTF_8);
	}

	/**
	 * @param group whose members those become who enrol with it
	 * @return the string to hand to agents
	 * @throws IOException when it gives none; the message says why
	 */
	EnrolmentString enrolment(String group) throws IOException, InterruptedException {
		String answer = ask("POST", "enrolments", Map.of("group", group, "lifetime", "P30D"));
		try {
			return EnrolmentString.parse(JsonParser.parseString(answer).getAsJsonObject().get("string").getAsString());
		} catch (ProtocolException e) {
			throw new IOException("The server gave no enrolment string: " + e.getMessage(), e);
		}
	}

	/**
	 * @param name of a report
	 * @return it, in JSON
	 * @throws IOException when it gives none; the message says why
	 */
	String report(String name) throws IOException, InterruptedException {
		return new String(https.send("GET", "/api/v1/reports/" + name, token, new byte[0]), StandardCharsets.UTF_8);
	}

	/**
	 * Gives a command about the installation.
	 *
	 * @param words of it
	 * @return what it printed
	 * @throws IOException when it failed; the message says why
	 */
	String command(String... words) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(script.toString()));
		command.addAll(List.of(words));
		Process given = new ProcessBuilder(command).redirectErrorStream(true).start();
		commands.add(given);
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

	/** Ends it, at first politely, and the commands about it that still run. */
	@Override
	public void close() {
		commands.forEach(Process::destroy);
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

package org.lictor.acceptance;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A server on a data folder, started from an unpacked archive, and the commands that are given to it. */
public final class LictorServer implements AutoCloseable {

	private static final Duration START = Duration.ofSeconds(60);
	private static final Duration COMMAND = Duration.ofSeconds(120);

	private final Path script;
	private final Path data;
	private final int port;
	private String javaOptions = "";
	private Program program;
	private int starts;

	/**
	 * @param script the start script of an unpacked archive
	 * @param data   the data folder, made by the server when it does not exist
	 */
	public LictorServer(Path script, Path data) {
		this(script, data, freePort());
	}

	private LictorServer(Path script, Path data, int port) {
		this.script = script;
		this.data = data;
		this.port = port;
	}

	/** @return another server for the same data folder and port, which is not started */
	public LictorServer another() {
		LictorServer another = new LictorServer(script, data, port);
		another.javaOptions = javaOptions;
		return another;
	}

	/**
	 * Has it run with the quick compiler alone, as servers do best that live for seconds.
	 *
	 * @return this
	 */
	public LictorServer shortLived() {
		javaOptions = Program.SHORT_LIVED;
		return this;
	}

	/**
	 * Has it run as it does at a site, such as where much is encrypted: only the second compiler uses the processor's help for that.
	 *
	 * @return this
	 */
	public LictorServer longLived() {
		javaOptions = "";
		return this;
	}

	/** @return a port that nobody listens on just now */
	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** @return the port it listens on */
	public int port() {
		return port;
	}

	/** @return its data folder */
	public Path data() {
		return data;
	}

	/** @return the process that was started last */
	public Program program() {
		return program;
	}

	/**
	 * Starts it and does not wait.
	 *
	 * @param options besides data folder and port
	 * @return this
	 */
	public LictorServer launch(String... options) {
		starts++;
		List<String> words = new ArrayList<>(List.of("server", "--data", data.toString(), "--port", Integer.toString(port)));
		words.addAll(List.of(options));
		program = new Program("server #" + starts, builder(words));
		return this;
	}

	/**
	 * Starts it and waits until it answers over HTTPS.
	 *
	 * @return this
	 */
	public LictorServer start() {
		launch();
		awaitReady();
		return this;
	}

	/**
	 * Takes a program that was started on the same data folder and port for it, such as a workbench, and waits until it answers.
	 *
	 * @param other that runs
	 */
	public void runIn(Program other) {
		program = other;
		awaitReady();
	}

	/** Waits until it answers over HTTPS and left word of itself in its data folder. */
	public void awaitReady() {
		try {
			Waiting.until("the server to answer", START, () -> {
				if (!program.alive()) {
					throw new IllegalStateException("the server ended");
				}
				return serves();
			});
		} catch (AssertionError | IllegalStateException e) {
			throw new AssertionError(e.getMessage() + "\n" + program.transcript(), e);
		}
	}

	/** @return whether it is the one that has the data folder, and answers that it is well */
	public boolean serves() {
		return told().isPresent() && healthy();
	}

	private boolean healthy() {
		try {
			return https().send(https().request("/health")).statusCode() == 200;
		} catch (UncheckedIOException e) {
			return false;
		}
	}

	/** What the running process left in its data folder; empty when that was another process. */
	private Optional<Properties> told() {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(data.resolve("node.properties"))) {
			properties.load(reader);
		} catch (IOException e) {
			return Optional.empty();
		}
		return Optional.of(properties).filter(told -> program.includes(Long.parseLong(told.getProperty("pid", "0"))));
	}

	private Properties node() {
		return told().orElseThrow(() -> new AssertionError("no server runs on " + data));
	}

	/** @return where it listens */
	public URI address() {
		return URI.create("https://localhost:" + port);
	}

	/** @return the fingerprint of its certificate */
	public String fingerprint() {
		return node().getProperty("fingerprint");
	}

	/** @return an administrator's token that is good while it runs */
	public String token() {
		return node().getProperty("token");
	}

	/** @return a client that trusts it */
	public Https https() {
		return new Https(address(), fingerprint());
	}

	/**
	 * Asks for a report over HTTPS, as an administrator.
	 *
	 * @param nameAndParameters {@code sessions?limit=5}
	 * @return the report
	 */
	public Report ask(String nameAndParameters) {
		Https https = https();
		String format = (nameAndParameters.contains("?") ? "&" : "?") + "format=json";
		HttpResponse<String> answer = https.send(https.request("/api/v1/reports/" + nameAndParameters + format)
				.header("Authorization", "Bearer " + token()));
		if (answer.statusCode() != 200) {
			throw new AssertionError("report " + nameAndParameters + ": " + answer.statusCode() + " " + answer.body());
		}
		return Report.parse(answer.body());
	}

	/**
	 * Gives a command on the data folder.
	 *
	 * @param words of the command, without {@code --data}
	 * @return what it came to
	 */
	public Outcome command(String... words) {
		List<String> all = new ArrayList<>(List.of(words));
		all.addAll(List.of("--data", data.toString()));
		return raw(all);
	}

	/**
	 * Runs the command line.
	 *
	 * @param words all words after the start script
	 * @return what it came to
	 */
	public Outcome raw(List<String> words) {
		return raw(words, Map.of());
	}

	/**
	 * Runs the command line.
	 *
	 * @param words       all words after the start script
	 * @param environment variables besides those of this process
	 * @return what it came to
	 */
	public Outcome raw(List<String> words, Map<String, String> environment) {
		ProcessBuilder builder = builder(words);
		builder.environment().putAll(environment);
		try (Program command = new Program(words.getFirst(), builder)) {
			int exit = command.exit(COMMAND);
			return new Outcome(words, exit, String.join("\n", command.out()), String.join("\n", command.err()));
		}
	}

	/**
	 * Gives the command {@code report}.
	 *
	 * @param words after {@code report}
	 * @return the report
	 */
	public Report report(String... words) {
		List<String> all = new ArrayList<>(List.of("report"));
		all.addAll(List.of(words));
		all.addAll(List.of("--format", "json"));
		return Report.parse(command(all.toArray(String[]::new)).good().out());
	}

	private ProcessBuilder builder(List<String> words) {
		List<String> command = new ArrayList<>(List.of(script.toString()));
		command.addAll(words);
		ProcessBuilder builder = new ProcessBuilder(command);
		if (!javaOptions.isEmpty()) {
			builder.environment().put("LICTOR_JAVA_OPTS", javaOptions);
		}
		return builder;
	}

	/** Kills it if it still runs. */
	@Override
	public void close() {
		if (program != null) {
			program.close();
		}
	}
}

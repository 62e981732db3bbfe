package org.lictor.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.Credentials;

/** A {@link CloudNode} in a process of its own, with the server's options of Java. What it measured is printed. */
final class CloudNodeProcess implements AutoCloseable {

	private static final String ADVANCE = "advance ";

	private final Process process;
	private final BufferedReader says;
	private final PrintWriter told;
	private final Consumer<Instant> clock;

	/**
	 * @param folder the node's data
	 * @param clock  is told where the other clock is to stand while it collects
	 * @throws IOException when it cannot be started
	 */
	CloudNodeProcess(Path folder, Consumer<Instant> clock) throws IOException {
		this.clock = clock;
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(ServerBenchmark.OPTIONS);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), CloudNode.class.getName(), folder.toString()));
		process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		says = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		told = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	/** Adds the account of a simulated cloud. */
	void add(AutodeskSimulator simulator) throws IOException {
		Credentials credentials = simulator.credentials();
		tell("server " + simulator.address() + " " + credentials.clientId() + " " + credentials.clientSecret() + " "
				+ credentials.personalAccessToken());
	}

	/** Tells it something and waits until it is done. */
	void tell(String line) throws IOException {
		told.println(line);
		for (String said = says.readLine();; said = says.readLine()) {
			if (said == null) {
				throw new IllegalStateException("the node ended in the middle of its work");
			}
			if (said.equals("done")) {
				return;
			}
			if (said.startsWith(ADVANCE)) {
				clock.accept(Instant.parse(said.substring(ADVANCE.length())));
				told.println();
			} else {
				System.out.println(said);
			}
		}
	}

	@Override
	public void close() throws IOException, InterruptedException {
		told.close();
		process.waitFor();
	}
}

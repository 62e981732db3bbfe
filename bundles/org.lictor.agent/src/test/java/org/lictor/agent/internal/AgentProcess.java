package org.lictor.agent.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.lictor.agent.protocol.EnrolmentString;

/** The agent in a process of its own, so that it can be killed. */
public final class AgentProcess {

	private AgentProcess() {
	}

	/** @param arguments as of the product's start script */
	public static void main(String[] arguments) {
		AgentMain agent = new AgentMain("1.2.3", System.out, System.err);
		Runtime.getRuntime().addShutdownHook(new Thread(agent::stop));
		agent.run(List.of(arguments));
	}

	/**
	 * @param data      folder
	 * @param arguments further ones
	 * @return the process
	 * @throws IOException when it cannot be started
	 */
	static Process start(Path data, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx32m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), AgentProcess.class.getName(),
				"--data", data.toString()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
	}

	/** Enrols an agent and stops it again. */
	static void enrolled(Path data, EnrolmentString string, Duration most) throws Exception {
		Process process = start(data, "--enrol", string.text());
		long until = System.nanoTime() + most.toNanos();
		while (Identity.load(data.resolve("agent.json")).enrolment().isEmpty()) {
			if (System.nanoTime() > until || !process.isAlive()) {
				throw new AssertionError("did not enrol");
			}
			LockSupport.parkNanos(5_000_000);
		}
		process.destroy();
		if (!process.waitFor(20, TimeUnit.SECONDS)) {
			throw new AssertionError("did not stop");
		}
	}
}

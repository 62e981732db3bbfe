package org.lictor.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process that was started, and what it has printed so far. Safe for use by many threads. */
public final class Program implements AutoCloseable {

	/** Options of Java for programs that are over before the second compiler would pay. */
	public static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

	private static final Duration STOP = Duration.ofSeconds(30);

	private final String name;
	private final Process process;
	private final List<String> out = new ArrayList<>();
	private final List<String> err = new ArrayList<>();
	private final Thread outReader;
	private final Thread errReader;

	/**
	 * Starts it.
	 *
	 * @param name    for messages
	 * @param builder command, folder, environment
	 */
	public Program(String name, ProcessBuilder builder) {
		this.name = name;
		try {
			this.process = builder.start();
			process.getOutputStream().close();
		} catch (IOException e) {
			throw new UncheckedIOException(name + " cannot be started", e);
		}
		this.outReader = reader(process.getInputStream(), out);
		this.errReader = reader(process.getErrorStream(), err);
	}

	private Thread reader(InputStream stream, List<String> lines) {
		return Thread.ofPlatform().daemon().name(name).start(() -> {
			try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
				for (String line = reader.readLine(); line != null; line = reader.readLine()) {
					synchronized (lines) {
						lines.add(line);
					}
				}
			} catch (IOException e) {
				synchronized (lines) {
					lines.add("(the stream broke off: " + e.getMessage() + ")");
				}
			}
		});
	}

	/** @return its number */
	public long pid() {
		return process.pid();
	}

	/**
	 * @param pid of any process
	 * @return whether that is this program, or what its start script started
	 */
	public boolean includes(long pid) {
		return pid == pid() || process.descendants().anyMatch(child -> child.pid() == pid);
	}

	/** @return whether it runs */
	public boolean alive() {
		return process.isAlive();
	}

	/** @return the lines of its standard output so far */
	public List<String> out() {
		synchronized (out) {
			return List.copyOf(out);
		}
	}

	/** @return the lines of its standard error so far */
	public List<String> err() {
		synchronized (err) {
			return List.copyOf(err);
		}
	}

	/**
	 * Waits for a line on either stream.
	 *
	 * @param what  is waited for, for the message
	 * @param most  how long it may take
	 * @param match says which line
	 * @return the line
	 * @throws AssertionError with all output when it did not come in time, or the program ended without it
	 */
	public String line(String what, Duration most, Predicate<String> match) {
		try {
			return Waiting.value(what, most, () -> {
				boolean ended = !alive();
				Optional<String> line = find(match);
				if (line.isEmpty() && ended) {
					throw new IllegalStateException(name + " ended with " + exit(STOP) + " without " + what);
				}
				return line;
			});
		} catch (AssertionError | IllegalStateException e) {
			throw new AssertionError(e.getMessage() + "\n" + transcript(), e);
		}
	}

	private Optional<String> find(Predicate<String> match) {
		return out().stream().filter(match).findFirst().or(() -> err().stream().filter(match).findFirst());
	}

	/**
	 * Waits for its end.
	 *
	 * @param most how long it may take
	 * @return its exit code
	 * @throws AssertionError with all output when it did not end in time; it is killed then
	 */
	public int exit(Duration most) {
		try {
			if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
				kill();
				throw new AssertionError(name + " did not end within " + most.toMillis() + " ms\n" + transcript());
			}
			outReader.join();
			errReader.join();
			return process.exitValue();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionError("interrupted while waiting for " + name, e);
		}
	}

	/** Asks it to end (SIGTERM) and waits until it did. */
	public void terminate() {
		process.destroy();
		exit(STOP);
	}

	/** Ends it and what its start script started at once (SIGKILL), and waits until it is gone. */
	public void kill() {
		List<ProcessHandle> started = process.descendants().toList();
		process.destroyForcibly();
		started.forEach(ProcessHandle::destroyForcibly);
		try {
			process.waitFor();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionError("interrupted while killing " + name, e);
		}
	}

	/** @return everything it printed, for messages */
	public String transcript() {
		return "--- " + name + ", standard output:\n" + String.join("\n", out()) + "\n--- " + name + ", standard error:\n"
				+ String.join("\n", err()) + "\n---";
	}

	/** Kills it if it still runs. */
	@Override
	public void close() {
		if (alive()) {
			kill();
		}
	}
}

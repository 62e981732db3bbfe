package org.lictor.agent.internal.tools;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that is run for what it writes. It gets nothing to read, is ended with all it started when it takes too long,
 * and of what it writes no more is read than a limit.
 */
public final class Tool {

	private final List<String> command;
	private final Duration limit;
	private final int most;

	/**
	 * What a program answered.
	 *
	 * @param exit   its exit code, 0 when it was not waited for because it wrote too much
	 * @param output what it wrote to its standard output, up to the limit
	 * @param cut    whether it wrote more
	 */
	public record Answer(int exit, byte[] output, boolean cut) {
	}

	/**
	 * @param command the program and its first arguments
	 * @param limit   how long a call may take
	 * @param most    how many bytes are read
	 */
	public Tool(List<String> command, Duration limit, int most) {
		this.command = List.copyOf(command);
		this.limit = limit;
		this.most = most;
	}

	/** @return how long a call may take */
	public Duration limit() {
		return limit;
	}

	/**
	 * @param arguments that follow the first ones
	 * @return what it answered, empty when it did not end in time
	 * @throws IOException          when it cannot be started or what it writes cannot be read
	 * @throws InterruptedException when the thread is asked to stop; the program is ended
	 */
	public Optional<Answer> run(String... arguments) throws IOException, InterruptedException {
		List<String> all = new ArrayList<>(command);
		all.addAll(List.of(arguments));
		Process process = new ProcessBuilder(all).redirectError(Redirect.DISCARD).start();
		try (InputStream in = process.getInputStream()) {
			process.getOutputStream().close();
			// Read meanwhile, as a pipe that nobody reads holds up who writes.
			FutureTask<byte[]> reading = new FutureTask<>(() -> in.readNBytes(most + 1));
			Thread.ofPlatform().name("read " + command.getFirst()).daemon().start(reading);
			long end = System.nanoTime() + limit.toNanos();
			byte[] output = reading.get(limit.toNanos(), TimeUnit.NANOSECONDS);
			boolean cut = output.length > most;
			if (!cut && !process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
				return Optional.empty();
			}
			return Optional.of(new Answer(cut ? 0 : process.exitValue(), Arrays.copyOf(output, Math.min(most, output.length)), cut));
		} catch (TimeoutException e) {
			return Optional.empty();
		} catch (ExecutionException e) {
			throw new IOException("what " + command.getFirst() + " writes cannot be read: " + e.getCause().getMessage(), e);
		} finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}
}

package org.lictor.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;

import org.lictor.model.Diagnostic.Severity;
import org.lictor.model.LogEntry;
import org.lictor.model.Progress;
import org.lictor.spi.Evidence;

/** A second Java process that opens a data folder. What it does is in {@link #main}. */
final class OtherProcess implements AutoCloseable {

	/** Events and sessions that are written together. */
	static final int BATCH = 20;
	static final String RUN = "run";

	private final Process process;
	private final BufferedReader output;

	private OtherProcess(Process process) {
		this.process = process;
		this.output = new BufferedReader(new InputStreamReader(process.getInputStream()));
	}

	/** Starts a process that opens the folder and holds it until it is closed. */
	static OtherProcess holding(Path folder) throws IOException {
		return start("hold", folder, 0);
	}

	/** Starts a process that writes as fast as it can, beginning with the given batch, until it is killed. */
	static OtherProcess writing(Path folder, long firstBatch) throws IOException {
		return start("write", folder, firstBatch);
	}

	/** Starts a process that brings the folder to the schema of the present, and waits when it has copied some of its sessions. */
	static OtherProcess migrating(Path folder) throws IOException {
		return start("migrate", folder, 0);
	}

	private static OtherProcess start(String mode, Path folder, long firstBatch) throws IOException {
		return new OtherProcess(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-cp", System.getProperty("java.class.path"), OtherProcess.class.getName(), mode,
				folder.toString(), String.valueOf(firstBatch)).redirectError(ProcessBuilder.Redirect.INHERIT).start());
	}

	long pid() {
		return process.pid();
	}

	/** @return the next line it prints; empty when it has died */
	Optional<String> line() {
		try {
			return Optional.ofNullable(output.readLine());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Kills it like {@code kill -9} and waits until it is gone; what it printed before can still be read. */
	void kill() throws InterruptedException {
		process.toHandle().destroyForcibly(); // which, unlike the process's own method, leaves its output open
		process.waitFor();
	}

	@Override
	public void close() throws IOException {
		process.getOutputStream().close();
		process.onExit().join();
	}

	public static void main(String[] arguments) throws Exception {
		Logger.getLogger("").setLevel(Level.WARNING);
		Path folder = Path.of(arguments[1]);
		try (Store store = Stores.open(folder, InstantSource.fixed(Opened.T), arguments[0].equals("migrate") ? new Middle() : Progress.NONE)) {
			System.out.println("open");
			if (arguments[0].equals("hold")) {
				System.in.read();
			} else {
				for (long batch = Long.parseLong(arguments[2]);; batch++) {
					write(store, batch);
					System.out.println(batch);
				}
			}
		}
	}

	/** Says when some sessions were copied, and waits to be killed. */
	private static final class Middle implements Progress {

		private boolean sessions;

		@Override
		public void begin(String task, long total) {
			sessions = task.contains("sessions");
		}

		@Override
		public void worked(long units) {
			if (sessions) {
				System.out.println("in the middle");
				try {
					System.in.read();
				} catch (IOException e) {
					throw new UncheckedIOException(e);
				}
			}
		}

		@Override
		public boolean cancelled() {
			return false;
		}
	}

	/** Writes a batch of everything that comes from outside. The same batch again is the same evidence. */
	private static void write(Store store, long batch) throws Exception {
		long first = batch * BATCH + 1;
		List<AgentEvent> events = LongStream.range(first, first + BATCH).mapToObj(OtherProcess::event).toList();
		try (ReceivedContent content = store.receive(Opened.bytes(bytes(batch)), Progress.NONE)) {
			store.write(tx -> {
				List<AgentEvent> fresh = tx.agentEvidence().append(1, events);
				tx.sessions().put(sessions(events));
				tx.sourceEvidence().add(1, Evidence.Origin.FILE, "file " + batch, Opened.T, content, Opened.T);
				if (!fresh.isEmpty()) {
					tx.eventLog().append(List.of(new LogEntry(Opened.T, Severity.INFO, "batch", String.valueOf(batch))));
				}
				return null;
			});
		}
	}

	static String bytes(long batch) {
		return ("bytes of batch " + batch + "\n").repeat(50);
	}

	private static AgentEvent event(long sequence) {
		Instant at = Opened.T.plusSeconds(sequence);
		return new AgentEvent(RUN, sequence, "STARTED", false, List.of(new UUID(sequence * 0x9E3779B97F4A7C15L, sequence)),
				at, sequence, Optional.empty(), at, at, "detail");
	}

	private static List<SessionFact> sessions(List<AgentEvent> events) {
		List<SessionFact> sessions = new ArrayList<>();
		for (AgentEvent event : events) {
			sessions.add(new SessionFact(SessionUnit.agent(1), event.sessions().getFirst(), 1, Opened.ACAD, "host", "user",
					1, event.at(), event.at(), Optional.empty(), event.sequence()));
		}
		return sessions;
	}
}

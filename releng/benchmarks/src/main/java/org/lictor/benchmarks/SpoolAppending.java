package org.lictor.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.sun.management.OperatingSystemMXBean;

import org.lictor.agent.internal.disk.Disk;
import org.lictor.agent.internal.disk.Spool;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;

/** Puts events into an agent's spool, in turn with writing the same bytes plainly; in a Java with the agent's options. */
final class SpoolAppending {

	private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
	private long elapsed;
	private long processor;

	private SpoolAppending() {
	}

	@FunctionalInterface
	private interface Work {
		void run() throws IOException;
	}

	private void measure(Work work) throws IOException {
		long start = System.nanoTime();
		long used = system.getProcessCpuTime();
		work.run();
		processor += system.getProcessCpuTime() - used;
		elapsed += System.nanoTime() - start;
	}

	/**
	 * Prints for each round how many milliseconds the spool took, of them of a processor, the same of writing its bytes plainly.
	 *
	 * @param words an empty folder, how many rounds, how many batches in a round, how many events in a batch
	 * @throws IOException when the disk fails
	 */
	public static void main(String[] words) throws IOException {
		Path folder = Path.of(words[0]);
		int batches = Integer.parseInt(words[2]);
		int size = Integer.parseInt(words[3]);
		for (int round = 0; round < Integer.parseInt(words[1]); round++) {
			Path spool = folder.resolve("spool " + round);
			SpoolAppending lictor = append(spool, batches, size);
			long bytes = 0;
			try (DirectoryStream<Path> files = Files.newDirectoryStream(spool)) {
				for (Path file : files) {
					bytes += Files.size(file);
				}
			}
			SpoolAppending plain = write(folder.resolve("plain " + round), batches, (int) (bytes / batches));
			System.out.println(lictor.milliseconds() + " " + plain.milliseconds());
		}
	}

	private String milliseconds() {
		return elapsed / 1e6 + " " + processor / 1e6;
	}

	private static SpoolAppending append(Path folder, int batches, int size) throws IOException {
		Spool spool = new Spool(folder, Disk.REAL, new Spool.Limits(1L << 40, Duration.ofDays(30), Spool.Limits.DEFAULT.segment(), 2_000));
		UUID run = new UUID(1, 1);
		SpoolAppending time = new SpoolAppending();
		for (int batch = 0; batch < batches; batch++) {
			List<AgentEvent> events = events(run, (long) batch * size, size);
			time.measure(() -> {
				if (!spool.append(events)) {
					throw new IOException("the disk does not take the events: " + spool.state().problem());
				}
			});
		}
		spool.close();
		return time;
	}

	private static List<AgentEvent> events(UUID run, long first, int size) {
		List<AgentEvent> events = new ArrayList<>();
		for (long number = first; number < first + size; number++) {
			SessionInfo session = new SessionInfo(new UUID(2, number), "Autodesk", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE, "2026",
					"cad-17", "jdoe", number, Optional.of(NOON), "C:/Program Files/Autodesk/AutoCAD 2026/acad.exe");
			EventDetail detail = number % 2 == 0 ? new EventDetail.SessionStarted(session)
					: new EventDetail.SessionEnded(session, NOON.plusMillis(number), true, EventDetail.EndReason.PROCESS_ENDED);
			events.add(new AgentEvent(run, number + 1, NOON.plusMillis(number), number, detail));
		}
		return events;
	}

	private static SpoolAppending write(Path file, int batches, int size) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(size);
		SpoolAppending time = new SpoolAppending();
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			for (int batch = 0; batch < batches; batch++) {
				bytes.clear();
				time.measure(() -> {
					channel.write(bytes);
					channel.force(true);
				});
			}
		}
		return time;
	}
}

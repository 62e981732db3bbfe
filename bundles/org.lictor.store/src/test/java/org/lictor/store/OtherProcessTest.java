package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.LogEntry;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Evidence;

/** Two processes and one data folder. */
class OtherProcessTest {

	@TempDir
	Path folder;

	@Test
	void refusesAFolderThatAnotherProcessHasAndNamesIt() throws Exception {
		try (OtherProcess other = OtherProcess.holding(folder)) {
			assertEquals(Optional.of("open"), other.line());

			ServiceException e = assertThrows(ServiceException.class, () -> Opened.open(folder));

			assertEquals(Reason.IN_USE, e.reason());
			assertTrue(e.getMessage().contains("process " + other.pid() + " ("), e.getMessage());
			assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
		}
		Opened.open(folder).close();
	}

	@Test
	void takesOverAFolderWhoseProcessWasKilled() throws Exception {
		try (OtherProcess other = OtherProcess.holding(folder)) {
			assertEquals(Optional.of("open"), other.line());
			other.kill();
		}
		Opened.open(folder).close();
	}

	/**
	 * A process that writes is killed three times, each time after another number of batches, and goes on with some batches
	 * it had written before.
	 */
	@Test
	void losesNothingAcknowledgedAndDoublesNothingWhenKilled() throws Exception {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		try (Store store = Opened.open(folder)) {
			store.write(tx -> tx.servers().add("server", "test", java.util.Map.of(), true, Opened.T));
		}
		long written = 0;
		for (int round = 0; round < 3; round++) {
			long acknowledged = killedWhileWriting(Math.max(0, written - 3), 5 + random.nextInt(60));
			try (Store store = Opened.open(folder)) {
				written = check(store, acknowledged, "seed " + seed + ", round " + round);
			}
		}
	}

	/** @return the number of the last batch whose commit was told */
	private long killedWhileWriting(long firstBatch, int batches) throws Exception {
		try (OtherProcess other = OtherProcess.writing(folder, firstBatch)) {
			assertEquals(Optional.of("open"), other.line());
			long last = -1;
			for (int count = 0; count < batches; count++) {
				last = Long.parseLong(other.line().orElseThrow());
			}
			other.kill();
			// What it told between the last line read and its death.
			for (Optional<String> line = other.line(); line.isPresent() && line.get().matches("\\d+"); line = other
					.line()) {
				last = Math.max(last, Long.parseLong(line.get()));
			}
			return last;
		}
	}

	/** @return how many batches are in the store */
	private static long check(Store store, long acknowledged, String when) throws Exception {
		List<Long> sequences = new ArrayList<>();
		store.read(tx -> {
			tx.agentEvidence().forEach(1, event -> sequences.add(event.sequence()));
			return null;
		});
		long events = sequences.size();
		long batches = events / OtherProcess.BATCH;
		assertEquals(batches * OtherProcess.BATCH, events, () -> "only whole batches, " + when);
		assertTrue(batches >= acknowledged + 1, () -> "batch " + acknowledged + " was acknowledged, " + batches
				+ " batches are there, " + when);
		assertEquals(LongStream.rangeClosed(1, events).boxed().toList(), sequences.stream().sorted().toList(),
				() -> "each event once, " + when);
		assertEquals(events, store.<Long>read(tx -> tx.agentEvidence().contiguous(1, OtherProcess.RUN)), when);
		assertEquals(events, store.<Long>read(tx -> tx.sessions().count(SessionFilter.ALL)), when);
		assertEquals(LongStream.range(0, batches).mapToObj(String::valueOf).toList(), store.read(tx -> tx.eventLog()
				.newest(Optional.empty(), Optional.empty(), Integer.MAX_VALUE).reversed().stream().map(LogEntry::message)
				.toList()), when);
		List<StoredEvidence> files = store.read(tx -> tx.sourceEvidence().of(1, Evidence.Origin.FILE));
		assertEquals(batches, files.size(), when);
		Set<String> contents = new HashSet<>();
		for (StoredEvidence file : files) {
			contents.add(Opened.text(store.content(file)));
		}
		for (long batch = 0; batch < batches; batch++) {
			assertTrue(contents.contains(OtherProcess.bytes(batch)), when);
		}
		return batches;
	}
}

package org.lictor.agent.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.EventDetail;

/** What was told to the server can be read on the host: each event once, the newest kept, the file bounded. */
class SentRecordTest {

	private static final UUID RUN = new UUID(1, 2);
	private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

	@TempDir
	Path folder;

	private static AgentEvent event(long sequence, String text) {
		return new AgentEvent(RUN, sequence, NOON, sequence, new EventDetail.Trouble(EventDetail.Severity.INFO, "TEST", text));
	}

	@Test
	void listsWhatWasSentOnceHoweverOftenItWasSent() throws IOException {
		AgentEvent one = event(1, "one");
		AgentEvent two = event(2, "two");
		SentRecord record = new SentRecord(folder);
		record.add(List.of(one));
		record.add(List.of(one, two));
		new SentRecord(folder).add(List.of(one, two)); // the agent was started again before it heard of the server

		assertEquals(List.of(one, two), new SentRecord(folder).read());
		assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("sent.jsonl"))));
	}

	@Test
	void keepsTheNewestInTwoFilesOfAMegabyte() throws IOException {
		SentRecord record = new SentRecord(folder);
		String text = "x".repeat(4000);
		List<AgentEvent> all = new ArrayList<>();
		for (int sequence = 1; sequence <= 1000; sequence++) {
			all.add(event(sequence, text));
			record.add(List.of(all.getLast()));
		}

		List<AgentEvent> kept = record.read();

		assertEquals(all.subList(1000 - kept.size(), 1000), kept);
		assertTrue(kept.size() > 250, kept.size() + " were kept");
		for (String name : List.of("sent.jsonl", "sent.old.jsonl")) {
			assertTrue(Files.size(folder.resolve(name)) < (1 << 20) + 10_000, name);
		}
	}

	@Test
	void aLineThatWasCutOffSpoilsNoOther() throws IOException {
		SentRecord record = new SentRecord(folder);
		record.add(List.of(event(1, "one")));
		Files.writeString(folder.resolve("sent.jsonl"), "{\"run\":\"\n", StandardOpenOption.APPEND);
		record.add(List.of(event(2, "two")));

		assertEquals(List.of(event(1, "one"), event(2, "two")), record.read());
	}

	@Test
	void aFullDiskCostsTheAgentNothing() throws IOException {
		Files.createDirectory(folder.resolve("sent.jsonl")); // stands in the way
		SentRecord record = new SentRecord(folder);

		record.add(List.of(event(1, "one")));
	}
}

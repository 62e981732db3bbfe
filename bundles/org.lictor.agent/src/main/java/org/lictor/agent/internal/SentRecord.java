package org.lictor.agent.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.lictor.agent.internal.disk.OwnerOnly;
import org.lictor.agent.internal.disk.Reasons;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.ProtocolException;

/**
 * What was told to the server lately, letter by letter, so that it can be checked on the host: one event a line in
 * {@code sent.jsonl}, and what was there before in {@code sent.old.jsonl}, each at most a megabyte. Missing lines cost
 * nobody anything: trouble with the disk is told once in the log. Written by one thread.
 */
final class SentRecord {

	private static final System.Logger LOG = System.getLogger(SentRecord.class.getName());
	private static final long MOST_BYTES = 1 << 20;

	private final Path file;
	private final Path old;
	private final Map<UUID, Long> added = new HashMap<>();
	private boolean troubled;

	/**
	 * @param folder data folder of the agent
	 */
	SentRecord(Path folder) {
		this.file = folder.resolve("sent.jsonl");
		this.old = folder.resolve("sent.old.jsonl");
	}

	/**
	 * @param told what is about to be sent; what was added before is left out
	 */
	void add(List<AgentEvent> told) {
		List<AgentEvent> events = told.stream().filter(event -> event.sequence() > added.getOrDefault(event.run(), 0L)).toList();
		if (events.isEmpty()) {
			return;
		}
		events.forEach(event -> added.merge(event.run(), event.sequence(), Math::max));
		try {
			if (!Files.exists(file)) {
				OwnerOnly.replace(file, new byte[0]);
			} else if (Files.size(file) > MOST_BYTES) {
				Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
				OwnerOnly.replace(file, new byte[0]);
			}
			try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
				for (AgentEvent event : events) {
					out.write(Codec.encode(event));
					out.write('\n');
				}
			}
			troubled = false;
		} catch (IOException e) {
			if (!troubled) {
				LOG.log(System.Logger.Level.WARNING, "What was sent cannot be written down for lictor-agent explain: {0}", Reasons.of(e));
			}
			troubled = true;
		}
	}

	/**
	 * @return what was sent, the oldest first, each once, as far as it is still there
	 * @throws IOException when it is there and cannot be read
	 */
	List<AgentEvent> read() throws IOException {
		Map<List<Object>, AgentEvent> events = new LinkedHashMap<>();
		for (Path each : List.of(old, file)) {
			for (String line : lines(each)) {
				try {
					AgentEvent event = Codec.agentEvent(line.getBytes(StandardCharsets.UTF_8));
					events.put(List.of(event.run(), event.sequence()), event);
				} catch (ProtocolException e) {
					// cut off by a power cut, or of another version: the others are as good as before
					LOG.log(System.Logger.Level.DEBUG, "a line of what was sent is left out", e);
				}
			}
		}
		return List.copyOf(events.values());
	}

	private static List<String> lines(Path file) throws IOException {
		try {
			return Files.readString(file).lines().filter(line -> !line.isBlank()).toList();
		} catch (NoSuchFileException e) {
			return List.of();
		}
	}
}

package org.lictor.agent.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.lictor.agent.internal.disk.LineFile;
import org.lictor.agent.protocol.AgentEvent;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.ExaminationReport;
import org.lictor.agent.protocol.ProtocolException;

/**
 * What was told to the server lately, letter by letter, so that it can be checked on the host: events in {@code sent.jsonl},
 * what administrators had examined in {@code examined.jsonl}. {@link #add} is called by one thread, {@link #examined} by one.
 */
final class SentRecord {

	private static final System.Logger LOG = System.getLogger(SentRecord.class.getName());

	private final LineFile sent;
	private final LineFile examined;
	private final Map<UUID, Long> added = new HashMap<>();

	/**
	 * @param folder data folder of the agent
	 */
	SentRecord(Path folder) {
		this.sent = new LineFile(folder, "sent");
		this.examined = new LineFile(folder, "examined");
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
		sent.add(events.stream().map(Codec::encode).toList());
	}

	/**
	 * @param report that is about to be sent
	 */
	void examined(ExaminationReport report) {
		examined.add(List.of(Codec.encode(report)));
	}

	/**
	 * @return what was sent, the oldest first, each once, as far as it is still there
	 * @throws IOException when it is there and cannot be read
	 */
	List<AgentEvent> read() throws IOException {
		Map<List<Object>, AgentEvent> events = new LinkedHashMap<>();
		read(sent, Codec::agentEvent).forEach(event -> events.put(List.of(event.run(), event.sequence()), event));
		return List.copyOf(events.values());
	}

	/**
	 * @return what was told of examinations, the oldest first, as far as it is still there
	 * @throws IOException when it is there and cannot be read
	 */
	List<ExaminationReport> readExamined() throws IOException {
		return read(examined, Codec::examinationReport);
	}

	@FunctionalInterface
	private interface Decoder<T> {
		T decode(byte[] json) throws ProtocolException;
	}

	private static <T> List<T> read(LineFile file, Decoder<T> decoder) throws IOException {
		List<T> values = new ArrayList<>();
		for (String line : file.read()) {
			try {
				values.add(decoder.decode(line.getBytes(StandardCharsets.UTF_8)));
			} catch (ProtocolException e) {
				// cut off by a power cut, or of another version: the others are as good as before
				LOG.log(System.Logger.Level.DEBUG, "a line of what was sent is left out", e);
			}
		}
		return values;
	}
}

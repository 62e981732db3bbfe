package org.lictor.core.internal.agents;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.UseInfo;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.store.AgentEvent;

/** Makes the events of a use from words such as {@code action 09:00, process 1 from 09:00 until 09:40}. */
final class Uses {

	static final Instant DAY = Instant.parse("2026-11-25T00:00:00Z");
	static final UUID KEY = new UUID(7, 7);
	private static final UUID RUN = new UUID(1, 1);

	private final List<AgentEvent> events = new ArrayList<>();

	/** @return the moment of a time of day such as 09:30 or 09:30:01, of the next day as 24:10 */
	static Instant at(String time) {
		String[] parts = time.split(":");
		long seconds = Long.parseLong(parts[0]) * 3600 + Long.parseLong(parts[1]) * 60
				+ (parts.length > 2 ? Long.parseLong(parts[2]) : 0);
		return DAY.plusSeconds(seconds);
	}

	List<AgentEvent> events() {
		return events;
	}

	/** Events of words parted by commas; see the cases. */
	static List<AgentEvent> of(String words) {
		Uses uses = new Uses();
		for (String sentence : words.split(",")) {
			String[] word = sentence.strip().split("\\s+");
			switch (word[0]) {
			case "action" -> uses.action(at(word[1]), at(word[1]));
			case "withdrawn" -> uses.consent(EventDetail.Consent.WITHDRAWN, at(word[1]));
			case "given" -> uses.consent(EventDetail.Consent.GIVEN, at(word[1]));
			case "missing" -> uses.consent(EventDetail.Consent.MISSING, at(word[1]));
			case "process" -> {
				int number = Integer.parseInt(word[1]);
				Instant start = at(word[3]);
				uses.tell(start, new EventDetail.SessionStarted(process(number, start)));
				if (word.length > 5) {
					boolean exact = word[4].equals("until");
					Instant noticed = exact ? at(word[5]) : at(word[7]);
					uses.tell(noticed, new EventDetail.SessionEnded(process(number, start), at(word[5]), exact,
							EventDetail.EndReason.PROCESS_ENDED));
				}
			}
			default -> throw new IllegalArgumentException(sentence);
			}
		}
		return uses.events;
	}

	void action(Instant action, Instant seen) {
		tell(seen, new EventDetail.ActionSeen(new UseInfo(KEY, "Cloud", "acad", "AutoCAD", "2018", "pc", "ann"), action,
				EventDetail.Change.CHANGED));
	}

	void consent(EventDetail.Consent consent, Instant seen) {
		tell(seen, new EventDetail.ConsentSeen("Cloud", "acad", "AutoCAD", "ann", consent, List.of(KEY), "Tick it."));
	}

	void tell(Instant seen, EventDetail detail) {
		List<UUID> sessions = List.of(KEY);
		events.add(new AgentEvent(RUN.toString(), events.size() + 1L, detail.kind().name(), false, sessions, seen,
				Duration.between(DAY, seen).toNanos(), Optional.of(Duration.ZERO), seen, DAY.plus(3, ChronoUnit.DAYS),
				Codec.encode(detail)));
	}

	static SessionInfo process(int number, Instant start) {
		return new SessionInfo(new UUID(2, number), "Cloud", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE, "2018", "pc", "ann",
				number, Optional.of(start), "/opt/AutoCAD 2018/acad", Optional.of(KEY));
	}
}

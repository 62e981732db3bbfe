package org.lictor.core.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.lictor.agent.protocol.Codec;
import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.agent.protocol.WatchRule;
import org.lictor.core.internal.Folders;
import org.lictor.model.Progress;
import org.lictor.store.AgentEvent;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.Stores;

/**
 * The law of agent-session v1: whatever events an agent tells, in any order, repeated in any way and cut into any batches,
 * the same sessions stand in the end, and they are those that follow from all events together.
 */
class AgentSessionsPropertiesTest {

	private static final Instant START = Instant.parse("2026-11-25T08:00:00Z");
	private static final int SESSIONS = 3;

	private static Path folder;
	private static Store store;
	private static int agents;

	/** What happens on a host at a minute. */
	record Happening(int minute, int session, Kind kind, boolean exact) {
		enum Kind {
			STARTED, RUNNING, ENDED, NOTHING_OF_A_SESSION
		}
	}

	@BeforeContainer
	static void open() throws Exception {
		folder = Files.createTempDirectory("lictor-agent-sessions");
		Folders.fill(folder);
		store = Stores.open(folder, InstantSource.fixed(START), Progress.NONE);
		store.write(transaction -> transaction.servers().add("Cloud", "lines", Map.of(), true, START.minusSeconds(60)));
	}

	@AfterContainer
	static void close() throws Exception {
		store.close();
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(each);
			}
		}
	}

	@Provide
	Arbitrary<List<Happening>> happenings() {
		return Combinators.combine(Arbitraries.integers().between(0, 40), Arbitraries.integers().between(0, SESSIONS - 1),
				Arbitraries.of(Happening.Kind.values()), Arbitraries.of(true, false)).as(Happening::new).list().ofMinSize(1)
				.ofMaxSize(25);
	}

	@Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
	void orderRepetitionAndBatchesDoNotMatter(@ForAll("happenings") List<Happening> happenings, @ForAll Random random)
			throws Exception {
		List<AgentEvent> events = events(happenings);
		List<AgentEvent> mixed = new ArrayList<>(events);
		events.stream().filter(event -> random.nextInt(3) == 0).forEach(mixed::add);
		Collections.shuffle(mixed, random);

		List<String> atOnce = told(List.of(events));
		List<String> oneByOne = told(events.stream().map(List::of).toList());
		List<String> anyhow = told(batches(mixed, random));

		assertEquals(atOnce, oneByOne);
		assertEquals(atOnce, anyhow);
	}

	/** The law of usage-files v1: late actions join and part sessions, so that some must go that stood. */
	@Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
	void inWhichBatchesActionsComeDoesNotMatter(
			@ForAll @Size(max = 12) List<@IntRange(max = 300) Integer> minutes, @ForAll @IntRange(max = 300) int end,
			@ForAll Random random) throws Exception {
		Uses uses = new Uses();
		minutes.forEach(minute -> uses.action(Uses.DAY.plusSeconds(minute * 60L), Uses.DAY.plusSeconds(minute * 60L)));
		Instant ended = Uses.DAY.plusSeconds(end * 60L);
		uses.tell(ended, new EventDetail.SessionEnded(Uses.process(1, Uses.DAY), ended, true,
				EventDetail.EndReason.PROCESS_ENDED));
		List<AgentEvent> mixed = new ArrayList<>(uses.events());
		uses.events().stream().filter(event -> random.nextInt(3) == 0).forEach(mixed::add);
		Collections.shuffle(mixed, random);

		assertEquals(told(List.of(uses.events())), told(batches(mixed, random)));
	}

	@Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
	void sessionsAreWhatTheirEventsSay(@ForAll("happenings") List<Happening> happenings) throws Exception {
		List<AgentEvent> events = events(happenings);
		Map<Integer, List<Happening>> bySession = happenings.stream()
				.filter(each -> each.kind != Happening.Kind.NOTHING_OF_A_SESSION)
				.collect(Collectors.groupingBy(Happening::session, TreeMap::new, Collectors.toList()));

		List<String> expected = new ArrayList<>();
		bySession.forEach((session, all) -> expected(all).ifPresent(expected::add));

		assertEquals(expected.stream().sorted().toList(), told(List.of(events)));
	}

	/** The rule once more, as plainly as it can be said. */
	private static Optional<String> expected(List<Happening> all) {
		Optional<Integer> begun = first(all, Happening.Kind.STARTED).or(() -> first(all, Happening.Kind.ENDED));
		if (begun.isEmpty()) {
			return Optional.empty();
		}
		int alive = all.stream().filter(each -> each.kind != Happening.Kind.ENDED).mapToInt(Happening::minute).max()
				.orElse(Integer.MIN_VALUE);
		Optional<Happening> end = all.stream().filter(each -> each.kind == Happening.Kind.ENDED)
				.max(Comparator.comparing(Happening::exact).thenComparing(Happening::minute));
		int last = end.map(each -> each.exact ? each.minute : Math.max(each.minute, alive)).orElse(alive);
		int start = Math.min(begun.get(), last);
		return Optional.of(all.getFirst().session + " " + start + "-" + last
				+ end.map(each -> each.exact ? " ended" : " ended, not seen").orElse(" open"));
	}

	private static Optional<Integer> first(List<Happening> all, Happening.Kind kind) {
		return all.stream().filter(each -> each.kind == kind).map(Happening::minute).min(Comparator.naturalOrder());
	}

	/** Has an agent of its own tell these batches; gives its sessions, which must be those of all events together. */
	private static List<String> told(List<List<AgentEvent>> batches) throws Exception {
		AgentSessions rule = new AgentSessions();
		String name = "agent" + agents++;
		long agent = store.write(transaction -> transaction.agents().add(name, name, name, "", "", START)).id();
		for (List<AgentEvent> batch : batches) {
			store.write(transaction -> rule.update(transaction, agent, transaction.agentEvidence().append(agent, batch)));
		}
		return store.read(transaction -> {
			List<SessionFact> stand = Stream.of(SessionUnit.agent(agent), SessionUnit.usageFiles(agent))
					.flatMap(unit -> transaction.sessions().of(unit).stream()).map(Stored::fact).toList();
			List<SessionFact> derived = rule.derive(transaction, agent).sessions();
			assertEquals(sorted(derived), sorted(stand));
			assertEquals(Set.copyOf(derived), Set.copyOf(stand));
			return sorted(stand);
		});
	}

	private static List<String> sorted(Collection<SessionFact> sessions) {
		return sessions.stream()
				.map(session -> session.key().getLeastSignificantBits() + " " + minute(session.start()) + "-"
						+ minute(session.lastProven())
						+ session.end().map(end -> end.exact() ? " ended" : " ended, not seen").orElse(" open"))
				.sorted().toList();
	}

	private static long minute(Instant moment) {
		return Duration.between(START, moment).toMinutes();
	}

	private static List<List<AgentEvent>> batches(List<AgentEvent> events, Random random) {
		List<List<AgentEvent>> batches = new ArrayList<>();
		int begin = 0;
		while (begin < events.size()) {
			int end = Math.min(events.size(), begin + 1 + random.nextInt(5));
			Map<Long, AgentEvent> once = new HashMap<>();
			events.subList(begin, end).forEach(event -> once.put(event.sequence(), event));
			batches.add(List.copyOf(once.values()));
			begin = end;
		}
		return batches;
	}

	/** Numbered in the order of time, as an agent would. */
	private static List<AgentEvent> events(List<Happening> happenings) {
		List<Happening> ordered = happenings.stream().sorted(Comparator.comparingInt(Happening::minute)).toList();
		List<AgentEvent> events = new ArrayList<>();
		for (Happening each : ordered) {
			events.add(event(each, events.size() + 1));
		}
		return events;
	}

	private static AgentEvent event(Happening each, long sequence) {
		UUID key = new UUID(0, each.session);
		Instant at = START.plus(Duration.ofMinutes(each.minute));
		SessionInfo info = new SessionInfo(key, "Cloud", "acad", "AutoCAD", WatchRule.Kind.INTERACTIVE, "2024", "pc", "ann",
				1, Optional.of(at), "/opt/acad");
		boolean heartbeat = each.kind == Happening.Kind.RUNNING;
		EventDetail detail = switch (each.kind) {
		case STARTED -> new EventDetail.SessionStarted(info);
		case RUNNING -> new EventDetail.SessionsRunning(List.of(key));
		case ENDED -> new EventDetail.SessionEnded(info, at, each.exact, EventDetail.EndReason.PROCESS_ENDED);
		case NOTHING_OF_A_SESSION -> new EventDetail.AgentStopped();
		};
		return new AgentEvent("run", sequence, detail.kind().name(), heartbeat,
				each.kind == Happening.Kind.NOTHING_OF_A_SESSION ? List.of() : List.of(key), at,
				Duration.ofMinutes(each.minute).toNanos(), Optional.of(Duration.ZERO), at, at,
				heartbeat ? "" : Codec.encode(detail));
	}
}

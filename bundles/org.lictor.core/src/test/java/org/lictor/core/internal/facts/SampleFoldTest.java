package org.lictor.core.internal.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Observation;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionFact;
import org.lictor.store.StoredEvidence;

class SampleFoldTest {

	private static final Instant START = Instant.parse("2026-05-04T08:00:00Z");
	private static final Product SOLVER = new Product("Solver", "1", LicenceType.FLOATING, "slv");
	private static final Set<CompleteList> ALL = Set.of(CompleteList.SAMPLES, CompleteList.CHECKOUTS);

	/** What a poll said at some minute; nothing when it failed. */
	record Poll(int minute, Optional<Set<Integer>> users) {
	}

	@Test
	void aStepIsKeptWhereItChangesAndEndsWithTheLastPollBeforeAGap() {
		SampleFold fold = fold(List.of(new Poll(0, Optional.of(Set.of(1))), new Poll(5, Optional.of(Set.of(1))),
				new Poll(10, Optional.of(Set.of(1, 2))), new Poll(15, Optional.empty()),
				new Poll(20, Optional.of(Set.of(1, 2)))));
		assertEquals(List.of("1 0..10", "2 10..10", "2 20.."), fold.samples().stream()
				.map(step -> step.used() + " " + minute(step.from()) + ".." + step.until().map(SampleFoldTest::minute).orElse(""))
				.toList());
	}

	@Test
	void aCheckoutEndsWithThePollThatMissesItOrWithTheLastProofWhenPollsFailed() {
		SampleFold fold = fold(List.of(new Poll(0, Optional.of(Set.of(1, 2))), new Poll(5, Optional.of(Set.of(2))),
				new Poll(10, Optional.empty()), new Poll(15, Optional.of(Set.of()))));
		Map<String, SessionFact> sessions = new HashMap<>();
		fold.touchedSessions().forEach(session -> sessions.put(session.hostUser(), session));
		assertEquals(Optional.of(new SessionFact.End(START.plusSeconds(300), true)), sessions.get("user1").end());
		assertEquals(Optional.of(new SessionFact.End(START.plusSeconds(300), false)), sessions.get("user2").end());
	}

	@Test
	void aCheckoutThatIsThereAgainAfterAGapIsTheSameSession() {
		SampleFold fold = fold(List.of(new Poll(0, Optional.of(Set.of(1))), new Poll(5, Optional.empty()),
				new Poll(10, Optional.of(Set.of(1)))));
		assertEquals(1, fold.touchedSessions().size());
		assertEquals(START.plusSeconds(600), fold.touchedSessions().getFirst().lastProven());
		assertEquals(Optional.empty(), fold.touchedSessions().getFirst().end());
	}

	@Provide
	Arbitrary<List<Poll>> polls() {
		Arbitrary<Set<Integer>> users = Arbitraries.integers().between(1, 3).set().ofMaxSize(3);
		return Combinators.combine(Arbitraries.integers().between(1, 9), users.optional(0.8)).as(Poll::new).list()
				.ofMaxSize(12).map(steps -> {
					List<Poll> ordered = new ArrayList<>();
					int minute = 0;
					for (Poll step : steps) {
						minute += step.minute();
						ordered.add(new Poll(minute, step.users()));
					}
					return ordered;
				});
	}

	@Property
	void foldingPollByPollOntoWhatStandsGivesTheSameAsFoldingAllAtOnce(@ForAll("polls") List<Poll> polls) {
		SampleFold all = fold(polls);

		Set<SampleFact> samples = new HashSet<>();
		Map<UUID, SessionFact> sessions = new HashMap<>();
		boolean gap = false;
		Poll last = null;
		Instant lastObserved = START;
		long number = 0;
		for (Poll poll : polls) {
			List<SampleFact> open = samples.stream().filter(step -> step.until().isEmpty()).toList();
			SampleFold fold = new SampleFold(1, open,
					sessions.values().stream().filter(session -> session.end().isEmpty()).toList(), gap);
			if (poll.users().isEmpty()) {
				if (last != null && !gap) {
					fold.broken(lastObserved);
					gap = true;
				}
			} else if (!gap && last != null && last.users().equals(poll.users())) {
				lastObserved = at(poll);
				fold.proven(lastObserved);
			} else {
				number++;
				lastObserved = at(poll);
				say(fold, poll, evidence(number, lastObserved, lastObserved, false));
				gap = false;
				last = poll;
			}
			open.forEach(samples::remove);
			samples.addAll(fold.samples());
			fold.touchedSessions().forEach(session -> sessions.put(session.key(), session));
		}

		assertEquals(Set.copyOf(all.samples()), samples);
		assertEquals(Set.copyOf(all.touchedSessions()), Set.copyOf(sessions.values()));
	}

	/** Folds runs of equal polls, as a rebuild finds them in the store. */
	private static SampleFold fold(List<Poll> polls) {
		SampleFold fold = new SampleFold(1, List.of(), List.of(), false);
		int index = 0;
		long number = 0;
		while (index < polls.size()) {
			Poll first = polls.get(index);
			if (first.users().isEmpty()) {
				index++;
				continue;
			}
			int next = index + 1;
			while (next < polls.size() && polls.get(next).users().equals(first.users())) {
				next++;
			}
			boolean broken = next < polls.size() && polls.get(next).users().isEmpty();
			number++;
			say(fold, first, evidence(number, at(first), at(polls.get(next - 1)), broken));
			index = next;
		}
		return fold;
	}

	private static void say(SampleFold fold, Poll poll, StoredEvidence evidence) {
		Set<Integer> users = poll.users().orElseThrow();
		fold.observe(new Observation.Sample(SOLVER, users.size(), OptionalLong.of(10), OptionalLong.empty(),
				OptionalLong.empty(), OptionalLong.empty()), evidence);
		for (int user : users) {
			fold.observe(new Observation.Checkout(SOLVER, "user" + user, "host", 1, START.minusSeconds(user), Optional.empty()),
					evidence);
		}
		fold.end(evidence, ALL);
	}

	private static StoredEvidence evidence(long number, Instant first, Instant last, boolean broken) {
		return new StoredEvidence(number, 1, Evidence.Origin.POLL, "stat.xml", "", 0, first, last, broken, first, "", "");
	}

	private static Instant at(Poll poll) {
		return START.plusSeconds(poll.minute() * 60L);
	}

	private static String minute(Instant moment) {
		return Long.toString((moment.getEpochSecond() - START.getEpochSecond()) / 60);
	}
}

package org.lictor.core.internal.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.lictor.model.Product;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Observation;
import org.lictor.store.AssignmentFact;
import org.lictor.store.EntitlementFact;
import org.lictor.store.StoredEvidence;
import org.lictor.store.UsageDayFact;
import org.lictor.store.UsageSummaryFact;

/**
 * Seats, accounts, assignments and the vendor's own figures, folded from evidence in the order in which it was observed,
 * by rule {@code vendor-facts v1}:
 * <ul>
 * <li>An entitlement stands from the first evidence that tells of it until evidence tells it differently, or lists all
 * entitlements without it.</li>
 * <li>An assignment begins when the vendor says so; else at the first evidence that tells of it, unless that is the first
 * evidence of assignments at all: then nobody knows when it began. It ends when the vendor says so, else with the first
 * list of all assignments without it.</li>
 * <li>Of a day's usage, and of a summary, the latest evidence holds.</li>
 * </ul>
 * For one thread.
 */
final class VendorFold {

	private final AccountBook accounts = new AccountBook();
	private final Map<EntitlementKey, EntitlementFact> standing = new LinkedHashMap<>();
	private final List<EntitlementFact> over = new ArrayList<>();
	private final Map<AssignmentKey, List<Span>> assignments = new LinkedHashMap<>();
	private final Map<UsageKey, UsageDayFact> usageDays = new LinkedHashMap<>();
	private final Map<SummaryKey, UsageSummaryFact> summaries = new LinkedHashMap<>();
	private boolean assignmentsToldBefore;

	private final Map<EntitlementKey, Integer> ordinals = new HashMap<>();
	private final Set<EntitlementKey> seenEntitlements = new HashSet<>();
	private final Set<AssignmentKey> seenAssignments = new HashSet<>();
	private boolean assignmentsTold;

	/** Entitlements without a reference of their own are told apart by their order. */
	private record EntitlementKey(Product product, String reference, String contract, int ordinal) {
	}

	private record AssignmentKey(AccountBook.Entry account, Product product) {
	}

	private record UsageKey(AccountBook.Entry account, Product product, LocalDate day) {
	}

	private record SummaryKey(AccountBook.Entry account, Product product) {
	}

	/** A time of assignment. */
	private static final class Span {
		private Optional<Instant> from;
		private Optional<Instant> until = Optional.empty();
		private long evidence;

		Span(Optional<Instant> from, long evidence) {
			this.from = from;
			this.evidence = evidence;
		}
	}

	/**
	 * Takes the next thing that evidence says.
	 *
	 * @param observation what it says
	 * @param evidence    which evidence; observed not before any evidence that was folded already
	 * @return false when observations of this kind are not for this fold
	 */
	boolean observe(Observation observation, StoredEvidence evidence) {
		switch (observation) {
		case Observation.Entitlement told -> entitlement(told, evidence);
		case Observation.AccountSeen told -> accounts.tell(told.account(), told.role(), told.status(), evidence.id());
		case Observation.Assignment told -> assignment(told, evidence);
		case Observation.UsageDay told -> {
			AccountBook.Entry account = accounts.tell(told.account(), "", "", evidence.id());
			usageDays.put(new UsageKey(account, told.product(), told.day()),
					new UsageDayFact("", told.product(), told.day(), told.tokens(), evidence.id()));
		}
		case Observation.UsageSummary told -> summary(told, evidence);
		case Observation.Sample told -> {
			return false;
		}
		case Observation.Checkout told -> {
			return false;
		}
		case Observation.Team told -> {
			return true;
		}
		case Observation.GroupMember told -> {
			return true;
		}
		case Observation.TokenUse told -> {
			return true;
		}
		case Observation.TokenContract told -> {
			return true;
		}
		case Observation.UsageSession told -> {
			return true;
		}
		}
		return true;
	}

	/**
	 * The evidence was read to its end.
	 *
	 * @param evidence which evidence
	 * @param complete the lists it holds in full
	 */
	void end(StoredEvidence evidence, Set<CompleteList> complete) {
		if (complete.contains(CompleteList.ENTITLEMENTS)) {
			for (EntitlementKey key : List.copyOf(standing.keySet())) {
				if (!seenEntitlements.contains(key)) {
					withdraw(key, evidence.firstObserved());
				}
			}
		}
		if (complete.contains(CompleteList.ASSIGNMENTS)) {
			assignments.forEach((key, spans) -> {
				Span last = spans.getLast();
				if (!seenAssignments.contains(key) && last.until.isEmpty()) {
					last.until = Optional.of(evidence.firstObserved());
				}
			});
			assignmentsTold = true;
		}
		assignmentsToldBefore |= assignmentsTold;
		assignmentsTold = false;
		ordinals.clear();
		seenEntitlements.clear();
		seenAssignments.clear();
	}

	private void entitlement(Observation.Entitlement told, StoredEvidence evidence) {
		EntitlementKey kind = new EntitlementKey(told.product(), told.reference(), told.contract(), 0);
		EntitlementKey key = new EntitlementKey(told.product(), told.reference(), told.contract(),
				ordinals.merge(kind, 1, Integer::sum));
		seenEntitlements.add(key);
		EntitlementFact before = standing.get(key);
		if (before != null && same(before, told)) {
			return;
		}
		if (before != null) {
			withdraw(key, evidence.firstObserved());
		}
		standing.put(key, new EntitlementFact(told.product(), told.reference(), told.contract(), told.seats(), told.from(),
				told.until(), told.status(), told.active(), evidence.firstObserved(), Optional.empty(), evidence.id()));
	}

	private static boolean same(EntitlementFact before, Observation.Entitlement told) {
		return before.seats() == told.seats() && before.firstDay().equals(told.from())
				&& before.lastDay().equals(told.until()) && before.status().equals(told.status())
				&& before.active() == told.active();
	}

	private void withdraw(EntitlementKey key, Instant at) {
		EntitlementFact fact = standing.remove(key);
		over.add(new EntitlementFact(fact.product(), fact.reference(), fact.contract(), fact.seats(), fact.firstDay(),
				fact.lastDay(), fact.status(), fact.active(), fact.standsFrom(), Optional.of(at), fact.evidence()));
	}

	private void assignment(Observation.Assignment told, StoredEvidence evidence) {
		assignmentsTold = true;
		AssignmentKey key = new AssignmentKey(accounts.tell(told.account(), "", "", evidence.id()), told.product());
		seenAssignments.add(key);
		List<Span> spans = assignments.computeIfAbsent(key, none -> new ArrayList<>());
		Span last = spans.isEmpty() ? null : spans.getLast();
		boolean continues = last != null && (last.until.isEmpty()
				|| told.assignedAt().isPresent() && told.assignedAt().equals(last.from));
		if (!continues) {
			Optional<Instant> from = told.assignedAt().isPresent() || !assignmentsToldBefore ? told.assignedAt()
					: Optional.of(evidence.firstObserved());
			last = new Span(from, evidence.id());
			spans.add(last);
		} else if (told.assignedAt().isPresent() && !told.assignedAt().equals(last.from)) {
			last.from = told.assignedAt();
			last.evidence = evidence.id();
		}
		if (told.unassignedAt().isPresent()) {
			last.until = told.unassignedAt();
			last.evidence = evidence.id();
		}
	}

	private void summary(Observation.UsageSummary told, StoredEvidence evidence) {
		SummaryKey key = new SummaryKey(accounts.tell(told.account(), "", "", evidence.id()), told.product());
		Optional<LocalDate> before = Optional.ofNullable(summaries.get(key)).flatMap(UsageSummaryFact::lastUsed);
		Optional<LocalDate> lastUsed = before.isPresent() && told.lastUsed().map(day -> day.isBefore(before.get())).orElse(true)
				? before
				: told.lastUsed();
		summaries.put(key, new UsageSummaryFact("", told.product(), told.daysUsed(), told.tokens(), lastUsed,
				evidence.firstObserved(), evidence.id()));
	}

	/** @return everything that was folded, sessions and samples left empty */
	DerivedFacts facts() {
		List<EntitlementFact> entitlements = new ArrayList<>(over);
		entitlements.addAll(standing.values());
		return new DerivedFacts(entitlements, accounts.facts(), assignmentFacts(), usageDayFacts(), summaryFacts(),
				List.of(), List.of());
	}

	/** Accounts may have turned out to be one only later, so that times of assignment of one person may overlap. */
	private List<AssignmentFact> assignmentFacts() {
		record Whose(String account, Product product) {
		}
		Map<Whose, List<Span>> byPerson = new LinkedHashMap<>();
		assignments.forEach((key, spans) -> byPerson
				.computeIfAbsent(new Whose(key.account().key(), key.product()), none -> new ArrayList<>()).addAll(spans));
		List<AssignmentFact> facts = new ArrayList<>();
		byPerson.forEach((whose, spans) -> {
			List<Span> ordered = new ArrayList<>(spans);
			ordered.sort(java.util.Comparator.comparing(span -> span.from.orElse(Instant.MIN)));
			AssignmentFact open = null;
			for (Span span : ordered) {
				AssignmentFact next = new AssignmentFact(whose.account(), whose.product(), span.from, span.until,
						span.evidence);
				boolean overlaps = open != null && (open.until().isEmpty()
						|| span.from.map(from -> from.isBefore(open(facts).until().get())).orElse(true));
				if (overlaps) {
					Optional<Instant> until = open.until().isEmpty() || span.until.isEmpty() ? Optional.empty()
							: Optional.of(max(open.until().get(), span.until.get()));
					facts.removeLast();
					next = new AssignmentFact(whose.account(), whose.product(), open.from(), until,
							Math.max(open.evidence(), span.evidence));
				}
				facts.add(next);
				open = next;
			}
		});
		return facts;
	}

	private static AssignmentFact open(List<AssignmentFact> facts) {
		return facts.getLast();
	}

	private static Instant max(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	private List<UsageDayFact> usageDayFacts() {
		Map<List<Object>, UsageDayFact> facts = new LinkedHashMap<>();
		usageDays.forEach((key, fact) -> {
			UsageDayFact named = new UsageDayFact(key.account().key(), fact.product(), fact.day(), fact.tokens(),
					fact.evidence());
			facts.merge(List.of(named.account(), named.product(), named.day()), named,
					(one, other) -> one.evidence() > other.evidence() ? one : other);
		});
		return List.copyOf(facts.values());
	}

	private List<UsageSummaryFact> summaryFacts() {
		Map<List<Object>, UsageSummaryFact> facts = new LinkedHashMap<>();
		summaries.forEach((key, fact) -> {
			UsageSummaryFact named = new UsageSummaryFact(key.account().key(), fact.product(), fact.daysUsed(),
					fact.tokens(), fact.lastUsed(), fact.observedAt(), fact.evidence());
			facts.merge(List.of(named.account(), named.product()), named,
					(one, other) -> one.observedAt().isAfter(other.observedAt()) ? one : other);
		});
		return List.copyOf(facts.values());
	}
}

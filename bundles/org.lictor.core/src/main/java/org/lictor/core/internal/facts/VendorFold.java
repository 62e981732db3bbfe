package org.lictor.core.internal.facts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.spi.DayRange;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Interpretation.Understood;
import org.lictor.spi.Observation;
import org.lictor.store.AccountFact;
import org.lictor.store.AssignmentFact;
import org.lictor.store.Difference;
import org.lictor.store.EntitlementFact;
import org.lictor.store.FactTable;
import org.lictor.store.FactUnit;
import org.lictor.store.GroupMemberFact;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredEvidence;
import org.lictor.store.TeamFact;
import org.lictor.store.TokenContractFact;
import org.lictor.store.TokenUseFact;
import org.lictor.store.Transaction;
import org.lictor.store.UsageDaysTold;
import org.lictor.store.UsageSummaryFact;

/**
 * Seats, accounts, assignments, groups, tokens and the vendor's own figures, folded from evidence one piece after the
 * other onto what stands, by rule {@code vendor-facts v4}:
 * <ul>
 * <li>An entitlement stands from the first evidence that tells of it until evidence tells it differently, or lists all
 * entitlements [of its team] without it. Of entitlements that look alike, those told the same as before stay.</li>
 * <li>An assignment begins when the vendor says so; else at the first evidence that tells of it, unless that is the first
 * evidence of assignments of that team at all, or it had ended before anybody looked: then nobody knows when it began. It ends when
 * the vendor says so, else with the first list of all assignments [of its team] without it, or when it is told to have begun after
 * it was seen already. An end told alone within what is known is its end; a later one is that of an assignment between two looks,
 * of which nothing else is known, so that it takes no time. Told again with the same beginning, it never ended.
 * Membership in a group likewise.</li>
 * <li>Of a day's usage, and of a summary, a team, tokens, the latest evidence holds. Evidence that holds all usage of some
 * days [of some teams] takes away what it does not tell of them.</li>
 * <li>A fact names the evidence that first told it as it stands.</li>
 * </ul>
 * A piece of evidence is folded in several transactions, of which the last says that it was: accounts, then some days of
 * usage, finished sessions and denials ({@link DenialFold}) at a time, then all else. To fold it again after a part of them changes nothing of that part. For one thread.
 */
final class VendorFold {

	/** About how many sessions, or days of usage, are written in one transaction: less than a second's work. */
	private static final int CHUNK = 40_000;
	private static final int CHUNK_OF_DAYS = 200_000;
	private static final String ALL = "*";

	private final Store store;
	private final FactUnit unit;
	private final boolean keepsSessions;
	private final DenialFold denials;

	private Optional<AccountBook> book = Optional.empty();
	private Optional<Spans<AssignmentKey, AssignmentFact>> assignments = Optional.empty();
	private Optional<Spans<MemberKey, GroupMemberFact>> members = Optional.empty();
	private final Map<UUID, SessionFact> sessions = new LinkedHashMap<>();

	private List<String> keys = List.of();

	private record AssignmentKey(String account, Product product, String team) {
	}

	private record MemberKey(String account, String group, String type, String team) {
	}

	private record EntitlementKey(Product product, String reference, String contract, String team) {
	}

	/**
	 * @param store         has what stands, and gets what follows
	 * @param unit          facts that stand, or a draft
	 * @param keepsSessions false when finished sessions are not written but only remembered
	 */
	VendorFold(Store store, FactUnit unit, boolean keepsSessions) {
		this.store = store;
		this.unit = unit;
		this.keepsSessions = keepsSessions;
		this.denials = new DenialFold(store, unit);
	}

	/**
	 * Folds what a piece of evidence says of accounts, days of usage, finished sessions and denials. {@link #end} must follow.
	 *
	 * @param evidence       which evidence, after all that was folded before
	 * @param told           what it says
	 * @param interpretation of the evidence as a whole
	 * @param progress       may cancel: then the evidence must be folded again
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	void begin(StoredEvidence evidence, Told told, Interpretation interpretation, Progress progress)
			throws ServiceException {
		keys = List.of();
		if (!told.accounts.isEmpty()) {
			accounts(evidence, told);
		}
		days(evidence, told, Told.understood(interpretation), progress);
		sessions(evidence, told);
		denials.fold(evidence, told.denials);
	}

	private void sessions(StoredEvidence evidence, Told told) throws ServiceException {
		Map<UUID, SessionFact> latest = new LinkedHashMap<>();
		for (Observation.UsageSession each : told.sessions) {
			SessionFact session = session(each, evidence);
			latest.put(session.key(), session);
		}
		if (!keepsSessions) {
			latest.forEach((key, session) -> sessions.put(key, kept(sessions, session)));
			return;
		}
		List<SessionFact> all = List.copyOf(latest.values());
		for (int from = 0; from < all.size(); from += CHUNK) {
			List<SessionFact> some = all.subList(from, Math.min(from + CHUNK, all.size()));
			store.write(transaction -> {
				Map<UUID, SessionFact> stand = transaction.sessions().byKeys(SessionUnit.vendor(unit),
						some.stream().map(SessionFact::key).toList());
				transaction.sessions().put(some.stream().map(session -> kept(stand, session)).toList());
				return null;
			});
		}
	}

	/**
	 * Folds all else that the evidence says.
	 *
	 * @param transaction    in which it is also said that the evidence was folded
	 * @param evidence       as was begun
	 * @param told           as was begun
	 * @param interpretation as was begun
	 */
	void end(Transaction transaction, StoredEvidence evidence, Told told, Interpretation interpretation) {
		Understood understood = Told.understood(interpretation);
		entitlements(transaction, evidence, told, understood);
		Set<String> marks = transaction.facts().marks(unit);
		Set<String> before = Set.copyOf(marks);
		assignments(transaction, evidence, told, understood, marks);
		members(transaction, evidence, told, understood, marks);
		if (!marks.equals(before)) {
			transaction.facts().mark(unit, marks);
		}
		summaries(transaction, evidence, told);
		latest(transaction.facts().teams(), told.teams, evidence, each -> each.name(), TeamFact::name,
				each -> new TeamFact(each.id(), each.name(), each.benefits(), evidence.id()),
				fact -> new TeamFact(fact.id(), fact.name(), fact.benefits(), evidence.id()));
		latest(transaction.facts().tokenUses(), told.tokenUses, evidence,
				each -> List.of(each.contract(), each.month(), each.category()),
				fact -> List.of(fact.contract(), fact.month(), fact.category()),
				each -> new TokenUseFact(each.contract(), each.month(), each.category(), each.tokens(), each.users(),
						evidence.id()),
				fact -> new TokenUseFact(fact.contract(), fact.month(), fact.category(), fact.tokens(), fact.users(),
						evidence.id()));
		latest(transaction.facts().tokenContracts(), told.tokenContracts, evidence, Observation.TokenContract::number,
				TokenContractFact::number,
				each -> new TokenContractFact(each.number(), each.name(), each.from(), each.until(), each.tokens(),
						each.status(), evidence.id()),
				fact -> new TokenContractFact(fact.number(), fact.name(), fact.firstDay(), fact.lastDay(), fact.tokens(),
						fact.status(), evidence.id()));
	}

	/** @return the finished sessions that were only remembered, in the order in which they were first told */
	Collection<SessionFact> sessions() {
		return sessions.values();
	}

	private void accounts(StoredEvidence evidence, Told told) throws ServiceException {
		if (book.isEmpty()) {
			book = Optional.of(new AccountBook(store.read(transaction -> transaction.facts().accounts().of(unit))));
		}
		AccountBook open = book.get();
		List<AccountBook.Entry> entries = new ArrayList<>(told.accounts.size());
		for (Told.AccountTold each : told.accounts) {
			entries.add(open.tell(each.account(), each.role(), each.status(), evidence.id()));
		}
		AccountBook.Changes changes = open.changes();
		if (!changes.isEmpty()) {
			List<Stored<AccountFact>> added = store.write(transaction -> {
				List<Stored<AccountFact>> fresh = changes.write(transaction, unit);
				if (!changes.merged().isEmpty()) {
					join(transaction);
				}
				return fresh;
			});
			open.written(added);
			if (changes.renames()) {
				assignments = Optional.empty();
				members = Optional.empty();
			}
		}
		keys = entries.stream().map(AccountBook.Entry::key).toList();
	}

	private void days(StoredEvidence evidence, Told told, Understood understood, Progress progress)
			throws ServiceException {
		Optional<DayRange> range = understood.usageDays();
		if (told.days.size() == 0 && range.isEmpty()) {
			return;
		}
		UsageRows.Ordered ordered = told.days.ordered();
		SortedMap<LocalDate, Long> work = new TreeMap<>(ordered.counts());
		store.read(transaction -> transaction.facts().usageDays().counts(unit)).forEach((day, count) -> {
			if (work.containsKey(day) || range.isPresent() && range.get().contains(day)) {
				work.merge(day, count, Long::sum);
			}
		});
		UsageDaysTold daysTold = new DaysTold(evidence.id(), keys, ordered, understood);
		progress.begin("Days of usage of " + evidence.name(), told.days.size());
		List<LocalDate> chunk = new ArrayList<>();
		long size = 0;
		for (Map.Entry<LocalDate, Long> day : work.entrySet()) {
			if (!chunk.isEmpty() && size + day.getValue() > CHUNK_OF_DAYS) {
				days(daysTold, chunk.getFirst(), chunk.getLast());
				progress.worked(size);
				if (progress.cancelled()) {
					throw new ServiceException(ServiceException.Reason.CANCELLED, "Reading the evidence was called off.");
				}
				chunk.clear();
				size = 0;
			}
			chunk.add(day.getKey());
			size += day.getValue();
		}
		if (!chunk.isEmpty()) {
			days(daysTold, chunk.getFirst(), chunk.getLast());
		}
	}

	private void days(UsageDaysTold told, LocalDate from, LocalDate until) throws ServiceException {
		store.write(transaction -> {
			transaction.facts().usageDays().tell(unit, from, until, told);
			return null;
		});
	}

	/** Days of usage of one piece of evidence, by the accounts as they are known now. */
	private record DaysTold(long evidence, List<String> accounts, UsageRows.Ordered ordered, Understood understood)
			implements UsageDaysTold {

		@Override
		public List<Product> products() {
			return ordered.products();
		}

		@Override
		public List<String> teams() {
			return ordered.teams();
		}

		@Override
		public boolean tellsAll(LocalDate day, String team) {
			return understood.usageDays().filter(range -> range.contains(day)).isPresent() && concerns(understood, team);
		}

		@Override
		public void visit(LocalDate from, LocalDate until, Visitor visitor) {
			ordered.visit(from, until, visitor);
		}
	}

	private static boolean concerns(Understood understood, String team) {
		return understood.teams().isEmpty() || understood.teams().contains(team);
	}

	private void entitlements(Transaction transaction, StoredEvidence evidence, Told told, Understood understood) {
		boolean complete = understood.complete().contains(CompleteList.ENTITLEMENTS);
		if (told.entitlements.isEmpty() && !complete) {
			return;
		}
		Instant at = evidence.firstObserved();
		Map<EntitlementKey, List<Stored<EntitlementFact>>> standing = new LinkedHashMap<>();
		for (Stored<EntitlementFact> stored : transaction.facts().entitlements().of(unit)) {
			if (stored.fact().standsUntil().isEmpty()) {
				standing.computeIfAbsent(key(stored.fact()), none -> new ArrayList<>()).add(stored);
			}
		}
		Map<EntitlementKey, List<EntitlementFact>> fresh = new LinkedHashMap<>();
		for (Observation.Entitlement each : told.entitlements) {
			EntitlementFact fact = new EntitlementFact(each.product(), each.reference(), each.contract(), each.seats(),
					each.from(), each.until(), each.status(), each.active(), at, Optional.empty(), evidence.id(), each.team());
			List<Stored<EntitlementFact>> alike = standing.getOrDefault(key(fact), List.of());
			Optional<Stored<EntitlementFact>> same = alike.stream().filter(stored -> same(stored.fact(), fact)).findFirst();
			if (same.isPresent()) {
				alike.remove(same.get());
			} else {
				fresh.computeIfAbsent(key(fact), none -> new ArrayList<>()).add(fact);
			}
		}
		List<Stored<EntitlementFact>> gone = new ArrayList<>();
		List<EntitlementFact> added = new ArrayList<>();
		standing.forEach((key, left) -> {
			int replaced = complete && concerns(understood, key.team()) ? left.size()
					: Math.min(left.size(), fresh.getOrDefault(key, List.of()).size());
			for (Stored<EntitlementFact> stored : left.subList(0, replaced)) {
				gone.add(stored);
				added.add(withdrawn(stored.fact(), at));
			}
		});
		fresh.values().forEach(added::addAll);
		apply(transaction.facts().entitlements(), new Difference<>(gone, added));
	}

	private static EntitlementKey key(EntitlementFact fact) {
		return new EntitlementKey(fact.product(), fact.reference(), fact.contract(), fact.team());
	}

	private static boolean same(EntitlementFact before, EntitlementFact told) {
		return before.seats() == told.seats() && before.firstDay().equals(told.firstDay())
				&& before.lastDay().equals(told.lastDay()) && before.status().equals(told.status())
				&& before.active() == told.active();
	}

	private static EntitlementFact withdrawn(EntitlementFact fact, Instant at) {
		return new EntitlementFact(fact.product(), fact.reference(), fact.contract(), fact.seats(), fact.firstDay(),
				fact.lastDay(), fact.status(), fact.active(), fact.standsFrom(), Optional.of(at), fact.evidence(),
				fact.team());
	}

	private void assignments(Transaction transaction, StoredEvidence evidence, Told told, Understood understood,
			Set<String> marks) {
		boolean complete = understood.complete().contains(CompleteList.ASSIGNMENTS);
		if (told.assignments.isEmpty() && !complete) {
			return;
		}
		EvidenceOrder order = new EvidenceOrder(transaction, unit);
		Spans<AssignmentKey, AssignmentFact> spans = assignments
				.orElseGet(() -> new Spans<>(ASSIGNMENTS, order, transaction.facts().assignments().of(unit)));
		Set<String> teams = new TreeSet<>();
		for (Told.About<Observation.Assignment> each : endsLast(told.assignments)) {
			Observation.Assignment said = each.said();
			spans.tell(new AssignmentKey(keys.get(each.account()), said.product(), said.team()), millis(said.assignedAt()),
					millis(said.unassignedAt()), first(marks, "assignments ", said.team(), evidence), evidence.id(), order);
			teams.add(said.team());
		}
		if (complete) {
			spans.endOthers(key -> concerns(understood, key.team()), evidence.firstObserved());
		}
		mark(marks, "assignments ", teams, complete, understood);
		write(order, transaction.facts().assignments(), spans);
		assignments = Optional.of(spans);
	}

	/** Ends without a beginning come last, later ones first: of each version of a product its own end may be told. */
	private static List<Told.About<Observation.Assignment>> endsLast(List<Told.About<Observation.Assignment>> told) {
		Predicate<Told.About<Observation.Assignment>> endOnly = each -> each.said().assignedAt().isEmpty() && each.said().unassignedAt().isPresent();
		List<Told.About<Observation.Assignment>> ordered = new ArrayList<>(told.stream().filter(endOnly.negate()).toList());
		told.stream().filter(endOnly).sorted(Comparator.comparing((Told.About<Observation.Assignment> each) -> each.said().unassignedAt().orElseThrow())
				.reversed()).forEach(ordered::add);
		return ordered;
	}

	private void members(Transaction transaction, StoredEvidence evidence, Told told, Understood understood,
			Set<String> marks) {
		boolean complete = understood.complete().contains(CompleteList.GROUPS);
		if (told.members.isEmpty() && !complete) {
			return;
		}
		EvidenceOrder order = new EvidenceOrder(transaction, unit);
		Spans<MemberKey, GroupMemberFact> spans = members
				.orElseGet(() -> new Spans<>(MEMBERS, order, transaction.facts().groupMembers().of(unit)));
		Set<String> teams = new TreeSet<>();
		for (Told.About<Observation.GroupMember> each : told.members) {
			Observation.GroupMember said = each.said();
			spans.tell(new MemberKey(keys.get(each.account()), said.group(), said.groupType(), said.team()),
					Optional.empty(), Optional.empty(), first(marks, "groups ", said.team(), evidence), evidence.id(), order);
			teams.add(said.team());
		}
		if (complete) {
			spans.endOthers(key -> concerns(understood, key.team()), evidence.firstObserved());
		}
		mark(marks, "groups ", teams, complete, understood);
		write(order, transaction.facts().groupMembers(), spans);
		members = Optional.of(spans);
	}

	/** What the first evidence of a team tells began at some time nobody knows; what later evidence tells, with it. */
	private static Optional<Instant> first(Set<String> marks, String kind, String team, StoredEvidence evidence) {
		return marks.contains(kind + team) || marks.contains(kind + ALL) ? Optional.of(evidence.firstObserved())
				: Optional.empty();
	}

	private static void mark(Set<String> marks, String kind, Set<String> teams, boolean complete, Understood understood) {
		teams.forEach(team -> marks.add(kind + team));
		if (complete) {
			understood.teams().forEach(team -> marks.add(kind + team));
			if (understood.teams().isEmpty()) {
				marks.add(kind + ALL);
			}
		}
	}

	private <K, F> void write(EvidenceOrder order, FactTable<F> table, Spans<K, F> spans) {
		Spans.Changes<F> changes = spans.changes(order);
		table.remove(changes.gone());
		table.change(unit, changes.changed());
		spans.written(changes, table.add(unit, changes.fresh()));
	}

	private <F> void apply(FactTable<F> table, Difference<F> difference) {
		if (!difference.isEmpty()) {
			table.apply(unit, difference);
		}
	}

	private void summaries(Transaction transaction, StoredEvidence evidence, Told told) {
		if (told.summaries.isEmpty()) {
			return;
		}
		FactTable<UsageSummaryFact> table = transaction.facts().usageSummaries();
		List<Stored<UsageSummaryFact>> gone = new ArrayList<>();
		Map<List<Object>, Stored<UsageSummaryFact>> stand = summariesThatStand(transaction, gone);
		table.remove(gone);
		Map<List<Object>, UsageSummaryFact> fresh = new LinkedHashMap<>();
		for (Told.About<Observation.UsageSummary> each : told.summaries) {
			Observation.UsageSummary said = each.said();
			String account = keys.get(each.account());
			List<Object> key = List.of(account, said.product());
			Optional<UsageSummaryFact> before = Optional.ofNullable(fresh.get(key))
					.or(() -> Optional.ofNullable(stand.get(key)).map(Stored::fact));
			Optional<LocalDate> known = before.flatMap(UsageSummaryFact::lastUsed);
			Optional<LocalDate> lastUsed = known.isPresent()
					&& said.lastUsed().map(day -> day.isBefore(known.get())).orElse(true) ? known : said.lastUsed();
			fresh.put(key, new UsageSummaryFact(account, said.product(), said.daysUsed(), said.tokens(), lastUsed,
					evidence.firstObserved(), evidence.id()));
		}
		List<Stored<UsageSummaryFact>> changed = new ArrayList<>();
		stand.forEach((key, stored) -> Optional.ofNullable(fresh.remove(key))
				.ifPresent(now -> changed.add(new Stored<>(stored.id(), now))));
		table.change(unit, changed);
		table.add(unit, fresh.values());
	}

	/** Of two summaries of one person, who was two before, the later one stays. */
	private Map<List<Object>, Stored<UsageSummaryFact>> summariesThatStand(Transaction transaction,
			List<Stored<UsageSummaryFact>> gone) {
		Map<List<Object>, Stored<UsageSummaryFact>> stand = new LinkedHashMap<>();
		EvidenceOrder order = new EvidenceOrder(transaction, unit);
		for (Stored<UsageSummaryFact> stored : transaction.facts().usageSummaries().of(unit)) {
			stand.merge(List.of(stored.fact().account(), stored.fact().product()), stored, (one, other) -> {
				boolean oneStays = order.compare(one.fact().evidence(), other.fact().evidence()) > 0;
				gone.add(oneStays ? other : one);
				return oneStays ? one : other;
			});
		}
		return stand;
	}

	/** Accounts turned out to be one: what stood for each of them is put together. */
	private void join(Transaction transaction) {
		EvidenceOrder order = new EvidenceOrder(transaction, unit);
		write(order, transaction.facts().assignments(), new Spans<>(ASSIGNMENTS, order, transaction.facts().assignments().of(unit)));
		write(order, transaction.facts().groupMembers(), new Spans<>(MEMBERS, order, transaction.facts().groupMembers().of(unit)));
		List<Stored<UsageSummaryFact>> gone = new ArrayList<>();
		summariesThatStand(transaction, gone);
		transaction.facts().usageSummaries().remove(gone);
	}

	/** What was told last holds; told as it stands already, it stays. */
	private <O, F> void latest(FactTable<F> table, List<O> told, StoredEvidence evidence, Function<O, Object> keyOfTold,
			Function<F, Object> keyOfFact, Function<O, F> fact, Function<F, F> asToldNow) {
		if (told.isEmpty()) {
			return;
		}
		Map<Object, F> fresh = new LinkedHashMap<>();
		told.forEach(each -> fresh.put(keyOfTold.apply(each), fact.apply(each)));
		List<Stored<F>> gone = new ArrayList<>();
		for (Stored<F> stored : table.of(unit)) {
			Object key = keyOfFact.apply(stored.fact());
			F now = fresh.get(key);
			if (now != null && now.equals(asToldNow.apply(stored.fact()))) {
				fresh.remove(key);
			} else if (now != null) {
				gone.add(stored);
			}
		}
		apply(table, new Difference<>(gone, List.copyOf(fresh.values())));
	}

	/** A vendor that does not say when a session ended proves it for its beginning only. */
	private SessionFact session(Observation.UsageSession told, StoredEvidence evidence) {
		Instant end = told.end().filter(at -> !at.isBefore(told.start())).orElse(told.start());
		return new SessionFact(SessionUnit.vendor(unit), UUID.nameUUIDFromBytes(told.reference().getBytes(StandardCharsets.UTF_8)),
				unit.server(), told.product(), told.host(), told.user(), 1, told.start(), end,
				Optional.of(new SessionFact.End(end, told.end().isPresent())), evidence.id());
	}

	/** A session told again as it stands names the evidence that first told it so. */
	private static SessionFact kept(Map<UUID, SessionFact> stand, SessionFact told) {
		SessionFact before = stand.get(told.key());
		boolean same = before != null && new SessionFact(before.unit(), before.key(), before.server(), before.product(),
				before.host(), before.hostUser(), before.licences(), before.start(), before.lastProven(), before.end(),
				told.evidence()).equals(told);
		return same ? before : told;
	}

	private static Optional<Instant> millis(Optional<Instant> instant) {
		return instant.map(each -> Instant.ofEpochMilli(each.toEpochMilli()));
	}

	private static final Spans.Form<AssignmentKey, AssignmentFact> ASSIGNMENTS = new Spans.Form<>() {
		@Override
		public AssignmentKey key(AssignmentFact fact) {
			return new AssignmentKey(fact.account(), fact.product(), fact.team());
		}

		@Override
		public Spans.Span span(AssignmentFact fact) {
			return new Spans.Span(fact.from(), fact.until(), fact.evidence());
		}

		@Override
		public AssignmentFact fact(AssignmentKey key, Spans.Span span) {
			return new AssignmentFact(key.account(), key.product(), span.from(), span.until(), span.evidence(), key.team());
		}
	};

	private static final Spans.Form<MemberKey, GroupMemberFact> MEMBERS = new Spans.Form<>() {
		@Override
		public MemberKey key(GroupMemberFact fact) {
			return new MemberKey(fact.account(), fact.group(), fact.type(), fact.team());
		}

		@Override
		public Spans.Span span(GroupMemberFact fact) {
			return new Spans.Span(fact.from(), fact.until(), fact.evidence());
		}

		@Override
		public GroupMemberFact fact(MemberKey key, Spans.Span span) {
			return new GroupMemberFact(key.account(), key.group(), key.type(), key.team(), span.from(), span.until(),
					span.evidence());
		}
	};
}

package org.lictor.core.internal.facts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.lictor.core.internal.retention.Floors;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.spi.Evidence;
import org.lictor.store.AccountFact;
import org.lictor.store.Difference;
import org.lictor.store.FactStore;
import org.lictor.store.FactTable;
import org.lictor.store.FactUnit;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;
import org.lictor.store.UsageDayFact;

/**
 * Compares the facts of a unit that stand with its draft, and puts right what differs where that is wished. Days of usage
 * are compared some at a time, so that millions of them need no memory. For one thread.
 */
final class DraftComparison {

	private static final int CHUNK = 40_000;
	/** Days of usage have no numbers. */
	private static final long UNNUMBERED = 0;

	private final Store store;
	private final FactUnit unit;
	private final FactUnit draft;
	private final boolean apply;
	private Optional<Floors> floors = Optional.empty();
	private Differences differences = new Differences("");
	private long facts;

	/**
	 * @param store has both
	 * @param unit  the facts that stand
	 * @param apply whether to put right what differs, or only to tell
	 */
	DraftComparison(Store store, FactUnit unit, boolean apply) {
		this.store = store;
		this.unit = unit;
		this.draft = unit.asDraft();
		this.apply = apply;
	}

	/**
	 * @param samples   use that was derived, empty for files
	 * @param checkouts sessions that the polls told, empty for files
	 * @param sessions  finished sessions that were derived
	 * @param progress  may cancel
	 * @param read      says that the evidence was read; in the last transaction, where differences are put right
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	void run(List<SampleFact> samples, List<SessionFact> checkouts, Collection<SessionFact> sessions, Progress progress,
			Consumer<Transaction> read) throws ServiceException {
		differences = new Differences(store.read(transaction -> transaction.servers().byId(unit.server())
				.map(StoredServer::name).orElse("server " + unit.server())));
		floors = Optional.of(store.read(Floors::of));
		if (apply) {
			store.write(transaction -> {
				transaction.sourceEvidence().forgetReading(unit.server(), unit.origin());
				return null;
			});
		}
		List<Stored<AccountFact>> goneAccounts = accounts();
		days(progress);
		Store.Work<Void> rest = transaction -> {
			FactStore all = transaction.facts();
			compare(all.entitlements(), "entitlement");
			compare(all.assignments(), "assignment");
			compare(all.usageSummaries(), "summary of usage");
			compare(all.teams(), "team");
			compare(all.groupMembers(), "member of a group");
			compare(all.tokenUses(), "use of tokens");
			compare(all.tokenContracts(), "contract about tokens");
			Floors kept = floors.orElseThrow();
			compare(all.samples(), all.samples().of(unit).stream().filter(step -> kept.keeps(step.fact())).toList(),
					samples.stream().filter(kept::keeps).toList(), "sample");
			compare(all.denials(), all.denials().of(unit).stream().filter(denial -> kept.keeps(denial.fact())).toList(),
					all.denials().of(draft).stream().map(Stored::fact).filter(kept::keeps).toList(), "denial");
			Set<String> marks = all.marks(draft);
			if (apply) {
				all.mark(unit, marks);
				all.accounts().remove(goneAccounts);
			}
			if (unit.origin() == Evidence.Origin.POLL) {
				sessions(transaction, SessionUnit.checkouts(unit.server()), checkouts);
			}
			sessions(transaction, SessionUnit.vendor(unit), sessions);
			if (apply) {
				read.accept(transaction);
			}
			return null;
		};
		if (apply) {
			store.write(rest);
		} else {
			store.read(rest);
		}
	}

	/** @return how many facts were derived */
	long facts() {
		return facts;
	}

	/** @return what differed, in sentences */
	List<String> differences() {
		return differences.sentences();
	}

	/** Accounts keep their numbers, because other facts refer to those. Those that go are removed after what refers to them. */
	private List<Stored<AccountFact>> accounts() throws ServiceException {
		Store.Work<List<Stored<AccountFact>>> work = transaction -> {
			Map<String, AccountFact> derived = new HashMap<>();
			transaction.facts().accounts().of(draft).forEach(stored -> derived.put(stored.fact().key(), stored.fact()));
			facts += derived.size();
			List<Stored<AccountFact>> stands = transaction.facts().accounts().of(unit);
			differences.add("account", Difference.between(stands, derived.values()));
			List<Stored<AccountFact>> gone = new ArrayList<>();
			List<Stored<AccountFact>> changed = new ArrayList<>();
			for (Stored<AccountFact> stored : stands) {
				AccountFact now = derived.remove(stored.fact().key());
				if (now == null) {
					gone.add(stored);
				} else if (!now.equals(stored.fact())) {
					changed.add(new Stored<>(stored.id(), now));
				}
			}
			if (apply) {
				transaction.facts().accounts().change(unit, changed);
				// in the order of the draft, which is the order in which they were told
				transaction.facts().accounts().add(unit, transaction.facts().accounts().of(draft).stream()
						.map(Stored::fact).filter(fact -> derived.containsKey(fact.key())).toList());
			}
			return gone;
		};
		return apply ? store.write(work) : store.read(work);
	}

	private void days(Progress progress) throws ServiceException {
		SortedMap<LocalDate, Long> counts = new TreeMap<>();
		store.read(transaction -> {
			transaction.facts().usageDays().counts(unit).forEach((day, count) -> counts.merge(day, count, Long::sum));
			transaction.facts().usageDays().counts(draft).forEach((day, count) -> counts.merge(day, count, Long::sum));
			return null;
		});
		counts.keySet().removeIf(day -> !floors.orElseThrow().keeps(day));
		List<LocalDate> chunk = new ArrayList<>();
		long size = 0;
		for (Map.Entry<LocalDate, Long> day : counts.entrySet()) {
			chunk.add(day.getKey());
			size += day.getValue();
			if (size > CHUNK) {
				if (progress.cancelled()) {
					throw new ServiceException(ServiceException.Reason.CANCELLED, "The work was called off.");
				}
				days(chunk.getFirst(), chunk.getLast());
				chunk.clear();
				size = 0;
			}
		}
		if (!chunk.isEmpty()) {
			days(chunk.getFirst(), chunk.getLast());
		}
	}

	private void days(LocalDate from, LocalDate until) throws ServiceException {
		List<UsageDayFact> derived = store.read(transaction -> transaction.facts().usageDays().of(draft, from, until));
		facts += derived.size();
		Difference<UsageDayFact> difference = Difference.between(
				store.read(transaction -> transaction.facts().usageDays().of(unit, from, until)).stream()
						.map(fact -> new Stored<>(UNNUMBERED, fact)).toList(),
				derived);
		differences.add("day of usage", difference);
		if (apply && !difference.isEmpty()) {
			store.write(transaction -> {
				transaction.facts().usageDays().put(unit, from, until, derived);
				return null;
			});
		}
	}

	private <T> void compare(FactTable<T> table, String kind) {
		compare(table, table.of(unit), table.of(draft).stream().map(Stored::fact).toList(), kind);
	}

	private <T> void compare(FactTable<T> table, List<Stored<T>> stands, List<T> derived, String kind) {
		facts += derived.size();
		Difference<T> difference = Difference.between(stands, derived);
		differences.add(kind, difference);
		if (apply && !difference.isEmpty()) {
			table.apply(unit, difference);
		}
	}

	/** What is older than its limit is no fact, whether it was removed yet or not. */
	private void sessions(Transaction transaction, SessionUnit of, Collection<SessionFact> all) {
		Floors kept = floors.orElseThrow();
		List<SessionFact> derived = all.stream().filter(kept::keeps).toList();
		facts += derived.size();
		Difference<SessionFact> difference = Difference.between(
				transaction.sessions().of(of).stream().filter(stored -> kept.keeps(stored.fact())).toList(), derived);
		differences.add("session", difference);
		if (apply && !difference.isEmpty()) {
			SessionChange.apply(transaction, difference);
		}
	}
}

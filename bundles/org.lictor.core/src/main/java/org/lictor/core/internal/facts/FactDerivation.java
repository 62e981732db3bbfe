package org.lictor.core.internal.facts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.spi.Configuration;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Observation;
import org.lictor.spi.ServerType;
import org.lictor.store.Difference;
import org.lictor.store.FactTable;
import org.lictor.store.FactUnit;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredEvidence;
import org.lictor.store.StoredServer;
import org.lictor.store.Transaction;

/**
 * Derives what vendors say from the evidence of a server and puts right what stands in the store. The caller sees to it
 * that only one thread at a time adds evidence or facts of a server.
 */
public final class FactDerivation {

	private final Store store;
	private final EvidenceReader reader;

	/**
	 * @param store  has the evidence and gets the facts
	 * @param reader has server types say what evidence means
	 */
	public FactDerivation(Store store, EvidenceReader reader) {
		this.store = store;
		this.reader = reader;
	}

	/**
	 * What came of a derivation.
	 *
	 * @param evidence    how many pieces of evidence were read
	 * @param facts       how many facts were derived
	 * @param differences what differed from what stood, each in a sentence; at most 100, the last one counts the others
	 * @param outcomes    what came of reading each piece of evidence, by its number
	 */
	public record Result(long evidence, long facts, List<String> differences, Map<Long, EvidenceOutcome> outcomes) {
	}

	/**
	 * Derives all facts of a server that come from its files or from its polls.
	 *
	 * @param unit          which
	 * @param type          knows what the evidence means
	 * @param configuration of the server
	 * @param apply         whether to put right what differs, or only to tell
	 * @param progress      takes news; cancelling changes nothing
	 * @return what came of it
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	public Result derive(FactUnit unit, ServerType type, Configuration configuration, boolean apply, Progress progress)
			throws ServiceException {
		List<StoredEvidence> evidence = store
				.read(transaction -> transaction.sourceEvidence().of(unit.server(), unit.origin()));
		VendorFold vendor = new VendorFold();
		SampleFold samples = new SampleFold(unit.server(), List.of(), List.of(), false);
		Map<Long, EvidenceOutcome> outcomes = new LinkedHashMap<>();
		for (StoredEvidence each : evidence) {
			progress.begin("Reading " + each.name(), 0);
			outcomes.put(each.id(), fold(each, type, configuration, vendor, samples, progress));
		}
		DerivedFacts told = vendor.facts();
		DerivedFacts derived = new DerivedFacts(told.entitlements(), told.accounts(), told.assignments(),
				told.usageDays(), told.usageSummaries(), samples.samples(), samples.touchedSessions());
		List<String> differences = apply
				? store.write(transaction -> compare(transaction, unit, derived, outcomes, type, true))
				: store.read(transaction -> compare(transaction, unit, derived, outcomes, type, false));
		return new Result(evidence.size(), derived.count(), differences, outcomes);
	}

	/**
	 * Folds a poll that was just kept onto what stands. Use told by the poll is folded alone; when it tells of seats,
	 * accounts or assignments, all facts of the server's polls are derived anew.
	 *
	 * @param kept          the poll's evidence as it stands now, the newest of its server
	 * @param afterGap      whether the polls before it failed
	 * @param type          knows what the evidence means
	 * @param configuration of the server
	 * @param progress      may cancel
	 * @return what came of reading it
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	public EvidenceOutcome foldPoll(StoredEvidence kept, boolean afterGap, ServerType type, Configuration configuration,
			Progress progress) throws ServiceException {
		List<Observation> told = new ArrayList<>();
		boolean[] others = { false };
		EvidenceOutcome outcome = reader.read(type, configuration, evidence(kept), observation -> {
			boolean use = observation instanceof Observation.Sample || observation instanceof Observation.Checkout;
			others[0] |= !use;
			told.add(observation);
		}, progress);
		cancelled(outcome);
		if (others[0]) {
			Result result = derive(new FactUnit(kept.server(), Evidence.Origin.POLL), type, configuration, true, progress);
			return result.outcomes().getOrDefault(kept.id(), outcome);
		}
		if (outcome.refused()) {
			store.write(transaction -> {
				transaction.sourceEvidence().outcome(kept.id(), type.parserVersion(), outcome.summary());
				return null;
			});
			return outcome;
		}
		changeUse(kept.server(), afterGap, fold -> {
			told.forEach(observation -> fold.observe(observation, kept));
			fold.end(kept, complete(outcome.interpretation()));
		}, transaction -> transaction.sourceEvidence().outcome(kept.id(), type.parserVersion(), outcome.summary()));
		return outcome;
	}

	/**
	 * A poll brought the same as before.
	 *
	 * @param kept the evidence that was observed once more
	 * @throws ServiceException UNAVAILABLE
	 */
	public void extendPoll(StoredEvidence kept) throws ServiceException {
		changeUse(kept.server(), false, fold -> fold.proven(kept.lastObserved()), transaction -> {
			// the evidence itself was extended when it was kept
		});
	}

	/**
	 * A poll failed, or the node was off: what stands ends with the last poll that succeeded.
	 *
	 * @param server number of a server
	 * @throws ServiceException UNAVAILABLE
	 */
	public void breakPolls(long server) throws ServiceException {
		List<StoredEvidence> latest = store.read(transaction -> transaction.sourceEvidence().latestPolls(server));
		if (latest.isEmpty() || latest.stream().allMatch(StoredEvidence::broken)) {
			return;
		}
		Instant last = latest.stream().map(StoredEvidence::lastObserved)
				.max(Comparator.naturalOrder()).orElseThrow();
		changeUse(server, true, fold -> fold.broken(last), transaction -> transaction.sourceEvidence().breakRuns(server));
	}

	private EvidenceOutcome fold(StoredEvidence each, ServerType type, Configuration configuration, VendorFold vendor,
			SampleFold samples, Progress progress) throws ServiceException {
		boolean poll = each.origin() == Evidence.Origin.POLL;
		List<Observation> told = new ArrayList<>();
		EvidenceOutcome outcome = reader.read(type, configuration, evidence(each), told::add, progress);
		cancelled(outcome);
		if (!outcome.refused()) {
			for (Observation observation : told) {
				if (!vendor.observe(observation, each) && poll) {
					samples.observe(observation, each);
				}
			}
			Set<CompleteList> complete = complete(outcome.interpretation());
			vendor.end(each, complete);
			if (poll) {
				samples.end(each, complete);
			}
		} else if (poll && each.broken()) {
			samples.broken(each.lastObserved());
		}
		return outcome;
	}

	private Evidence evidence(StoredEvidence each) {
		return new Evidence(each.origin(), each.name(), each.firstObserved(), store.content(each));
	}

	private static Set<CompleteList> complete(Interpretation interpretation) {
		return interpretation instanceof Interpretation.Understood understood ? understood.complete() : Set.of();
	}

	private static void cancelled(EvidenceOutcome outcome) throws ServiceException {
		if (outcome.interpretation() instanceof Interpretation.Cancelled) {
			throw new ServiceException(ServiceException.Reason.CANCELLED, "Reading the evidence was called off.");
		}
	}

	/** Does something to a fold that goes on from what stands, and writes what changed. */
	private void changeUse(long server, boolean afterGap, Consumer<SampleFold> change,
			Consumer<Transaction> besides) throws ServiceException {
		FactUnit unit = new FactUnit(server, Evidence.Origin.POLL);
		store.write(transaction -> {
			List<Stored<SampleFact>> open = transaction.facts().samples().open(server);
			List<SessionFact> sessions = openCheckouts(transaction, server);
			SampleFold fold = new SampleFold(server, open.stream().map(Stored::fact).toList(), sessions, afterGap);
			change.accept(fold);
			transaction.facts().samples().apply(unit, Difference.between(open, fold.samples()));
			transaction.sessions().put(fold.touchedSessions());
			besides.accept(transaction);
			return null;
		});
	}

	private static List<SessionFact> openCheckouts(Transaction transaction, long server) {
		List<Long> open = new ArrayList<>();
		transaction.sessions().stream(SessionFilter.ALL.server(server).open(), row -> {
			if (row.origin() == SessionUnit.Origin.CHECKOUT) {
				open.add(row.id());
			}
			return true;
		});
		return open.stream().map(transaction.sessions()::byId).flatMap(Optional::stream).toList();
	}

	private static List<String> compare(Transaction transaction, FactUnit unit, DerivedFacts derived,
			Map<Long, EvidenceOutcome> outcomes, ServerType type, boolean apply) {
		Differences differences = new Differences(transaction.servers().byId(unit.server())
				.map(StoredServer::name).orElse("server " + unit.server()));
		compare(transaction.facts().entitlements(), unit, derived.entitlements(), "entitlement", apply, differences);
		compare(transaction.facts().accounts(), unit, derived.accounts(), "account", apply, differences);
		compare(transaction.facts().assignments(), unit, derived.assignments(), "assignment", apply, differences);
		compare(transaction.facts().usageDays(), unit, derived.usageDays(), "day of usage", apply, differences);
		compare(transaction.facts().usageSummaries(), unit, derived.usageSummaries(), "summary of usage", apply,
				differences);
		compare(transaction.facts().samples(), unit, derived.samples(), "sample", apply, differences);
		if (unit.origin() == Evidence.Origin.POLL) {
			Difference<SessionFact> sessions = Difference
					.between(transaction.sessions().of(SessionUnit.checkouts(unit.server())), derived.checkouts());
			differences.add("session", sessions);
			if (apply) {
				SessionChange.apply(transaction, sessions);
			}
		}
		if (apply) {
			outcomes.forEach((id, outcome) -> transaction.sourceEvidence().outcome(id, type.parserVersion(),
					outcome.summary()));
		}
		return differences.sentences();
	}

	private static <T> void compare(FactTable<T> table, FactUnit unit, Collection<T> derived, String kind, boolean apply,
			Differences differences) {
		Difference<T> difference = Difference.between(table.of(unit), derived);
		differences.add(kind, difference);
		if (apply && !difference.isEmpty()) {
			table.apply(unit, difference);
		}
	}
}

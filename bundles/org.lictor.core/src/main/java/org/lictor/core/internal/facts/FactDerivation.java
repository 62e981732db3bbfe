package org.lictor.core.internal.facts;

import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.lictor.store.FactUnit;
import org.lictor.store.SampleFact;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredEvidence;
import org.lictor.store.Transaction;

/**
 * Derives what vendors say from the evidence of a server and puts right what stands in the store. The caller sees to it
 * that only one thread at a time adds evidence or facts of a server.
 */
public final class FactDerivation {

	private final Store store;
	private final EvidenceReader reader;
	/**
	 * What goes on from the facts that stand, so that the many pieces of evidence of one collection need not each read them
	 * again. Given up when memory is short, or when it was not used for some minutes.
	 */
	private final Map<FactUnit, SoftReference<VendorFold>> folds = new ConcurrentHashMap<>();

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
	 * @param behind      from how many of the pieces no facts had been derived yet, or by another version of the parser
	 */
	public record Result(long evidence, long facts, List<String> differences, Map<Long, EvidenceOutcome> outcomes, long behind) {
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
		String parser = type.parserVersion();
		FactUnit draft = unit.asDraft();
		folds.remove(unit);
		clear(draft);
		try {
			List<StoredEvidence> evidence = store
					.read(transaction -> transaction.sourceEvidence().of(unit.server(), unit.origin()));
			VendorFold vendor = new VendorFold(store, draft, false);
			SampleFold samples = new SampleFold(unit.server(), List.of(), List.of(), false);
			Map<Long, EvidenceOutcome> outcomes = new LinkedHashMap<>();
			for (StoredEvidence each : evidence) {
				progress.begin("Reading " + each.name(), 0);
				outcomes.put(each.id(), draft(each, type, configuration, vendor, samples, progress));
			}
			DraftComparison comparison = new DraftComparison(store, unit, apply);
			comparison.run(samples.samples(), samples.touchedSessions(), vendor.sessions(), progress,
					transaction -> outcomes.forEach((id, outcome) -> transaction.sourceEvidence().outcome(id,
							parser, outcome.summary())));
			return new Result(evidence.size(), comparison.facts(), comparison.differences(), outcomes,
					evidence.stream().filter(each -> !each.parserVersion().equals(parser)).count());
		} finally {
			clear(draft);
		}
	}

	/** Nobody else sees drafts. */
	private void clear(FactUnit draft) throws ServiceException {
		store.write(transaction -> {
			transaction.facts().clear(draft);
			return null;
		});
	}

	/**
	 * Folds evidence of which no facts were derived yet onto what stands. Where that does not do, because some of it comes
	 * before what was folded, or was read by another version of the parser, all facts of the unit are derived anew.
	 *
	 * @param unit          which
	 * @param type          knows what the evidence means
	 * @param configuration of the server
	 * @param progress      may cancel: then evidence stays without facts until the next call
	 * @return what came of it
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	public Result catchUp(FactUnit unit, ServerType type, Configuration configuration, Progress progress)
			throws ServiceException {
		List<StoredEvidence> all = store
				.read(transaction -> transaction.sourceEvidence().of(unit.server(), unit.origin()));
		String parser = type.parserVersion();
		int folded = 0;
		while (folded < all.size() && all.get(folded).parserVersion().equals(parser)) {
			folded++;
		}
		List<StoredEvidence> pending = all.subList(folded, all.size());
		if (!pending.stream().allMatch(each -> each.parserVersion().isEmpty())) {
			return derive(unit, type, configuration, true, progress);
		}
		Map<Long, EvidenceOutcome> outcomes = new LinkedHashMap<>();
		for (StoredEvidence each : pending) {
			progress.begin("Reading " + each.name(), 0);
			Told told = new Told();
			EvidenceOutcome outcome = read(each, type, configuration, told, progress);
			boolean use = !told.uses.isEmpty() || complete(outcome.interpretation()).stream().anyMatch(
					list -> list == CompleteList.SAMPLES || list == CompleteList.CHECKOUTS);
			if (unit.origin() == Evidence.Origin.POLL && (use || outcome.refused() && each.broken())) {
				// what it says of use depends on whether the polls around it succeeded
				return derive(unit, type, configuration, true, progress);
			}
			fold(each, false, told, outcome, type, progress);
			outcomes.put(each.id(), outcome);
		}
		return new Result(pending.size(), 0, List.of(), outcomes, pending.size());
	}

	/**
	 * Folds a poll that was just kept onto what stands.
	 *
	 * @param kept          the poll's evidence as it stands now, the newest of its server
	 * @param afterGap      whether the polls before it failed
	 * @param type          knows what the evidence means
	 * @param configuration of the server
	 * @param progress      may cancel: then the evidence stays without facts until {@link #catchUp}
	 * @return what came of reading it
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	public EvidenceOutcome foldPoll(StoredEvidence kept, boolean afterGap, ServerType type, Configuration configuration,
			Progress progress) throws ServiceException {
		Told told = new Told();
		EvidenceOutcome outcome = read(kept, type, configuration, told, progress);
		fold(kept, afterGap, told, outcome, type, progress);
		return outcome;
	}

	private void fold(StoredEvidence kept, boolean afterGap, Told told, EvidenceOutcome outcome, ServerType type,
			Progress progress) throws ServiceException {
		Interpretation interpretation = outcome.interpretation();
		String parser = type.parserVersion();
		FactUnit unit = new FactUnit(kept.server(), kept.origin());
		VendorFold vendor = Optional.ofNullable(folds.remove(unit)).map(SoftReference::get)
				.orElseGet(() -> new VendorFold(store, unit, true));
		boolean concerned = !outcome.refused() && told.concernsVendor(interpretation);
		if (concerned) {
			vendor.begin(kept, told, interpretation, progress);
		}
		Consumer<Transaction> rest = transaction -> {
			if (concerned) {
				vendor.end(transaction, kept, told, interpretation);
			}
			transaction.sourceEvidence().outcome(kept.id(), parser, outcome.summary());
		};
		if (kept.origin() == Evidence.Origin.POLL && !outcome.refused()) {
			changeUse(kept.server(), afterGap, fold -> {
				told.uses.forEach(observation -> fold.observe(observation, kept));
				fold.end(kept, complete(interpretation));
			}, rest);
		} else {
			store.write(transaction -> {
				rest.accept(transaction);
				return null;
			});
		}
		// not after trouble: then it holds what was not written
		folds.put(unit, new SoftReference<>(vendor));
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

	private EvidenceOutcome draft(StoredEvidence each, ServerType type, Configuration configuration, VendorFold vendor,
			SampleFold samples, Progress progress) throws ServiceException {
		boolean poll = each.origin() == Evidence.Origin.POLL;
		Told told = new Told();
		EvidenceOutcome outcome = read(each, type, configuration, told, progress);
		if (!outcome.refused()) {
			Interpretation interpretation = outcome.interpretation();
			if (told.concernsVendor(interpretation)) {
				vendor.begin(each, told, interpretation, progress);
				store.write(transaction -> {
					vendor.end(transaction, each, told, interpretation);
					return null;
				});
			}
			if (poll) {
				told.uses.forEach(observation -> samples.observe(observation, each));
				samples.end(each, complete(interpretation));
			}
		} else if (poll && each.broken()) {
			samples.broken(each.lastObserved());
		}
		return outcome;
	}

	/**
	 * Reads a piece of evidence and changes nothing.
	 *
	 * @param each          which
	 * @param type          knows what it means
	 * @param configuration of its server
	 * @param observer      gets one thing after the other
	 * @param progress      may cancel
	 * @return what came of it
	 * @throws ServiceException CANCELLED
	 */
	public EvidenceOutcome read(StoredEvidence each, ServerType type, Configuration configuration,
			Consumer<Observation> observer, Progress progress) throws ServiceException {
		return read(new Evidence(each.origin(), each.name(), each.firstObserved(), store.content(each)), type, configuration, observer,
				progress);
	}

	/**
	 * Reads bytes that may become evidence and changes nothing.
	 *
	 * @param bytes         to be read
	 * @param type          knows what they mean
	 * @param configuration of their server
	 * @param observer      gets one thing after the other
	 * @param progress      may cancel
	 * @return what came of it
	 * @throws ServiceException CANCELLED
	 */
	public EvidenceOutcome read(Evidence bytes, ServerType type, Configuration configuration, Consumer<Observation> observer,
			Progress progress) throws ServiceException {
		EvidenceOutcome outcome = reader.read(type, configuration, bytes, observer, progress);
		if (outcome.interpretation() instanceof Interpretation.Cancelled) {
			throw new ServiceException(ServiceException.Reason.CANCELLED, "Reading the evidence was called off.");
		}
		return outcome;
	}

	private static Set<CompleteList> complete(Interpretation interpretation) {
		return interpretation instanceof Interpretation.Understood understood ? understood.complete() : Set.of();
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
}

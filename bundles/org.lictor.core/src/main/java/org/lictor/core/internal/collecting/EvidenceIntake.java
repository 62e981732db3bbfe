package org.lictor.core.internal.collecting;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.lictor.core.internal.facts.EvidenceOutcome;
import org.lictor.core.internal.facts.EvidenceReader;
import org.lictor.core.internal.facts.FactDerivation;
import org.lictor.model.Diagnostic;
import org.lictor.model.Place;
import org.lictor.model.Progress;
import org.lictor.service.ImportResult;
import org.lictor.service.ImportResult.Outcome;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Configuration;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.ServerType;
import org.lictor.store.FactUnit;
import org.lictor.store.KeptEvidence;
import org.lictor.store.ReceivedContent;
import org.lictor.store.Store;
import org.lictor.store.StoredEvidence;

/**
 * Keeps evidence of a server and derives facts from it. The caller holds the server's lock.
 */
final class EvidenceIntake {

	private final Store store;
	private final FactDerivation derivation;
	private final InstantSource clock;
	private final long largestFile;

	/**
	 * @param store       keeps the evidence
	 * @param derivation  derives the facts
	 * @param clock       tells when it was received
	 * @param largestFile how many bytes a file may have
	 */
	EvidenceIntake(Store store, FactDerivation derivation, InstantSource clock, long largestFile) {
		this.store = store;
		this.derivation = derivation;
		this.clock = clock;
		this.largestFile = largestFile;
	}

	/**
	 * Takes a file.
	 *
	 * @param server        number of the server
	 * @param type          knows what the file means
	 * @param configuration of the server
	 * @param file          the file
	 * @param progress      takes news; cancelling before the file was kept changes nothing
	 * @return what became of it
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	ImportResult file(long server, ServerType type, Configuration configuration, Evidence file, Progress progress)
			throws ServiceException {
		Optional<String> tooLarge = tooLarge(file);
		if (tooLarge.isPresent()) {
			return refused(file, Diagnostic.error(tooLarge.get(), Place.of(file.name())), List.of());
		}
		progress.begin("Copying " + file.name(), 0);
		try (ReceivedContent received = store.receive(file.content(), progress)) {
			boolean known = store
					.read(transaction -> transaction.sourceEvidence().file(server, received.sha256()).isPresent());
			if (known) {
				return new ImportResult(file.name(), Outcome.ALREADY_KNOWN, "", 0, 0, List.of());
			}
			progress.begin("Reading " + file.name(), 0);
			EvidenceOutcome first = EvidenceReader.read(type, configuration,
					new Evidence(file.origin(), file.name(), file.observedAt(), received.content()), observation -> {
						// only looked at, to find out whether the file is worth keeping
					}, progress);
			if (first.interpretation() instanceof Interpretation.Cancelled) {
				throw new ServiceException(Reason.CANCELLED, "The import of " + file.name() + " was called off; nothing was taken.");
			}
			if (first.interpretation() instanceof Interpretation.Refused refused && !refused.keep()) {
				return refused(file, refused.why(), first.diagnostics());
			}
			StoredEvidence kept = store.write(transaction -> transaction.sourceEvidence().add(server,
					Evidence.Origin.FILE, file.name(), file.observedAt(), received, clock.instant())).evidence();
			FactDerivation.Result derived = derivation.derive(new FactUnit(server, Evidence.Origin.FILE), type,
					configuration, true, uncancelled(progress));
			return taken(file, derived.outcomes().getOrDefault(kept.id(), first));
		}
	}

	/**
	 * Takes what a poll brought.
	 *
	 * @param server        number of the server
	 * @param type          knows what it means
	 * @param configuration of the server
	 * @param poll          what the server said
	 * @param progress      may cancel
	 * @return what came of reading it; empty when it was the same as before
	 * @throws ServiceException CANCELLED, UNAVAILABLE
	 */
	Optional<EvidenceOutcome> poll(long server, ServerType type, Configuration configuration, Evidence poll,
			Progress progress) throws ServiceException {
		boolean afterGap = store.read(transaction -> transaction.sourceEvidence().latestPolls(server).stream()
				.anyMatch(StoredEvidence::broken));
		try (ReceivedContent received = store.receive(poll.content(), progress)) {
			KeptEvidence kept = store.write(transaction -> transaction.sourceEvidence().add(server, Evidence.Origin.POLL,
					poll.name(), poll.observedAt(), received, clock.instant()));
			return switch (kept.result()) {
			case ADDED -> Optional.of(derivation.foldPoll(kept.evidence(), afterGap, type, configuration,
					uncancelled(progress)));
			case EXTENDED -> {
				derivation.extendPoll(kept.evidence());
				yield Optional.empty();
			}
			case KNOWN -> Optional.empty();
			};
		}
	}

	/** What was kept is worked on to its end: a cancelled derivation would leave facts behind their evidence. */
	private static Progress uncancelled(Progress progress) {
		return new Progress() {
			@Override
			public void begin(String task, long total) {
				progress.begin(task, total);
			}

			@Override
			public void worked(long units) {
				progress.worked(units);
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
	}

	private Optional<String> tooLarge(Evidence file) throws ServiceException {
		try {
			long size = file.content().size();
			return size <= largestFile ? Optional.empty()
					: Optional.of("The file has " + size / 1_000_000 + " MB; files of at most " + largestFile / 1_000_000
							+ " MB are taken. Export a shorter time, or split the file.");
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, file.name() + " cannot be read: " + e.getMessage(), e);
		}
	}

	private static ImportResult refused(Evidence file, Diagnostic why, List<Diagnostic> besides) {
		List<Diagnostic> all = new java.util.ArrayList<>(besides);
		all.add(0, why);
		return new ImportResult(file.name(), Outcome.REFUSED, "", 0, 0, all);
	}

	private static ImportResult taken(Evidence file, EvidenceOutcome outcome) {
		return switch (outcome.interpretation()) {
		case Interpretation.Understood understood -> new ImportResult(file.name(),
				understood.rejected() > 0 ? Outcome.IMPORTED_WITH_PROBLEMS : Outcome.IMPORTED, understood.what(),
				understood.records(), understood.rejected(), outcome.diagnostics());
		case Interpretation.Refused broken -> {
			List<Diagnostic> all = new java.util.ArrayList<>(outcome.diagnostics());
			all.add(0, broken.why());
			yield new ImportResult(file.name(), Outcome.IMPORTED_WITH_PROBLEMS, "", outcome.observations(), 0, all);
		}
		case Interpretation.Cancelled cancelled -> throw new IllegalStateException("cancelled after it was kept");
		};
	}
}

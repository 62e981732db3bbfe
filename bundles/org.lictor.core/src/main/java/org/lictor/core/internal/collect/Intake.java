package org.lictor.core.internal.collect;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.lictor.core.internal.ChangeHub;
import org.lictor.core.internal.facts.EvidenceOutcome;
import org.lictor.core.internal.facts.EvidenceReader;
import org.lictor.core.internal.facts.FactDerivation;
import org.lictor.model.Diagnostic;
import org.lictor.model.FileTrouble;
import org.lictor.model.Place;
import org.lictor.model.Progress;
import org.lictor.service.Changes;
import org.lictor.service.ImportResult;
import org.lictor.service.ImportResult.Outcome;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.store.FactUnit;
import org.lictor.store.KeptEvidence;
import org.lictor.store.ReceivedContent;
import org.lictor.store.Store;
import org.lictor.store.StoredEvidence;

/**
 * Takes evidence in: files that people hand in or that a watched folder brings, and what polls bring. The caller holds
 * the server's lock.
 */
final class Intake {

	/** How large a piece of evidence may be. */
	static final long LARGEST = 256_000_000;

	/** What is remembered of files of watched folders that were refused, so that they are not read at each poll. */
	private static final int MOST_REFUSED = 10_000;

	private final Store store;
	private final InstantSource clock;
	private final EvidenceReader reader;
	private final FactDerivation facts;
	private final ChangeHub changes;
	private final Map<String, Boolean> refused = new ConcurrentHashMap<>();

	Intake(Store store, InstantSource clock, EvidenceReader reader, FactDerivation facts, ChangeHub changes) {
		this.store = store;
		this.clock = clock;
		this.reader = reader;
		this.facts = facts;
		this.changes = changes;
	}

	/**
	 * Takes a file in and keeps it, unless it is too large, known, or not understood at all. Facts are derived afterwards by
	 * {@link #deriveFiles}.
	 *
	 * @param source   the server
	 * @param file     the file
	 * @param progress may cancel
	 * @return what became of it
	 * @throws ServiceException UNAVAILABLE when it cannot be read or stored, CANCELLED
	 */
	ImportResult file(Source source, Evidence file, Progress progress) throws ServiceException {
		Optional<Diagnostic> tooLarge = tooLarge(file);
		if (tooLarge.isPresent()) {
			return refused(file, tooLarge.get(), List.of());
		}
		progress.begin("Receiving " + file.name(), size(file));
		try (ReceivedContent received = store.receive(bounded(file), progress)) {
			Optional<StoredEvidence> known = store
					.read(transaction -> transaction.sourceEvidence().file(source.id(), received.sha256()));
			if (known.isPresent()) {
				return known(file, known.get());
			}
			if (isErased(source, received.sha256())) {
				return refused(file, Diagnostic.error("A person was erased from this file after it had been imported. Imported again as it is,"
						+ " it would bring the person back.", Place.of(file.name())), List.of());
			}
			progress.begin("Reading " + file.name(), received.size());
			EvidenceOutcome outcome = reader.read(source.type(), source.configuration(),
					new Evidence(Evidence.Origin.FILE, file.name(), file.observedAt(), received.content()), observation -> {
						// only counted here: facts are derived from all files together
					}, progress);
			if (outcome.interpretation() instanceof Interpretation.Cancelled) {
				throw new ServiceException(Reason.CANCELLED, "The import of " + file.name() + " was called off.");
			}
			if (outcome.refused() && outcome.interpretation() instanceof Interpretation.Refused why) {
				return refused(file, why.why(), outcome.diagnostics());
			}
			// without an outcome yet: as long as it has none, facts must be derived, see deriveWhereDue
			store.write(transaction -> transaction.sourceEvidence().add(source.id(), Evidence.Origin.FILE, file.name(),
					file.observedAt(), received, clock.instant()));
			return taken(file, outcome);
		}
	}

	/**
	 * Takes in a file that a poll brought. A file that is known, or was refused before, costs only the reading of its bytes.
	 *
	 * @param source   the server
	 * @param file     the file
	 * @param progress may cancel
	 * @return what became of it; empty when it was known
	 * @throws ServiceException UNAVAILABLE when it cannot be stored, CANCELLED
	 */
	Optional<ImportResult> watchedFile(Source source, Evidence file, Progress progress) throws ServiceException {
		if (tooLarge(file).isPresent()) {
			String name = source.id() + " " + file.name() + " " + file.observedAt();
			return refused.put(name, true) == null ? Optional.of(file(source, file, progress)) : Optional.empty();
		}
		String sha256;
		try {
			sha256 = sha256(file.content(), progress);
		} catch (IOException e) {
			// it may have been moved away since the folder was listed; what is wrong shows when it is still there next time
			return Optional.of(refused(file, Diagnostic.error("The file cannot be read: " + FileTrouble.why(e) + ".",
					Place.of(file.name())), List.of()));
		}
		boolean known = refused.containsKey(source.id() + " " + sha256)
				|| store.read(transaction -> transaction.sourceEvidence().file(source.id(), sha256)).isPresent()
				|| isErased(source, sha256);
		if (known) {
			return Optional.empty();
		}
		ImportResult result = file(source, file, progress);
		if (result.outcome() == Outcome.REFUSED) {
			if (refused.size() >= MOST_REFUSED) {
				refused.clear();
			}
			refused.put(source.id() + " " + sha256, true);
		}
		return Optional.of(result);
	}

	private boolean isErased(Source source, String sha256) throws ServiceException {
		return store.read(transaction -> transaction.sourceEvidence().isReplaced(source.id(), sha256));
	}

	/**
	 * Forgets which files were refused, so that they are tried again: the plug-in or the configuration is another one.
	 *
	 * @param server number of the server
	 */
	void forgetRefused(long server) {
		refused.keySet().removeIf(key -> key.startsWith(server + " "));
	}

	/**
	 * Derives the facts that follow from all files of a server.
	 *
	 * @param source   the server
	 * @param progress may cancel
	 * @throws ServiceException UNAVAILABLE, CANCELLED: the facts are as they were
	 */
	void deriveFiles(Source source, Progress progress) throws ServiceException {
		catchUp(source, Evidence.Origin.FILE, progress);
	}

	private void catchUp(Source source, Evidence.Origin origin, Progress progress) throws ServiceException {
		facts.catchUp(new FactUnit(source.id(), origin), source.type(), source.configuration(), progress);
		changes.changed(Changes.Topic.SERVERS, Changes.Topic.SESSIONS);
	}

	/**
	 * Derives the facts of a server again.
	 *
	 * @param source   the server
	 * @param origin   those that follow from its files, or from its polls
	 * @param progress may cancel
	 * @throws ServiceException UNAVAILABLE, CANCELLED: the facts are as they were
	 */
	void derive(Source source, Evidence.Origin origin, Progress progress) throws ServiceException {
		facts.derive(new FactUnit(source.id(), origin), source.type(), source.configuration(), true, progress);
		changes.changed(Changes.Topic.SERVERS, Changes.Topic.SESSIONS);
	}

	/**
	 * Derives facts again where evidence was kept of which no facts were derived, because the process died in between, or
	 * where it was read by another version of the parser.
	 *
	 * @param source   the server
	 * @param progress may cancel
	 * @return true when facts were derived again
	 * @throws ServiceException UNAVAILABLE, CANCELLED: the facts are as they were
	 */
	boolean deriveWhereDue(Source source, Progress progress) throws ServiceException {
		String parser = source.type().parserVersion();
		boolean files = store.read(transaction -> transaction.sourceEvidence().of(source.id(), Evidence.Origin.FILE)).stream()
				.anyMatch(evidence -> !evidence.parserVersion().equals(parser));
		if (files) {
			catchUp(source, Evidence.Origin.FILE, progress);
		}
		boolean polls = store.read(transaction -> transaction.sourceEvidence().latestPolls(source.id())).stream()
				.anyMatch(evidence -> !evidence.parserVersion().equals(parser));
		if (polls) {
			catchUp(source, Evidence.Origin.POLL, progress);
		}
		return files || polls;
	}

	/**
	 * Takes in what a poll brought, and folds it onto the facts that stand.
	 *
	 * @param source   the server
	 * @param evidence of origin POLL
	 * @param memory   what the server's monitor is to remember from now on, committed together with the evidence
	 * @param progress may cancel
	 * @return what came of reading it; empty when it is the same as before
	 * @throws ServiceException UNAVAILABLE when it cannot be stored or is too large, CANCELLED
	 */
	Optional<EvidenceOutcome> poll(Source source, Evidence evidence, Map<String, Optional<String>> memory,
			Progress progress) throws ServiceException {
		Optional<Diagnostic> tooLarge = tooLarge(evidence);
		if (tooLarge.isPresent()) {
			throw new ServiceException(Reason.INVALID, tooLarge.get().sentence());
		}
		try (ReceivedContent received = store.receive(bounded(evidence), progress)) {
			boolean afterGap = store.read(transaction -> afterGap(transaction.sourceEvidence().latestPolls(source.id())));
			Instant now = clock.instant();
			KeptEvidence kept = store.write(transaction -> {
				transaction.monitors().remember(source.id(), memory);
				return transaction.sourceEvidence().add(source.id(), Evidence.Origin.POLL, evidence.name(),
						evidence.observedAt(), received, now);
			});
			return switch (kept.result()) {
			case ADDED -> {
				EvidenceOutcome outcome = fold(source, kept.evidence(), afterGap, progress);
				changes.changed(Changes.Topic.SERVERS, Changes.Topic.SESSIONS);
				yield Optional.of(outcome);
			}
			case EXTENDED -> {
				facts.extendPoll(kept.evidence());
				yield Optional.empty();
			}
			case KNOWN -> Optional.empty();
			};
		}
	}

	/** Evidence is folded in the order in which it came: what an earlier poll left is made up for first. */
	private EvidenceOutcome fold(Source source, StoredEvidence kept, boolean afterGap, Progress progress)
			throws ServiceException {
		String parser = source.type().parserVersion();
		boolean behind = store.read(transaction -> transaction.sourceEvidence().latestPolls(source.id())).stream()
				.anyMatch(each -> each.id() != kept.id() && !each.parserVersion().equals(parser));
		if (!behind) {
			return facts.foldPoll(kept, afterGap, source.type(), source.configuration(), progress);
		}
		return facts.catchUp(new FactUnit(source.id(), Evidence.Origin.POLL), source.type(), source.configuration(),
				progress).outcomes().get(kept.id());
	}

	private static boolean afterGap(List<StoredEvidence> latest) {
		return !latest.isEmpty() && latest.stream().allMatch(StoredEvidence::broken);
	}

	private static ImportResult refused(Evidence file, Diagnostic why, List<Diagnostic> besides) {
		List<Diagnostic> all = new ArrayList<>();
		all.add(why);
		besides.stream().limit(EvidenceReader.MOST_DIAGNOSTICS - 1).forEach(all::add);
		return new ImportResult(file.name(), Outcome.REFUSED, "", 0, 0, all);
	}

	private static ImportResult known(Evidence file, StoredEvidence known) {
		return new ImportResult(file.name(), Outcome.ALREADY_KNOWN, "", 0, 0,
				List.of(Diagnostic.info("The same bytes were handed in before, as " + known.name() + " on "
						+ known.received() + ". Nothing changed.", Place.of(file.name()))));
	}

	private static ImportResult taken(Evidence file, EvidenceOutcome outcome) {
		return switch (outcome.interpretation()) {
		case Interpretation.Understood understood -> new ImportResult(file.name(),
				understood.rejected() == 0 ? Outcome.IMPORTED : Outcome.IMPORTED_WITH_PROBLEMS, understood.what(),
				understood.records(), understood.rejected(), outcome.diagnostics());
		case Interpretation.Refused partly -> {
			List<Diagnostic> all = new ArrayList<>();
			all.add(partly.why());
			outcome.diagnostics().stream().limit(EvidenceReader.MOST_DIAGNOSTICS - 1).forEach(all::add);
			yield new ImportResult(file.name(), Outcome.IMPORTED_WITH_PROBLEMS, "", outcome.observations(), 0, all);
		}
		case Interpretation.Cancelled cancelled -> throw new IllegalStateException("cancelled imports are not taken");
		};
	}

	private static Optional<Diagnostic> tooLarge(Evidence evidence) throws ServiceException {
		long size = size(evidence);
		return size <= LARGEST ? Optional.empty()
				: Optional.of(Diagnostic.error("It has " + size / 1_000_000 + " MB, and at most " + LARGEST / 1_000_000
						+ " MB are taken. Export a shorter time, or cut it into several files.", Place.of(evidence.name())));
	}

	private static long size(Evidence evidence) throws ServiceException {
		try {
			return evidence.content().size();
		} catch (IOException e) {
			throw unreadable(evidence, e);
		}
	}

	private static ServiceException unreadable(Evidence evidence, IOException e) {
		return new ServiceException(Reason.UNAVAILABLE, evidence.name() + " cannot be read: " + FileTrouble.why(e) + ".", e);
	}

	/** Content that was longer than it said when it was asked for its size breaks off. */
	private static Content bounded(Evidence evidence) {
		return new Content() {
			@Override
			public InputStream open() throws IOException {
				return new BoundedStream(evidence.content().open(), LARGEST);
			}

			@Override
			public long size() throws IOException {
				return evidence.content().size();
			}
		};
	}

	private static String sha256(Content content, Progress progress) throws IOException, ServiceException {
		try (InputStream in = new BoundedStream(content.open(), LARGEST)) {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			byte[] buffer = new byte[1 << 16];
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				if (progress.cancelled()) {
					throw new ServiceException(Reason.CANCELLED, "Reading files was called off.");
				}
				digest.update(buffer, 0, read);
			}
			return HexFormat.of().formatHex(digest.digest());
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}
}

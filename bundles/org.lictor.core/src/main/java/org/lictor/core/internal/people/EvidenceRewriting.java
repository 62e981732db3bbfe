package org.lictor.core.internal.people;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import org.lictor.core.internal.facts.EvidenceOutcome;
import org.lictor.core.internal.facts.FactDerivation;
import org.lictor.core.internal.facts.KnownSource;
import org.lictor.core.internal.facts.PersonTold;
import org.lictor.model.FileTrouble;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Observation;
import org.lictor.store.Store;
import org.lictor.store.StoredEvidence;

/**
 * Replaces the names of a person in a piece of evidence of a source. No format is known here: the names are replaced in the
 * text, and then the source's own parser must read everything as before, but for the names.
 */
final class EvidenceRewriting {

	private static final long LARGEST = 64_000_000;
	private static final byte[] ARCHIVE = { 'P', 'K', 3, 4 };

	private final Store store;
	private final FactDerivation derivation;
	private final Renaming renaming;

	/** What the parser reads in some bytes, as little of it as can be compared. */
	private record Read(byte[] digest, boolean refused, Optional<Interpretation> understood, Set<String> users, boolean concerned) {

		boolean same(Read other) {
			return Arrays.equals(digest, other.digest) && refused == other.refused && understood.equals(other.understood);
		}
	}

	EvidenceRewriting(Store store, FactDerivation derivation, Renaming renaming) {
		this.store = store;
		this.derivation = derivation;
		this.renaming = renaming;
	}

	/**
	 * @param evidence which
	 * @param source   its server
	 * @param progress may cancel
	 * @return its bytes without the names; empty when none of them stands there
	 * @throws ServiceException INVALID when that cannot be done exactly, with a sentence that names the evidence; UNAVAILABLE,
	 *                          CANCELLED
	 */
	Optional<byte[]> without(StoredEvidence evidence, KnownSource source, Progress progress) throws ServiceException {
		Read before = read(evidence, store.content(evidence), source, renaming::of, progress);
		byte[] bytes = bytes(evidence, before);
		if (bytes.length == 0) {
			return Optional.empty();
		}
		Charset charset = charset(bytes);
		String text = new String(bytes, charset);
		NameReplacement names = before.users.isEmpty() && !before.refused ? renaming.accountsInText() : renaming.allInText(before.users);
		String replaced = names.replace(text);
		if (replaced.equals(text) && !before.concerned) {
			return Optional.empty();
		}
		byte[] fresh = replaced.getBytes(charset);
		if (before.same(read(evidence, Content.of(fresh), source, UnaryOperator.identity(), progress))) {
			return Optional.of(fresh);
		}
		throw refused(evidence, "the names stand there in a way in which they cannot be replaced without changing something else");
	}

	private byte[] bytes(StoredEvidence evidence, Read read) throws ServiceException {
		boolean archive;
		try (InputStream in = store.content(evidence).open()) {
			archive = Arrays.equals(in.readNBytes(ARCHIVE.length), ARCHIVE);
			if (!archive && evidence.size() <= LARGEST) {
				try (InputStream all = store.content(evidence).open()) {
					return all.readAllBytes();
				}
			}
		} catch (IOException e) {
			throw new ServiceException(Reason.UNAVAILABLE, "The evidence '" + evidence.name() + "' cannot be read: " + FileTrouble.why(e)
					+ ".", e);
		}
		if (!read.concerned) {
			return new byte[0];
		}
		throw refused(evidence, archive ? "it is a workbook or another archive, in which no names can be replaced"
				: "it has more than " + LARGEST / 1_000_000 + " MB");
	}

	private static ServiceException refused(StoredEvidence evidence, String why) {
		return new ServiceException(Reason.INVALID, "'" + evidence.name() + "', received " + evidence.received()
				+ ", tells of the person, and " + why);
	}

	private static Charset charset(byte[] bytes) {
		if (bytes.length > 1 && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)) {
			return StandardCharsets.UTF_16LE;
		}
		if (bytes.length > 1 && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)) {
			return StandardCharsets.UTF_16BE;
		}
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return StandardCharsets.UTF_8;
		} catch (CharacterCodingException e) {
			// every byte is a character there, and comes back as it was
			return StandardCharsets.ISO_8859_1;
		}
	}

	private Read read(StoredEvidence evidence, Content content, KnownSource source, UnaryOperator<Observation> as, Progress progress)
			throws ServiceException {
		MessageDigest digest = sha256();
		Set<String> users = new TreeSet<>();
		boolean[] concerned = { false };
		PersonTold person = renaming.person();
		EvidenceOutcome outcome = derivation.read(new Evidence(evidence.origin(), evidence.name(), evidence.firstObserved(), content),
				source.type(), source.configuration(), observation -> {
					digest.update(as.apply(observation).toString().getBytes(StandardCharsets.UTF_8));
					PersonTold.user(observation).filter(person::isUser).ifPresent(users::add);
					concerned[0] |= person.concerns(observation);
					if (renaming.isNamedIn(observation)) {
						users.addAll(person.hostUsers());
						concerned[0] = true;
					}
				}, progress);
		return new Read(digest.digest(), outcome.refused(),
				Optional.of(outcome.interpretation()).filter(Interpretation.Understood.class::isInstance), users, concerned[0]);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}
}

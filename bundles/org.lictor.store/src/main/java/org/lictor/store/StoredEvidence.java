package org.lictor.store;

import java.time.Instant;
import java.util.Objects;

import org.lictor.spi.Evidence;

/**
 * A piece of evidence of a source, without its bytes.
 *
 * @param id            its number, never used again
 * @param server        number of the server it is about
 * @param origin        how it came
 * @param name          the name of the file, or of the question it answers
 * @param sha256        SHA-256 of its bytes in lower case hexadecimal
 * @param size          how many bytes
 * @param firstObserved when the source said so
 * @param lastObserved  when the source last said the same without having said anything else in between; the same as
 *                      {@code firstObserved} for files
 * @param broken        whether nobody knows what the source said between {@code lastObserved} and the next evidence of
 *                      that name
 * @param received      when it was first kept
 * @param parserVersion version of the parser that last read it, empty when none did
 * @param outcome       what came of reading it, in whatever form the caller gave it; empty when nobody did
 */
public record StoredEvidence(long id, long server, Evidence.Origin origin, String name, String sha256, long size,
		Instant firstObserved, Instant lastObserved, boolean broken, Instant received, String parserVersion,
		String outcome) {

	/** Checks that nothing is null, cuts instants to milliseconds. */
	public StoredEvidence {
		Objects.requireNonNull(origin, "origin");
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(sha256, "sha256");
		firstObserved = Millis.of(firstObserved);
		lastObserved = Millis.of(lastObserved);
		received = Millis.of(received);
		Objects.requireNonNull(parserVersion, "parserVersion");
		Objects.requireNonNull(outcome, "outcome");
	}
}

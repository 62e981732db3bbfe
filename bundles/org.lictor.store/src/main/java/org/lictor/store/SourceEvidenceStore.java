package org.lictor.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.lictor.spi.Evidence;
import org.osgi.annotation.versioning.ProviderType;

/** Evidence that came from sources: polls and files. Added to, and rewritten when a person is erased. Part of a {@link Transaction}. */
@ProviderType
public interface SourceEvidenceStore {

	/**
	 * Keeps evidence.
	 *
	 * <p>A FILE is known by its bytes: the same bytes for the same server again, under whatever name and time, change
	 * nothing. A POLL is kept where it changes: the same bytes as the latest evidence of that server and name extend it,
	 * unless it was broken ({@link #breakRuns}); an observation that is not later than what stands changes nothing then.
	 *
	 * @param server     number of the server it is about
	 * @param origin     how it came
	 * @param name       the name of the file, or of the question it answers
	 * @param observedAt when the source said so
	 * @param content    its bytes, received by this store and not closed yet
	 * @param received   now
	 * @return what became of it
	 */
	KeptEvidence add(long server, Evidence.Origin origin, String name, Instant observedAt, ReceivedContent content,
			Instant received);

	/**
	 * @param server number of a server
	 * @param sha256 SHA-256 of the bytes of a file in lower case hexadecimal
	 * @return the evidence of origin FILE with these bytes, empty when there is none
	 */
	Optional<StoredEvidence> file(long server, String sha256);

	/**
	 * @param id number of a piece of evidence
	 * @return that evidence, empty when there is none
	 */
	Optional<StoredEvidence> byId(long id);

	/**
	 * @param server number of a server
	 * @param origin how the evidence came
	 * @return its evidence in the order in which facts follow from it: files as they were observed, and of the same moment
	 *         as they were kept; polls as they were kept
	 */
	List<StoredEvidence> of(long server, Evidence.Origin origin);

	/**
	 * @param server number of a server
	 * @return the latest evidence of each name that polls brought, by name
	 */
	List<StoredEvidence> latestPolls(long server);

	/**
	 * Says that nobody knows what a server said since it was last polled: a poll failed, or the node was off. The latest
	 * evidence of each name is broken, and the next poll begins a new one even if it brings the same.
	 *
	 * @param server number of a server
	 * @return true when something changed
	 */
	boolean breakRuns(long server);

	/**
	 * Puts other bytes in the place of those of a piece of evidence; which parser read it is forgotten. The former bytes go, and
	 * where it was a file they are refused from now on.
	 *
	 * @param id      number of a piece of evidence
	 * @param content received by this store and not closed yet
	 */
	void replace(long id, ReceivedContent content);

	/**
	 * @param server number of a server
	 * @param sha256 SHA-256 of the bytes of a file in lower case hexadecimal
	 * @return whether these bytes were {@linkplain #replace replaced} by others
	 */
	boolean isReplaced(long server, String sha256);

	/**
	 * Keeps what came of reading evidence.
	 *
	 * @param id            number of a piece of evidence
	 * @param parserVersion version of the parser that read it
	 * @param outcome       in whatever form the caller likes
	 */
	void outcome(long id, String parserVersion, String outcome);

	/**
	 * Forgets which parser read evidence, because the facts that follow from it are about to be changed in several steps.
	 *
	 * @param server number of a server
	 * @param origin how the evidence came
	 */
	void forgetReading(long server, Evidence.Origin origin);

	/** @return how many pieces of evidence there are */
	long count();
}

package org.lictor.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.lictor.model.LogEntry;
import org.osgi.annotation.versioning.ProviderType;

/** The Event Log. Part of a {@link Transaction}. */
@ProviderType
public interface EventLogStore {

	/**
	 * @param entries new lines, oldest first
	 */
	void append(List<LogEntry> entries);

	/**
	 * @param from  only lines from this moment on
	 * @param until only lines before this moment
	 * @param limit at most so many
	 * @return the newest lines, newest first; of the same moment, the last appended first
	 */
	List<LogEntry> newest(Optional<Instant> from, Optional<Instant> until, int limit);

	/** @return how many lines there are */
	long count();

	/**
	 * Forgets old lines.
	 *
	 * @param before lines older than this go
	 * @param keep   of the others, at most so many of the newest stay
	 * @return how many went
	 */
	long prune(Instant before, long keep);
}

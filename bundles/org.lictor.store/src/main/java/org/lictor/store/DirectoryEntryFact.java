package org.lictor.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.lictor.model.DirectoryEntry;

/**
 * What an entry of a directory was for a time.
 *
 * @param entry as it was
 * @param from  the first reading that found it so
 * @param until the first reading that did not any more, empty while it is so
 */
public record DirectoryEntryFact(DirectoryEntry entry, Instant from, Optional<Instant> until) {

	/** Checks that nothing is null, cuts times to milliseconds. */
	public DirectoryEntryFact {
		Objects.requireNonNull(entry, "entry");
		from = Millis.of(from);
		until = until.map(Millis::of);
	}
}

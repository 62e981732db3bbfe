package org.lictor.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.lictor.model.Status;

/**
 * A company's directory.
 *
 * @param id          its number
 * @param name        unique among the directories
 * @param settings    by key, without secrets
 * @param domains     by which names its users are told from those of other directories, as last read
 * @param status      how it is doing
 * @param lastSuccess when it was last read, empty when never
 * @param lastAttempt when that was last tried, empty when never
 * @param revision    greater after each change of what is known of it
 */
public record StoredDirectory(long id, String name, Map<String, String> settings, List<String> domains, Status status,
		Optional<Instant> lastSuccess, Optional<Instant> lastAttempt, long revision) {

	/** Checks that nothing is null, copies the collections, cuts times to milliseconds. */
	public StoredDirectory {
		Objects.requireNonNull(name, "name");
		settings = Map.copyOf(settings);
		domains = List.copyOf(domains);
		Objects.requireNonNull(status, "status");
		lastSuccess = lastSuccess.map(Millis::of);
		lastAttempt = lastAttempt.map(Millis::of);
	}
}

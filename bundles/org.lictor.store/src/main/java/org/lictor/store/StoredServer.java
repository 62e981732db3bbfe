package org.lictor.store;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.lictor.model.Status;

/**
 * A licence server that is monitored. Its secrets are kept apart, see {@link ServerStore#secrets}.
 *
 * @param id          its number, never used again
 * @param name        unique among the servers
 * @param type        the id of its server type
 * @param settings    values of plain fields by key
 * @param enabled     whether it is polled and watched
 * @param status      how it is doing
 * @param lastSuccess when something was last learned from it, empty when never
 * @param lastAttempt when it was last asked, empty when never
 * @param createdAt   when it was added
 */
public record StoredServer(long id, String name, String type, Map<String, String> settings, boolean enabled,
		Status status, Optional<Instant> lastSuccess, Optional<Instant> lastAttempt, Instant createdAt) {

	/** Copies the map, cuts instants to milliseconds. */
	public StoredServer {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(type, "type");
		settings = Map.copyOf(settings);
		Objects.requireNonNull(status, "status");
		lastSuccess = Millis.of(lastSuccess);
		lastAttempt = Millis.of(lastAttempt);
		createdAt = Millis.of(createdAt);
	}
}

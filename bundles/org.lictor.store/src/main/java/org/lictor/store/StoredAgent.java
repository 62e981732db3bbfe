package org.lictor.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An agent that enrolled.
 *
 * @param id           its number, never used again
 * @param installation what the installation calls itself, stays the same when it enrols again
 * @param secretHash   SHA-256 of its secret in lower case hexadecimal; worth nothing once the agent is removed
 * @param host         name of its host as it last told it
 * @param platform     operating system and architecture as it last told them
 * @param version      version of the agent
 * @param enrolledAt   when it last enrolled
 * @param lastHeard    when it last proved to be alive, by the clock of the server; empty when never
 * @param clockOffset  how far its clock is ahead of the server's (negative: behind), in milliseconds; empty when not
 *                     measured yet
 * @param message      the trouble it last told, empty when it is well
 * @param removedAt    when it was removed, empty while it stands
 * @param machine      marks of its machine as it last told them, none of which holds a blank
 * @param partedFrom   number of the agent whose identity it had before, because both were made of one disk image
 * @param stopped      whether it said that it was stopped, and nothing after it
 */
public record StoredAgent(long id, String installation, String secretHash, String host, String platform, String version,
		Instant enrolledAt, Optional<Instant> lastHeard, Optional<Duration> clockOffset, String message,
		Optional<Instant> removedAt, List<String> machine, OptionalLong partedFrom, boolean stopped) {

	/** Checks that nothing is null, cuts times to milliseconds. */
	public StoredAgent {
		Objects.requireNonNull(installation, "installation");
		Objects.requireNonNull(secretHash, "secretHash");
		Objects.requireNonNull(host, "host");
		Objects.requireNonNull(platform, "platform");
		Objects.requireNonNull(version, "version");
		enrolledAt = Millis.of(enrolledAt);
		lastHeard = Millis.of(lastHeard);
		clockOffset = clockOffset.map(offset -> offset.truncatedTo(ChronoUnit.MILLIS));
		Objects.requireNonNull(message, "message");
		removedAt = Millis.of(removedAt);
		machine = List.copyOf(machine);
		Objects.requireNonNull(partedFrom, "partedFrom");
	}

	/** @return everything but the hash of the secret */
	@Override
	public String toString() {
		return "StoredAgent[id=" + id + ", host=" + host + ", version=" + version + ", lastHeard=" + lastHeard
				+ ", removedAt=" + removedAt + "]";
	}
}

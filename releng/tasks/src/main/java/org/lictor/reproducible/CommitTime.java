package org.lictor.reproducible;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** The time that stands in place of now. */
record CommitTime(Instant instant) {

	/**
	 * @param words the property {@code project.build.outputTimestamp} in seconds since 1970; anything else where the build has none
	 * @return the time
	 */
	static Optional<CommitTime> parse(String words) {
		return words.matches("[0-9]+") ? Optional.of(new CommitTime(Instant.ofEpochSecond(Long.parseLong(words)))) : Optional.empty();
	}

	long millis() {
		return instant.toEpochMilli();
	}

	/** What has to be given to a ZIP file, which keeps the time of the clock on the wall, so that it keeps that of UTC. */
	long zipMillis() {
		return instant.atZone(ZoneOffset.UTC).toLocalDateTime().atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
	}
}

package org.lictor.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * Something a source said, as it came. It is kept and never changed.
 *
 * @param origin     how it came
 * @param name       the name of the file, or of the question it answers; shown to people
 * @param observedAt when the source said so: the time of the poll, or the time a file was written
 * @param content    the bytes
 */
public record Evidence(Origin origin, String name, Instant observedAt, Content content) {

	/** How evidence came. */
	public enum Origin {
		/** A monitor asked for it: the state of the source at {@link Evidence#observedAt()}. */
		POLL,
		/** A file, handed in by a person or found in a watched folder. */
		FILE
	}

	/** Checks that nothing is null. */
	public Evidence {
		Objects.requireNonNull(origin, "origin");
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(observedAt, "observedAt");
		Objects.requireNonNull(content, "content");
	}
}

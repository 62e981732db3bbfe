package org.lictor.remote.protocol;

import java.util.List;
import java.util.Objects;

/**
 * How user names are made of names of people.
 *
 * @param patterns all of them
 */
public record NewPatterns(List<String> patterns) {

	/** Checks that nothing is null. */
	public NewPatterns {
		Objects.requireNonNull(patterns, "patterns");
	}
}

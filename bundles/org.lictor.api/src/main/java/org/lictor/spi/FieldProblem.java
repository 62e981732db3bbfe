package org.lictor.spi;

import java.util.Objects;

/**
 * What is wrong with one field of a configuration.
 *
 * @param key     the field
 * @param message what is wrong and how to mend it
 */
public record FieldProblem(String key, String message) {

	/** Checks that nothing is null. */
	public FieldProblem {
		Objects.requireNonNull(key, "key");
		Objects.requireNonNull(message, "message");
	}
}

package org.lictor.store;

import java.util.Objects;

/**
 * A fact that stands in the store.
 *
 * @param <T>  kind of fact
 * @param id   its number there, never used again for another fact of the kind
 * @param fact what it says
 */
public record Stored<T>(long id, T fact) {

	/** Checks that nothing is null. */
	public Stored {
		Objects.requireNonNull(fact, "fact");
	}
}

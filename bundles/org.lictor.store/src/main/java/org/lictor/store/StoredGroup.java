package org.lictor.store;

import java.util.Objects;

/**
 * An agent group.
 *
 * @param id         its number, never used again
 * @param name       unique among the groups that stand
 * @param autoAssign whether new agents join it by themselves
 */
public record StoredGroup(long id, String name, boolean autoAssign) {

	/** Checks that nothing is null. */
	public StoredGroup {
		Objects.requireNonNull(name, "name");
	}
}

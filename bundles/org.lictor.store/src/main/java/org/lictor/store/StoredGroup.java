package org.lictor.store;

import java.util.Objects;

import org.lictor.model.Privacy;

/**
 * An agent group.
 *
 * @param id         its number, never used again
 * @param name       unique among the groups that stand
 * @param autoAssign whether new agents join it by themselves
 * @param privacy    what its agents tell of people
 * @param idle       whether its agents tell if somebody uses keyboard and mouse
 */
public record StoredGroup(long id, String name, boolean autoAssign, Privacy privacy, boolean idle) {

	/** Checks that nothing is null. */
	public StoredGroup {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(privacy, "privacy");
	}
}

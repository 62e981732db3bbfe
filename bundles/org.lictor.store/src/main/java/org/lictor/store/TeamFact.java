package org.lictor.store;

import java.util.List;
import java.util.Objects;

/**
 * The account has a team.
 *
 * @param id       the vendor's id of it, empty when not told
 * @param name     its name, as other facts name it
 * @param benefits what it may do at the vendor's, in the vendor's words without line breaks
 * @param evidence number of the source evidence that first said so, as it stands
 */
public record TeamFact(String id, String name, List<String> benefits, long evidence) {

	/** Checks that nothing is null, copies the list. */
	public TeamFact {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(name, "name");
		benefits = benefits.stream().map(each -> each.replaceAll("\\R", " ")).toList();
	}
}

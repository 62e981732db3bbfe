package org.lictor.model;

import java.util.List;
import java.util.Objects;

/**
 * A user or a group as a company's directory tells of it.
 *
 * @param id          by which it is the same entry after it was renamed or moved; never given to another
 * @param kind        what it is
 * @param dn          its distinguished name
 * @param userName    the name a user signs in with, without a domain; the name of a group
 * @param principal   a user's name with a domain behind an {@code @}, empty when there is none
 * @param displayName a user's name for people, may be empty
 * @param mails       all its mail addresses, the first one first, in small letters
 * @param department  may be empty
 * @param disabled    whether the account may not be used
 */
public record DirectoryEntry(String id, Kind kind, String dn, String userName, String principal, String displayName,
		List<String> mails, String department, boolean disabled) {

	/** What an entry is. */
	public enum Kind {
		/** A person's account. */
		USER,
		/** A group of users and groups. */
		GROUP
	}

	/** Checks that nothing is null, copies the list. */
	public DirectoryEntry {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(dn, "dn");
		Objects.requireNonNull(userName, "userName");
		Objects.requireNonNull(principal, "principal");
		Objects.requireNonNull(displayName, "displayName");
		mails = List.copyOf(mails);
		Objects.requireNonNull(department, "department");
	}
}

package org.lictor.core;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.lictor.model.DirectoryEntry;

/**
 * All that a directory tells.
 *
 * @param domains by which names its users are told from those of other directories: {@code ACME}, {@code acme.local}
 * @param entries users and groups
 * @param members who is directly in a group, users and groups, by the group's id; only ids of entries
 * @param notes   what was left out and why, a sentence each
 */
public record DirectoryContent(List<String> domains, List<DirectoryEntry> entries, Map<String, Set<String>> members,
		List<String> notes) {

	/** Copies the collections. */
	public DirectoryContent {
		domains = List.copyOf(domains);
		entries = List.copyOf(entries);
		members = Map.copyOf(members);
		notes = List.copyOf(notes);
	}
}

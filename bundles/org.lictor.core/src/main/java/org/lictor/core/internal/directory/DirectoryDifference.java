package org.lictor.core.internal.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.lictor.core.DirectoryContent;
import org.lictor.model.DirectoryEntry;
import org.lictor.store.DirectoryEntryFact;
import org.lictor.store.DirectoryMemberFact;
import org.lictor.store.DirectoryStore;
import org.lictor.store.Stored;

/**
 * What a reading of a directory changes in what was known of it. Nothing is forgotten: what is so no more gets an end.
 *
 * @param endedEntries numbers of facts about entries
 * @param newEntries   entries that came, or came to be otherwise
 * @param endedMembers numbers of facts about members
 * @param newMembers   members that came
 */
record DirectoryDifference(List<Long> endedEntries, List<DirectoryEntryFact> newEntries, List<Long> endedMembers,
		List<DirectoryMemberFact> newMembers) {

	private record Member(String group, String member) {
	}

	/**
	 * @param entries known so far, ended ones too
	 * @param members known so far, ended ones too
	 * @param content that was read
	 * @param now     when
	 * @return the changes
	 */
	static DirectoryDifference of(List<Stored<DirectoryEntryFact>> entries, List<Stored<DirectoryMemberFact>> members, DirectoryContent content,
			Instant now) {
		Map<String, DirectoryEntry> read = new HashMap<>();
		content.entries().forEach(entry -> read.put(entry.id(), entry));
		List<Long> endedEntries = new ArrayList<>();
		for (Stored<DirectoryEntryFact> known : entries) {
			if (known.fact().until().isEmpty() && !read.remove(known.fact().entry().id(), known.fact().entry())) {
				endedEntries.add(known.id());
			}
		}
		Set<Member> told = new HashSet<>();
		content.members().forEach((group, ids) -> ids.forEach(id -> told.add(new Member(group, id))));
		List<Long> endedMembers = new ArrayList<>();
		for (Stored<DirectoryMemberFact> known : members) {
			if (known.fact().until().isEmpty() && !told.remove(new Member(known.fact().group(), known.fact().member()))) {
				endedMembers.add(known.id());
			}
		}
		return new DirectoryDifference(endedEntries,
				read.values().stream().map(entry -> new DirectoryEntryFact(entry, now, Optional.empty())).toList(), endedMembers,
				told.stream().map(each -> new DirectoryMemberFact(each.group(), each.member(), now, Optional.empty())).toList());
	}

	/**
	 * @param store     changed
	 * @param directory number of the directory
	 * @param now       when it was read
	 */
	void apply(DirectoryStore store, long directory, Instant now) {
		store.endEntries(endedEntries, now);
		store.addEntries(directory, newEntries);
		store.endMembers(endedMembers, now);
		store.addMembers(directory, newMembers);
	}
}

package org.lictor.core.internal.directory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.lictor.core.internal.groups.MemberTimes;
import org.lictor.core.internal.groups.MemberTimes.Span;
import org.lictor.core.internal.groups.Wildcards;
import org.lictor.core.internal.identity.HostUsers;
import org.lictor.model.DirectoryEntry;
import org.lictor.service.ReportGroup;
import org.lictor.store.DirectoryEntryFact;
import org.lictor.store.DirectoryMemberFact;

/**
 * Who the users of directories were at any time, and in which groups. What the first reading of an entry found counts for the
 * time before as well, unless somebody else was seen under that name in the same directory then. Immutable.
 */
public final class DirectoryPeople {

	/** No directory is known. */
	public static final DirectoryPeople NONE = new DirectoryPeople(List.of());

	/**
	 * What is known of one directory.
	 *
	 * @param domains by which names its users are told from those of others
	 * @param entries what they were when
	 * @param members who was in its groups when
	 */
	public record Known(List<String> domains, Collection<DirectoryEntryFact> entries, Collection<DirectoryMemberFact> members) {
	}

	/** An entry as it was for a time: seen so, and supposed so. */
	private record Version(int directory, DirectoryEntry entry, Span seen, Span supposed) {

		String key() {
			return DirectoryPeople.key(directory, entry.id());
		}
	}

	/** Somebody or a group directly in a group. */
	private record Member(String key, Span time) {
	}

	private final Map<String, List<Version>> byName = new HashMap<>();
	private final Map<String, List<Version>> byPrincipal = new HashMap<>();
	private final Map<String, List<Version>> byMail = new HashMap<>();
	private final List<Version> users = new ArrayList<>();
	private final List<Version> groups = new ArrayList<>();
	private final Map<String, List<Member>> members = new HashMap<>();
	private final Map<String, Set<Integer>> byDomain = new HashMap<>();

	/**
	 * @param directories in any order
	 */
	public DirectoryPeople(List<Known> directories) {
		for (int number = 0; number < directories.size(); number++) {
			Known directory = directories.get(number);
			for (String domain : directory.domains()) {
				byDomain.computeIfAbsent(domain.toLowerCase(Locale.ROOT), none -> new HashSet<>()).add(number);
			}
			Map<String, Instant> first = new HashMap<>();
			directory.entries().forEach(fact -> first.merge(fact.entry().id(), fact.from(), (one, other) -> one.isBefore(other) ? one : other));
			for (DirectoryEntryFact fact : directory.entries()) {
				Span seen = Span.of(Optional.of(fact.from()), fact.until());
				boolean isFirst = fact.from().equals(first.get(fact.entry().id()));
				add(new Version(number, fact.entry(), seen, isFirst ? new Span(Long.MIN_VALUE, seen.until()) : seen));
			}
			for (DirectoryMemberFact fact : directory.members()) {
				boolean isFirst = fact.from().equals(first.get(fact.member())) || fact.from().equals(first.get(fact.group()));
				members.computeIfAbsent(key(number, fact.group()), none -> new ArrayList<>())
						.add(new Member(key(number, fact.member()), Span.of(isFirst ? Optional.empty() : Optional.of(fact.from()), fact.until())));
			}
		}
	}

	private void add(Version version) {
		DirectoryEntry entry = version.entry();
		if (entry.kind() == DirectoryEntry.Kind.GROUP) {
			groups.add(version);
			return;
		}
		users.add(version);
		put(byName, entry.userName(), version);
		if (!entry.principal().isEmpty()) {
			put(byPrincipal, entry.principal(), version);
		}
		entry.mails().forEach(mail -> put(byMail, mail, version));
	}

	private static void put(Map<String, List<Version>> index, String name, Version version) {
		index.computeIfAbsent(name.toLowerCase(Locale.ROOT), none -> new ArrayList<>()).add(version);
	}

	private static String key(int directory, String id) {
		return directory + " " + id;
	}

	/**
	 * The mail addresses of whoever a host user is. A domain that stands with the name must be one of the directory's; without one
	 * all directories are asked.
	 *
	 * @param hostUser as a source tells it
	 * @param at       epoch milliseconds
	 * @return the addresses of each person it may be: none when it is unknown, several when it is not clear who it is
	 */
	public List<Set<String>> mailsOf(String hostUser, long at) {
		return people(at(named(hostUser), at)).stream().map(person -> {
			Set<String> mails = new LinkedHashSet<>();
			person.forEach(version -> mails.addAll(version.entry().mails()));
			return mails;
		}).toList();
	}

	/**
	 * @param hostUser as a source tells it
	 * @return the moments at which who that is may have changed
	 */
	public Set<Instant> changesOf(String hostUser) {
		List<Version> versions = named(hostUser);
		Set<Instant> moments = new TreeSet<>();
		for (Version each : versions) {
			if (versions.size() > 1 || each.supposed().from() == each.seen().from()) {
				moments.add(Instant.ofEpochMilli(each.seen().from()));
			}
			if (each.seen().until() < Long.MAX_VALUE) {
				moments.add(Instant.ofEpochMilli(each.seen().until()));
			}
		}
		return moments;
	}

	/** All that a host user was at some time. */
	private List<Version> named(String hostUser) {
		String whole = hostUser.strip().toLowerCase(Locale.ROOT);
		List<Version> principal = byPrincipal.getOrDefault(whole, List.of());
		if (!principal.isEmpty()) {
			return principal;
		}
		List<Version> named = byName.getOrDefault(HostUsers.key(hostUser), List.of());
		int backslash = whole.lastIndexOf('\\');
		int at = whole.indexOf('@');
		if (backslash < 0 && at < 0) {
			return named;
		}
		Set<Integer> directories = byDomain.getOrDefault(backslash >= 0 ? whole.substring(0, backslash) : whole.substring(at + 1), Set.of());
		return named.stream().filter(version -> directories.contains(version.directory())).toList();
	}

	/** Of each directory who was seen then; when nobody was, who was first seen afterwards. */
	private static List<Version> at(List<Version> versions, long at) {
		Map<Integer, List<Version>> byDirectory = new LinkedHashMap<>();
		versions.forEach(each -> byDirectory.computeIfAbsent(each.directory(), none -> new ArrayList<>()).add(each));
		List<Version> result = new ArrayList<>();
		for (List<Version> each : byDirectory.values()) {
			List<Version> seen = each.stream().filter(version -> version.seen().has(at)).toList();
			if (seen.isEmpty()) {
				List<Version> supposed = each.stream().filter(version -> version.supposed().has(at)).toList();
				long first = supposed.stream().mapToLong(version -> version.seen().from()).min().orElse(0);
				seen = supposed.stream().filter(version -> version.seen().from() == first).toList();
			}
			result.addAll(seen);
		}
		return result;
	}

	/** Who shares a mail address is the same person, in several directories. */
	private static List<List<Version>> people(List<Version> versions) {
		List<List<Version>> people = new ArrayList<>();
		for (Version each : versions) {
			List<Version> person = new ArrayList<>(List.of(each));
			people.removeIf(other -> other.stream().anyMatch(one -> same(one, each)) && person.addAll(other));
			people.add(person);
		}
		return people;
	}

	private static boolean same(Version one, Version other) {
		return one.key().equals(other.key()) || one.entry().mails().stream().anyMatch(other.entry().mails()::contains);
	}

	/**
	 * Finds whom the member of a report group stands for.
	 *
	 * @param member {@link ReportGroup#DIRECTORY_GROUP} or {@link ReportGroup#DEPARTMENT} and a name, perhaps with wildcards; a
	 *               group also by its distinguished name
	 * @return them; empty when it is no such member
	 */
	public Optional<Selection> select(String member) {
		String lower = member.toLowerCase(Locale.ROOT);
		if (lower.startsWith(ReportGroup.DIRECTORY_GROUP)) {
			String name = member.substring(ReportGroup.DIRECTORY_GROUP.length()).strip();
			return Optional.of(new Selection(inGroups(entry -> Wildcards.match(name, entry.userName()) || name.equalsIgnoreCase(entry.dn()))));
		}
		if (lower.startsWith(ReportGroup.DEPARTMENT)) {
			String name = member.substring(ReportGroup.DEPARTMENT.length()).strip();
			return Optional.of(new Selection(times(users, entry -> !entry.department().isEmpty() && Wildcards.match(name, entry.department()))));
		}
		return Optional.empty();
	}

	private static Map<String, MemberTimes> times(List<Version> versions, Predicate<DirectoryEntry> wanted) {
		Map<String, List<Span>> spans = new HashMap<>();
		for (Version each : versions) {
			if (wanted.test(each.entry())) {
				spans.computeIfAbsent(each.key(), none -> new ArrayList<>()).add(each.supposed());
			}
		}
		Map<String, MemberTimes> times = new HashMap<>();
		spans.forEach((key, all) -> times.put(key, new MemberTimes(all)));
		return times;
	}

	/** Goes down from groups to their members until nobody is in them for longer; groups that are in each other do no harm. */
	private Map<String, MemberTimes> inGroups(Predicate<DirectoryEntry> wanted) {
		Map<String, MemberTimes> times = times(groups, wanted);
		Deque<String> left = new ArrayDeque<>(times.keySet());
		while (!left.isEmpty()) {
			String group = left.remove();
			MemberTimes known = times.get(group);
			for (Member member : members.getOrDefault(group, List.of())) {
				MemberTimes before = times.getOrDefault(member.key(), MemberTimes.NEVER);
				MemberTimes after = before.or(known.within(member.time()));
				if (!after.equals(before)) {
					times.put(member.key(), after);
					left.add(member.key());
				}
			}
		}
		return times;
	}

	/** Entries for times. */
	public final class Selection {

		private final Map<String, MemberTimes> times;

		private Selection(Map<String, MemberTimes> times) {
			this.times = times;
		}

		/**
		 * @param hostUser as a source tells it
		 * @return when it was surely one of them
		 */
		public MemberTimes ofUser(String hostUser) {
			List<Version> versions = named(hostUser);
			if (versions.stream().noneMatch(version -> times.containsKey(version.key()))) {
				return MemberTimes.NEVER;
			}
			List<Long> cuts = new ArrayList<>(List.of(Long.MIN_VALUE));
			changesOf(hostUser).forEach(moment -> cuts.add(moment.toEpochMilli()));
			MemberTimes result = MemberTimes.NEVER;
			for (int index = 0; index < cuts.size(); index++) {
				Span span = new Span(cuts.get(index), index + 1 < cuts.size() ? cuts.get(index + 1) : Long.MAX_VALUE);
				List<List<Version>> people = people(at(versions, span.from()));
				if (people.size() == 1) {
					result = result.or(of(people.getFirst()).within(span));
				}
			}
			return result;
		}

		/**
		 * @param mail of an account, in small letters
		 * @return when somebody with that address was one of them
		 */
		public MemberTimes ofMail(String mail) {
			MemberTimes result = MemberTimes.NEVER;
			for (Version each : byMail.getOrDefault(mail, List.of())) {
				result = result.or(of(List.of(each)).within(each.supposed()));
			}
			return result;
		}

		private MemberTimes of(List<Version> person) {
			MemberTimes result = MemberTimes.NEVER;
			for (Version each : person) {
				result = result.or(times.getOrDefault(each.key(), MemberTimes.NEVER));
			}
			return result;
		}
	}
}

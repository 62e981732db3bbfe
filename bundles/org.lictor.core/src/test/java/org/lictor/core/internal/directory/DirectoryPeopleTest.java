package org.lictor.core.internal.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import org.lictor.core.internal.groups.MemberTimes;
import org.lictor.model.DirectoryEntry;
import org.lictor.store.DirectoryEntryFact;
import org.lictor.store.DirectoryMemberFact;

class DirectoryPeopleTest {

	private static final long FIRST = 1_000;
	private static final long SECOND = 2_000;
	private static final long THIRD = 3_000;
	private static final long BEFORE = 10;

	private static DirectoryEntryFact user(String id, String name, String mails, long from, long until) {
		return fact(new DirectoryEntry(id, DirectoryEntry.Kind.USER, "cn=" + name, name, name + "@acme.local", "", mails.isEmpty() ? List.of() : List.of(mails.split(" ")),
				"Dept " + name, false), from, until);
	}

	private static DirectoryEntryFact group(String id) {
		return fact(new DirectoryEntry(id, DirectoryEntry.Kind.GROUP, "cn=" + id + ",dc=acme", id, "", "", List.of(), "", false), FIRST, 0);
	}

	private static DirectoryEntryFact fact(DirectoryEntry entry, long from, long until) {
		return new DirectoryEntryFact(entry, Instant.ofEpochMilli(from), until == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until)));
	}

	private static DirectoryMemberFact member(String group, String member, long from, long until) {
		return new DirectoryMemberFact(group, member, Instant.ofEpochMilli(from), until == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until)));
	}

	private static DirectoryPeople.Known acme(List<DirectoryEntryFact> entries, DirectoryMemberFact... members) {
		return new DirectoryPeople.Known(List.of("acme.local", "acme"), entries, List.of(members));
	}

	private static MemberTimes times(long from, long until) {
		return new MemberTimes(List.of(new MemberTimes.Span(from, until)));
	}

	@Test
	void whatTheFirstReadingFoundCountsForTheTimeBefore() {
		DirectoryPeople people = new DirectoryPeople(List.of(acme(List.of(user("1", "ann", "ann@x", FIRST, SECOND), user("1", "ann.b", "ann@x", SECOND, 0)))));
		assertEquals(List.of(Set.of("ann@x")), people.mailsOf("ANN", BEFORE));
		assertEquals(List.of(), people.mailsOf("ann.b", BEFORE), "it was not called so yet");
		assertEquals(List.of(), people.mailsOf("ann", SECOND), "it is not called so any more");
		assertEquals(List.of(Set.of("ann@x")), people.mailsOf("ann.b", SECOND));
		assertEquals(Set.of(Instant.ofEpochMilli(SECOND)), people.changesOf("ann"));
	}

	@Test
	void aNameThatIsGivenAgainIsWhoeverHadItThen() {
		DirectoryPeople people = new DirectoryPeople(List.of(acme(List.of(user("1", "ann", "old@x", FIRST, SECOND), user("2", "ann", "new@x", SECOND, 0)))));
		assertEquals(List.of(Set.of("old@x")), people.mailsOf("ann", BEFORE));
		assertEquals(List.of(Set.of("old@x")), people.mailsOf("ann", FIRST));
		assertEquals(List.of(Set.of("new@x")), people.mailsOf("ann", THIRD));
	}

	@Test
	void theDomainDecidesBetweenDirectoriesAndElseSeveralPeopleAreNamed() {
		DirectoryPeople people = new DirectoryPeople(List.of(acme(List.of(user("1", "ann", "ann@acme.com", FIRST, 0))),
				new DirectoryPeople.Known(List.of("lab"), List.of(fact(new DirectoryEntry("1", DirectoryEntry.Kind.USER, "uid=ann", "ann", "", "", List.of("ann@lab.org"), "",
						false), SECOND, 0)), List.of())));
		assertEquals(List.of(Set.of("ann@acme.com")), people.mailsOf("ACME\\Ann", BEFORE));
		assertEquals(List.of(Set.of("ann@lab.org")), people.mailsOf("LAB\\ann", BEFORE));
		assertEquals(List.of(Set.of("ann@acme.com")), people.mailsOf("ann@acme.local", BEFORE), "the principal name");
		assertEquals(List.of(), people.mailsOf("PC17\\ann", BEFORE), "a user of a machine is not one of the directory");
		assertEquals(2, people.mailsOf("ann", BEFORE).size());
	}

	@Test
	void onePersonInTwoDirectoriesIsKnownByTheMailAddress() {
		DirectoryPeople people = new DirectoryPeople(List.of(acme(List.of(user("1", "ann", "ann@x ann@y", FIRST, 0))),
				acme(List.of(user("9", "ann", "ann@y", FIRST, 0)))));
		assertEquals(List.of(Set.of("ann@x", "ann@y")), people.mailsOf("ann", FIRST));
	}

	@Test
	void membersOfNestedGroupsAreInTheGroupForTheTimesTheyHaveInCommon() {
		DirectoryPeople people = new DirectoryPeople(List.of(acme(List.of(user("1", "ann", "ann@x", FIRST, 0), user("2", "bob", "bob@x", FIRST, 0), group("all"), group("design")),
				member("all", "design", FIRST, THIRD), member("design", "1", SECOND, 0), member("design", "all", FIRST, 0), member("design", "2", FIRST, SECOND))));
		DirectoryPeople.Selection all = people.select("directory-group:ALL").orElseThrow();
		assertEquals(times(SECOND, THIRD), all.ofUser("ann"));
		assertEquals(times(Long.MIN_VALUE, SECOND), all.ofMail("bob@x"));
		assertEquals(times(SECOND, Long.MAX_VALUE), people.select("directory-group:cn=design,dc=acme").orElseThrow().ofUser("ACME\\ann"));
		assertEquals(MemberTimes.NEVER, people.select("directory-group:none").orElseThrow().ofUser("ann"));
		assertEquals(MemberTimes.ALWAYS, people.select("Department:dept a*").orElseThrow().ofUser("ann"));
		assertEquals(Optional.empty(), people.select("ann"));
	}

	@Test
	void whoMayBeSeveralPeopleIsInNoGroup() {
		DirectoryPeople people = new DirectoryPeople(List.of(acme(List.of(user("1", "ann", "ann@x", FIRST, 0))),
				acme(List.of(user("1", "ann", "ann@y", FIRST, SECOND)))));
		assertEquals(times(SECOND, Long.MAX_VALUE), people.select("department:Dept ann").orElseThrow().ofUser("ann"));
	}

	/** Groups at random, with circles: who is in one at a moment is who can be reached from it by members of that moment. */
	@Property(tries = 300)
	void nestedGroupsAreWhatCanBeReached(@ForAll long seed) {
		Random random = new Random(seed);
		List<DirectoryEntryFact> entries = new ArrayList<>();
		for (int number = 0; number < 3; number++) {
			entries.add(user("u" + number, "u" + number, "u" + number + "@x", FIRST, 0));
			entries.add(group("g" + number));
		}
		List<DirectoryMemberFact> members = new ArrayList<>();
		for (int number = 0; number < 12; number++) {
			long from = FIRST + 1 + random.nextInt(20);
			members.add(member("g" + random.nextInt(3), (random.nextBoolean() ? "g" : "u") + random.nextInt(3), from, from + random.nextInt(12)));
		}
		DirectoryPeople.Selection selection = new DirectoryPeople(List.of(acme(entries, members.toArray(DirectoryMemberFact[]::new)))).select("directory-group:g0")
				.orElseThrow();
		for (long moment = FIRST; moment < FIRST + 35; moment++) {
			Instant at = Instant.ofEpochMilli(moment);
			Set<String> reached = new HashSet<>(Set.of("g0"));
			int before = 0;
			while (before < reached.size()) {
				before = reached.size();
				members.stream().filter(each -> reached.contains(each.group()) && !each.from().isAfter(at) && each.until().map(at::isBefore).orElse(true))
						.map(DirectoryMemberFact::member).toList().forEach(reached::add);
			}
			for (int number = 0; number < 3; number++) {
				assertEquals(reached.contains("u" + number), selection.ofUser("u" + number).at(moment), "u" + number + " at " + moment);
			}
		}
	}

	/** Names that are given, taken and given again at random: between the moments of change the answer is the same. */
	@Property(tries = 300)
	void nothingChangesBetweenTheMomentsOfChange(@ForAll long seed) {
		Random random = new Random(seed);
		List<DirectoryPeople.Known> directories = new ArrayList<>();
		for (int directory = 0; directory < 2; directory++) {
			List<DirectoryEntryFact> entries = new ArrayList<>();
			for (int id = 0; id < 3; id++) {
				long from = FIRST + random.nextInt(10);
				for (int version = 0; version < 3; version++) {
					long until = from + 1 + random.nextInt(10);
					entries.add(user("" + id, "n" + random.nextInt(2), "m" + random.nextInt(3) + "@x", from, until));
					from = until;
				}
			}
			directories.add(acme(entries));
		}
		DirectoryPeople people = new DirectoryPeople(directories);
		Set<Instant> changes = people.changesOf("n0");
		for (long moment = FIRST - 5; moment < FIRST + 45; moment++) {
			if (!changes.contains(Instant.ofEpochMilli(moment))) {
				assertEquals(people.mailsOf("n0", moment - 1), people.mailsOf("n0", moment), "at " + moment);
			}
		}
		assertEquals(people.mailsOf("n0", FIRST - 5), people.mailsOf("n0", Long.MIN_VALUE));
	}
}

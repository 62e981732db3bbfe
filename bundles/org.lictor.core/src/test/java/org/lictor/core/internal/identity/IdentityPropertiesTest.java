package org.lictor.core.internal.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.lictor.core.internal.directory.DirectoryPeople;
import org.lictor.model.Account;
import org.lictor.store.AccountFact;
import org.lictor.store.StoredMapping;

/** Laws of rule identity v3, with few names so that they meet often. */
class IdentityPropertiesTest {

	private static final List<String> USERS = List.of("ann", "ACME\\Bo", "alee", "bo.lee@x.example", "a1", "nobody");

	/** What is known, and one question. */
	record Case(List<AccountFact> accounts, List<StoredMapping> mappings, String user, Instant at) {
		List<Match> answer() {
			return new Identity(accounts, mappings, NamePattern.DEFAULT, DirectoryPeople.NONE).accountsOf(user, at);
		}
	}

	@Provide
	Arbitrary<Case> cases() {
		Arbitrary<Account> account = Combinators.combine(Arbitraries.of("A1", "A2", "A3"), Arbitraries.of("", "ann@x", "ann@y", "bo@x", "bo.lee@x.example"),
				Arbitraries.of("", "Ann", "Bo"), Arbitraries.of("", "Lee")).as((id, mail, first, last) -> new Account(id, "", mail, first, last));
		Arbitrary<List<AccountFact>> accounts = account.list().ofMaxSize(6).map(list -> IntStream.range(0, list.size())
				.mapToObj(index -> new AccountFact("k" + index, list.get(index), "", "", index)).toList());
		Arbitrary<StoredMapping> mapping = Combinators.combine(Arbitraries.of(USERS), Arbitraries.of("a1", "ANN@x", "gone@x"),
				Arbitraries.integers().between(0, 9), Arbitraries.integers().between(1, 9))
				.as((user, to, begin, length) -> new StoredMapping(user, to, begin == 0 ? Optional.empty() : Optional.of(moment(begin)),
						begin + length > 9 ? Optional.empty() : Optional.of(moment(begin + length))));
		return Combinators.combine(accounts, mapping.list().ofMaxSize(4), Arbitraries.of(USERS), Arbitraries.integers().between(0, 10).map(IdentityPropertiesTest::moment))
				.as(Case::new);
	}

	private static Instant moment(int second) {
		return Instant.ofEpochSecond(second);
	}

	@Property(tries = 500)
	void theOrderOfAccountsAndMappingsChangesNothing(@ForAll("cases") Case one, @ForAll Random random) {
		List<AccountFact> accounts = new ArrayList<>(one.accounts());
		List<StoredMapping> mappings = new ArrayList<>(one.mappings());
		Collections.shuffle(accounts, random);
		Collections.shuffle(mappings, random);
		assertEquals(one.answer(), new Case(accounts, mappings, one.user(), one.at()).answer());
	}

	@Property(tries = 500)
	void aMappingToAnAccountThatThereIsAlwaysWinsWithinItsTimeAndSaysNothingOutside(@ForAll("cases") Case one) {
		AccountFact there = new AccountFact("there", new Account("T", "", "there@x", "", ""), "", "", 99);
		List<AccountFact> accounts = new ArrayList<>(one.accounts());
		accounts.add(there);
		StoredMapping decided = new StoredMapping(one.user(), "THERE@x", Optional.of(moment(3)), Optional.of(moment(6)));
		List<StoredMapping> mappings = new ArrayList<>(one.mappings());
		mappings.add(decided);
		List<Match> answer = new Case(accounts, mappings, one.user(), one.at()).answer();
		if (one.at().isBefore(moment(3)) || !one.at().isBefore(moment(6))) {
			assertEquals(one.answer(), answer);
		} else {
			assertTrue(answer.contains(new Match(there, Match.Rule.MAPPING, false)));
			assertTrue(answer.stream().allMatch(match -> match.rule() == Match.Rule.MAPPING));
		}
	}

	@Property(tries = 500)
	void splittingTheTimeOfAMappingChangesNothing(@ForAll("cases") Case one, @ForAll @IntRange(min = 0, max = 10) int second) {
		List<StoredMapping> split = new ArrayList<>();
		for (StoredMapping each : one.mappings()) {
			Instant cut = moment(second);
			if (each.from().map(cut::isAfter).orElse(true) && each.until().map(cut::isBefore).orElse(true)) {
				split.add(new StoredMapping(each.hostUser(), each.account(), each.from(), Optional.of(cut)));
				split.add(new StoredMapping(each.hostUser(), each.account(), Optional.of(cut), each.until()));
			} else {
				split.add(each);
			}
		}
		assertEquals(one.answer(), new Case(one.accounts(), split, one.user(), one.at()).answer());
		assertEquals(new Identity(one.accounts(), one.mappings(), NamePattern.DEFAULT, DirectoryPeople.NONE).history(one.user()),
				new Identity(one.accounts(), split, NamePattern.DEFAULT, DirectoryPeople.NONE).history(one.user()));
	}

	@Property(tries = 500)
	void theHistoryTellsTheSameAsEachMoment(@ForAll("cases") Case one) {
		List<Match> then = new Identity(one.accounts(), one.mappings(), NamePattern.DEFAULT, DirectoryPeople.NONE).history(one.user()).stream()
				.filter(span -> span.from().map(from -> !one.at().isBefore(from)).orElse(true)
						&& span.until().map(one.at()::isBefore).orElse(true))
				.findFirst().orElseThrow().matches();
		assertEquals(one.answer(), then);
	}
}

package org.lictor.core.internal.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.lictor.core.internal.groups.MemberTimes.Span;
import org.lictor.core.internal.identity.Identity;
import org.lictor.core.internal.identity.Match;
import org.lictor.core.internal.directory.DirectoryPeople;
import org.lictor.model.Account;
import org.lictor.store.AccountFact;
import org.lictor.store.GroupMemberFact;
import org.lictor.store.StoredReportGroup;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** When whom and what is in a report group. */
class MembershipTest {

	private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
	private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
	private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
	private static final AccountFact ANN = new AccountFact("ann@x.com", Account.ofEmail("ann@x.com"), "", "", 1);

	private static StoredReportGroup.Member member(String name) {
		return new StoredReportGroup.Member(name, Optional.empty(), Optional.empty());
	}

	private static Membership of(StoredReportGroup.Member... members) {
		return new Membership(List.of(members), Optional.empty(), DirectoryPeople.NONE);
	}

	private static List<Identity.Span> always(Match... matches) {
		return List.of(new Identity.Span(Optional.empty(), Optional.empty(), List.of(matches)));
	}

	private static boolean named(String member, String user) {
		return of(member(member)).ofUser(user, always(), account -> List.of()).equals(MemberTimes.ALWAYS);
	}

	@Test
	void aHostUserIsNamedWithoutDomainAndCaseOfLetters() {
		assertTrue(named("ann", "ACME\\Ann"));
		assertTrue(named("ACME\\ann", "ann"));
		assertTrue(named("a?n", "ann"));
		assertTrue(named("acme\\*", "ACME\\ben"));
		assertTrue(named("ann@x.com", "Ann@X.com"));
		assertFalse(named("ann@x.com", "ann"), "a mail address is an account, which others may have as a name");
		assertFalse(named("an", "ann"));
		assertFalse(named("*", ""), "nobody is in no group");
	}

	@Test
	void anAccountIsInTheGroupWhileTheHostUserIsThatAccount() {
		List<Identity.Span> history = List.of(new Identity.Span(Optional.empty(), Optional.of(APRIL), List.of()),
				new Identity.Span(Optional.of(APRIL), Optional.empty(), List.of(new Match(ANN, Match.Rule.MAPPING, false))));
		Membership until = of(new StoredReportGroup.Member("ann@x.com", Optional.of(MARCH), Optional.of(MAY)));
		assertEquals(List.of(new Span(APRIL.toEpochMilli(), MAY.toEpochMilli())),
				until.ofUser("robot", history, account -> List.of()).spans());
		assertTrue(of(member("*@x.com")).ofUser("robot", history, account -> List.of()).at(MAY.toEpochMilli()));
		assertTrue(of(member("ann@x.com")).ofUser("robot", always(new Match(ANN, Match.Rule.PATTERN, true)), account -> List.of()).never(),
				"who may be somebody else is not counted as that person");
	}

	@Test
	void aGroupOfTheVendorsBringsItsMembersWhileTheyAreInIt() {
		GroupMemberFact fact = new GroupMemberFact("ann@x.com", "Structural Engineers", "", "", Optional.of(MARCH), Optional.of(APRIL), 1);
		List<Identity.Span> history = always(new Match(ANN, Match.Rule.EXACT_NAME, false));
		MemberTimes times = of(member("group:structural*")).ofUser("ann@x.com", history, account -> List.of(fact));
		assertEquals(List.of(new Span(MARCH.toEpochMilli(), APRIL.toEpochMilli())), times.spans());
		assertTrue(of(member("group:Others")).ofUser("ann@x.com", history, account -> List.of(fact)).never());
		assertEquals(times, of(member("group:structural*")).ofAccount(ANN, account -> List.of(fact), name -> true));
		assertTrue(of(member("a*")).ofAccount(ANN, account -> List.of(), name -> false).at(0), "the name of the host user it would be");
		assertTrue(of(member("robot")).ofAccount(ANN, account -> List.of(), "robot"::equals).at(0), "a host user that is the account");
		assertTrue(of(member("ben")).ofAccount(ANN, account -> List.of(), "robot"::equals).never());
	}

	/** So that reports need not find out who host users are when it does not matter. */
	@Property(tries = 500)
	void whoHostUsersAreMattersOnlyWhenAnAccountMayBeInTheGroup(@ForAll Random random) {
		List<String> names = List.of("ann", "ben", "ann@x.com", "b*", "*@y.com", "acme\\ann", "kim", "group:all", "???");
		StoredReportGroup.Member[] members = new StoredReportGroup.Member[1 + random.nextInt(2)];
		for (int index = 0; index < members.length; index++) {
			members[index] = new StoredReportGroup.Member(names.get(random.nextInt(names.size())),
					random.nextBoolean() ? Optional.empty() : Optional.of(MARCH), random.nextBoolean() ? Optional.empty() : Optional.of(APRIL));
		}
		List<AccountFact> accounts = new ArrayList<>(List.of("ann@x.com", "ben@x.com", "kim@y.com").stream()
				.map(mail -> new AccountFact(mail, Account.ofEmail(mail), "", "", 1)).toList());
		accounts.removeIf(account -> random.nextBoolean());
		Membership group = of(members);
		if (!group.mayBeAccounts(accounts)) {
			for (AccountFact account : accounts) {
				for (String user : List.of("ann", "ACME\\Ben", "ann@x.com", "robot", "")) {
					assertEquals(group.ofUser(user, always(new Match(account, Match.Rule.MAPPING, false)), none -> List.of()),
							group.ofUser(user, List.of(), none -> List.of()));
				}
			}
		}
	}

	@Test
	void accountsMatterWhenOneIsNamedOrAGroupOfThem() {
		assertTrue(of(member("ann@x.com")).mayBeAccounts(List.of(ANN)));
		assertTrue(of(member("ben"), member("*@x.com")).mayBeAccounts(List.of(ANN)));
		assertTrue(of(member("group:structural")).mayBeAccounts(List.of()), "nobody knows yet who is in it");
		assertFalse(of(member("ann"), member("ben@x.com")).mayBeAccounts(List.of(ANN)));
		assertFalse(of(member("*")).mayBeAccounts(List.of()));
	}

	@Test
	void whoIsInItNowIsForAllTimes() {
		StoredReportGroup.Member ended = new StoredReportGroup.Member("ann", Optional.empty(), Optional.of(APRIL));
		StoredReportGroup.Member stands = new StoredReportGroup.Member("ben", Optional.of(APRIL), Optional.empty());
		Membership today = new Membership(List.of(ended, stands), Optional.of(MAY), DirectoryPeople.NONE);
		assertEquals(MemberTimes.NEVER, today.of("ann"));
		assertEquals(MemberTimes.ALWAYS, today.of("ben"));
		assertEquals(MemberTimes.NEVER, of(ended, stands).of("kim"));
		assertTrue(of(ended, stands).of("ann").at(MARCH.toEpochMilli()));
		assertFalse(of(ended, stands).of("ann").at(APRIL.toEpochMilli()), "the end is not included");
	}

	@Property
	void wildcardsAgreeWithRegularExpressions(@ForAll("patterns") String pattern, @ForAll("names") String name) {
		StringBuilder expression = new StringBuilder();
		pattern.chars().forEach(sign -> expression.append(sign == '*' ? ".*" : sign == '?' ? "." : Pattern.quote(String.valueOf((char) sign))));
		assertEquals(Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE).matcher(name).matches(), Wildcards.match(pattern, name));
	}

	@Provide
	Arbitrary<String> patterns() {
		return Arbitraries.strings().withChars("aB*?.").ofMaxLength(8);
	}

	@Provide
	Arbitrary<String> names() {
		return Arbitraries.strings().withChars("Ab.").ofMaxLength(8);
	}

	@Property
	void splittingAMembershipChangesNothing(@ForAll long from, @ForAll long cut, @ForAll long until, @ForAll long moment) {
		MemberTimes whole = new MemberTimes(List.of(new Span(from, until)));
		MemberTimes split = new MemberTimes(List.of(new Span(Math.max(from, cut), until), new Span(from, Math.min(cut, until))));
		assertEquals(whole, split);
		assertEquals(moment >= from && moment < until, split.at(moment));
	}
}

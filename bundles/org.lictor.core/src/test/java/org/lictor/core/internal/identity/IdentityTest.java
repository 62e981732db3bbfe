package org.lictor.core.internal.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.lictor.core.internal.directory.DirectoryPeople;
import org.lictor.model.Account;
import org.lictor.store.AccountFact;
import org.lictor.store.StoredMapping;

class IdentityTest {

	private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

	private final AccountFact ann = account("A1", "", "Ann.Lee@example.com");
	private final AccountFact ben = account("B2", "", "ben@example.com");
	private final AccountFact otherBen = account("B3", "", "ben@example.org");
	private final AccountFact hidden = account("", "9f86d081", "");
	private final List<AccountFact> all = List.of(ann, ben, otherBen, hidden);

	@Test
	void findsTheLocalPartOfAMailAddressWhateverTheDomainAndCase() {
		Identity identity = identity(all, List.of());
		for (String user : List.of("ann.lee", "ACME\\Ann.Lee", "ANN.LEE@acme.local")) {
			assertEquals(List.of(new Match(ann, Match.Rule.MAIL_LOCAL_PART, false)), identity.accountsOf(user, NOW), user);
		}
	}

	@Test
	void prefersTheExactNameToTheLocalPart() {
		AccountFact named = account("ann.lee", "", "a.lee@example.net");
		Identity identity = identity(List.of(ann, named), List.of());
		assertEquals(List.of(new Match(named, Match.Rule.EXACT_NAME, false)), identity.accountsOf("ann.lee", NOW));
		assertEquals(List.of(new Match(ann, Match.Rule.EXACT_NAME, false)), identity.accountsOf("ann.lee@EXAMPLE.com", NOW));
	}

	@Test
	void oneHostUserMayBeManyAccounts() {
		assertEquals(List.of(new Match(ben, Match.Rule.MAIL_LOCAL_PART, true), new Match(otherBen, Match.Rule.MAIL_LOCAL_PART, true)),
				identity(all, List.of()).accountsOf("ben", NOW));
	}

	@Test
	void aDecisionOfAPersonComesFirstWhileItHolds() {
		StoredMapping mapping = new StoredMapping("ben", "9F86D081", Optional.of(NOW), Optional.of(NOW.plusSeconds(60)));
		Identity identity = identity(all, List.of(mapping));
		assertTrue(identity.dependsOnTime("ACME\\Ben"));
		assertEquals(List.of(new Match(hidden, Match.Rule.MAPPING, false)), identity.accountsOf("Ben", NOW));
		assertEquals(2, identity.accountsOf("Ben", NOW.minusMillis(1)).size());
		assertEquals(2, identity.accountsOf("Ben", NOW.plusSeconds(60)).size());
	}

	@Test
	void aDecisionForAnUnknownAccountDoesNotHideTheOtherRules() {
		StoredMapping mapping = new StoredMapping("ben", "nobody@example.com", Optional.empty(), Optional.empty());
		assertEquals(2, identity(all, List.of(mapping)).accountsOf("ben", NOW).size());
	}

	@Test
	void findsNobodyForAnEmptyOrUnknownUser() {
		Identity identity = identity(all, List.of());
		for (String user : List.of("", " ", "ACME\\", "@example.com", "carol")) {
			assertEquals(List.of(), identity.accountsOf(user, NOW), user);
		}
	}

	@Test
	void patternsOfNamesComeLastAndAreTrustedLess() {
		AccountFact named = new AccountFact("n", new Account("N1", "", "sales7@example.com", "Cleo", "Vance"), "", "", 1);
		AccountFact mailed = account("M1", "", "cvance@example.com");
		assertEquals(List.of(new Match(named, Match.Rule.PATTERN, false)), identity(List.of(named), List.of()).accountsOf("ACME\\CVance", NOW));
		List<Match> both = identity(List.of(named, mailed), List.of()).accountsOf("cvance", NOW);
		assertEquals(List.of(new Match(mailed, Match.Rule.MAIL_LOCAL_PART, false)), both);
		assertTrue(both.getFirst().confidence() > new Match(named, Match.Rule.PATTERN, false).confidence());
		assertTrue(new Match(named, Match.Rule.PATTERN, false).confidence() > new Match(mailed, Match.Rule.EXACT_NAME, true).confidence());
	}

	@Test
	void accountsOfOnePersonOnSeveralServersAreNoDoubt() {
		AccountFact again = account("B9", "", "ben@example.com");
		assertEquals(List.of(false, false), identity(List.of(ben, again), List.of()).accountsOf("ben", NOW).stream().map(Match::ambiguous).toList());
	}

	@Test
	void theHistoryOfAUserHasASpanForEachChange() {
		StoredMapping mapping = new StoredMapping("ann.lee", "B2", Optional.of(NOW), Optional.of(NOW.plusSeconds(60)));
		StoredMapping further = new StoredMapping("ann.lee", "B2", Optional.of(NOW.plusSeconds(60)), Optional.of(NOW.plusSeconds(90)));
		List<Match> rule = List.of(new Match(ann, Match.Rule.MAIL_LOCAL_PART, false));
		assertEquals(List.of(new Identity.Span(Optional.empty(), Optional.of(NOW), rule),
				new Identity.Span(Optional.of(NOW), Optional.of(NOW.plusSeconds(90)), List.of(new Match(ben, Match.Rule.MAPPING, false))),
				new Identity.Span(Optional.of(NOW.plusSeconds(90)), Optional.empty(), rule)),
				identity(all, List.of(mapping, further)).history("Ann.Lee"));
	}

	private static Identity identity(List<AccountFact> accounts, List<StoredMapping> mappings) {
		return new Identity(accounts, mappings, NamePattern.DEFAULT, DirectoryPeople.NONE);
	}

	private static AccountFact account(String id, String hash, String email) {
		Account account = new Account(id, hash, email, "", "");
		return new AccountFact(account.label(), account, "", "", 1);
	}
}

package org.lictor.core.internal.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
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
		Identity identity = new Identity(all, List.of());
		for (String user : List.of("ann.lee", "ACME\\Ann.Lee", "ANN.LEE@acme.local")) {
			assertEquals(List.of(new Match(ann, Match.Rule.MAIL_LOCAL_PART)), identity.accountsOf(user, NOW), user);
		}
	}

	@Test
	void prefersTheExactNameToTheLocalPart() {
		AccountFact named = account("ann.lee", "", "a.lee@example.net");
		Identity identity = new Identity(List.of(ann, named), List.of());
		assertEquals(List.of(new Match(named, Match.Rule.EXACT_NAME)), identity.accountsOf("ann.lee", NOW));
		assertEquals(List.of(new Match(ann, Match.Rule.EXACT_NAME)), identity.accountsOf("ann.lee@EXAMPLE.com", NOW));
	}

	@Test
	void oneHostUserMayBeManyAccounts() {
		assertEquals(List.of(new Match(ben, Match.Rule.MAIL_LOCAL_PART), new Match(otherBen, Match.Rule.MAIL_LOCAL_PART)),
				new Identity(all, List.of()).accountsOf("ben", NOW));
	}

	@Test
	void aDecisionOfAPersonComesFirstWhileItHolds() {
		StoredMapping mapping = new StoredMapping("ben", "9F86D081", Optional.of(NOW), Optional.of(NOW.plusSeconds(60)));
		Identity identity = new Identity(all, List.of(mapping));
		assertTrue(identity.dependsOnTime("ACME\\Ben"));
		assertEquals(List.of(new Match(hidden, Match.Rule.MAPPING)), identity.accountsOf("Ben", NOW));
		assertEquals(2, identity.accountsOf("Ben", NOW.minusMillis(1)).size());
		assertEquals(2, identity.accountsOf("Ben", NOW.plusSeconds(60)).size());
	}

	@Test
	void aDecisionForAnUnknownAccountDoesNotHideTheOtherRules() {
		StoredMapping mapping = new StoredMapping("ben", "nobody@example.com", Optional.empty(), Optional.empty());
		assertEquals(2, new Identity(all, List.of(mapping)).accountsOf("ben", NOW).size());
	}

	@Test
	void findsNobodyForAnEmptyOrUnknownUser() {
		Identity identity = new Identity(all, List.of());
		for (String user : List.of("", " ", "ACME\\", "@example.com", "carol")) {
			assertEquals(List.of(), identity.accountsOf(user, NOW), user);
		}
	}

	private static AccountFact account(String id, String hash, String email) {
		Account account = new Account(id, hash, email, "", "");
		return new AccountFact(account.label(), account, "", "", 1);
	}
}

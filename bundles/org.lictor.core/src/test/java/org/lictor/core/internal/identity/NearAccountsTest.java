package org.lictor.core.internal.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lictor.model.Account;
import org.lictor.store.AccountFact;

class NearAccountsTest {

	private final NearAccounts accounts = new NearAccounts(List.of(account("j.doe@example.com", "John", "Doe"),
			account("john.dow@example.com", "John", "Dow"), account("j.doe@example.com", "John", "Doe"), account("mia@example.com", "", "")),
			NamePattern.DEFAULT);

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"john.do | 1 letter differs from 'john.doe', its name by {first}.{last}",
			"ACME\\j-doe | 1 letter differs from 'j.doe', its mail address before the @",
			"adm-j.doe | 'j.doe', its mail address before the @, stands in it with more around",
			"doeworkshop | only its family name 'doe' stands in it" })
	void saysByWhatAnAccountMisses(String user, String why) {
		NearAccounts.Candidate first = accounts.of(user, 3).getFirst();
		assertEquals("j.doe@example.com", first.account().account().email());
		assertEquals(why, first.why());
	}

	@Test
	void namesEachAccountOnceTheNearestFirstAndNotMoreThanAskedFor() {
		assertEquals(List.of("j.doe@example.com", "john.dow@example.com"),
				accounts.of("john.doa", 3).stream().map(each -> each.account().account().email()).toList());
		assertEquals(1, accounts.of("john.doa", 1).size());
	}

	@Test
	void findsNobodyForAStranger() {
		assertEquals(List.of(), accounts.of("render-farm", 3));
		assertEquals(List.of(), accounts.of("mi", 3));
	}

	@ParameterizedTest
	@CsvSource({ "abc,abc,0", "abc,abd,1", "abc,ab,1", "'',abc,3", "kitten,sitting,3" })
	void theDistanceIsInLetters(String one, String other, int distance) {
		assertEquals(distance, NearAccounts.distance(one, other));
		assertEquals(distance, NearAccounts.distance(other, one));
	}

	private static AccountFact account(String mail, String first, String last) {
		return new AccountFact(mail, new Account("", "", mail, first, last), "", "", 1);
	}
}

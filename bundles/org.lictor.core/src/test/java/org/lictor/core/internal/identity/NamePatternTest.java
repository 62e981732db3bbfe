package org.lictor.core.internal.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.model.Account;

class NamePatternTest {

	@ParameterizedTest
	@CsvSource({ "{first}.{last},Ann,Lee,ann.lee", "{f}{last},Ann,Lee,alee", "{last}{f},Ann,Lee,leea", "x-{first}{l},Ann,Lee,x-annl",
			"{first}.{last},Zoë Marie,O'Brien-Müller,zoemarie.obrienmuller", "{last},,Weiß,weiss", "{first}.{last},Łucja,Żółć,lucja.zolc" })
	void makesUserNamesOfNames(String pattern, String first, String last, String user) {
		assertEquals(Optional.of(user), new NamePattern(pattern).userOf(account(first == null ? "" : first, last)));
	}

	@Test
	void makesNothingWhenANameItNeedsIsNotKnown() {
		assertEquals(Optional.empty(), new NamePattern("{first}.{last}").userOf(account("Ann", "")));
		assertEquals(Optional.empty(), new NamePattern("{f}{last}").userOf(account("-", "Lee")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{f}{l}", "ann", "{First}", "{first} {last}", "{first}@{last}", "{first", "{middle}{last}" })
	void aPatternHasAWholeNameInItAndNothingThatIsInNoUserName(String pattern) {
		assertFalse(new NamePattern(pattern).valid());
	}

	@Test
	void theDefaultsAreValid() {
		assertTrue(NamePattern.DEFAULT.stream().allMatch(NamePattern::valid));
	}

	private static Account account(String first, String last) {
		return new Account("A1", "", "", first, last);
	}
}

package org.lictor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ValuesTest {

	@Test
	void anAccountIsShownByTheBestThatIsKnown() {
		assertEquals("Ann.Lee@example.com", new Account("id1", "h1", "Ann.Lee@example.com", "Ann", "Lee").label());
		assertEquals("id1", new Account("id1", "h1", "", "", "").label());
		assertEquals("h1", new Account("", "h1", "", "", "").label());
		assertThrows(IllegalArgumentException.class, () -> new Account("", " ", "", "Ann", "Lee"));
	}

	@Test
	void theLocalPartOfAMailAddressIsInLowerCase() {
		assertEquals("ann.lee", Account.ofEmail(" Ann.Lee@example.com ").mailLocalPart());
		assertEquals("", Account.ofEmail("no address").mailLocalPart());
		assertEquals("", Account.ofEmail("@example.com").mailLocalPart());
	}

	@Test
	void aPlaceLeavesOutWhatIsNotKnown() {
		assertEquals("users.csv, line 3, email", Place.of("users.csv", 3).field("email").toString());
		assertEquals("users.csv", Place.of("users.csv").toString());
		assertEquals("not understood", Diagnostic.error("not understood", Place.NOWHERE).sentence());
		assertEquals("users.csv, line 3: not understood",
				Diagnostic.error("not understood", Place.of("users.csv", 3)).sentence());
	}

	@Test
	void aProductNeedsAName() {
		assertThrows(IllegalArgumentException.class, () -> Product.namedUser(" "));
	}
}

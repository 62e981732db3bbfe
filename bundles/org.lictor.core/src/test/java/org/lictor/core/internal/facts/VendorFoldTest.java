package org.lictor.core.internal.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.lictor.model.Account;
import org.lictor.model.Product;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Observation;
import org.lictor.store.AssignmentFact;
import org.lictor.store.EntitlementFact;
import org.lictor.store.StoredEvidence;

class VendorFoldTest {

	private static final Instant MONDAY = Instant.parse("2026-05-04T08:00:00Z");
	private static final Product AUTOCAD = Product.namedUser("AutoCAD");
	private static final Product MAYA = Product.namedUser("Maya");

	private final VendorFold fold = new VendorFold();
	private long number;

	@Test
	void anEntitlementStandsUntilEvidenceTellsItDifferently() {
		tell(MONDAY, Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 5));
		tell(MONDAY.plus(Duration.ofDays(1)), Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 5));
		tell(MONDAY.plus(Duration.ofDays(2)), Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 7));

		List<EntitlementFact> facts = fold.facts().entitlements();
		assertEquals(List.of(5L, 7L), facts.stream().map(EntitlementFact::seats).toList());
		assertEquals(MONDAY, facts.get(0).standsFrom());
		assertEquals(Optional.of(MONDAY.plus(Duration.ofDays(2))), facts.get(0).standsUntil());
		assertEquals(Optional.empty(), facts.get(1).standsUntil());
	}

	@Test
	void onlyACompleteListEndsWhatItDoesNotName() {
		tell(MONDAY, Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 5), entitlement(MAYA, 2));
		tell(MONDAY.plusSeconds(60), Set.of(), entitlement(AUTOCAD, 5));
		assertTrue(fold.facts().entitlements().stream().allMatch(fact -> fact.standsUntil().isEmpty()));

		tell(MONDAY.plusSeconds(120), Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 5));
		EntitlementFact maya = fold.facts().entitlements().stream().filter(fact -> fact.product().equals(MAYA)).findFirst()
				.orElseThrow();
		assertEquals(Optional.of(MONDAY.plusSeconds(120)), maya.standsUntil());
	}

	@Test
	void twoEntitlementsThatLookAlikeBothCount() {
		tell(MONDAY, Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 5), entitlement(AUTOCAD, 5));
		tell(MONDAY.plusSeconds(60), Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 5), entitlement(AUTOCAD, 5));
		assertEquals(2, fold.facts().entitlements().size());
	}

	@Test
	void whenTheFirstAssignmentsBeganNobodyKnowsButLaterOnesBeganWhenTheyWereSeen() {
		Account ann = Account.ofEmail("ann@example.com");
		Account ben = Account.ofEmail("ben@example.com");
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.empty(), Optional.empty()));
		tell(MONDAY.plusSeconds(60), Set.of(CompleteList.ASSIGNMENTS), assignment(ben, Optional.empty(), Optional.empty()));

		assertEquals(List.of(
				new AssignmentFact("ann@example.com", AUTOCAD, Optional.empty(), Optional.of(MONDAY.plusSeconds(60)), 1),
				new AssignmentFact("ben@example.com", AUTOCAD, Optional.of(MONDAY.plusSeconds(60)), Optional.empty(), 2)),
				fold.facts().assignments());
	}

	@Test
	void whatTheVendorSaysOfAnAssignmentsTimeHolds() {
		Account ann = Account.ofEmail("ann@example.com");
		Instant since = MONDAY.minus(Duration.ofDays(100));
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.empty(), Optional.empty()));
		tell(MONDAY.plusSeconds(60), Set.of(), assignment(ann, Optional.of(since), Optional.empty()));
		assertEquals(Optional.of(since), fold.facts().assignments().getFirst().from());

		tell(MONDAY.plusSeconds(120), Set.of(), assignment(ann, Optional.of(since), Optional.of(MONDAY)));
		assertEquals(1, fold.facts().assignments().size());
		assertEquals(Optional.of(MONDAY), fold.facts().assignments().getFirst().until());
	}

	@Test
	void aSeatThatIsGivenAgainIsASecondAssignment() {
		Account ann = Account.ofEmail("ann@example.com");
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.empty(), Optional.empty()));
		tell(MONDAY.plusSeconds(60), Set.of(CompleteList.ASSIGNMENTS));
		tell(MONDAY.plusSeconds(120), Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.empty(), Optional.empty()));
		List<AssignmentFact> facts = fold.facts().assignments();
		assertEquals(2, facts.size());
		assertEquals(Optional.of(MONDAY.plusSeconds(60)), facts.get(0).until());
		assertEquals(Optional.of(MONDAY.plusSeconds(120)), facts.get(1).from());
	}

	@Test
	void accountsToldInPartsBecomeOneWhenSomethingJoinsThem() {
		tell(MONDAY, Set.of(), new Observation.AccountSeen(Account.ofEmail("Ann@Example.com"), "", ""),
				usage(new Account("A1", "", "", "", ""), 3), usage(Account.ofEmail("ann@example.com"), 4));
		tell(MONDAY.plusSeconds(60), Set.of(),
				new Observation.AccountSeen(new Account("a1", "h1", "ann@example.com", "Ann", ""), "Admin", "Active"));

		DerivedFacts facts = fold.facts();
		assertEquals(1, facts.accounts().size());
		assertEquals("Ann", facts.accounts().getFirst().account().firstName());
		assertEquals("Admin", facts.accounts().getFirst().role());
		assertEquals(Set.of("a1"), Set.copyOf(facts.usageDays().stream().map(fact -> fact.account()).toList()));
		assertEquals(2, facts.usageDays().size());
	}

	@Test
	void twoIdsAreTwoPeopleEvenWithOneMailAddress() {
		tell(MONDAY, Set.of(), new Observation.AccountSeen(new Account("A1", "", "team@example.com", "", ""), "", ""),
				new Observation.AccountSeen(new Account("A2", "", "team@example.com", "", ""), "", ""));
		assertEquals(2, fold.facts().accounts().size());
	}

	@Test
	void ofOneDayTheLatestEvidenceHoldsAndTheLastUseNeverGoesBack() {
		Account ann = Account.ofEmail("ann@example.com");
		tell(MONDAY, Set.of(), usage(ann, 3), summary(ann, "2026-05-03"));
		tell(MONDAY.plusSeconds(60), Set.of(), usage(ann, 3), summary(ann, "2026-04-01"));
		assertEquals(1, fold.facts().usageDays().size());
		assertEquals(2, fold.facts().usageDays().getFirst().evidence());
		assertEquals(Optional.of(LocalDate.parse("2026-05-03")), fold.facts().usageSummaries().getFirst().lastUsed());
	}

	private void tell(Instant at, Set<CompleteList> complete, Observation... observations) {
		number++;
		StoredEvidence evidence = new StoredEvidence(number, 1, Evidence.Origin.FILE, "file" + number, "", 0, at, at,
				false, at, "", "");
		for (Observation observation : observations) {
			assertTrue(fold.observe(observation, evidence));
		}
		fold.end(evidence, complete);
	}

	private static Observation entitlement(Product product, long seats) {
		return new Observation.Entitlement(product, "", "C-1", seats, Optional.empty(), Optional.empty(), "Active", true);
	}

	private static Observation assignment(Account account, Optional<Instant> from, Optional<Instant> until) {
		return new Observation.Assignment(account, AUTOCAD, from, until);
	}

	private static Observation usage(Account account, int day) {
		return new Observation.UsageDay(account, AUTOCAD, LocalDate.of(2026, 5, day), Optional.empty());
	}

	private static Observation summary(Account account, String lastUsed) {
		return new Observation.UsageSummary(account, AUTOCAD, OptionalLong.of(1), Optional.empty(),
				Optional.of(LocalDate.parse(lastUsed)));
	}
}

package org.lictor.core.internal.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Folders;
import org.lictor.model.Account;
import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.DayRange;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Interpretation.Understood;
import org.lictor.spi.Observation;
import org.lictor.store.AccountFact;
import org.lictor.store.AssignmentFact;
import org.lictor.store.EntitlementFact;
import org.lictor.store.FactTable;
import org.lictor.store.FactUnit;
import org.lictor.store.ReceivedContent;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.StoredEvidence;
import org.lictor.store.Stores;
import org.lictor.store.UsageDayFact;
import org.lictor.store.UsageSummaryFact;

class VendorFoldTest {

	private static final Instant MONDAY = Instant.parse("2026-05-04T08:00:00Z");
	private static final Product AUTOCAD = Product.namedUser("AutoCAD");
	private static final Product MAYA = Product.namedUser("Maya");

	@TempDir
	private Path folder;
	private Store store;
	private FactUnit unit;
	private final VendorFoldTest fold = this;
	private long number;

	private record Facts(List<EntitlementFact> entitlements, List<AccountFact> accounts, List<AssignmentFact> assignments,
			List<UsageDayFact> usageDays, List<UsageSummaryFact> usageSummaries) {
	}

	@BeforeEach
	void open() throws Exception {
		Folders.fill(folder);
		store = Stores.open(folder, () -> MONDAY, Progress.NONE);
		unit = new FactUnit(store.write(tx -> tx.servers().add("s", "t", Map.of(), true, MONDAY)).id(), Evidence.Origin.FILE);
	}

	@AfterEach
	void close() {
		store.close();
	}

	private Facts facts() throws ServiceException {
		return store.read(tx -> new Facts(all(tx.facts().entitlements()), all(tx.facts().accounts()),
				all(tx.facts().assignments()), tx.facts().usageDays().of(unit), all(tx.facts().usageSummaries())));
	}

	private <F> List<F> all(FactTable<F> table) {
		return table.of(unit).stream().map(Stored::fact).toList();
	}

	@Test
	void anEntitlementStandsUntilEvidenceTellsItDifferently() throws Exception {
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
	void onlyACompleteListEndsWhatItDoesNotName() throws Exception {
		tell(MONDAY, Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 5), entitlement(MAYA, 2));
		tell(MONDAY.plusSeconds(60), Set.of(), entitlement(AUTOCAD, 5));
		assertTrue(fold.facts().entitlements().stream().allMatch(fact -> fact.standsUntil().isEmpty()));

		tell(MONDAY.plusSeconds(120), Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 5));
		EntitlementFact maya = fold.facts().entitlements().stream().filter(fact -> fact.product().equals(MAYA)).findFirst()
				.orElseThrow();
		assertEquals(Optional.of(MONDAY.plusSeconds(120)), maya.standsUntil());
	}

	@Test
	void twoEntitlementsThatLookAlikeBothCount() throws Exception {
		tell(MONDAY, Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 5), entitlement(AUTOCAD, 5));
		tell(MONDAY.plusSeconds(60), Set.of(CompleteList.ENTITLEMENTS), entitlement(AUTOCAD, 5), entitlement(AUTOCAD, 5));
		assertEquals(2, fold.facts().entitlements().size());
	}

	@Test
	void whenTheFirstAssignmentsBeganNobodyKnowsButLaterOnesBeganWhenTheyWereSeen() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		Account ben = Account.ofEmail("ben@example.com");
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.empty(), Optional.empty()));
		tell(MONDAY.plusSeconds(60), Set.of(CompleteList.ASSIGNMENTS), assignment(ben, Optional.empty(), Optional.empty()));

		assertEquals(Set.of(
				new AssignmentFact("ann@example.com", AUTOCAD, Optional.empty(), Optional.of(MONDAY.plusSeconds(60)), 1),
				new AssignmentFact("ben@example.com", AUTOCAD, Optional.of(MONDAY.plusSeconds(60)), Optional.empty(), 2)),
				Set.copyOf(fold.facts().assignments()));
	}

	@Test
	void whatTheVendorSaysOfAnAssignmentsTimeHolds() throws Exception {
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
	void whatHadEndedBeforeAnybodyLookedBeganNobodyKnowsWhen() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		Account ben = Account.ofEmail("ben@example.com");
		Instant ended = MONDAY.minus(Duration.ofDays(100));
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.of(ended), Optional.empty()));
		for (int look = 1; look <= 2; look++) {
			tell(MONDAY.plusSeconds(60 * look), Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.of(ended), Optional.empty()),
					assignment(ben, Optional.empty(), Optional.of(ended)));
			assertEquals(new AssignmentFact("ben@example.com", AUTOCAD, Optional.empty(), Optional.of(ended), 2),
					fold.facts().assignments().get(1));
			assertEquals(2, fold.facts().assignments().size());
		}
	}

	@Test
	void whatIsToldToHaveEndedBeforeTheAssignmentBeganThatStandsIsAnEarlierOne() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		Instant ended = MONDAY.minus(Duration.ofDays(100));
		Instant again = MONDAY.minus(Duration.ofDays(50));
		for (int look = 1; look <= 2; look++) {
			tell(MONDAY.plusSeconds(60 * look), Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.of(again), Optional.empty()),
					assignment(ann, Optional.empty(), Optional.of(ended)));
			assertEquals(Set.of(anns(Optional.empty(), Optional.of(ended), 1),
					anns(Optional.of(again), Optional.empty(), 1)),
					Set.copyOf(fold.facts().assignments()));
		}
		tell(MONDAY.plusSeconds(180), Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.empty(), Optional.of(ended)));
		assertTrue(fold.facts().assignments().stream().allMatch(fact -> fact.until().isPresent()
				&& fact.from().map(from -> from.isBefore(fact.until().get())).orElse(true)), fold.facts().assignments()::toString);
	}

	@Test
	void anEndToldAfterAListWithoutTheAssignmentIsItsEndAndItsBeginningStays() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		Instant began = MONDAY.minus(Duration.ofDays(100));
		Instant ended = MONDAY.plus(Duration.ofHours(12));
		isMissingADayLater(ann, began);
		for (int look = 1; look <= 2; look++) {
			tell(MONDAY.plus(Duration.ofDays(1)).plusSeconds(60 * look), Set.of(), assignment(ann, Optional.empty(), Optional.of(ended)));
			assertEquals(List.of(anns(Optional.of(began), Optional.of(ended), 3)),
					fold.facts().assignments());
		}
	}

	@Test
	void ofSeveralEndsToldAtOnceTheLastIsTheEndInWhicheverOrder() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		Instant began = MONDAY.minus(Duration.ofDays(100));
		Instant older = MONDAY.minus(Duration.ofDays(1));
		Instant ended = MONDAY.plus(Duration.ofHours(12));
		isMissingADayLater(ann, began);
		List<Observation> told = List.of(assignment(ann, Optional.empty(), Optional.of(older)), assignment(ann, Optional.empty(), Optional.of(ended)));
		for (List<Observation> order : List.of(told, told.reversed(), told)) {
			tell(MONDAY.plus(Duration.ofDays(2)), Set.of(), order.toArray(Observation[]::new));
			assertEquals(List.of(anns(Optional.of(began), Optional.of(ended), 3)),
					fold.facts().assignments());
		}
	}

	@Test
	void anEndToldAfterTheAssignmentHadEndedLeavesThatOneAsItWas() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		Instant began = MONDAY.minus(Duration.ofDays(100));
		Instant left = MONDAY.plus(Duration.ofDays(1));
		Instant ended = MONDAY.plus(Duration.ofDays(30));
		isMissingADayLater(ann, began);
		for (int look = 1; look <= 2; look++) {
			tell(ended.plusSeconds(60 * look), Set.of(), assignment(ann, Optional.empty(), Optional.of(ended)));
			assertEquals(Set.of(anns(Optional.of(began), Optional.of(left), 1),
					anns(Optional.of(ended), Optional.of(ended), 3)),
					Set.copyOf(fold.facts().assignments()));
		}
	}

	@Test
	void whatIsToldToHaveBegunAfterItWasSeenBeganAgainAndTheTimeBeforeStays() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		Instant began = MONDAY.minus(Duration.ofDays(100));
		Instant again = MONDAY.plus(Duration.ofDays(20));
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.of(began), Optional.empty()));
		for (int look = 1; look <= 2; look++) {
			tell(MONDAY.plus(Duration.ofDays(30 * look)), Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.of(again), Optional.empty()));
			assertEquals(Set.of(anns(Optional.of(began), Optional.of(again), 1),
					anns(Optional.of(again), Optional.empty(), 2)),
					Set.copyOf(fold.facts().assignments()));
		}
	}

	@Test
	void aBeginningThatIsCorrectedIsNoSecondAssignment() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		Instant began = MONDAY.minus(Duration.ofDays(100));
		Instant corrected = MONDAY.minus(Duration.ofDays(20));
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.of(began), Optional.empty()));
		tell(MONDAY.plusSeconds(60), Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.of(corrected), Optional.empty()));
		assertEquals(List.of(anns(Optional.of(corrected), Optional.empty(), 2)),
				fold.facts().assignments());
	}

	@Test
	void whatBeganAndEndedBetweenTwoLooksTakesNoTime() throws Exception {
		Account ben = Account.ofEmail("ben@example.com");
		Instant ended = MONDAY.plus(Duration.ofDays(3));
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(Account.ofEmail("ann@example.com"), Optional.empty(), Optional.empty()));
		tell(MONDAY.plus(Duration.ofDays(7)), Set.of(), assignment(ben, Optional.empty(), Optional.of(ended)));
		assertEquals(new AssignmentFact("ben@example.com", AUTOCAD, Optional.of(ended), Optional.of(ended), 2),
				fold.facts().assignments().get(1));
	}

	@Test
	void aSeatThatIsGivenAgainIsASecondAssignment() throws Exception {
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
	void accountsToldInPartsBecomeOneWhenSomethingJoinsThem() throws Exception {
		tell(MONDAY, Set.of(), new Observation.AccountSeen(Account.ofEmail("Ann@Example.com"), "", ""),
				usage(new Account("A1", "", "", "", ""), 3), usage(Account.ofEmail("ann@example.com"), 4));
		tell(MONDAY.plusSeconds(60), Set.of(),
				new Observation.AccountSeen(new Account("a1", "h1", "ann@example.com", "Ann", ""), "Admin", "Active"));

		Facts facts = fold.facts();
		assertEquals(1, facts.accounts().size());
		assertEquals("Ann", facts.accounts().getFirst().account().firstName());
		assertEquals("Admin", facts.accounts().getFirst().role());
		assertEquals(Set.of("a1"), Set.copyOf(facts.usageDays().stream().map(fact -> fact.account()).toList()));
		assertEquals(2, facts.usageDays().size());
	}

	@Test
	void aListOfOneTeamEndsNothingOfAnother() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		Observation ofRed = new Observation.Assignment(ann, AUTOCAD, Optional.empty(), Optional.empty(), "Red");
		Observation ofBlue = new Observation.Assignment(ann, AUTOCAD, Optional.empty(), Optional.empty(), "Blue");
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), ofRed, ofBlue);
		tell(MONDAY.plusSeconds(60),
				new Understood("", 0, 0, Set.of(CompleteList.ASSIGNMENTS), Set.of("Blue"), Optional.empty()));

		assertEquals(Map.of("Red", Optional.empty(), "Blue", Optional.of(MONDAY.plusSeconds(60))), fold.facts().assignments()
				.stream().collect(Collectors.toMap(AssignmentFact::team, AssignmentFact::until)));
	}

	@Test
	void anAssignmentToldAgainWithItsBeginningNeverEnded() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.of(MONDAY), Optional.empty()));
		tell(MONDAY.plusSeconds(60), Set.of(CompleteList.ASSIGNMENTS));
		tell(MONDAY.plusSeconds(120), Set.of(CompleteList.ASSIGNMENTS), assignment(ann, Optional.of(MONDAY), Optional.empty()));

		assertEquals(1, fold.facts().assignments().size());
		assertEquals(Optional.empty(), fold.facts().assignments().getFirst().until());
	}

	@Test
	void evidenceOfAllUsageOfSomeDaysTakesAwayWhatItDoesNotTell() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		tell(MONDAY, Set.of(), usage(ann, 1), usage(ann, 2), usage(ann, 3), usage(ann, 4),
				new Observation.UsageDay(ann, AUTOCAD, LocalDate.of(2026, 5, 3), Optional.empty(), "Blue"));
		tell(MONDAY.plusSeconds(60), new Understood("", 0, 0, Set.of(), Set.of(""),
				Optional.of(new DayRange(LocalDate.of(2026, 5, 2), LocalDate.of(2026, 5, 3)))), usage(ann, 2));

		assertEquals(List.of("1 ", "2 ", "3 Blue", "4 "), fold.facts().usageDays().stream()
				.map(fact -> fact.day().getDayOfMonth() + " " + fact.team()).sorted().toList());
	}

	@Test
	void accountsThatTurnOutToBeOneBringTheirFactsTogether() throws Exception {
		Account byMail = Account.ofEmail("ann@example.com");
		Account byHash = new Account("", "h1", "", "", "");
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(byMail, Optional.of(MONDAY), Optional.empty()),
				assignment(byHash, Optional.of(MONDAY.plusSeconds(10)), Optional.empty()), usage(byMail, 3), usage(byHash, 3),
				usage(byHash, 4), summary(byMail, "2026-05-03"), summary(byHash, "2026-05-04"));
		assertEquals(2, fold.facts().assignments().size());

		tell(MONDAY.plusSeconds(60), Set.of(),
				new Observation.AccountSeen(new Account("A1", "h1", "ann@example.com", "", ""), "", ""));

		assertEquals(List.of("a1"), fold.facts().accounts().stream().map(AccountFact::key).toList());
		assertEquals(1, fold.facts().assignments().size());
		assertEquals(Optional.of(MONDAY), fold.facts().assignments().getFirst().from());
		assertEquals(List.of(3, 4),
				fold.facts().usageDays().stream().map(fact -> fact.day().getDayOfMonth()).sorted().toList());
		assertEquals(1, fold.facts().usageSummaries().size());
	}

	@Test
	void twoIdsAreTwoPeopleEvenWithOneMailAddress() throws Exception {
		tell(MONDAY, Set.of(), new Observation.AccountSeen(new Account("A1", "", "team@example.com", "", ""), "", ""),
				new Observation.AccountSeen(new Account("A2", "", "team@example.com", "", ""), "", ""));
		assertEquals(2, fold.facts().accounts().size());
	}

	@Test
	void ofOneDayTheLatestEvidenceHoldsAndTheLastUseNeverGoesBack() throws Exception {
		Account ann = Account.ofEmail("ann@example.com");
		tell(MONDAY, Set.of(), usage(ann, 3), summary(ann, "2026-05-03"));
		tell(MONDAY.plusSeconds(60), Set.of(), usage(ann, 3), summary(ann, "2026-04-01"));
		assertEquals(1, fold.facts().usageDays().size());
		assertEquals(1, fold.facts().usageDays().getFirst().evidence(), "the one that first told it as it stands");
		assertEquals(Optional.of(LocalDate.parse("2026-05-03")), fold.facts().usageSummaries().getFirst().lastUsed());
	}

	private void tell(Instant at, Set<CompleteList> complete, Observation... observations) throws ServiceException {
		tell(at, new Understood("", 0, 0, complete), observations);
	}

	private void tell(Instant at, Understood understood, Observation... observations) throws ServiceException {
		number++;
		StoredEvidence evidence;
		try (ReceivedContent content = store.receive(Content.of(("file " + number).getBytes(StandardCharsets.UTF_8)), Progress.NONE)) {
			evidence = store.write(tx -> tx.sourceEvidence().add(unit.server(), Evidence.Origin.FILE, "file" + number, at, content, at)).evidence();
		}
		Told told = new Told();
		List.of(observations).forEach(told);
		VendorFold next = new VendorFold(store, unit, true);
		next.begin(evidence, told, understood, Progress.NONE);
		store.write(tx -> {
			next.end(tx, evidence, told, understood);
			return null;
		});
	}

	private static Observation entitlement(Product product, long seats) {
		return new Observation.Entitlement(product, "", "C-1", seats, Optional.empty(), Optional.empty(), "Active", true);
	}

	private static Observation assignment(Account account, Optional<Instant> from, Optional<Instant> until) {
		return new Observation.Assignment(account, AUTOCAD, from, until);
	}

	private static AssignmentFact anns(Optional<Instant> from, Optional<Instant> until, long evidence) {
		return new AssignmentFact("ann@example.com", AUTOCAD, from, until, evidence);
	}

	/** A list on Monday names an assignment, that of Tuesday none. */
	private void isMissingADayLater(Account account, Instant began) throws ServiceException {
		tell(MONDAY, Set.of(CompleteList.ASSIGNMENTS), assignment(account, Optional.of(began), Optional.empty()));
		tell(MONDAY.plus(Duration.ofDays(1)), Set.of(CompleteList.ASSIGNMENTS));
	}

	private static Observation usage(Account account, int day) {
		return new Observation.UsageDay(account, AUTOCAD, LocalDate.of(2026, 5, day), Optional.empty());
	}

	private static Observation summary(Account account, String lastUsed) {
		return new Observation.UsageSummary(account, AUTOCAD, OptionalLong.of(1), Optional.empty(),
				Optional.of(LocalDate.parse(lastUsed)));
	}
}

package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lictor.core.internal.figures.Reconciliation.Counted;
import org.lictor.core.internal.figures.Reconciliation.Difference;
import org.lictor.core.internal.figures.Reconciliation.Person;
import org.lictor.core.internal.figures.Reconciliation.Seen;

/** Rule reconciliation v1, one kind of difference after the other, in a week of March in which clocks change. */
class ReconciliationTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
	private static final LocalDate MONDAY = LocalDate.of(2026, 3, 23);
	private static final LocalDate SUNDAY = MONDAY.plusDays(6);
	private static final Person ANN = new Person(1, "ann", true);

	private Reconciliation week;

	@BeforeEach
	void beginAWeekInWhichAllIsKnown() {
		week = week();
	}

	private static Reconciliation week() {
		Reconciliation week = new Reconciliation(MONDAY, SUNDAY, BERLIN,
				product -> Map.of("Revit", Set.of("Suite"), "Civil", Set.of("Suite")).getOrDefault(product, Set.of()));
		week.assignmentsKnown(1);
		week.cloudKnown(1, MONDAY.minusDays(100), SUNDAY);
		week.hostsWatched(1, at(MONDAY.minusDays(100), 0).toEpochMilli());
		return week;
	}

	private static Instant at(LocalDate day, int hour) {
		return day.atTime(hour, 0).atZone(BERLIN).toInstant();
	}

	private void assign(String product) {
		week.assigned(ANN, product, Optional.empty(), Optional.empty());
	}

	private void count(String bought, String ran, String version, LocalDate... days) {
		for (LocalDate day : days) {
			week.counted(ANN, new Counted(bought, ran, version, day, true));
		}
	}

	private void see(String product, String version, String host, LocalDate day, int from, int until) {
		week.seen(ANN, new Seen(product, version, host, at(day, from).toEpochMilli(), at(day, until).toEpochMilli()));
	}

	private List<String> found() {
		return week.differences().stream().map(each -> each.kind() + " " + each.product() + " " + each.days().size() + " "
				+ each.days().getFirst().getDayOfWeek() + " " + each.details()).toList();
	}

	@Test
	void whatAllSourcesAgreeOnIsNoDifference() {
		assign("Maya");
		count("Maya", "Maya", "2026", MONDAY);
		see("Maya", "2026", "PC1", MONDAY, 9, 17);
		assertEquals(List.of(), found());
	}

	@Test
	void assignedAndNeverUsed() {
		week.assigned(ANN, "Maya", Optional.of(at(MONDAY.plusDays(2), 12)), Optional.of(at(MONDAY.plusDays(4), 0)));
		assertEquals(List.of("ASSIGNED_NOT_USED Maya 2 WEDNESDAY []"), found());
		count("Maya", "Maya", "", MONDAY.plusDays(3));
		see("Maya", "", "PC1", MONDAY.plusDays(3), 9, 10);
		assertEquals(List.of(), found());
	}

	@Test
	void usedWithoutAssignment() {
		count("Maya", "Maya", "", MONDAY, MONDAY.plusDays(1));
		see("Maya", "", "PC1", MONDAY, 9, 10);
		assertEquals(List.of("USED_NOT_ASSIGNED Maya 2 MONDAY [counted by the vendor, on a host]"), sortedDetails());
	}

	private List<String> sortedDetails() {
		return week.differences().stream().map(each -> each.kind() + " " + each.product() + " " + each.days().size() + " "
				+ each.days().getFirst().getDayOfWeek() + " " + each.details().stream().sorted().toList()).toList();
	}

	@Test
	void whatIsPaidInTokensNeedsNoSeat() {
		week.counted(ANN, new Counted("Maya", "Maya", "", MONDAY, false));
		see("Maya", "", "PC1", MONDAY, 9, 10);
		assertEquals(List.of(), found());
	}

	@Test
	void seenOnTheHostAndNotInTheCloud() {
		assign("Maya");
		count("Maya", "Maya", "", MONDAY);
		see("Maya", "", "PC1", MONDAY.plusDays(1), 9, 10);
		assertEquals(List.of(), found(), "a day after: may be within 24 hours");
		see("Maya", "", "PC1", MONDAY.plusDays(3), 9, 10);
		assertEquals(List.of("HOST_NOT_CLOUD Maya 1 THURSDAY [PC1]"), found());
	}

	@Test
	void inTheCloudAndOnNoWatchedHost() {
		assign("Suite");
		count("Suite", "Revit", "", MONDAY, SUNDAY);
		see("Revit", "", "PC1", MONDAY, 9, 10);
		assertEquals(List.of("CLOUD_NOT_HOST Revit 1 SUNDAY [Suite]"), found());
	}

	@Test
	void twoMachinesAtOnce() {
		assign("Maya");
		count("Maya", "Maya", "", MONDAY, MONDAY.plusDays(1));
		see("Maya", "", "PC1", MONDAY, 9, 12);
		see("Maya", "", "PC1", MONDAY, 10, 11);
		see("Maya", "", "PC2", MONDAY, 12, 15);
		assertEquals(List.of(), found(), "one after the other, and twice on one machine");
		see("Maya", "", "PC2", MONDAY.plusDays(1), 12, 15);
		see("Maya", "", "PC1", MONDAY.plusDays(1), 14, 16);
		assertEquals(List.of("TWO_MACHINES Maya 1 TUESDAY [PC1, PC2]"), sortedDetails());
	}

	@Test
	void versionDiffers() {
		assign("Maya");
		count("Maya", "Maya", "2025", MONDAY, MONDAY.plusDays(1));
		see("Maya", "2026.1", "PC1", MONDAY, 9, 10);
		see("Maya", "2025.3", "PC1", MONDAY.plusDays(1), 9, 10);
		assertEquals(List.of("VERSION_DIFFERS Maya 1 MONDAY [2025 counted, 2026.1 on the host]"), sortedDetails());
	}

	@Test
	void collectionDiffers() {
		assign("Revit");
		count("Suite", "Revit", "", MONDAY);
		see("Revit", "", "PC1", MONDAY, 9, 10);
		assertEquals(List.of("COLLECTION_DIFFERS Revit 1 MONDAY [counted for Suite, assigned is Revit]"), found());
	}

	@Test
	void severalSeatsMayHaveBeenUsed() {
		assign("Revit");
		assign("Suite");
		see("Revit", "", "PC1", MONDAY, 9, 10);
		assertEquals(List.of("HOST_NOT_CLOUD Revit 1 MONDAY [PC1]", "AMBIGUOUS Revit 1 MONDAY [Revit or Suite]"), found());
		count("Suite", "Revit", "", MONDAY);
		assertEquals(List.of(), found(), "the vendor tells which");
	}

	@Test
	void severalPeopleAreOneUserOfHosts() {
		Person ben = new Person(1, "ben", true);
		for (Person person : List.of(ANN, ben)) {
			week.assigned(person, "Maya", Optional.empty(), Optional.empty());
			week.counted(person, new Counted("Maya", "Maya", "", MONDAY, true));
		}
		week.seen(List.of(ANN, ben), "render", new Seen("Maya", "", "PC1", at(MONDAY, 9).toEpochMilli(), at(MONDAY, 10).toEpochMilli()));
		assertEquals(List.of("AMBIGUOUS Maya 1 MONDAY [host user render is 2 accounts]",
				"AMBIGUOUS Maya 1 MONDAY [host user render is 2 accounts]"), found());
	}

	@Test
	void unknownPerson() {
		week.seen(new Person(1, "stranger", false), new Seen("Maya", "", "PC1", at(MONDAY, 23).toEpochMilli(), at(MONDAY.plusDays(1), 1).toEpochMilli()));
		assertEquals(List.of("UNKNOWN_PERSON Maya 2 MONDAY [PC1]"), found(), "over midnight of Berlin");
	}

	@Test
	void nothingIsSaidOfWhatNobodyWatched() {
		week = new Reconciliation(MONDAY, SUNDAY, BERLIN, product -> Set.of());
		week.assignmentsKnown(1);
		assign("Maya");
		assertEquals(List.of(), found(), "nobody would have seen a use");
		week.cloudKnown(1, MONDAY, MONDAY.plusDays(1));
		count("Maya", "Maya", "", MONDAY);
		see("Maya", "", "PC1", SUNDAY, 9, 10);
		assertEquals(List.of(), found(), "the vendor has not told of Sunday, and no agent watched on Monday");
	}

	record Telling(int kind, int product, int hour, int length) {

		private static final List<String> PRODUCTS = List.of("Maya", "Revit", "Suite");

		void to(Reconciliation week) {
			String name = PRODUCTS.get(product);
			Instant from = at(MONDAY.minusDays(1), 0).plusSeconds(3600L * hour);
			Instant until = from.plusSeconds(3600L * length);
			LocalDate day = from.atZone(BERLIN).toLocalDate();
			switch (kind) {
			case 0 -> week.assigned(ANN, name, Optional.of(from), length > 5 ? Optional.empty() : Optional.of(until));
			case 1 -> week.counted(ANN, new Counted(name, name.equals("Suite") ? "Revit" : name, "202" + length % 2, day, length > 1));
			case 2 -> week.seen(List.of(ANN, new Person(1, "ben", true)).subList(0, 1 + length % 2), "u",
					new Seen(name.equals("Suite") ? "Civil" : name, "202" + length % 3, "PC" + hour % 2, from.toEpochMilli(), until.toEpochMilli()));
			default -> week.seen(new Person(1, "stranger", false), new Seen(name, "", "PC" + hour % 2, from.toEpochMilli(), until.toEpochMilli()));
			}
		}
	}

	@Provide
	Arbitrary<List<Telling>> tellings() {
		return Combinators.combine(Arbitraries.integers().between(0, 3), Arbitraries.integers().between(0, 2),
				Arbitraries.integers().between(0, 24 * 9), Arbitraries.integers().between(0, 8)).as(Telling::new).list().ofMaxSize(25);
	}

	@Property(tries = 300)
	void orderAndRepetitionChangeNothing(@ForAll("tellings") List<Telling> tellings, @ForAll Random random) {
		List<Telling> other = new ArrayList<>(tellings);
		other.addAll(tellings.subList(0, tellings.size() / 2));
		Collections.shuffle(other, random);
		assertEquals(differences(tellings), differences(other));
	}

	private static List<Difference> differences(List<Telling> tellings) {
		Reconciliation week = week();
		tellings.forEach(each -> each.to(week));
		return week.differences();
	}

	@Property(tries = 300)
	void splittingASessionChangesNothing(@ForAll("tellings") List<Telling> tellings) {
		List<Seen> whole = tellings.stream().map(each -> seen(each, 0, each.length())).toList();
		List<Seen> split = new ArrayList<>();
		for (Telling each : tellings) {
			int middle = each.length() / 2;
			split.add(seen(each, 0, middle));
			if (middle < each.length()) {
				split.add(seen(each, middle, each.length() - middle));
			}
		}
		Reconciliation one = week();
		whole.forEach(each -> one.seen(ANN, each));
		Reconciliation other = week();
		split.forEach(each -> other.seen(ANN, each));
		assertEquals(one.differences(), other.differences());
	}

	private static Seen seen(Telling telling, int from, int length) {
		Instant start = at(MONDAY.minusDays(1), 0).plusSeconds(3600L * (telling.hour() + from));
		return new Seen(Telling.PRODUCTS.get(telling.product()), "", "PC" + telling.kind(), start.toEpochMilli(),
				start.plusSeconds(3600L * length).toEpochMilli());
	}
}

package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Rule utilisation v1. */
class UtilisationTest {

	private static final Steps NOBODY_KNOWS = new Steps();

	@Test
	void theTwoUserExample() {
		// John 9 to 13 o'clock, Sam until 15 o'clock, John again 14 to 17 o'clock
		Steps used = intervals(List.of(new Use(0, 9, 13), new Use(1, 9, 15), new Use(0, 14, 17))).count();

		Utilisation day = Utilisation.of(used.within(0, 24), new Steps().change(0, 1), 0, 24);

		assertArrayEquals(new long[] { 24, 8, 5 }, day.atLeast());
		assertArrayEquals(new long[] { 0, 0, 5 }, day.over(), "one seat: the second person is over the limit");
		assertEquals(2, day.most());
	}

	@Test
	void whatIsNotKnownCountsForNothing() {
		Steps used = new Steps().change(2, 3).change(5, Steps.UNKNOWN).change(8, 1);

		Utilisation utilisation = Utilisation.of(used, new Steps().change(3, 2).change(4, 0), 0, 10);

		assertEquals(5, utilisation.known());
		assertArrayEquals(new long[] { 5, 5, 3, 3 }, utilisation.atLeast());
		assertArrayEquals(new long[] { 0, 3, 1, 2 }, utilisation.over());
		assertEquals(0, Utilisation.of(NOBODY_KNOWS, NOBODY_KNOWS, 0, 10).known());
	}

	record Use(int person, long start, long end) {
	}

	@Provide
	Arbitrary<List<Use>> uses() {
		return Combinators.combine(Arbitraries.integers().between(0, 4), Arbitraries.longs().between(0, 80), Arbitraries.longs().between(0, 30))
				.as((person, start, length) -> new Use(person, start, start + length)).list().ofMaxSize(40);
	}

	@Property(tries = 300)
	void equalsLookingAtEveryMoment(@ForAll("uses") List<Use> uses) {
		Steps owned = new Steps().change(20, 2).change(50, 1);
		Utilisation found = Utilisation.of(perPerson(uses).within(10, 100), owned, 10, 100);

		for (int n = 1; n <= found.most(); n++) {
			long atLeast = 0;
			long over = 0;
			for (long moment = 10; moment < 100; moment++) {
				long now = moment;
				long people = uses.stream().filter(use -> use.start <= now && now < use.end).map(Use::person).distinct().count();
				atLeast += people >= n ? 1 : 0;
				over += people >= n && moment >= 20 && (moment < 50 ? 2 : 1) < n ? 1 : 0;
			}
			assertEquals(atLeast, found.atLeast()[n]);
			assertEquals(over, found.over()[n]);
		}
	}

	@Property(tries = 300)
	void atLeastOneIsHoursWithAnyUseAndTheSumOverAllIsTheHoursOfThePeople(@ForAll("uses") List<Use> uses) {
		Utilisation found = Utilisation.of(perPerson(uses).within(0, 200), NOBODY_KNOWS, 0, 200);
		Map<Integer, Intervals> people = people(uses);

		assertEquals(intervals(uses).union().length(), found.most() == 0 ? 0 : found.atLeast()[1]);
		assertEquals(people.values().stream().mapToLong(times -> times.union().length()).sum(),
				Arrays.stream(found.atLeast()).skip(1).sum());
	}

	@Property(tries = 300)
	void splittingUsesChangesNothing(@ForAll("uses") List<Use> uses) {
		List<Use> split = uses.stream().flatMap(use -> {
			long middle = (use.start + use.end) / 2;
			return java.util.stream.Stream.of(new Use(use.person, middle, use.end), new Use(use.person, use.start, middle));
		}).toList();

		assertArrayEquals(Utilisation.of(perPerson(uses), NOBODY_KNOWS, 0, 200).atLeast(),
				Utilisation.of(perPerson(split), NOBODY_KNOWS, 0, 200).atLeast());
	}

	private static Map<Integer, Intervals> people(List<Use> uses) {
		Map<Integer, Intervals> people = new TreeMap<>();
		uses.forEach(use -> people.computeIfAbsent(use.person, none -> new Intervals()).add(use.start, use.end));
		return people;
	}

	private static Steps perPerson(List<Use> uses) {
		Intervals all = new Intervals();
		people(uses).values().forEach(times -> all.addAll(times.union()));
		return all.count();
	}

	private static Intervals intervals(List<Use> uses) {
		Intervals intervals = new Intervals();
		uses.forEach(use -> intervals.add(use.start, use.end));
		return intervals;
	}
}

package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lictor.core.internal.figures.UseDays.ShortUse;
import org.lictor.service.Price;

/** Rules seat-day v1 and v2 and flex-day v1, with the examples that were published. */
class UseDaysTest {

	private static final Instant MONDAY = Instant.parse("2026-03-23T00:00:00Z");
	private static final long MINUTE = 60_000;

	private static long at(int day, int hour, int minute) {
		return MONDAY.plus(Duration.ofDays(day).plusHours(hour).plusMinutes(minute)).toEpochMilli();
	}

	private static Intervals times(long... bounds) {
		Intervals times = new Intervals();
		for (int index = 0; index < bounds.length; index += 2) {
			times.add(bounds[index], bounds[index + 1]);
		}
		return times;
	}

	private static void assertDays(Intervals times, long... beginnings) {
		assertArrayEquals(beginnings, UseDays.of(times, ShortUse.COUNTS));
		assertArrayEquals(beginnings, UseDays.of(times, ShortUse.IS_LEFT_OUT));
	}

	@Test
	void sophieUsesAutoCadFromSevenOnMondayEveningToFiveOnTuesdayWhichIsMondayAlone() {
		assertDays(times(at(0, 19, 0), at(1, 17, 0)), at(0, 19, 0));
	}

	@Test
	void severalLaunchesInTheSameTwentyFourHoursAreOneDay() {
		assertDays(times(at(0, 19, 0), at(0, 20, 0), at(0, 22, 0), at(0, 23, 0), at(1, 9, 0), at(1, 17, 0)), at(0, 19, 0));
	}

	@Test
	void useBeyondTwentyFourHoursIsAnotherDay() {
		assertDays(times(at(0, 19, 0), at(1, 20, 0)), at(0, 19, 0), at(1, 19, 0));
		assertDays(times(at(0, 19, 0), at(0, 20, 0), at(1, 18, 0), at(1, 22, 0), at(4, 8, 0), at(4, 9, 0)), at(0, 19, 0), at(1, 19, 0),
				at(4, 8, 0));
	}

	@Test
	void anApplicationLeftOpenForAWeekIsSevenDays() {
		assertEquals(7, UseDays.of(times(at(0, 8, 0), at(7, 8, 0)), ShortUse.COUNTS).length);
	}

	@Test
	void aLaunchOfLessThanFiveMinutesIsNoDayByTheOlderRuleAndOneByTheNewer() {
		Intervals launch = times(at(0, 9, 0), at(0, 9, 0) + 5 * MINUTE - 1);
		assertEquals(0, UseDays.of(launch, ShortUse.IS_LEFT_OUT).length, "rule seat-day v1; with Flex it costs nothing either");
		assertEquals(1, UseDays.of(launch, ShortUse.COUNTS).length, "rule seat-day v2");
		assertDays(times(at(0, 9, 0), at(0, 9, 5)), at(0, 9, 0));
	}

	@Test
	void aShortLaunchBeginsNoDayForALongerUseThatFollows() {
		Intervals both = times(at(0, 9, 0), at(0, 9, 1), at(0, 12, 0), at(0, 13, 0));
		assertArrayEquals(new long[] { at(0, 12, 0) }, UseDays.of(both, ShortUse.IS_LEFT_OUT));
		assertArrayEquals(new long[] { at(0, 9, 0) }, UseDays.of(both, ShortUse.COUNTS));
	}

	@Test
	void thePriceThatBeganLastHolds() {
		Price old = new Price(Price.Kind.FLEX_DAY, "AutoCAD", LocalDate.of(2025, 1, 1), new BigDecimal(6), "");
		Price now = new Price(Price.Kind.FLEX_DAY, "AutoCAD", LocalDate.of(2026, 1, 1), new BigDecimal(7), "");
		PriceTable table = new PriceTable(List.of(now, old));
		assertEquals(Optional.empty(), table.on(Price.Kind.FLEX_DAY, "AutoCAD", LocalDate.of(2024, 12, 31)));
		assertEquals(Optional.of(old), table.on(Price.Kind.FLEX_DAY, "AutoCAD", LocalDate.of(2025, 12, 31)));
		assertEquals(Optional.of(now), table.on(Price.Kind.FLEX_DAY, "AutoCAD", LocalDate.of(2026, 1, 1)));
		assertEquals(Optional.empty(), table.on(Price.Kind.SEAT_YEAR, "AutoCAD", LocalDate.of(2026, 1, 1)));
	}

	/** Minutes in which it is used. */
	record Use(int start, int length) {
	}

	@Provide
	Arbitrary<List<Use>> uses() {
		return Combinators.combine(Arbitraries.integers().between(0, 6 * 24 * 60),
				Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(1, 10)),
						net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(1, 2000))))
				.as(Use::new).list().ofMaxSize(12);
	}

	private static Intervals intervals(List<Use> uses) {
		Intervals times = new Intervals();
		uses.forEach(use -> times.add(at(0, 0, use.start), at(0, 0, use.start + use.length)));
		return times;
	}

	@Property(tries = 200)
	void equalsLookingAtEveryMinute(@ForAll("uses") List<Use> uses, @ForAll ShortUse shortUse) {
		List<Long> days = new ArrayList<>();
		boolean[] used = new boolean[9 * 24 * 60];
		uses.forEach(use -> java.util.Arrays.fill(used, use.start, use.start + use.length, true));
		int over = -1;
		for (int minute = 0; minute < used.length; minute++) {
			boolean begins = used[minute] && minute >= over && (minute == 0 || !used[minute - 1] || minute == over);
			int goesOn = minute;
			while (begins && goesOn < used.length && used[goesOn]) {
				goesOn++;
			}
			if (begins && (shortUse == ShortUse.COUNTS || goesOn - minute >= 5)) {
				days.add(at(0, 0, minute));
				over = minute + 24 * 60;
			}
		}
		assertArrayEquals(days.stream().mapToLong(Long::longValue).toArray(), UseDays.of(intervals(uses), shortUse));
	}

	@Property(tries = 200)
	void orderRepetitionAndSplittingChangeNothing(@ForAll("uses") List<Use> uses, @ForAll ShortUse shortUse, @ForAll Random random) {
		List<Use> other = new ArrayList<>(uses.subList(0, uses.size() / 2));
		for (Use use : uses) {
			int at = random.nextInt(use.length + 1);
			other.add(new Use(use.start, at));
			other.add(new Use(use.start + at, use.length - at));
		}
		Collections.shuffle(other, random);
		assertArrayEquals(UseDays.of(intervals(uses), shortUse), UseDays.of(intervals(other), shortUse));
	}
}

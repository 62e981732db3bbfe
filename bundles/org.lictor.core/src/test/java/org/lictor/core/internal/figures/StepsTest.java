package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.lictor.query.Granularity;

/** Steps, gaps in them, and the figures of periods. */
class StepsTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	@Test
	void isUnknownBeforeTheFirstChange() {
		Steps steps = new Steps().change(100, 3).change(200, 5);

		assertEquals(Steps.UNKNOWN, steps.valueAt(99));
		assertEquals(3, steps.valueAt(100));
		assertEquals(3, steps.valueAt(199));
		assertEquals(5, steps.valueAt(200));
		assertEquals(5, steps.valueAt(Long.MAX_VALUE));
	}

	@Test
	void takesTheLaterOfTwoChangesAtOneMoment() {
		Steps steps = new Steps().change(100, 3).change(200, 5).change(200, 3);

		assertEquals(1, steps.size());
		assertEquals(3, steps.valueAt(250));
	}

	@Test
	void refusesToGoBackInTime() {
		Steps steps = new Steps().change(100, 3);

		assertThrows(IllegalArgumentException.class, () -> steps.change(99, 4));
	}

	@Test
	void leavesAGapOutOfTheFiguresInsteadOfCountingItAsZero() {
		Steps steps = new Steps().change(0, 4).change(100, Steps.UNKNOWN).change(300, 2);

		PeriodFigures figures = PeriodFigures.of(steps, new Periods(new long[] { 0, 200, 280, 400 }));

		assertEquals(List.of(4L, Steps.UNKNOWN, 2L), List.of(figures.min()[0], figures.min()[1], figures.min()[2]));
		assertEquals(4.0, figures.average()[0]);
		assertTrue(Double.isNaN(figures.average()[1]));
		assertEquals(2, figures.last()[2]);
	}

	@Test
	void sumsOnlyWhereAllAreKnown() {
		Steps one = new Steps().change(0, 1).change(100, 2);
		Steps two = new Steps().change(50, 10).change(150, Steps.UNKNOWN);

		Steps sum = Steps.sum(List.of(one, two));

		assertEquals(Steps.UNKNOWN, sum.valueAt(20));
		assertEquals(11, sum.valueAt(60));
		assertEquals(12, sum.valueAt(120));
		assertEquals(Steps.UNKNOWN, sum.valueAt(160));
	}

	@Test
	void sayNothingOfTheTimeOutsideAnInterval() {
		Random random = new Random(5);
		for (int round = 0; round < 2_000; round++) {
			Steps steps = new Steps();
			long moment = random.nextInt(10);
			for (int change = random.nextInt(12); change > 0; change--) {
				steps.change(moment, random.nextInt(4) - 1);
				moment += 1 + random.nextInt(5);
			}
			long from = random.nextInt(40) - 5;
			long until = from + random.nextInt(30) - 3;

			Steps inside = steps.within(from, until);

			for (long each = -10; each < 80; each++) {
				assertEquals(each >= from && each < until ? steps.valueAt(each) : Steps.UNKNOWN, inside.valueAt(each));
			}
			for (int index = 1; index < inside.size(); index++) {
				assertTrue(inside.at(index) > inside.at(index - 1) && inside.value(index) != inside.value(index - 1));
			}
		}
	}

	@Test
	void countsEndsBeforeStartsAtTheSameMoment() {
		Intervals intervals = new Intervals();
		intervals.add(0, 100);
		intervals.add(100, 200);

		assertEquals(1, PeriodFigures.of(intervals.count(), new Periods(new long[] { 0, 200 })).max()[0]);
	}

	@Test
	void leavesOutWhatHasNoLength() {
		Intervals intervals = new Intervals();
		intervals.add(100, 100);
		intervals.add(100, 50);

		assertEquals(0, intervals.size());
		assertEquals(0, intervals.count().valueAt(100));
	}

	@Test
	void cutsDaysOf23And25Hours() {
		Periods spring = Periods.of(Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z"),
				Granularity.DAY, BERLIN, 10);
		Periods autumn = Periods.of(Instant.parse("2026-10-24T22:00:00Z"), Instant.parse("2026-10-25T23:00:00Z"),
				Granularity.DAY, BERLIN, 10);

		assertEquals(1, spring.count());
		assertEquals(23 * 3_600_000L, spring.bounds()[1] - spring.bounds()[0]);
		assertEquals(1, autumn.count());
		assertEquals(25 * 3_600_000L, autumn.bounds()[1] - autumn.bounds()[0]);
	}

	@Test
	void saysSoWhenThereAreTooManyPeriods() {
		IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
				() -> Periods.of(Instant.EPOCH, Instant.parse("2026-01-01T00:00:00Z"), Granularity.HOUR, BERLIN, 1000));

		assertTrue(e.getMessage().contains("more than 1000 periods"), e.getMessage());
	}
}

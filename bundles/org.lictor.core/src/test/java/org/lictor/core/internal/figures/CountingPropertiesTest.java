package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lictor.query.Granularity;

/** The figures agree with what one gets by looking at every moment, also on days of 23 and 25 hours. */
class CountingPropertiesTest {

	/** Midnights before the days on which clocks change in the zones below, and one ordinary day. */
	private static final List<Instant> DAYS = List.of(Instant.parse("2026-03-28T20:00:00Z"),
			Instant.parse("2026-10-24T20:00:00Z"), Instant.parse("2026-06-10T00:00:00Z"),
			Instant.parse("2026-04-04T08:00:00Z"));
	private static final List<ZoneId> ZONES = List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("UTC"),
			ZoneId.of("Australia/Lord_Howe"), ZoneId.of("Asia/Kolkata"));
	/** The grain of the random times: a quarter of an hour, so that moments often coincide. */
	private static final long GRAIN = 15 * 60_000L;

	record Use(long start, long end) {
	}

	record Site(Instant day, ZoneId zone, List<Use> uses) {
	}

	@Provide
	Arbitrary<Site> sites() {
		Arbitrary<Integer> moment = Arbitraries.integers().between(-20, 280);
		Arbitrary<int[]> use = Combinators.combine(moment, Arbitraries.integers().between(0, 60))
				.as((start, length) -> new int[] { start, start + length });
		return Combinators.combine(Arbitraries.of(DAYS), Arbitraries.of(ZONES), use.list().ofMaxSize(40))
				.as((day, zone, uses) -> new Site(day, zone, uses.stream()
						.map(each -> new Use(day.toEpochMilli() + each[0] * GRAIN, day.toEpochMilli() + each[1] * GRAIN))
						.toList()));
	}

	@Property(tries = 300)
	void agreesWithLookingAtEveryMoment(@ForAll("sites") Site site,
			@ForAll Granularity by) {
		Instant from = site.day;
		Instant until = site.day.plusMillis(260 * GRAIN);
		Periods periods = Periods.of(from, until, by, site.zone, 1000);

		PeriodFigures figures = PeriodFigures.of(intervals(site.uses).count().within(from.toEpochMilli(),
				until.toEpochMilli()), periods);

		for (int period = 0; period < periods.count(); period++) {
			long begin = Math.max(periods.bounds()[period], from.toEpochMilli());
			long end = Math.min(periods.bounds()[period + 1], until.toEpochMilli());
			long min = Long.MAX_VALUE;
			long max = 0;
			long last = 0;
			long sum = 0;
			long moments = 0;
			for (long moment = begin; moment < end; moment += GRAIN) {
				long used = usedAt(site.uses, moment);
				min = Math.min(min, used);
				max = Math.max(max, used);
				last = used;
				sum += used;
				moments++;
			}
			assertEquals(min, figures.min()[period], "min of period " + period);
			assertEquals(max, figures.max()[period], "max of period " + period);
			assertEquals(last, figures.last()[period], "last of period " + period);
			assertEquals((double) sum / moments, figures.average()[period], 1e-9, "average of period " + period);
		}
	}

	@Property
	void splittingAUseChangesNoFigure(@ForAll("sites") Site site, @ForAll Random random) {
		List<Use> split = new ArrayList<>();
		for (Use use : site.uses) {
			long middle = use.start + (use.end - use.start) / GRAIN / 2 * GRAIN;
			split.add(new Use(use.start, middle));
			split.add(new Use(middle, use.end));
		}
		Collections.shuffle(split, random);

		assertEquals(text(intervals(site.uses).count()), text(intervals(split).count()));
		assertEquals(intervals(site.uses).length(), intervals(split).length());
		assertEquals(intervals(site.uses).union().length(), intervals(split).union().length());
	}

	@Property
	void aPersonCountsOnceHoweverManySessions(@ForAll("sites") Site site) {
		Intervals union = intervals(site.uses).union();

		Steps steps = union.count();
		long seen = 0;
		TreeSet<Long> moments = new TreeSet<>();
		site.uses.forEach(use -> moments.addAll(List.of(use.start, use.end)));
		for (long moment : moments) {
			assertEquals(Math.min(1, usedAt(site.uses, moment)), steps.valueAt(moment));
		}
		for (long moment = site.day.toEpochMilli() - 30 * GRAIN; moment < site.day.toEpochMilli()
				+ 400 * GRAIN; moment += GRAIN) {
			seen += usedAt(site.uses, moment) > 0 ? GRAIN : 0;
		}
		assertEquals(seen, union.length());
	}

	@Property
	void periodsCoverTheTimeWithoutGapOrOverlap(@ForAll("sites") Site site, @ForAll Granularity by) {
		Instant until = site.day.plusMillis(260 * GRAIN);

		Periods periods = Periods.of(site.day, until, by, site.zone, 1000);

		assertTrue(periods.bounds()[0] <= site.day.toEpochMilli());
		assertTrue(periods.bounds()[periods.count()] >= until.toEpochMilli());
		for (int period = 0; period < periods.count(); period++) {
			assertTrue(periods.bounds()[period] < periods.bounds()[period + 1]);
			// where clocks change by half an hour, hours after the change do not begin at a full hour of that day
			if (by != Granularity.HOUR || !site.zone.getId().equals("Australia/Lord_Howe")) {
				assertEquals(periods.bounds()[period], by
						.floor(Instant.ofEpochMilli(periods.bounds()[period]), site.zone).toInstant().toEpochMilli());
			}
		}
	}

	private static long usedAt(List<Use> uses, long moment) {
		return uses.stream().filter(use -> use.start <= moment && moment < use.end).count();
	}

	private static Intervals intervals(List<Use> uses) {
		Intervals intervals = new Intervals();
		uses.forEach(use -> intervals.add(use.start, use.end));
		return intervals;
	}

	private static String text(Steps steps) {
		StringBuilder text = new StringBuilder();
		for (int index = 0; index < steps.size(); index++) {
			text.append(steps.at(index)).append('=').append(steps.value(index)).append(' ');
		}
		return text.toString();
	}
}

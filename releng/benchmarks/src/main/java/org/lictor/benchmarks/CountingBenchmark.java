package org.lictor.benchmarks;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.lictor.core.internal.figures.Intervals;
import org.lictor.core.internal.figures.PeriodFigures;
import org.lictor.core.internal.figures.Periods;
import org.lictor.query.Granularity;

/** Minimum, average and maximum of each hour of a year from a million sessions. */
final class CountingBenchmark {

	private static final int SESSIONS = 1_000_000;
	private static final int ROUNDS = 7;
	private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
	private static final int MINUTES_PER_HOUR = 60;
	private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
	private static final Instant UNTIL = Instant.parse("2026-01-01T00:00:00Z");

	private final int[] starts = new int[SESSIONS];
	private final int[] lengths = new int[SESSIONS];
	private final int minutes = (int) ((UNTIL.toEpochMilli() - FROM.toEpochMilli()) / MINUTE);

	List<Figure> run() {
		invent();
		List<Double> swept = new ArrayList<>();
		List<Double> counted = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			long start = System.nanoTime();
			PeriodFigures sweep = sweep();
			swept.add(Bench.since(start));
			start = System.nanoTime();
			PeriodFigures count = count();
			counted.add(Bench.since(start));
			compare(sweep, count);
		}
		return List.of(new Figure("Hourly min, average and max of a year from 1,000,000 sessions", "ms", 0, swept,
				"counting every minute of every session", counted,
				"sessions of 5 minutes to 6 hours at random, in whole minutes so that both ways must and do give equal cells; "
						+ ROUNDS + " rounds in one Java, the first ones cold"));
	}

	private void invent() {
		Random random = new Random(1);
		for (int session = 0; session < SESSIONS; session++) {
			lengths[session] = 5 + random.nextInt(356);
			starts[session] = random.nextInt(minutes - lengths[session]);
		}
	}

	private PeriodFigures sweep() {
		Intervals intervals = new Intervals();
		long from = FROM.toEpochMilli();
		for (int session = 0; session < SESSIONS; session++) {
			intervals.add(from + starts[session] * MINUTE, from + (starts[session] + lengths[session]) * MINUTE);
		}
		Periods hours = Periods.of(FROM, UNTIL, Granularity.HOUR, ZoneId.of("UTC"), Integer.MAX_VALUE);
		return PeriodFigures.of(intervals.count(), hours);
	}

	private PeriodFigures count() {
		int[] inUse = new int[minutes];
		for (int session = 0; session < SESSIONS; session++) {
			for (int minute = starts[session]; minute < starts[session] + lengths[session]; minute++) {
				inUse[minute]++;
			}
		}
		int hours = minutes / MINUTES_PER_HOUR;
		PeriodFigures figures = new PeriodFigures(new long[hours], new double[hours], new long[hours], new long[hours], new long[hours]);
		for (int hour = 0; hour < hours; hour++) {
			long min = Long.MAX_VALUE;
			long max = 0;
			long sum = 0;
			for (int minute = hour * MINUTES_PER_HOUR; minute < (hour + 1) * MINUTES_PER_HOUR; minute++) {
				min = Math.min(min, inUse[minute]);
				max = Math.max(max, inUse[minute]);
				sum += inUse[minute];
			}
			figures.min()[hour] = min;
			figures.max()[hour] = max;
			figures.average()[hour] = (double) sum / MINUTES_PER_HOUR;
		}
		return figures;
	}

	private static void compare(PeriodFigures sweep, PeriodFigures count) {
		for (int hour = 0; hour < count.min().length; hour++) {
			boolean equal = sweep.min()[hour] == count.min()[hour] && sweep.max()[hour] == count.max()[hour]
					&& Math.abs(sweep.average()[hour] - count.average()[hour]) < 1e-9;
			if (!equal) {
				throw new AssertionError("hour " + hour + " differs");
			}
		}
	}
}

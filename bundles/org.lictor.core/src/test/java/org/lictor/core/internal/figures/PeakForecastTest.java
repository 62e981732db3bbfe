package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The rule peak-forecast v1: what it says of series whose going on is known. */
class PeakForecastTest {

	private static PeakForecast of(int weeks, long... peaks) {
		return PeakForecast.of(peaks, weeks).orElseThrow();
	}

	@Test
	void whatNeverChangedIsExpectedToStay() {
		PeakForecast forecast = of(13, LongStream.generate(() -> 7).limit(52).toArray());
		assertEquals(7, forecast.quantile(0.05), 1e-9);
		assertEquals(7, forecast.quantile(0.95), 1e-9);
		assertEquals(0, forecast.exceeds(7));
		assertEquals(1, forecast.exceeds(6));
		assertEquals(0, forecast.perWeek());
	}

	@Test
	void aTrendIsContinued() {
		PeakForecast forecast = of(10, LongStream.range(0, 52).map(week -> 10 + 2 * week).toArray());
		assertEquals(2, forecast.perWeek(), 1e-9);
		assertEquals(10 + 2 * 61, forecast.quantile(0.5), 1e-6, "the last of the weeks to come is the highest");
		PeakForecast falling = of(10, LongStream.range(0, 52).map(week -> 200 - 2 * week).toArray());
		assertEquals(200 - 2 * 52, falling.quantile(0.5), 1e-6, "the first is, of what falls");
	}

	@Test
	void fewWeeksAllowNoForecast() {
		long[] peaks = LongStream.range(0, 60).toArray();
		assertEquals(Optional.empty(), PeakForecast.of(Arrays.copyOf(peaks, 25), 1));
		assertTrue(PeakForecast.of(Arrays.copyOf(peaks, 26), 13).isPresent());
		assertEquals(Optional.empty(), PeakForecast.of(Arrays.copyOf(peaks, 26), 14), "half as far as is known, not farther");
		Arrays.fill(peaks, 10, 50, Steps.UNKNOWN);
		assertEquals(Optional.empty(), PeakForecast.of(peaks, 1), "weeks that are not known are none");
	}

	@Test
	void theLimitsHoldAsOftenAsTheySay() {
		assertCoverage(random -> Math.round(40 + 6 * random.nextGaussian()));
		assertCoverage(random -> LongStream.range(0, 60).filter(seat -> random.nextDouble() < 0.3).count());
		// the greatest of 40 moments of a week, as peaks are
		assertCoverage(random -> LongStream.range(0, 40).map(moment -> Math.round(20 + 5 * random.nextGaussian())).max().orElseThrow());
	}

	/** Of 600 years, the 13 weeks that follow: within the limits of 5 and 95 of 100 in about 90. */
	private static void assertCoverage(ToLongFunction<Random> week) {
		Random random = new Random(7);
		int inside = 0;
		int above = 0;
		int years = 600;
		for (int year = 0; year < years; year++) {
			long[] all = LongStream.generate(() -> week.applyAsLong(random)).limit(65).toArray();
			PeakForecast forecast = of(13, Arrays.copyOf(all, 52));
			long peak = Arrays.stream(all, 52, 65).max().orElseThrow();
			inside += peak >= Math.round(forecast.quantile(0.05)) && peak <= Math.round(forecast.quantile(0.95)) ? 1 : 0;
			above += peak > forecast.quantile(0.5) ? 1 : 0;
		}
		assertTrue(inside > 0.82 * years, inside + " of " + years + " within the limits");
		assertTrue(above > 0.25 * years && above < 0.7 * years, above + " of " + years + " above the middle");
	}

	@Property
	void twiceTheSeatsGiveTwiceTheForecast(@ForAll @Size(40) List<@IntRange(max = 500) Integer> series, @ForAll @IntRange(min = 1, max = 20) int weeks) {
		long[] peaks = series.stream().mapToLong(Integer::longValue).toArray();
		PeakForecast once = of(weeks, peaks);
		PeakForecast twice = of(weeks, Arrays.stream(peaks).map(peak -> 2 * peak).toArray());
		for (double share : new double[] { 0.05, 0.5, 0.95 }) {
			assertEquals(2 * once.quantile(share), twice.quantile(share), 1e-6 * (1 + twice.quantile(share)));
		}
		assertTrue(once.quantile(0.05) <= once.quantile(0.5) && once.quantile(0.5) <= once.quantile(0.95));
		assertTrue(once.exceeds(3) >= once.exceeds(4), "more is less likely");
	}

	@Property
	void weeksThatAreNotKnownAtTheBeginningChangeNothing(@ForAll @Size(30) List<@IntRange(max = 90) Integer> series,
			@ForAll @IntRange(min = 0, max = 50) int unknown) {
		long[] peaks = series.stream().mapToLong(Integer::longValue).toArray();
		long[] later = new long[unknown + peaks.length];
		Arrays.fill(later, 0, unknown, Steps.UNKNOWN);
		System.arraycopy(peaks, 0, later, unknown, peaks.length);
		assertEquals(of(5, peaks).quantile(0.9), of(5, later).quantile(0.9), 1e-6);
	}
}

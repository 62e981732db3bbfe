package org.lictor.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GranularityTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	@Test
	void daysOfDaylightSavingHave23And25Hours() {
		assertEquals(Duration.ofHours(23), length(Granularity.DAY, "2026-03-29T10:00:00Z"));
		assertEquals(Duration.ofHours(25), length(Granularity.DAY, "2026-10-25T10:00:00Z"));
		assertEquals(Duration.ofHours(24), length(Granularity.DAY, "2026-10-26T10:00:00Z"));
	}

	@Test
	void theRepeatedHourOfAutumnCountsTwice() {
		ZonedDateTime first = Granularity.HOUR.floor(Instant.parse("2026-10-25T00:30:00Z"), BERLIN);
		ZonedDateTime second = Granularity.HOUR.next(first);
		assertEquals(Instant.parse("2026-10-25T00:00:00Z"), first.toInstant());
		assertEquals(Instant.parse("2026-10-25T01:00:00Z"), second.toInstant());
		assertEquals(second, Granularity.HOUR.floor(Instant.parse("2026-10-25T01:30:00Z"), BERLIN));
	}

	@Test
	void weeksBeginOnMondayAndQuartersInTheirFirstMonth() {
		Instant sunday = Instant.parse("2026-03-01T12:00:00Z");
		assertEquals("2026-02-23", Granularity.WEEK.floor(sunday, BERLIN).toLocalDate().toString());
		assertEquals("2026-01-01", Granularity.QUARTER.floor(sunday, BERLIN).toLocalDate().toString());
		assertEquals("2026-04-01",
				Granularity.QUARTER.next(Granularity.QUARTER.floor(sunday, BERLIN)).toLocalDate().toString());
	}

	@Property
	void everyMomentLiesInThePeriodItIsFlooredTo(
			@ForAll @LongRange(min = 0, max = 4_102_444_800L) long second, @ForAll Granularity granularity) {
		for (String zone : new String[] { "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe" }) {
			Instant moment = Instant.ofEpochSecond(second);
			ZonedDateTime begin = granularity.floor(moment, ZoneId.of(zone));
			Instant end = granularity.next(begin).toInstant();
			assertEquals(true, !begin.toInstant().isAfter(moment) && end.isAfter(moment), zone + " " + moment);
			assertEquals(begin, granularity.floor(begin.toInstant(), ZoneId.of(zone)));
		}
	}

	private static Duration length(Granularity granularity, String moment) {
		ZonedDateTime begin = granularity.floor(Instant.parse(moment), BERLIN);
		return Duration.between(begin, granularity.next(begin));
	}
}

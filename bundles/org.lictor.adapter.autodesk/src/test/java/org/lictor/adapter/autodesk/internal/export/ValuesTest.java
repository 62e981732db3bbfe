package org.lictor.adapter.autodesk.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ValuesTest {

	@Test
	void readsMomentsInEveryWayOfWriting() {
		for (String text : List.of("2024-05-10T21:20:32Z", "2024-05-10 21:20:32", "2024-05-10T21:20:32.123Z", "2024-05-10T21:20:32.123456789Z",
				"05/10/2024 21:20:32", "5/10/2024 21:20:32", "2024-05-10 21:20:32 UTC", "2024-05-10T23:20:32+02:00",
				"2024-05-10t16:20:32-0500")) {
			assertEquals(Optional.of(Instant.parse("2024-05-10T21:20:32Z")), Values.instant(text), text);
		}
		assertEquals(Optional.of(Instant.parse("2024-05-10T21:20:00Z")), Values.instant("2024-05-10 21:20"));
		assertEquals(Optional.of(Instant.parse("2024-05-10T00:00:00Z")), Values.instant("2024-05-10"));
	}

	@Test
	void readsNoMomentOutOfSomethingElse() {
		for (String text : List.of("", "soon", "2024-13-01", "2023-02-29", "13/01/2024", "2024-05-10T25:00:00Z", "10.05.2024",
				"2024-05-10T21:20:32+99:00", "2024-05", "20240510", "2024-05-10 soon", "1".repeat(10_000))) {
			assertEquals(Optional.empty(), Values.instant(text), text);
		}
	}

	@Test
	void takesTheDayOfAMomentInUtc() {
		assertEquals(Optional.of(LocalDate.of(2024, 5, 11)), Values.day("2024-05-10T23:20:32-02:00"));
	}

	@Property
	void readsEveryDayAsItWasWritten(@ForAll @IntRange(min = 0, max = 40_000) int number) {
		LocalDate day = LocalDate.of(1990, 1, 1).plusDays(number);

		assertEquals(Optional.of(day), Values.day(day.toString()));
		assertEquals(Optional.of(day), Values.day(day.getMonthValue() + "/" + day.getDayOfMonth() + "/" + day.getYear()));
		assertEquals(Optional.of(day), Values.day("%02d/%02d/%04d".formatted(day.getMonthValue(), day.getDayOfMonth(), day.getYear())));
	}

	@Test
	void readsNumbers() {
		assertEquals(OptionalLong.of(1234), Values.whole("1,234"));
		assertEquals(OptionalLong.of(12), Values.whole("12.0"));
		assertEquals(OptionalLong.of(0), Values.whole("0"));
		assertEquals(Optional.of(new BigDecimal("1234567.5")), Values.decimal("1,234,567.5"));
		for (String text : List.of("", "-1", "1.5", "1,2", "many", "1e5", "99999999999999999999")) {
			assertEquals(OptionalLong.empty(), Values.whole(text), text);
		}
	}

	@Test
	void knowsWordsForNothing() {
		assertTrue(List.of("", "-", "N/A", "Never", "none").stream().allMatch(Values::nothing));
		assertFalse(Values.nothing("0"));
	}
}

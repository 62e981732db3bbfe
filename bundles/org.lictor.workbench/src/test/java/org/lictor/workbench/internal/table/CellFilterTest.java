package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.query.ColumnType;
import org.lictor.query.Unknown;

class CellFilterTest {

	private static boolean accepts(String text, ColumnType type, Object value) {
		try {
			return CellFilter.parse(text, type, Tables.BERLIN, Tables.NOW).accepts(value);
		} catch (CellFilter.NotUnderstood e) {
			throw new AssertionError(e.getMessage(), e);
		}
	}

	@ParameterizedTest
	@CsvSource({ "maya,true", "MAYA 20,true", "=Maya 2025,true", "=maya,false", "!maya,false", "!revit,true",
			"revit | maya,true", "revit|3ds,false", "?,false", "!?,true", "!=maya,true" })
	void looksForTextWhateverTheCase(String filter, boolean accepted) {
		assertEquals(accepted, accepts(filter, ColumnType.TEXT, "Maya 2025"));
	}

	@ParameterizedTest
	@CsvSource({ "5,true", "15,false", ">4,true", ">5,false", ">=5,true", "<6,true", "<5,false", "<=5,true", "3..5,true",
			"6..9,false", "-5,false", "=5,true", "!5,false", "< 6,true", "1|5,true" })
	void comparesWholeNumbers(String filter, boolean accepted) {
		assertEquals(accepted, accepts(filter, ColumnType.INTEGER, 5L));
	}

	@ParameterizedTest
	@CsvSource({ ">80,true", ">80 %,true", ">80%,true", "<85.5 %,true", "83,true", "70..90,true", "90..100%,false",
			"83.3,true", "83.4,false" })
	void comparesPercentages(String filter, boolean accepted) {
		assertEquals(accepted, accepts(filter, ColumnType.RATIO, 0.8333));
	}

	@ParameterizedTest
	@CsvSource({ ">1h,true", ">1h30m,true", ">=1:30:30,true", "<5400s,false", "<2h,true", "1h..2h,true", "1d..2d,false",
			"1:30,true", "<1d,true" })
	void comparesLengthsOfTime(String filter, boolean accepted) {
		assertEquals(accepted, accepts(filter, ColumnType.DURATION, Duration.ofMinutes(90).plusSeconds(30)));
	}

	@ParameterizedTest
	@CsvSource({ "today,true", "yesterday,false", "2026,true", "2026-03,true", "2026-03-29,true", "2026-03-29 01,true",
			"2026-03-29 01:30,true", "2026-03-29 01:31,false", ">2026-03-28,true", ">2026-03-29,false",
			">=2026-03-29,true", "<2026-03-29,false", "<=2026-03-29,true", "2026-01..2026-03,true", "2026-01..2026-02,false",
			"01:30,true", "=2026-03-29,true" })
	void comparesMomentsInTheZoneOfTheTable(String filter, boolean accepted) {
		assertEquals(accepted, accepts(filter, ColumnType.INSTANT, Instant.parse("2026-03-29T00:30:00Z")));
	}

	@ParameterizedTest
	@CsvSource({ "today,true", "2026-03,true", "<2026-03-29,false", "2026-03-28..2026-03-30,true", "-29,true", "2025,false" })
	void comparesDates(String filter, boolean accepted) {
		assertEquals(accepted, accepts(filter, ColumnType.DATE, LocalDate.of(2026, 3, 29)));
	}

	@Test
	void countsAMomentAfterMidnightInBerlinToTheNewDay() {
		Instant lateInUtc = Instant.parse("2026-03-28T23:10:00Z");
		assertTrue(accepts("2026-03-29", ColumnType.INSTANT, lateInUtc));
		assertFalse(accepts("2026-03-28", ColumnType.INSTANT, lateInUtc));
	}

	@Test
	void knowsYesAndNo() {
		assertTrue(accepts("yes", ColumnType.FLAG, true));
		assertFalse(accepts("No", ColumnType.FLAG, true));
	}

	@ParameterizedTest
	@EnumSource(ColumnType.class)
	void findsWhatIsNotKnown(ColumnType type) {
		assertTrue(accepts("?", type, Unknown.UNKNOWN));
		assertFalse(accepts("!?", type, Unknown.UNKNOWN));
		assertFalse(accepts(type == ColumnType.FLAG ? "yes" : "1", type, Unknown.UNKNOWN));
	}

	@ParameterizedTest
	@ValueSource(strings = { "many", ">", "5..x", "!", "|", "1.5", ">>5", "99999999999999999999" })
	void saysWhatMayBeEntered(String filter) {
		CellFilter.NotUnderstood trouble = assertThrows(CellFilter.NotUnderstood.class,
				() -> CellFilter.parse(filter, ColumnType.INTEGER, Tables.BERLIN, Tables.NOW));
		assertTrue(trouble.getMessage().contains(">5"), trouble.getMessage());
	}

	@ParameterizedTest
	@ValueSource(strings = { ">2026-13", ">2026-02-30", "yes..no", ">soon" })
	void refusesDaysThatDoNotExist(String filter) {
		assertThrows(CellFilter.NotUnderstood.class,
				() -> CellFilter.parse(filter, ColumnType.INSTANT, Tables.BERLIN, Tables.NOW));
	}
}

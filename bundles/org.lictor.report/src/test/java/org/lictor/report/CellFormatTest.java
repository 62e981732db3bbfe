package org.lictor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.lictor.query.ColumnType;
import org.lictor.query.Unknown;

class CellFormatTest {

	private final CellFormat format = new CellFormat(Samples.BERLIN);

	@Test
	void showsInstantsInTheZone() {
		assertEquals("2026-07-01 02:00:00", format.text(Instant.parse("2026-07-01T00:00:00Z"), ColumnType.INSTANT));
		assertEquals("2026-12-01 01:00:00", format.text(Instant.parse("2026-12-01T00:00:00Z"), ColumnType.INSTANT));
	}

	@Test
	void countsHoursBeyondADay() {
		assertEquals("26:03:07", format.text(Duration.ofSeconds(93_787), ColumnType.DURATION));
		assertEquals("0:00:00", format.text(Duration.ZERO, ColumnType.DURATION));
		assertEquals("-1:00:05", format.text(Duration.ofSeconds(-3_605), ColumnType.DURATION));
		assertEquals("0:01:00", format.text(Duration.ofMillis(59_500), ColumnType.DURATION));
		assertEquals("0:00:00", format.text(Duration.ofMillis(-400), ColumnType.DURATION));
	}

	@Test
	void showsNumbersAlikeInEveryCountry() {
		assertEquals("1234567", format.text(1_234_567L, ColumnType.INTEGER));
		assertEquals("2.50", format.text(2.5, ColumnType.DECIMAL));
		assertEquals("83.3 %", format.text(0.833, ColumnType.RATIO));
		assertEquals("", format.text(Double.NaN, ColumnType.RATIO));
		assertEquals("2026-02-28", format.text(LocalDate.of(2026, 2, 28), ColumnType.DATE));
		assertEquals("yes", format.text(true, ColumnType.FLAG));
		assertEquals("no", format.text(false, ColumnType.FLAG));
	}

	@Test
	void showsNothingForWhatIsNotKnown() {
		for (ColumnType type : ColumnType.values()) {
			assertEquals("", format.text(Unknown.UNKNOWN, type));
		}
	}

	@Test
	void letsNoTextCommandTheTerminalOrTearARow() {
		assertEquals("\uFFFD[31mred", format.text("\u001B[31mred", ColumnType.TEXT));
		assertEquals("two lines", format.text("two\r\nlines", ColumnType.TEXT));
		assertEquals("exe\uFFFDtxt", format.text("exe\u202Etxt", ColumnType.TEXT));
		assertEquals("Ὀδυσσεύς 𝄞", format.text("Ὀδυσσεύς 𝄞", ColumnType.TEXT));
	}

	@Test
	void putsTheUnitIntoTheHeading() {
		assertEquals("Used [seats]", CellFormat.heading(Samples.COLUMNS.get(1)));
		assertEquals("User", CellFormat.heading(Samples.COLUMNS.get(0)));
	}
}

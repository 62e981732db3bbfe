package org.lictor.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

class TableBuilderTest {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private static final List<Column> ONE_OF_EACH = List.of(
			Column.of("text", "Text", ColumnType.TEXT, ""), Column.of("integer", "Integer", ColumnType.INTEGER, ""),
			Column.of("decimal", "Decimal", ColumnType.DECIMAL, ""), Column.of("ratio", "Ratio", ColumnType.RATIO, ""),
			Column.of("instant", "Instant", ColumnType.INSTANT, ""), Column.of("date", "Date", ColumnType.DATE, ""),
			Column.of("duration", "Duration", ColumnType.DURATION, ""), Column.of("flag", "Flag", ColumnType.FLAG, ""));

	private static final Object[] VALUES = { "Müller", -7L, 0.1, Double.MAX_VALUE, NOW.minusMillis(1),
			LocalDate.of(1969, 12, 31), Duration.ofMillis(-5), true };

	@Test
	void givesBackEveryTypeAsItWasPutIn() {
		ResultTable table = new TableBuilder("r", "R", ONE_OF_EACH).row(VALUES).build(NOW, ZoneOffset.UTC);
		for (int column = 0; column < VALUES.length; column++) {
			assertEquals(VALUES[column], table.value(0, column), ONE_OF_EACH.get(column).key());
		}
	}

	@Test
	void keepsUnknownApartFromZeroAndEmptyInEveryType() {
		Object[] unknown = new Object[ONE_OF_EACH.size()];
		java.util.Arrays.fill(unknown, Unknown.UNKNOWN);
		Object[] zero = { "", 0L, 0.0, 0.0, Instant.EPOCH, LocalDate.EPOCH, Duration.ZERO, false };
		ResultTable table = new TableBuilder("r", "R", ONE_OF_EACH).row(zero).row(unknown).row(zero).build(NOW,
				ZoneOffset.UTC);
		for (int column = 0; column < zero.length; column++) {
			assertEquals(zero[column], table.value(0, column));
			assertEquals(Unknown.UNKNOWN, table.value(1, column));
			assertEquals(zero[column], table.value(2, column));
		}
	}

	@Test
	void growsWithoutLosingRows() {
		TableBuilder builder = new TableBuilder("r", "R", List.of(Column.of("n", "N", ColumnType.INTEGER, ""),
				Column.of("t", "T", ColumnType.TEXT, "")));
		for (long n = 0; n < 10_000; n++) {
			builder.row(n, "text " + n % 17);
		}
		ResultTable table = builder.build(NOW, ZoneOffset.UTC);
		assertEquals(10_000, table.rowCount());
		for (int row = 0; row < 10_000; row++) {
			assertEquals((long) row, table.value(row, "n"));
			assertEquals("text " + row % 17, table.value(row, "t"));
		}
	}

	@Test
	void refusesARowThatDoesNotFitAndStaysWhole() {
		TableBuilder builder = new TableBuilder("r", "R", List.of(Column.of("n", "N", ColumnType.INTEGER, ""),
				Column.of("t", "T", ColumnType.TEXT, "")));
		assertThrows(IllegalArgumentException.class, () -> builder.row(1L));
		IllegalArgumentException wrongType = assertThrows(IllegalArgumentException.class, () -> builder.row(1, "x"));
		assertTrue(wrongType.getMessage().contains("column n"), wrongType.getMessage());
		assertThrows(IllegalArgumentException.class, () -> builder.row(1L, null));
		assertEquals(0, builder.build(NOW, ZoneOffset.UTC).rowCount());
	}

	@Test
	void refusesColumnsOfTheSameKeyAndCellsThatAreNotThere() {
		Column column = Column.of("n", "N", ColumnType.INTEGER, "");
		assertThrows(IllegalArgumentException.class, () -> new TableBuilder("r", "R", List.of(column, column)));
		ResultTable empty = new TableBuilder("r", "R", List.of(column)).build(NOW, ZoneOffset.UTC);
		assertThrows(IndexOutOfBoundsException.class, () -> empty.value(0, 0));
		assertThrows(IllegalArgumentException.class, () -> empty.columnIndex("m"));
	}
}

package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.TableBuilder;

class FittingWidthTest {

	private static int width(String label, String... values) {
		TableBuilder table = new TableBuilder("r", "R", List.of(Column.of("a", label, ColumnType.TEXT, "").in("h")));
		for (String value : values) {
			table.row(value);
		}
		return FittingWidth.characters(table.build(Instant.EPOCH, Tables.BERLIN), 0);
	}

	@Test
	void fitsTheHeadingWithItsUnit() {
		assertEquals("Duration [h]".length(), width("Duration"));
		assertEquals("Duration [h]".length(), width("Duration", "1"));
	}

	@Test
	void fitsTheValuesWithinBounds() {
		assertEquals(20, width("A", "x".repeat(20), "y".repeat(20)));
		assertEquals(44, width("A", "x".repeat(500), "y".repeat(500)));
	}

	@Test
	void isNotLedAstrayByOneLongValue() {
		String[] values = new String[100];
		java.util.Arrays.fill(values, "x".repeat(12));
		values[50] = "y".repeat(40);
		assertEquals(12, width("A", values));
	}
}

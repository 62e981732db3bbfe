package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.TableBuilder;

class FittingWidthTest {

	private static int width(String... values) {
		TableBuilder table = new TableBuilder("r", "R", List.of(Column.of("a", "A", ColumnType.TEXT, "")));
		for (String value : values) {
			table.row(value);
		}
		return FittingWidth.ofValues(table.build(Instant.EPOCH, Tables.BERLIN), 0, text -> text.length() * 7);
	}

	@Test
	void fitsTheWidestValue() {
		assertEquals(12 * 7, width("short", "twelve chars", "x"));
		assertEquals(0, width());
	}

	@Test
	void cutsOffWhatIsVeryLong() {
		assertEquals(40 * 7, width("x".repeat(500)));
	}

	@Test
	void looksAtTheFirstRowsOnly() {
		String[] values = new String[300];
		java.util.Arrays.fill(values, "abc");
		values[250] = "much longer";
		assertEquals(3 * 7, width(values));
	}
}

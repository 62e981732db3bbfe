package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.lictor.query.ResultTable;

class RowFinderTest {

	private final ResultTable table = Tables.people();
	private final int[] shown = { 3, 2, 0 };

	@Test
	void findsRowsWhereTheyStandNow() {
		RowFinder finder = new RowFinder(List.of("seats", "name"));
		List<Object> anna = finder.name(table, 2);
		List<Object> hidden = finder.name(table, 1);
		assertEquals(Map.of(anna, 1), finder.positions(List.of(anna, hidden), table, shown, () -> false));
		assertEquals(OptionalInt.of(0), finder.position(finder.name(table, 3), table, shown));
	}

	@Test
	void tellsRowsApartThatBeginAlike() {
		RowFinder finder = new RowFinder(List.of("seats", "name"));
		assertEquals(2, finder.position(finder.name(table, 0), table, shown).orElseThrow());
	}

	@Test
	void leavesOutColumnsTheTableLacks() {
		RowFinder finder = new RowFinder(List.of("gone", "name"));
		assertEquals(List.of("anna"), finder.name(table, 2));
		assertEquals(OptionalInt.of(1), finder.position(List.of("anna"), table, shown));
	}

	@Test
	void stopsWhenCalledOff() {
		RowFinder finder = new RowFinder(List.of("name"));
		assertTrue(finder.positions(List.of(List.of("anna")), table, shown, () -> true).isEmpty());
	}
}

package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ArrangementTest {

	private final Arrangement two = Arrangement.NONE.sortedBy(new SortKey("a", false), false)
			.sortedBy(new SortKey("b", true), true);

	@Test
	void addsAColumnOrStartsAnew() {
		assertEquals("a:asc,b:desc", two.encodeSort());
		assertEquals("c:asc", two.sortedBy(new SortKey("c", false), false).encodeSort());
	}

	@Test
	void turnsAColumnRoundInItsPlace() {
		assertEquals("a:desc,b:desc", two.sortedBy(new SortKey("a", true), true).encodeSort());
		assertEquals("b:desc", two.unsorted("a").encodeSort());
	}

	@Test
	void comesBackAsItWasSaved() {
		assertEquals(two, Arrangement.decodeSort(two.encodeSort()));
		assertEquals(Arrangement.NONE, Arrangement.decodeSort(""));
	}

	@Test
	void forgetsBlankFilters() {
		assertEquals(Map.of("a", "x"), two.filtered("a", " x ").filtered("b", "y").filtered("b", " ").filters());
		assertEquals(Map.of(), two.filtered("a", "x").unfiltered().filters());
		assertEquals(List.of("a", "b"), two.filtered("a", "x").unfiltered().sort().stream().map(SortKey::column).toList());
	}
}

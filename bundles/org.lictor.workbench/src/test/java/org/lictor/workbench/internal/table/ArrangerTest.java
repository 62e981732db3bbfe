package org.lictor.workbench.internal.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ArrangerTest {

	private static int[] arrange(ResultTable table, Arrangement arrangement) {
		return new Arranger(table, () -> false).arrange(arrangement);
	}

	private static Arrangement by(String column, boolean descending) {
		return Arrangement.NONE.sortedBy(new SortKey(column, descending), false);
	}

	@Test
	void keepsTheOrderOfTheReportUnlessAsked() {
		assertArrayEquals(new int[] { 0, 1, 2, 3 }, arrange(Tables.people(), Arrangement.NONE));
	}

	@Test
	void sortsTextsAsPeopleDo() {
		assertArrayEquals(new int[] { 2, 3, 1, 0 }, arrange(Tables.people(), by("name", false)));
		assertArrayEquals(new int[] { 0, 1, 3, 2 }, arrange(Tables.people(), by("name", true)));
	}

	@Test
	void putsUnknownValuesLastInEitherDirection() {
		for (String column : List.of("seats", "share", "since", "length", "day", "live")) {
			for (boolean descending : new boolean[] { false, true }) {
				int[] rows = arrange(Tables.people(), by(column, descending));
				assertEquals(2, rows[3], column + (descending ? " descending" : " ascending"));
			}
		}
	}

	@Test
	void sortsByTheSecondColumnWhereTheFirstIsEqual() {
		Arrangement arrangement = by("seats", false).sortedBy(new SortKey("name", true), true);
		assertArrayEquals(new int[] { 0, 3, 1, 2 }, arrange(Tables.people(), arrangement));
	}

	@Test
	void keepsEqualRowsInTheOrderOfTheReport() {
		assertArrayEquals(new int[] { 1, 0, 3, 2 }, arrange(Tables.people(), by("seats", true)));
	}

	@Test
	void showsRowsThatPassEveryFilter() {
		Arrangement arrangement = Arrangement.NONE.filtered("name", "ws").filtered("seats", ">5");
		assertArrayEquals(new int[] { 1 }, arrange(Tables.people(), arrangement));
	}

	@Test
	void leavesOutColumnsThatAreNotThereAndFiltersNobodyUnderstands() {
		Arrangement arrangement = new Arrangement(List.of(new SortKey("gone", true)),
				Map.of("gone", "x", "seats", "many"));
		assertArrayEquals(new int[] { 0, 1, 2, 3 }, arrange(Tables.people(), arrangement));
		assertTrue(Arranger.problem(Tables.people(), "seats", "many").contains("'many'"));
		assertEquals("", Arranger.problem(Tables.people(), "seats", ">5"));
		assertEquals("", Arranger.problem(Tables.people(), "gone", "x"));
	}

	@Test
	void stopsWhenCalledOff() {
		Arranger arranger = new Arranger(Tables.people(), () -> true);
		assertThrows(CancellationException.class, () -> arranger.arrange(by("name", false)));
		assertThrows(CancellationException.class, () -> arranger.arrange(Arrangement.NONE.filtered("name", "x")));
	}

	@Property(tries = 200)
	void sortsAsTheLibraryDoes(@ForAll List<@IntRange(min = -3, max = 3) Integer> first,
			@ForAll List<Double> second, @ForAll boolean descending) {
		int size = Math.min(first.size(), second.size());
		TableBuilder builder = new TableBuilder("r", "R",
				List.of(Column.of("a", "A", ColumnType.INTEGER, ""), Column.of("b", "B", ColumnType.DECIMAL, "")));
		for (int row = 0; row < size; row++) {
			Object a = first.get(row) == 3 ? Unknown.UNKNOWN : (Object) first.get(row).longValue();
			builder.row(a, second.get(row));
		}
		ResultTable table = builder.build(Instant.EPOCH, Tables.BERLIN);
		Comparator<Integer> byFirst = Comparator.comparing(row -> first.get(row));
		Comparator<Integer> expected = Comparator.<Integer, Boolean>comparing(row -> first.get(row) == 3)
				.thenComparing(descending ? byFirst.reversed() : byFirst).thenComparing(row -> second.get(row));
		int[] library = IntStream.range(0, size).boxed().sorted(expected).mapToInt(Integer::intValue).toArray();

		int[] ours = arrange(table, by("a", descending).sortedBy(new SortKey("b", false), true));

		assertEquals(Arrays.toString(library), Arrays.toString(ours));
	}
}

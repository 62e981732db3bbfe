package org.lictor.report.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class ColumnWidthsTest {

	@Test
	void givesEveryColumnWhatItWantsWhenThereIsRoom() {
		assertArrayEquals(new double[] { 5, 10 }, ColumnWidths.fit(new double[] { 5, 10 }, 100, 8));
	}

	@Test
	void takesFromTheWidest() {
		assertArrayEquals(new double[] { 5, 20, 20 }, ColumnWidths.fit(new double[] { 5, 50, 30 }, 45, 8));
	}

	@Property
	void fillsTheLineAndNoMore(@ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 1, max = 200) Double> wanted,
			@ForAll @DoubleRange(min = 20, max = 400) double available) {
		double[] widths = ColumnWidths.fit(wanted.stream().mapToDouble(Double::doubleValue).toArray(), available, 0);
		double sum = wanted.stream().mapToDouble(Double::doubleValue).sum();
		assertEquals(Math.min(sum, available), Arrays.stream(widths).sum(), 1e-6);
		for (int index = 0; index < widths.length; index++) {
			assertTrue(widths[index] <= wanted.get(index));
		}
	}
}

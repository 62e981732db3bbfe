package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongSupplier;

import org.junit.jupiter.api.Test;

/** Moments dealt out by their digits come out as compared. */
class MomentSortTest {

	private static void assertSorted(long[] moments, int size) {
		long[] before = moments.clone();
		long[] wanted = Arrays.copyOf(moments, size);
		Arrays.sort(wanted);
		assertArrayEquals(wanted, MomentSort.sorted(moments, size));
		assertArrayEquals(before, moments, "they stay as they are");
	}

	private static long[] made(int size, LongSupplier each) {
		long[] moments = new long[size];
		Arrays.setAll(moments, index -> each.getAsLong());
		return moments;
	}

	@Test
	void comeOutRisingHoweverFarApartTheyAre() {
		Random random = new Random(7);
		for (int size : new int[] { 0, 1, 2, 100, MomentSort.FEW - 1, MomentSort.FEW, 5 * MomentSort.FEW }) {
			for (int bits = 0; bits <= Long.SIZE; bits++) {
				long mask = bits == Long.SIZE ? -1 : (1L << bits) - 1;
				long base = bits < Long.SIZE - 2 ? 1_700_000_000_000L * (random.nextInt(3) - 1) : 0;
				assertSorted(made(size + 3, () -> base + (random.nextLong() & mask)), size);
			}
		}
	}

	@Test
	void comeOutRisingWhenManyAreTheSame() {
		Random random = new Random(8);
		assertSorted(made(20_000, () -> 1_700_000_000_000L + random.nextInt(3) * 3_600_000L), 20_000);
		assertSorted(made(20_000, () -> 42), 20_000);
	}

	@Test
	void comeOutRisingWhenNearlyAllAre() {
		long[] moments = new long[20_000];
		for (int index = 0; index < moments.length; index++) {
			moments[index] = index * 1000L + (index % 500 == 0 ? 5_000_000 : 0);
		}
		assertSorted(moments, moments.length);
		Arrays.sort(moments);
		assertSorted(moments, moments.length);
	}

	@Test
	void mayBeTheLeastAndTheGreatestThereAre() {
		Random random = new Random(9);
		assertSorted(made(3 * MomentSort.FEW, () -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE), 3 * MomentSort.FEW);
	}
}

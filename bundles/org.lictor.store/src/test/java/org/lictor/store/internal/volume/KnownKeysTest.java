package org.lictor.store.internal.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.lictor.store.SessionUnit;

class KnownKeysTest {

	private static final SessionUnit ONE = SessionUnit.agent(1);
	private static final SessionUnit TWO = SessionUnit.agent(2);
	private static final SessionUnit THREE = SessionUnit.agent(3);

	private static LongSet numbers(int count) {
		LongSet numbers = new LongSet();
		LongStream.range(0, count).forEach(numbers::add);
		return numbers;
	}

	@Test
	void aSetOfNumbersHasWhatWasAddedAndNothingElse() {
		Random random = new Random(3);
		Set<Long> expected = new HashSet<>();
		LongSet set = new LongSet();
		for (int step = 0; step < 20_000; step++) {
			long number = switch (random.nextInt(3)) {
			case 0 -> random.nextInt(-500, 500);
			case 1 -> (long) random.nextInt(500) << 40;
			default -> random.nextLong();
			};
			assertEquals(expected.contains(number), set.contains(number));
			if (random.nextBoolean()) {
				expected.add(number);
				set.add(number);
			}
			assertEquals(expected.size(), set.size());
		}
		expected.forEach(number -> assertTrue(set.contains(number)));
	}

	@Test
	void whatATransactionTookAndDidNotGiveBackIsForgotten() {
		KnownKeys keys = new KnownKeys();
		keys.give(ONE, numbers(3));
		assertEquals(3, keys.take(ONE).orElseThrow().size());
		assertEquals(Optional.empty(), keys.take(ONE));
		keys.give(ONE, numbers(3));
		keys.forget();
		assertEquals(Optional.empty(), keys.take(ONE));
	}

	@Test
	void whatWasNotUsedForLongestMakesRoom() {
		KnownKeys keys = new KnownKeys();
		keys.give(ONE, numbers(KnownKeys.MOST / 2));
		keys.give(TWO, numbers(KnownKeys.MOST / 2));
		keys.give(ONE, keys.take(ONE).orElseThrow());
		keys.give(THREE, numbers(KnownKeys.MOST / 2));
		assertFalse(keys.take(TWO).isPresent());
		assertTrue(keys.take(ONE).isPresent());
		assertTrue(keys.take(THREE).isPresent());
	}

	@Test
	void aUnitLargerThanAllThatMayBeKnownIsNotKept() {
		KnownKeys keys = new KnownKeys();
		keys.give(ONE, numbers(2));
		keys.give(TWO, numbers(KnownKeys.MOST + 1));
		assertFalse(keys.take(TWO).isPresent());
		assertTrue(keys.take(ONE).isPresent());
		assertTrue(keys.hasMore(TWO, KnownKeys.MOST), "so that nobody reads it in vain");
	}

	@Test
	void howManyAUnitHasAtLeastIsRememberedUntilAllIsForgotten() {
		KnownKeys keys = new KnownKeys();
		keys.tooMany(ONE, 8_000);
		keys.tooMany(ONE, 80);
		assertTrue(keys.hasMore(ONE, 8_000));
		assertFalse(keys.hasMore(ONE, 8_001), "a larger batch may look again");
		assertFalse(keys.hasMore(TWO, 1));
		keys.forget();
		assertFalse(keys.hasMore(ONE, 1));
	}
}

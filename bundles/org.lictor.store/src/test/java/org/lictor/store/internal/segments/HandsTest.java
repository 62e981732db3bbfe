package org.lictor.store.internal.segments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pieces of work are done by several threads, each once, and nobody works any more when the caller goes on. */
@Timeout(60)
class HandsTest {

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(30, TimeUnit.SECONDS);
		} catch (InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	@Test
	void doEachPieceOnce() {
		for (int pieces : new int[] { 0, 1, 2, 3, 1000 }) {
			AtomicIntegerArray done = new AtomicIntegerArray(pieces);
			IntPredicate hand = piece -> done.incrementAndGet(piece) == 1;
			new Hands(3).work(pieces, Collections.nCopies(4, hand));
			for (int piece = 0; piece < pieces; piece++) {
				assertEquals(1, done.get(piece), "piece " + piece + " of " + pieces);
			}
		}
	}

	@Test
	void workAtTheSameTimeEachWithAHandOfItsOwn() {
		CountDownLatch all = new CountDownLatch(3);
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		IntPredicate hand = piece -> {
			threads.add(Thread.currentThread());
			all.countDown();
			return await(all);
		};
		new Hands(2).work(3, List.of(hand, hand, hand));
		assertEquals(3, threads.size());
		assertTrue(threads.contains(Thread.currentThread()), "the caller works too");
		assertEquals(0, all.getCount());
	}

	@Test
	void areNotMoreThanMayHelp() {
		Hands hands = new Hands(1);
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		CountDownLatch two = new CountDownLatch(2);
		IntPredicate inner = piece -> threads.add(Thread.currentThread());
		IntPredicate outer = piece -> {
			two.countDown();
			await(two);
			// the only helper is at work here, so who asks now works alone
			hands.work(10, Collections.nCopies(4, piece < 2 ? each -> {
				threads.add(Thread.currentThread());
				return true;
			} : inner));
			return true;
		};
		hands.work(2, List.of(outer, outer, outer));
		assertEquals(2, threads.size());
		threads.clear();
		CountDownLatch again = new CountDownLatch(2);
		IntPredicate both = piece -> {
			threads.add(Thread.currentThread());
			again.countDown();
			return await(again);
		};
		hands.work(2, List.of(both, both));
		assertEquals(2, threads.size(), "who helped is free again");
	}

	@Test
	void beginNothingMoreWhenOneHasEnough() {
		int[] done = new int[2];
		new Hands(0).work(10, List.of(piece -> {
			done[0]++;
			return piece < 3;
		}, piece -> done[1]++ > 0));
		assertEquals(4, done[0]);
		assertEquals(0, done[1], "nobody may help");
	}

	@Test
	void passOnWhatAHelperThrows() {
		Hands hands = new Hands(1);
		CountDownLatch thrown = new CountDownLatch(1);
		IllegalStateException trouble = new IllegalStateException("of the helper");
		Thread caller = Thread.currentThread();
		IntPredicate hand = piece -> {
			if (Thread.currentThread() == caller) {
				return await(thrown);
			}
			thrown.countDown();
			throw trouble;
		};
		assertSame(trouble, assertThrows(IllegalStateException.class, () -> hands.work(1000, List.of(hand, hand))));
		AssertionError mine = new AssertionError("of the caller");
		assertSame(mine, assertThrows(AssertionError.class, () -> hands.work(1, List.of(piece -> {
			throw mine;
		}))));
	}

	@Test
	void finishThoughTheCallerIsInterrupted() {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch free = new CountDownLatch(1);
		boolean[] finished = { false };
		Thread caller = Thread.currentThread();
		IntPredicate hand = piece -> {
			if (Thread.currentThread() == caller) {
				await(begun);
				caller.interrupt();
				free.countDown();
				return true;
			}
			begun.countDown();
			finished[0] = await(free);
			return true;
		};
		new Hands(1).work(2, List.of(hand, hand));
		assertTrue(Thread.interrupted(), "it is told further");
		assertTrue(finished[0]);
		assertFalse(Thread.interrupted());
	}
}

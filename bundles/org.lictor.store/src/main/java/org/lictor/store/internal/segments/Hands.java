package org.lictor.store.internal.segments;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;

/**
 * Does work in pieces by several threads: the one that asks, and as many helpers as are free. Helpers are threads that live as
 * long as one work; of all works together there are never more than the number given, so that many questions at once do not
 * share the processors among more threads than there were without helpers.
 */
final class Hands {

	private final Semaphore free;

	/**
	 * @param helpers how many threads may help at the same time
	 */
	Hands(int helpers) {
		this.free = new Semaphore(helpers);
	}

	/**
	 * Does all pieces, the first ones first. Comes back when nobody works any more, also when the thread was interrupted
	 * meanwhile; what was done is visible to the caller then.
	 *
	 * @param pieces how many there are
	 * @param hands  one for each thread that may work, at least one, the first for the caller's: does the piece of a number;
	 *               returns false to have nobody begin another one
	 * @throws RuntimeException the first that a hand has thrown; then nobody begins another piece
	 */
	void work(int pieces, List<? extends IntPredicate> hands) {
		AtomicInteger next = new AtomicInteger();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		List<Thread> helpers = new ArrayList<>();
		try {
			for (int hand = 1; hand < Math.min(hands.size(), pieces) && free.tryAcquire(); hand++) {
				IntPredicate of = hands.get(hand);
				Thread helper = Thread.ofPlatform().daemon().name("lictor-sweep").unstarted(() -> {
					try {
						work(pieces, next, of, failure);
					} finally {
						free.release();
					}
				});
				boolean started = false;
				try {
					helper.start();
					started = true;
				} finally {
					if (!started) {
						free.release();
					}
				}
				helpers.add(helper);
			}
			work(pieces, next, hands.getFirst(), failure);
		} finally {
			next.set(pieces);
			await(helpers);
		}
		switch (failure.get()) {
		case Error error -> throw error;
		case RuntimeException exception -> throw exception;
		case null, default -> {
			// nothing else can be thrown
		}
		}
	}

	private static void work(int pieces, AtomicInteger next, IntPredicate hand, AtomicReference<Throwable> failure) {
		try {
			int piece = next.getAndIncrement();
			while (piece < pieces) {
				if (!hand.test(piece)) {
					next.set(pieces);
				}
				piece = next.getAndIncrement();
			}
		} catch (RuntimeException | Error e) {
			failure.compareAndSet(null, e);
			next.set(pieces);
		}
	}

	private static void await(List<Thread> helpers) {
		boolean interrupted = false;
		for (Thread helper : helpers) {
			while (helper.isAlive()) {
				try {
					helper.join();
				} catch (InterruptedException e) {
					interrupted = true;
				}
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}
}

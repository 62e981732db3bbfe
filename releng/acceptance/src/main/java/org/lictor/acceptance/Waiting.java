package org.lictor.acceptance;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that becomes true by itself, and no longer than it may take. */
public final class Waiting {

	private static final long STEP = TimeUnit.MILLISECONDS.toNanos(50);

	private Waiting() {
	}

	/**
	 * @param what      is waited for, for the message: "the session to end"
	 * @param most      how long it may take
	 * @param condition asked some times a second
	 * @throws AssertionError when it did not become true in time
	 */
	public static void until(String what, Duration most, BooleanSupplier condition) {
		value(what, most, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
	}

	/**
	 * @param what     is waited for, for the message
	 * @param most     how long it may take
	 * @param supplier asked some times a second
	 * @param <T>      of the value
	 * @return the first value it gave
	 * @throws AssertionError when it gave none in time; with the last failed assertion of the supplier, if there was one
	 */
	public static <T> T value(String what, Duration most, Supplier<Optional<T>> supplier) {
		long deadline = System.nanoTime() + most.toNanos();
		AssertionError last = null;
		do {
			try {
				Optional<T> value = supplier.get();
				if (value.isPresent()) {
					return value.get();
				}
				last = null;
			} catch (AssertionError e) {
				last = e;
			}
			LockSupport.parkNanos(STEP);
		} while (System.nanoTime() < deadline);
		throw new AssertionError("waited " + most.toMillis() + " ms in vain for " + what, last);
	}

	/**
	 * Lets a random time pass in which a test lets things happen; the one wait that is not for a condition.
	 *
	 * @param time how long
	 */
	static void pass(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
	}
}

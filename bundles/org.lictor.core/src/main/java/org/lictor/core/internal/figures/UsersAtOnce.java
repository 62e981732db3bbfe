package org.lictor.core.internal.figures;

import java.util.Arrays;

/**
 * How many users had at least one session at each moment, by the rule {@code per user}: sessions are taken in order of their
 * starts, and of each only the part counts in which the user had no other. So no user's sessions need to be gathered or
 * sorted. For one thread; used again for one product after the other.
 */
public final class UsersAtOnce {

	private static final long NEVER = Long.MIN_VALUE;

	private long[] usedUntil = new long[0];
	private final Intervals times = new Intervals();

	/**
	 * @param user  a small number
	 * @param start first moment of a session, epoch milliseconds; not before that of the last one
	 * @param end   first moment after it
	 */
	public void add(int user, long start, long end) {
		if (user >= usedUntil.length) {
			int before = usedUntil.length;
			usedUntil = Arrays.copyOf(usedUntil, Math.max(user + 1, before * 2));
			Arrays.fill(usedUntil, before, usedUntil.length, NEVER);
		}
		long before = usedUntil[user];
		if (end > before) {
			times.add(Math.max(start, before), end);
			usedUntil[user] = end;
		}
	}

	/**
	 * @return how many users there were at each moment, see {@link Intervals#count}; forgets all sessions
	 */
	public Steps count() {
		Steps steps = times.count();
		times.clear();
		Arrays.fill(usedUntil, NEVER);
		return steps;
	}
}

package org.lictor.core.internal.figures;

import java.util.Arrays;

/**
 * For how long at least n licences were in use, for each n, and for how long of that n was more than there were: rule
 * {@code utilisation v1}. What is not known counts for nothing.
 *
 * @param known   milliseconds of which the use is known
 * @param atLeast milliseconds with at least n in use, by n; 0 stands for all that is known
 * @param over    milliseconds with at least n in use while fewer than n were owned, by n, as far as it is known how many were
 */
public record Utilisation(long known, long[] atLeast, long[] over) {

	/**
	 * @param used  how many were in use
	 * @param owned how many there were
	 * @param from  first moment, epoch milliseconds
	 * @param until first moment after
	 * @return the times
	 */
	public static Utilisation of(Steps used, Steps owned, long from, long until) {
		Steps inside = used.within(from, until);
		int most = 0;
		for (int step = 0; step < inside.size(); step++) {
			most = Math.max(most, Math.toIntExact(inside.value(step)));
		}
		long[] exactly = new long[most + 1];
		long[] overChange = new long[most + 2];
		int next = 0;
		long there = Steps.UNKNOWN;
		for (int step = 0; step + 1 < inside.size(); step++) {
			int value = (int) inside.value(step);
			long end = inside.at(step + 1);
			long moment = inside.at(step);
			if (value == Steps.UNKNOWN) {
				continue;
			}
			exactly[value] += end - moment;
			while (moment < end) {
				while (next < owned.size() && owned.at(next) <= moment) {
					there = owned.value(next++);
				}
				long stop = next < owned.size() ? Math.min(end, owned.at(next)) : end;
				if (there != Steps.UNKNOWN && there < value) {
					overChange[(int) there + 1] += stop - moment;
					overChange[value + 1] -= stop - moment;
				}
				moment = stop;
			}
		}
		long[] atLeast = exactly;
		for (int n = most - 1; n >= 0; n--) {
			atLeast[n] += atLeast[n + 1];
		}
		Arrays.parallelPrefix(overChange, Long::sum);
		return new Utilisation(atLeast[0], atLeast, Arrays.copyOf(overChange, most + 1));
	}

	/** @return how many were in use at most */
	public int most() {
		return atLeast.length - 1;
	}
}

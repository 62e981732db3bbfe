package org.lictor.store.internal.segments;

import java.util.Arrays;
import java.util.function.Predicate;

import org.lictor.store.SessionInput;
import org.lictor.store.SessionRow;
import org.lictor.store.SessionUnit;
import org.lictor.store.internal.volume.IndexSort;

/**
 * Sessions in columns in memory, to be sorted there: reading a table from front to back and sorting a million numbers is
 * several times faster than walking an index and looking up each row.
 */
public final class SessionBuffer {

	private static final int LONGS = 10;
	private static final int INTS = 5;
	private static final SessionInput.State[] STATES = SessionInput.State.values();
	private static final SessionUnit.Origin[] ORIGINS = SessionUnit.Origin.values();

	private long[] longs = new long[64 * LONGS];
	private int[] ints = new int[64 * INTS];
	private int count;

	/**
	 * @param row is copied
	 * @return true
	 */
	public boolean add(SessionRow row) {
		if ((count + 1) * LONGS > longs.length) {
			longs = Arrays.copyOf(longs, grown(count) * LONGS);
			ints = Arrays.copyOf(ints, grown(count) * INTS);
		}
		set(count++, row);
		return true;
	}

	private static int grown(int count) {
		return count + (count >> 1) + 64;
	}

	/** Puts a copy of a session in the place of another. */
	void set(int index, SessionRow row) {
		int at = index * LONGS;
		longs[at] = row.id();
		longs[at + 1] = row.server();
		longs[at + 2] = row.agent();
		longs[at + 3] = row.licences();
		longs[at + 4] = row.start();
		longs[at + 5] = row.lastProven();
		longs[at + 6] = row.end();
		longs[at + 7] = row.inputIdle();
		longs[at + 8] = row.inputUsed();
		longs[at + 9] = row.inputSince();
		at = index * INTS;
		ints[at] = row.host();
		ints[at + 1] = row.hostUser();
		ints[at + 2] = row.product();
		ints[at + 3] = (row.ended() ? 1 : 0) | (row.endExact() ? 2 : 0) | row.inputState().ordinal() << 2
				| row.origin().ordinal() << 4;
		ints[at + 4] = row.osSession();
	}

	/** Forgets the last one. */
	void removeLast() {
		count--;
	}

	int size() {
		return count;
	}

	long id(int index) {
		return longs[index * LONGS];
	}

	long start(int index) {
		return longs[index * LONGS + 4];
	}

	int product(int index) {
		return ints[index * INTS + 2];
	}

	boolean ended(int index) {
		return (ints[index * INTS + 3] & 1) != 0;
	}

	/** @return shows one after the other */
	Cursor cursor() {
		return new Cursor();
	}

	/**
	 * @param visitor gets the sessions by descending start and number, until it has enough
	 */
	public void newestFirst(Predicate<SessionRow> visitor) {
		Cursor cursor = new Cursor();
		for (int index : order()) {
			if (!visitor.test(cursor.at(index))) {
				return;
			}
		}
	}

	/** @return indexes by descending start and number; sorted as numbers, without an object each */
	private int[] order() {
		int[] order = new int[count];
		for (int index = 0; index < count; index++) {
			order[index] = index;
		}
		return IndexSort.sort(order, (left, right) -> {
			int byStart = Long.compare(start(right), start(left));
			return byStart != 0 ? byStart : Long.compare(id(right), id(left));
		});
	}

	/** A session of the buffer. */
	final class Cursor implements SessionRow {

		private int index;

		/** @return this, showing that session */
		Cursor at(int row) {
			index = row;
			return this;
		}

		@Override
		public long id() {
			return longs[index * LONGS];
		}

		@Override
		public long server() {
			return longs[index * LONGS + 1];
		}

		@Override
		public SessionUnit.Origin origin() {
			return ORIGINS[ints[index * INTS + 3] >> 4];
		}

		@Override
		public long agent() {
			return longs[index * LONGS + 2];
		}

		@Override
		public int host() {
			return ints[index * INTS];
		}

		@Override
		public int hostUser() {
			return ints[index * INTS + 1];
		}

		@Override
		public int osSession() {
			return ints[index * INTS + 4];
		}

		@Override
		public long inputIdle() {
			return longs[index * LONGS + 7];
		}

		@Override
		public long inputUsed() {
			return longs[index * LONGS + 8];
		}

		@Override
		public SessionInput.State inputState() {
			return STATES[ints[index * INTS + 3] >> 2 & 3];
		}

		@Override
		public long inputSince() {
			return longs[index * LONGS + 9];
		}

		@Override
		public int product() {
			return ints[index * INTS + 2];
		}

		@Override
		public long licences() {
			return longs[index * LONGS + 3];
		}

		@Override
		public long start() {
			return longs[index * LONGS + 4];
		}

		@Override
		public long lastProven() {
			return longs[index * LONGS + 5];
		}

		@Override
		public boolean ended() {
			return flag(1);
		}

		@Override
		public long end() {
			return longs[index * LONGS + 6];
		}

		@Override
		public boolean endExact() {
			return flag(2);
		}

		private boolean flag(int bit) {
			return (ints[index * INTS + 3] & bit) != 0;
		}
	}
}

package org.lictor.store.internal.segments;

import java.util.PriorityQueue;
import java.util.function.Predicate;

import org.lictor.store.SessionRow;

/** The newest so many of the sessions it is offered: latest start first, and of the same start the greater number. */
final class NewestRows {

	/** A session that is among them, by its place in the buffer. */
	private record Kept(long start, long id, int place) implements Comparable<Kept> {

		@Override
		public int compareTo(Kept other) {
			int byStart = Long.compare(start, other.start);
			return byStart != 0 ? byStart : Long.compare(id, other.id);
		}
	}

	private final int count;
	private final PriorityQueue<Kept> kept = new PriorityQueue<>();
	private final SessionBuffer rows = new SessionBuffer();

	/**
	 * @param count at least 1
	 */
	NewestRows(int count) {
		this.count = count;
	}

	/** @return what starts earlier has no chance, epoch milliseconds */
	long least() {
		return kept.size() < count ? Long.MIN_VALUE : kept.peek().start();
	}

	void offer(SessionRow row) {
		if (row.start() < least()) {
			return;
		}
		if (kept.size() < count) {
			kept.add(new Kept(row.start(), row.id(), kept.size()));
			rows.add(row);
		} else if (row.start() > least() || row.id() > kept.peek().id()) {
			int place = kept.poll().place();
			kept.add(new Kept(row.start(), row.id(), place));
			rows.set(place, row);
		}
	}

	/** @param visitor gets them, in any order */
	void each(Predicate<SessionRow> visitor) {
		SessionBuffer.Cursor row = rows.cursor();
		for (int index = 0; index < rows.size() && visitor.test(row.at(index)); index++) {
			// the visitor did it
		}
	}
}

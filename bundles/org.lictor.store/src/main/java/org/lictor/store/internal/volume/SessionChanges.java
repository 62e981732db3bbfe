package org.lictor.store.internal.volume;

import java.util.Collection;
import java.util.List;

import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Sql;
import org.lictor.store.internal.segments.SessionSource;

/** Writes down which sessions changed, for those who keep copies of them in columns. */
public final class SessionChanges {

	private static final String SESSIONS = "usage_session";
	private static final String CHANGES = "session_change";
	private static final String DROPPED = "session_change dropped";

	private final Sql sql;

	/**
	 * @param sql the transaction
	 */
	public SessionChanges(Sql sql) {
		this.sql = sql;
	}

	/**
	 * A change.
	 *
	 * @param session number of a session
	 * @param month   in which it had begun, when it had ended before; else {@link org.lictor.store.internal.segments.Months#NONE}
	 */
	record Change(long session, int month) {
	}

	/** @return how far sessions and changes are */
	public SessionSource.Mark mark() {
		long[] marks = new long[3];
		sql.each("SELECT block_name, next_id FROM id_block WHERE block_name IN ('" + SESSIONS + "', '" + CHANGES + "', '"
				+ DROPPED + "')", Sql.Filler.NONE, cells -> {
					marks[List.of(SESSIONS, CHANGES, DROPPED).indexOf(cells.text())] = cells.number() - 1;
					return true;
				});
		return new SessionSource.Mark(marks[0], marks[1], marks[2]);
	}

	void add(Collection<Change> changes) {
		if (changes.isEmpty()) {
			return;
		}
		long[] id = { new Ids(sql).next(CHANGES, changes.size()) };
		sql.batch("INSERT INTO session_change (id, session_id, month_before) VALUES (?, ?, ?)", changes,
				(parameters, change) -> parameters.number(id[0]++).number(change.session).number(change.month));
	}

	/** Says that anything may have changed. */
	public void anything() {
		drop(new Ids(sql).next(CHANGES));
	}

	/**
	 * Forgets changes. Who has not taken them in until now begins anew.
	 *
	 * @param upTo number of the last one that is forgotten
	 */
	void drop(long upTo) {
		sql.change("DELETE FROM session_change WHERE id <= ?", parameters -> parameters.number(upTo));
		new Ids(sql).next(DROPPED, Math.toIntExact(upTo - mark().dropped()));
	}

	/**
	 * @param after   changes with greater numbers
	 * @param visitor gets them
	 */
	void each(long after, SessionSource.ChangeVisitor visitor) {
		sql.each("SELECT session_id, month_before FROM session_change WHERE id > ? ORDER BY id",
				parameters -> parameters.number(after), cells -> {
					visitor.changed(cells.number(), cells.integer());
					return true;
				});
	}
}

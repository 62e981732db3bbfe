package org.lictor.store.internal.volume;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.lictor.model.Diagnostic.Severity;
import org.lictor.model.LogEntry;
import org.lictor.store.EventLogStore;
import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Sql;

/** {@link EventLogStore} on plain SQL. */
public final class JdbcEventLog implements EventLogStore {

	private record Position(long at, long id) {
	}

	private final Sql sql;

	/**
	 * @param sql the transaction
	 */
	public JdbcEventLog(Sql sql) {
		this.sql = sql;
	}

	@Override
	public void append(List<LogEntry> entries) {
		sql.requireWritable();
		if (entries.isEmpty()) {
			return;
		}
		long[] id = { new Ids(sql).next("event_log", entries.size()) };
		sql.batch("INSERT INTO event_log (id, logged_at, severity, source, message) VALUES (?, ?, ?, ?, ?)", entries,
				(parameters, entry) -> parameters.number(id[0]++).instant(entry.at()).text(entry.severity().name())
						.text(entry.source()).text(entry.message()));
	}

	@Override
	public List<LogEntry> newest(Optional<Instant> from, Optional<Instant> until, int limit) {
		return sql.list("""
				SELECT logged_at, severity, source, message FROM event_log
				WHERE logged_at >= ? AND logged_at < ?
				ORDER BY logged_at DESC, id DESC FETCH FIRST %d ROWS ONLY""".formatted(limit),
				parameters -> parameters.number(from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE))
						.number(until.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE)),
				cells -> new LogEntry(cells.instant(), Severity.valueOf(cells.text()), cells.text(), cells.text()));
	}

	@Override
	public long count() {
		return sql.number("SELECT COUNT(*) FROM event_log", Sql.Filler.NONE);
	}

	@Override
	public long prune(Instant before, long keep) {
		long old = sql.change("DELETE FROM event_log WHERE logged_at < ?", parameters -> parameters.instant(before));
		Optional<Position> firstTooMany = sql.one("""
				SELECT logged_at, id FROM event_log
				ORDER BY logged_at DESC, id DESC OFFSET %d ROWS FETCH FIRST 1 ROWS ONLY""".formatted(keep),
				Sql.Filler.NONE, cells -> new Position(cells.number(), cells.number()));
		return firstTooMany.map(position -> old + sql.change(
				"DELETE FROM event_log WHERE logged_at < ? OR (logged_at = ? AND id <= ?)",
				parameters -> parameters.number(position.at).number(position.at).number(position.id))).orElse(old);
	}
}

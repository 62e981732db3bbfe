package org.lictor.store.internal.volume;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.lictor.spi.Collecting;
import org.lictor.store.MonitorStore;
import org.lictor.store.internal.db.Sql;

/** {@link MonitorStore} on plain SQL. */
public final class JdbcMonitors implements MonitorStore {

	private static final int QUOTA = 1;
	private static final int TASK = 2;
	/** When the next poll is due. */
	private static final int NEXT = 3;
	/** More than a person reads, and few enough to be written at each poll. */
	private static final int MOST = 1_000;

	private final Sql sql;

	/**
	 * @param sql the transaction
	 */
	public JdbcMonitors(Sql sql) {
		this.sql = sql;
	}

	@Override
	public Map<String, String> memory(long server) {
		Map<String, String> memory = new HashMap<>();
		sql.each("SELECT memory_key, memory_value FROM monitor_memory WHERE server_id = ?",
				parameters -> parameters.number(server), cells -> {
					memory.put(cells.text(), cells.text());
					return true;
				});
		return memory;
	}

	@Override
	public void remember(long server, Map<String, Optional<String>> changes) {
		sql.batch("DELETE FROM monitor_memory WHERE server_id = ? AND memory_key = ?", changes.keySet(),
				(parameters, key) -> parameters.number(server).text(key));
		sql.batch("INSERT INTO monitor_memory (server_id, memory_key, memory_value) VALUES (?, ?, ?)",
				changes.entrySet().stream().filter(change -> change.getValue().isPresent()).toList(),
				(parameters, change) -> parameters.number(server).text(change.getKey()).text(change.getValue().get()));
	}

	@Override
	public Told collecting(long server) {
		List<Collecting.Quota> quotas = new ArrayList<>();
		List<Collecting.Task> tasks = new ArrayList<>();
		Instant[] at = { Instant.EPOCH };
		List<Instant> next = new ArrayList<>(1);
		sql.each("""
				SELECT kind, name, told_at, detail, task_state, used_count, limit_count, per_millis, blocked_until
				FROM monitor_progress WHERE server_id = ? ORDER BY ordinal""", parameters -> parameters.number(server),
				cells -> {
					int kind = cells.integer();
					String name = cells.text();
					Instant told = cells.instant();
					String detail = cells.text();
					Optional<String> state = cells.optionalText();
					long used = cells.number();
					long limit = cells.number();
					long per = cells.number();
					Optional<Instant> until = cells.optionalInstant();
					switch (kind) {
					case TASK -> tasks.add(new Collecting.Task(name, Collecting.TaskState.valueOf(state.orElseThrow()), told, detail));
					case NEXT -> next.add(told);
					default -> {
						at[0] = told;
						quotas.add(new Collecting.Quota(name, used, limit, Duration.ofMillis(per), until));
					}
					}
					return true;
				});
		return new Told(at[0], new Collecting(quotas, tasks, next.stream().findFirst()));
	}

	@Override
	public void collecting(long server, Collecting collecting, Instant at) {
		sql.change("DELETE FROM monitor_progress WHERE server_id = ?", parameters -> parameters.number(server));
		List<Row> rows = new ArrayList<>();
		collecting.quotas().stream().limit(MOST).forEach(quota -> rows.add(Row.of(rows.size(), quota, at)));
		collecting.tasks().stream().limit(MOST).forEach(task -> rows.add(Row.of(rows.size(), task)));
		collecting.nextPoll().ifPresent(next -> rows.add(Row.next(rows.size(), next)));
		sql.batch("""
				INSERT INTO monitor_progress (server_id, ordinal, kind, name, task_state, used_count, limit_count, per_millis,
				blocked_until, told_at, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows,
				(parameters, row) -> parameters.number(server).number(row.ordinal).number(row.kind).text(row.name)
						.text(row.state).number(row.used).number(row.limit).number(row.per).instant(row.until)
						.instant(row.at).text(row.detail));
	}

	private record Row(int ordinal, int kind, String name, Optional<String> state, OptionalLong used, OptionalLong limit,
			OptionalLong per, Optional<Instant> until, Instant at, String detail) {

		static Row of(int ordinal, Collecting.Quota quota, Instant at) {
			return new Row(ordinal, QUOTA, quota.name(), Optional.empty(), OptionalLong.of(quota.used()),
					OptionalLong.of(quota.limit()), OptionalLong.of(quota.per().toMillis()), quota.blockedUntil(), at, "");
		}

		static Row next(int ordinal, Instant due) {
			return new Row(ordinal, NEXT, "", Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
					Optional.empty(), due, "");
		}

		static Row of(int ordinal, Collecting.Task task) {
			return new Row(ordinal, TASK, task.name(), Optional.of(task.state().name()), OptionalLong.empty(),
					OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), task.at(), task.detail());
		}
	}
}

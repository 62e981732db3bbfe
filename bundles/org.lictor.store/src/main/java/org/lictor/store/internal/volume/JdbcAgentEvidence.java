package org.lictor.store.internal.volume;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

import org.lictor.store.AgentEvent;
import org.lictor.store.AgentEvidenceStore;
import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Parameters;
import org.lictor.store.internal.db.Sql;

/** {@link AgentEvidenceStore} on plain SQL. */
public final class JdbcAgentEvidence implements AgentEvidenceStore {

	/** Rows with their sessions, one line for each session, lines of a row together. */
	private static final String SELECT = """
			SELECT e.id, r.run, e.first_number, e.last_number, e.kind, e.heartbeat, e.detail,
			e.first_at, e.first_monotonic, e.first_offset, e.first_corrected, e.first_received,
			e.last_at, e.last_monotonic, e.last_offset, e.last_corrected, e.last_received,
			s.ordinal, s.key_high, s.key_low
			FROM agent_event e JOIN agent_run r ON r.id = e.run_id
			LEFT JOIN agent_event_session s ON s.event_id = e.id
			""";

	private final Sql sql;
	/** Rows of single events that this transaction added, by number: what follows from new events is derived at once. */
	private final Map<Long, AgentEvent> added = new HashMap<>();

	/**
	 * @param sql the transaction
	 */
	public JdbcAgentEvidence(Sql sql) {
		this.sql = sql;
	}

	@Override
	public List<AgentEvent> append(long agent, List<AgentEvent> events) {
		sql.requireWritable();
		Map<String, List<AgentEvent>> runs = new LinkedHashMap<>();
		for (AgentEvent event : events) {
			runs.computeIfAbsent(event.run(), run -> new ArrayList<>()).add(event);
		}
		Set<AgentEvent> fresh = new HashSet<>();
		runs.forEach((run, ofRun) -> fresh.addAll(append(agent, run, ofRun)));
		List<AgentEvent> inOrder = new ArrayList<>();
		for (AgentEvent event : events) {
			if (fresh.remove(event)) {
				inOrder.add(event);
			}
		}
		return inOrder;
	}

	private Collection<AgentEvent> append(long agent, String runName, List<AgentEvent> events) {
		AgentRun run = run(agent, runName).orElseGet(() -> addRun(agent, runName));
		NavigableMap<Long, Long> scattered = scattered(run);
		NavigableMap<Long, AgentEvent> fresh = new TreeMap<>();
		for (AgentEvent event : events) {
			if (!known(run, scattered, event.sequence())) {
				fresh.putIfAbsent(event.sequence(), event);
			}
		}
		if (fresh.isEmpty()) {
			return List.of();
		}
		store(agent, run, fresh);
		fresh.keySet().forEach(number -> scattered.put(number, number));
		update(run.id(), contiguous(run.contiguous(), scattered), Math.max(run.highest(), fresh.lastKey()));
		return fresh.values();
	}

	private static boolean known(AgentRun run, NavigableMap<Long, Long> scattered, long number) {
		if (number <= run.contiguous()) {
			return true;
		}
		Map.Entry<Long, Long> before = scattered.floorEntry(number);
		return before != null && before.getValue() >= number;
	}

	private static long contiguous(long start, NavigableMap<Long, Long> scattered) {
		long contiguous = start;
		for (Map.Entry<Long, Long> range : scattered.entrySet()) {
			if (range.getKey() > contiguous + 1) {
				break;
			}
			contiguous = Math.max(contiguous, range.getValue());
		}
		return contiguous;
	}

	/** @return first and last numbers of the rows beyond the hole; none as a rule */
	private NavigableMap<Long, Long> scattered(AgentRun run) {
		NavigableMap<Long, Long> ranges = new TreeMap<>();
		if (run.highest() > run.contiguous()) {
			sql.each("SELECT first_number, last_number FROM agent_event WHERE run_id = ? AND first_number > ?",
					parameters -> parameters.number(run.id()).number(run.contiguous()), cells -> {
						ranges.put(cells.number(), cells.number());
						return true;
					});
		}
		return ranges;
	}

	/** Keeps new events, joining heartbeats among themselves and with the rows before and behind them. */
	private void store(long agent, AgentRun run, NavigableMap<Long, AgentEvent> fresh) {
		NavigableMap<Long, AgentEventRow> rows = new TreeMap<>();
		for (AgentEvent event : fresh.values()) {
			rows.put(event.sequence(), AgentEventRow.of(event));
			long number = event.sequence();
			if (event.heartbeat() && !fresh.containsKey(number - 1) && number - 1 <= run.highest()) {
				row("e.run_id = ? AND e.last_number = ?", run.id(), number - 1)
						.ifPresent(before -> rows.put(before.first().sequence(), before));
			}
			if (event.heartbeat() && !fresh.containsKey(number + 1) && number + 1 <= run.highest()) {
				row("e.run_id = ? AND e.first_number = ?", run.id(), number + 1)
						.ifPresent(behind -> rows.put(behind.first().sequence(), behind));
			}
		}
		List<AgentEventRow> inserted = new ArrayList<>();
		List<AgentEventRow> changed = new ArrayList<>();
		List<Long> swallowed = new ArrayList<>();
		AgentEventRow current = null;
		boolean grew = false;
		for (AgentEventRow row : rows.values()) {
			if (current != null && current.goesOnWith(row)) {
				if (current.id() > 0 && row.id() > 0) {
					swallowed.add(Math.max(current.id(), row.id()));
				}
				current = current.with(row);
				grew = true;
			} else {
				sort(current, grew, inserted, changed);
				current = row;
				grew = false;
			}
		}
		sort(current, grew, inserted, changed);
		delete(swallowed);
		change(changed);
		insert(agent, run, inserted);
	}

	private static void sort(AgentEventRow row, boolean grew, List<AgentEventRow> inserted,
			List<AgentEventRow> changed) {
		if (row == null) {
			return;
		}
		if (row.id() == 0) {
			inserted.add(row);
		} else if (grew) {
			changed.add(row);
		}
	}

	private void delete(List<Long> ids) {
		sql.batch("DELETE FROM agent_event_session WHERE event_id = ?", ids, Parameters::number);
		sql.batch("DELETE FROM agent_event WHERE id = ?", ids, Parameters::number);
	}

	private void change(List<AgentEventRow> rows) {
		sql.batch("""
				UPDATE agent_event SET first_number = ?, last_number = ?,
				first_at = ?, first_monotonic = ?, first_offset = ?, first_corrected = ?, first_received = ?,
				last_at = ?, last_monotonic = ?, last_offset = ?, last_corrected = ?, last_received = ?
				WHERE id = ?""", rows, (parameters, row) -> {
			parameters.number(row.first().sequence()).number(row.last().sequence());
			times(parameters, row.first());
			times(parameters, row.last());
			parameters.number(row.id());
		});
	}

	private record Link(long event, int ordinal, UUID key) {
	}

	private void insert(long agent, AgentRun run, List<AgentEventRow> rows) {
		if (rows.isEmpty()) {
			return;
		}
		long first = new Ids(sql).next("agent_event", rows.size());
		List<Link> links = new ArrayList<>();
		long[] id = { first };
		sql.batch("""
				INSERT INTO agent_event (id, agent_id, run_id, first_number, last_number, kind, heartbeat, detail,
				first_at, first_monotonic, first_offset, first_corrected, first_received,
				last_at, last_monotonic, last_offset, last_corrected, last_received)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows, (parameters, row) -> {
			AgentEvent event = row.first();
			parameters.number(id[0]).number(agent).number(run.id()).number(event.sequence())
					.number(row.last().sequence()).text(event.kind()).flag(event.heartbeat()).text(event.detail());
			times(parameters, event);
			times(parameters, row.last());
			for (UUID key : event.sessions()) {
				links.add(new Link(id[0], links.size(), key));
			}
			if (!event.heartbeat()) {
				added.put(id[0], event);
			}
			id[0]++;
		});
		sql.batch("INSERT INTO agent_event_session (event_id, ordinal, agent_id, key_high, key_low) VALUES (?, ?, ?, ?, ?)",
				links, (parameters, link) -> parameters.number(link.event).number(link.ordinal).number(agent)
						.key(link.key));
	}

	private static void times(Parameters parameters, AgentEvent event) throws SQLException {
		parameters.instant(event.at()).number(event.monotonic())
				.number(event.offset().map(offset -> OptionalLong.of(offset.toMillis())).orElse(OptionalLong.empty()))
				.instant(event.corrected()).instant(event.received());
	}

	private Optional<AgentRun> run(long agent, String run) {
		return sql.one("SELECT id, contiguous, highest FROM agent_run WHERE agent_id = ? AND run = ?",
				parameters -> parameters.number(agent).text(run),
				cells -> new AgentRun(cells.number(), cells.number(), cells.number()));
	}

	private AgentRun addRun(long agent, String run) {
		long id = new Ids(sql).next("agent_run");
		sql.change("INSERT INTO agent_run (id, agent_id, run, contiguous, highest) VALUES (?, ?, ?, 0, 0)",
				parameters -> parameters.number(id).number(agent).text(run));
		return new AgentRun(id, 0, 0);
	}

	private void update(long run, long contiguous, long highest) {
		sql.change("UPDATE agent_run SET contiguous = ?, highest = ? WHERE id = ?",
				parameters -> parameters.number(contiguous).number(highest).number(run));
	}

	@Override
	public long contiguous(long agent, String run) {
		return run(agent, run).map(AgentRun::contiguous).orElse(0L);
	}

	@Override
	public boolean knows(long agent, String run) {
		return run(agent, run).isPresent();
	}

	@Override
	public Set<UUID> move(long from, String runName, long to) {
		sql.requireWritable();
		Optional<AgentRun> run = run(from, runName);
		if (run.isEmpty()) {
			return Set.of();
		}
		long id = run.get().id();
		Set<UUID> sessions = new HashSet<>();
		sql.each("""
				SELECT DISTINCT s.key_high, s.key_low FROM agent_event e
				JOIN agent_event_session s ON s.event_id = e.id WHERE e.run_id = ?""",
				parameters -> parameters.number(id), cells -> {
					sessions.add(cells.key());
					return true;
				});
		sql.change("UPDATE agent_event_session SET agent_id = ? WHERE event_id IN (SELECT id FROM agent_event WHERE run_id = ?)",
				parameters -> parameters.number(to).number(id));
		sql.change("UPDATE agent_event SET agent_id = ? WHERE run_id = ?", parameters -> parameters.number(to).number(id));
		sql.change("UPDATE agent_run SET agent_id = ? WHERE id = ?", parameters -> parameters.number(to).number(id));
		List<UUID> others = sessions.stream().filter(key -> !ofSessions(from, List.of(key)).isEmpty()).toList();
		sql.batch("""
				DELETE FROM agent_event_session WHERE agent_id = ? AND key_high = ? AND key_low = ?
				AND event_id IN (SELECT id FROM agent_event WHERE run_id = ?)""", others,
				(parameters, key) -> parameters.number(to).key(key).number(id));
		return sessions;
	}

	@Override
	public void giveUp(long agent, String runName, long until) {
		sql.requireWritable();
		AgentRun run = run(agent, runName).orElseGet(() -> addRun(agent, runName));
		if (until > run.contiguous()) {
			update(run.id(), contiguous(until, scattered(run)), Math.max(until, run.highest()));
		}
	}

	@Override
	public void forget(long agent, Collection<UUID> sessions) {
		sql.requireWritable();
		Set<Long> events = new TreeSet<>();
		String ofSession = "agent_event_session WHERE agent_id = ? AND key_high = ? AND key_low = ?";
		sql.eachOf("SELECT event_id FROM " + ofSession, new HashSet<>(sessions), (parameters, key) -> parameters.number(agent).key(key),
				cells -> {
					events.add(cells.number());
					return true;
				});
		sql.batch("DELETE FROM " + ofSession, sessions, (parameters, key) -> parameters.number(agent).key(key));
		// what lies beyond a hole is known by its row alone
		sql.batch("""
				DELETE FROM agent_event WHERE id = ? AND last_number <= (SELECT r.contiguous FROM agent_run r WHERE r.id = agent_event.run_id)
				AND NOT EXISTS (SELECT 1 FROM agent_event_session s WHERE s.event_id = agent_event.id)""", events, Parameters::number);
	}

	@Override
	public long rewrite(long agent, Function<AgentEvent, String> detail) {
		sql.requireWritable();
		Map<Long, String> changed = new LinkedHashMap<>();
		rows("e.agent_id = ? AND e.heartbeat = FALSE", parameters -> parameters.number(agent), row -> {
			String now = detail.apply(row.first());
			if (!now.equals(row.first().detail())) {
				changed.put(row.id(), now);
			}
			return true;
		});
		added.keySet().removeAll(changed.keySet());
		sql.batch("UPDATE agent_event SET detail = ? WHERE id = ?", changed.entrySet(),
				(parameters, event) -> parameters.text(event.getValue()).number(event.getKey()));
		return changed.size();
	}

	private Optional<AgentEventRow> row(String condition, long run, long number) {
		List<AgentEventRow> rows = new ArrayList<>(1);
		rows(condition, parameters -> parameters.number(run).number(number), rows::add);
		return rows.stream().findFirst();
	}

	/** Goes through rows, putting together the lines of each. */
	private void rows(String condition, Sql.Filler filler, Predicate<AgentEventRow> visitor) {
		RowAssembler assembler = new RowAssembler(visitor);
		sql.each(SELECT + "WHERE " + condition + " ORDER BY e.id, s.ordinal", filler, assembler::line);
		assembler.end();
	}

	@Override
	public void forEach(long agent, Predicate<AgentEvent> visitor) {
		rows("e.agent_id = ?", parameters -> parameters.number(agent),
				row -> row.events().stream().allMatch(visitor));
	}

	@Override
	public List<AgentEvent> ofSessions(long agent, Collection<UUID> sessions) {
		Set<Long> ids = new TreeSet<>();
		sql.eachOf("SELECT event_id FROM agent_event_session WHERE agent_id = ? AND key_high = ? AND key_low = ?",
				new HashSet<>(sessions), (parameters, key) -> parameters.number(agent).key(key), cells -> {
					ids.add(cells.number());
					return true;
				});
		NavigableMap<Long, List<AgentEvent>> events = new TreeMap<>();
		ids.forEach(id -> Optional.ofNullable(added.get(id)).ifPresent(event -> events.put(id, List.of(event))));
		ids.removeAll(events.keySet());
		RowAssembler assembler = new RowAssembler(row -> events.put(row.id(), row.events()) == null);
		sql.eachOf(SELECT + "WHERE e.id = ? ORDER BY s.ordinal", ids, Parameters::number, assembler::line);
		assembler.end();
		return events.values().stream().flatMap(List::stream).toList();
	}

	@Override
	public long count() {
		return sql.number("SELECT COUNT(*) FROM agent_event", Sql.Filler.NONE)
				+ sql.number("SELECT COUNT(*) FROM agent_event WHERE first_number < last_number", Sql.Filler.NONE);
	}

	/** Makes rows of lines. Texts that come again and again are kept once. */
	private static final class RowAssembler {

		private record Times(Instant at, long monotonic, Optional<Duration> offset, Instant corrected,
				Instant received) {

			static Times read(Cells cells) throws SQLException {
				Instant at = cells.instant();
				long monotonic = cells.number();
				OptionalLong offset = cells.optionalNumber();
				return new Times(at, monotonic,
						offset.isPresent() ? Optional.of(Duration.ofMillis(offset.getAsLong())) : Optional.empty(),
						cells.instant(), cells.instant());
			}
		}

		private final Predicate<AgentEventRow> visitor;
		private final Map<String, String> texts = new HashMap<>();
		private boolean going = true;
		private long id;
		private String run;
		private long firstNumber;
		private long lastNumber;
		private String kind;
		private boolean heartbeat;
		private String detail;
		private Times first;
		private Times last;
		private List<UUID> sessions = new ArrayList<>();

		RowAssembler(Predicate<AgentEventRow> visitor) {
			this.visitor = visitor;
		}

		boolean line(Cells cells) throws SQLException {
			long lineId = cells.number();
			if (lineId != id) {
				finish();
				id = lineId;
			}
			run = once(cells.text());
			firstNumber = cells.number();
			lastNumber = cells.number();
			kind = once(cells.text());
			heartbeat = cells.flag();
			detail = cells.text();
			first = Times.read(cells);
			last = Times.read(cells);
			if (cells.optionalNumber().isPresent()) {
				sessions.add(cells.key());
			}
			return going;
		}

		private String once(String text) {
			return texts.computeIfAbsent(text, same -> same);
		}

		void end() {
			finish();
		}

		private void finish() {
			if (id != 0 && going) {
				List<UUID> keys = List.copyOf(sessions);
				going = visitor.test(new AgentEventRow(id, event(firstNumber, first, keys), event(lastNumber, last, keys)));
			}
			id = 0;
			sessions = new ArrayList<>();
		}

		private AgentEvent event(long number, Times times, List<UUID> keys) {
			return new AgentEvent(run, number, kind, heartbeat, keys, times.at, times.monotonic, times.offset,
					times.corrected, times.received, detail);
		}
	}
}

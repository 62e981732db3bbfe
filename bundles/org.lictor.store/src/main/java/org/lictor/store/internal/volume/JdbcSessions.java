package org.lictor.store.internal.volume;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import org.lictor.model.Product;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionFilter;
import org.lictor.store.SessionInput;
import org.lictor.store.SessionRow;
import org.lictor.store.SessionStore;
import org.lictor.store.SessionUnit;
import org.lictor.store.Stored;
import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Parameters;
import org.lictor.store.internal.db.Sql;
import org.lictor.store.internal.segments.ColumnCheck;
import org.lictor.store.internal.segments.Months;
import org.lictor.store.internal.segments.SessionBuffer;
import org.lictor.store.internal.segments.SessionSegments;
import org.lictor.store.internal.segments.SessionSource;
import org.lictor.store.internal.volume.SessionChanges.Change;

/** {@link SessionStore} on plain SQL. */
public final class JdbcSessions implements SessionStore, SessionSource {

	private static final String FACT = "id, origin, unit_id, key_high, key_low, server_id, product_id, host, host_user, "
			+ "licences, start_at, proven_at, end_at, end_kind, evidence_id, os_session, input_idle, input_used, input_state, input_since";
	private static final String ROW = "id, server_id, origin, unit_id, host, host_user, product_id, licences, start_at, "
			+ "proven_at, end_at, end_kind, os_session, input_idle, input_used, input_state, input_since";
	/** Stands for "no end is known", so that one index serves "open or ended later than". */
	private static final long NO_END = Long.MAX_VALUE;
	/** From so many on, sessions are looked for together. */
	private static final int MANY = 50;
	/** At most so many together: of so many, halves of keys fit into a text, 20 signs each and a comma. */
	private static final int MOST = 1_500;
	private static final SessionInput.State[] STATES = SessionInput.State.values();
	private static final int END_NONE = 0;
	private static final int END_EXACT = 1;
	private static final int END_PROVEN = 2;

	private final Sql sql;
	private final JdbcDictionary dictionary;
	private final SessionSegments segments;
	private final boolean writable;
	/** Numbers of sessions that go on and whose last proven moment or the like changed. */
	private final Set<Long> touched = new HashSet<>();
	private boolean caughtUp;

	/**
	 * @param sql        the transaction
	 * @param dictionary of the transaction
	 * @param segments   the sessions in columns, from which transactions read that do not write
	 * @param writable   whether this one may write
	 */
	public JdbcSessions(Sql sql, JdbcDictionary dictionary, SessionSegments segments, boolean writable) {
		this.sql = sql;
		this.dictionary = dictionary;
		this.segments = segments;
		this.writable = writable;
	}

	/** Called after the commit, before anybody else reads. */
	public void committed() {
		segments.touch(touched);
	}

	private static int number(SessionUnit.Origin origin) {
		return switch (origin) {
		case AGENT -> 1;
		case CHECKOUT -> 2;
		case VENDOR -> 3;
		case USAGE_FILES -> 4;
		};
	}

	private static SessionUnit.Origin origin(int number) {
		return switch (number) {
		case 1 -> SessionUnit.Origin.AGENT;
		case 2 -> SessionUnit.Origin.CHECKOUT;
		case 4 -> SessionUnit.Origin.USAGE_FILES;
		default -> SessionUnit.Origin.VENDOR;
		};
	}

	private Stored<SessionFact> read(Cells cells) throws SQLException {
		long id = cells.number();
		SessionUnit unit = new SessionUnit(origin(cells.integer()), cells.number());
		UUID key = cells.key();
		long server = cells.number();
		int product = cells.integer();
		String host = dictionary.text(cells.integer());
		String hostUser = dictionary.text(cells.integer());
		long licences = cells.number();
		Instant start = cells.instant();
		Instant proven = cells.instant();
		long end = cells.number();
		int kind = cells.integer();
		return new Stored<>(id,
				new SessionFact(unit, key, server, dictionary.product(product), host, hostUser, licences, start, proven,
						kind == END_NONE ? Optional.empty()
								: Optional.of(new SessionFact.End(Instant.ofEpochMilli(end), kind == END_EXACT)),
						cells.number(), text(cells.integer()),
						new SessionInput(Duration.ofMillis(cells.number()), Duration.ofMillis(cells.number()),
								STATES[cells.integer()], cells.instant())));
	}

	private String text(int osSession) {
		return osSession == 0 ? "" : dictionary.text(osSession);
	}

	@Override
	public Optional<SessionFact> byId(long id) {
		return sql.one("SELECT " + FACT + " FROM usage_session WHERE id = ?", parameters -> parameters.number(id),
				this::read).map(Stored::fact);
	}

	/** What a session is known by. */
	private record Name(SessionUnit unit, UUID key) {
	}

	private Map<Name, Stored<SessionFact>> named(Collection<Name> names) {
		Map<Name, Stored<SessionFact>> found = new HashMap<>();
		if (sql.travelsFar() && names.size() >= MANY) {
			names.stream().collect(Collectors.groupingBy(Name::unit, Collectors.mapping(Name::key, Collectors.toList())))
					.forEach((unit, keys) -> named(unit, keys, found));
			return found;
		}
		sql.eachOf("SELECT " + FACT
				+ " FROM usage_session WHERE origin = ? AND unit_id = ? AND key_high = ? AND key_low = ?", names,
				(parameters, name) -> parameters.number(number(name.unit.origin())).number(name.unit.id()).key(name.key),
				cells -> {
					Stored<SessionFact> stored = read(cells);
					found.put(new Name(stored.fact().unit(), stored.fact().key()), stored);
					return true;
				});
		return found;
	}

	/**
	 * Many of one unit in one question, with all keys in two arrays: to plan a question with a part for each takes longer than to
	 * answer it. The offset says that the index is to be asked for each key, whatever the planner takes the unit's size for.
	 */
	private void named(SessionUnit unit, List<UUID> keys, Map<Name, Stored<SessionFact>> found) {
		for (int from = 0; from < keys.size(); from += MOST) {
			List<UUID> some = keys.subList(from, Math.min(from + MOST, keys.size()));
			sql.each("SELECT stands.* FROM unnest(CAST(? AS BIGINT[]), CAST(? AS BIGINT[])) AS named (high, low), LATERAL (SELECT " + FACT
					+ " FROM usage_session WHERE origin = ? AND unit_id = ? AND key_high = high AND key_low = low OFFSET 0) AS stands",
					parameters -> parameters.text(array(some, UUID::getMostSignificantBits)).text(array(some, UUID::getLeastSignificantBits))
							.number(number(unit.origin())).number(unit.id()),
					cells -> {
						Stored<SessionFact> stored = read(cells);
						found.put(new Name(unit, stored.fact().key()), stored);
						return true;
					});
		}
	}

	private static String array(List<UUID> keys, ToLongFunction<UUID> half) {
		return keys.stream().map(key -> Long.toString(half.applyAsLong(key))).collect(Collectors.joining(",", "{", "}"));
	}

	@Override
	public Map<UUID, SessionFact> byKeys(SessionUnit unit, Collection<UUID> keys) {
		Map<UUID, SessionFact> found = new HashMap<>();
		named(keys.stream().distinct().map(key -> new Name(unit, key)).toList())
				.forEach((name, stored) -> found.put(name.key, stored.fact()));
		return found;
	}

	@Override
	public List<Stored<SessionFact>> of(SessionUnit unit) {
		return sql.list("SELECT " + FACT + " FROM usage_session WHERE origin = ? AND unit_id = ? ORDER BY id",
				parameters -> parameters.number(number(unit.origin())).number(unit.id()), this::read);
	}

	@Override
	public List<Stored<SessionFact>> endedBefore(Instant moment, int atMost) {
		return sql.list("SELECT " + FACT + " FROM usage_session WHERE end_at < ? ORDER BY end_at, id FETCH FIRST " + atMost + " ROWS ONLY",
				parameters -> parameters.instant(moment), this::read);
	}

	@Override
	public List<SessionUnit> units() {
		return sql.list("SELECT DISTINCT origin, unit_id FROM usage_session ORDER BY origin, unit_id", Sql.Filler.NONE,
				cells -> new SessionUnit(origin(cells.integer()), cells.number()));
	}

	@Override
	public void put(Collection<SessionFact> sessions) {
		sql.requireWritable();
		Set<SessionUnit> emptyUnits = sessions.stream().map(SessionFact::unit).distinct().filter(this::isEmpty)
				.collect(Collectors.toSet());
		Map<Name, Stored<SessionFact>> before = named(
				sessions.stream().filter(session -> !emptyUnits.contains(session.unit()))
						.map(session -> new Name(session.unit(), session.key())).toList());
		List<SessionFact> added = new ArrayList<>();
		List<Stored<SessionFact>> changed = new ArrayList<>();
		List<Change> changes = new ArrayList<>();
		for (SessionFact session : sessions) {
			Stored<SessionFact> stands = before.get(new Name(session.unit(), session.key()));
			if (stands == null) {
				added.add(session);
			} else if (!stands.fact().equals(session)) {
				changed.add(new Stored<>(stands.id(), session));
				if (stands.fact().end().isEmpty() && session.end().isEmpty()) {
					touched.add(stands.id());
				} else {
					changes.add(change(stands));
				}
			}
		}
		change(changed);
		tell(changes);
		add(added);
	}

	private static Change change(Stored<SessionFact> before) {
		return new Change(before.id(),
				before.fact().end().isEmpty() ? Months.NONE : Months.of(before.fact().start().toEpochMilli()));
	}

	private void tell(List<Change> changes) {
		SessionChanges all = new SessionChanges(sql);
		all.add(changes);
		segments.heldChange().ifPresent(held -> {
			all.drop(held);
			segments.dropped(held);
		});
	}

	private boolean isEmpty(SessionUnit unit) {
		return sql.one("SELECT id FROM usage_session WHERE origin = ? AND unit_id = ? FETCH FIRST 1 ROWS ONLY",
				parameters -> parameters.number(number(unit.origin())).number(unit.id()), Cells::number).isEmpty();
	}

	private void change(List<Stored<SessionFact>> sessions) {
		sql.batch("""
				UPDATE usage_session SET server_id = ?, product_id = ?, host = ?, host_user = ?, licences = ?, start_at = ?,
				proven_at = ?, end_at = ?, end_kind = ?, evidence_id = ?, os_session = ?, input_idle = ?,
				input_used = ?, input_state = ?, input_since = ? WHERE id = ?""", sessions,
				(parameters, stored) -> {
					write(parameters, stored.fact());
					parameters.number(stored.id());
				});
	}

	private void add(List<SessionFact> sessions) {
		if (sessions.isEmpty()) {
			return;
		}
		long[] id = { new Ids(sql).next("usage_session", sessions.size()) };
		sql.batch("""
				INSERT INTO usage_session (id, origin, unit_id, key_high, key_low, server_id, product_id, host, host_user,
				licences, start_at, proven_at, end_at, end_kind, evidence_id, os_session, input_idle, input_used,
				input_state, input_since)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", sessions, (parameters, session) -> {
			parameters.number(id[0]++).number(number(session.unit().origin())).number(session.unit().id())
					.key(session.key());
			write(parameters, session);
		});
	}

	private void write(Parameters parameters, SessionFact session) throws SQLException {
		int kind = session.end().map(end -> end.exact() ? END_EXACT : END_PROVEN).orElse(END_NONE);
		parameters.number(session.server()).number(dictionary.number(session.product()))
				.number(dictionary.number(session.host())).number(dictionary.number(session.hostUser()))
				.number(session.licences()).instant(session.start()).instant(session.lastProven())
				.number(session.end().map(end -> end.at().toEpochMilli()).orElse(NO_END)).number(kind)
				.number(session.evidence())
				.number(session.osSession().isEmpty() ? 0 : dictionary.number(session.osSession()))
				.number(session.input().idle().toMillis()).number(session.input().used().toMillis())
				.number(session.input().state().ordinal()).instant(session.input().since());
	}

	@Override
	public void remove(Collection<Stored<SessionFact>> sessions) {
		tell(sessions.stream().map(JdbcSessions::change).toList());
		sql.batch("DELETE FROM usage_session WHERE id = ?", sessions,
				(parameters, stored) -> parameters.number(stored.id()));
	}

	@Override
	public void remove(SessionUnit unit, Collection<UUID> keys) {
		remove(named(keys.stream().distinct().map(key -> new Name(unit, key)).toList()).values());
	}

	@Override
	public void stream(SessionFilter filter, Predicate<SessionRow> visitor) {
		if (!writable) {
			streamSegments(filter, visitor);
			return;
		}
		Optional<String> condition = condition(filter);
		if (condition.isEmpty()) {
			return;
		}
		if (filter.newestFirst() && filter.limit().isEmpty()) {
			SessionBuffer columns = new SessionBuffer();
			each(condition.get(), "", row -> !filter.meets(row) || columns.add(row));
			columns.newestFirst(visitor);
		} else {
			String order = filter.newestFirst() ? " ORDER BY start_at DESC, id DESC" : "";
			int[] left = { filter.limit().orElse(Integer.MAX_VALUE) };
			each(condition.get(), order, row -> !filter.meets(row) || visitor.test(row) && --left[0] > 0);
		}
	}

	private SessionSegments columns() {
		if (!caughtUp) {
			segments.catchUp(this);
			caughtUp = true;
		}
		return segments;
	}

	@Override
	public void sweep(SessionFilter filter, List<? extends Predicate<SessionRow>> visitors) {
		requireReading();
		columns().sweep(wanted(filter), visitors);
	}

	private static SessionSegments.Wanted wanted(SessionFilter filter) {
		return new SessionSegments.Wanted(
				filter.server().isPresent() ? Optional.of(filter.server().getAsLong()) : Optional.empty(), filter.product(),
				filter.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
				filter.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE), filter.openOnly(), filter.users(), filter.condition());
	}

	private void streamSegments(SessionFilter filter, Predicate<SessionRow> visitor) {
		SessionSegments.Wanted wanted = wanted(filter);
		if (!filter.newestFirst()) {
			int[] left = { filter.limit().orElse(0) };
			columns().each(wanted, filter.limit().isEmpty() ? visitor : row -> visitor.test(row) && --left[0] > 0);
			return;
		}
		SessionBuffer newest = new SessionBuffer();
		if (filter.limit().isPresent()) {
			columns().newest(wanted, filter.limit().getAsInt(), newest::add);
		} else {
			columns().each(wanted, newest::add);
		}
		newest.newestFirst(visitor);
	}

	@Override
	public List<String> checkColumns() {
		requireReading();
		SessionSegments inColumns = columns();
		return ColumnCheck.differences(visitor -> each("", "", visitor),
				visitor -> inColumns.each(SessionSegments.Wanted.ALL, visitor));
	}

	@Override
	public void remakeColumns() {
		new SessionChanges(sql).anything();
	}

	private void requireReading() {
		if (writable) {
			throw new IllegalStateException("ask for that in a transaction that only reads");
		}
	}

	@Override
	public void firstTold(FirstVisitor visitor) {
		requireReading();
		columns().begun((server, product, first) -> visitor.first(server, product, Instant.ofEpochMilli(first)));
	}

	@Override
	public Mark mark() {
		return new SessionChanges(sql).mark();
	}

	@Override
	public void between(long after, long upTo, Predicate<SessionRow> visitor) {
		each(" WHERE id > " + after + " AND id <= " + upTo, " ORDER BY id", visitor);
	}

	@Override
	public void open(Predicate<SessionRow> visitor) {
		each(" WHERE end_at = " + NO_END, "", visitor);
	}

	@Override
	public void withIds(Collection<Long> ids, Predicate<SessionRow> visitor) {
		CellRow row = new CellRow();
		sql.eachOf("SELECT " + ROW + " FROM usage_session WHERE id = ?", ids, (parameters, id) -> parameters.number(id),
				cells -> {
					row.read(cells);
					return visitor.test(row);
				});
	}

	@Override
	public void ended(long from, long until, long upTo, Predicate<SessionRow> visitor) {
		each(" WHERE start_at >= " + from + " AND start_at < " + until + " AND id <= " + upTo + " AND end_at <> " + NO_END,
				"", visitor);
	}

	@Override
	public void changes(long after, ChangeVisitor visitor) {
		new SessionChanges(sql).each(after, visitor);
	}

	@Override
	public int greatestProduct() {
		return dictionary.greatestProduct();
	}

	@Override
	public Optional<Product> product(int number) {
		return dictionary.committed(number);
	}

	private void each(String condition, String rest, Predicate<SessionRow> visitor) {
		CellRow row = new CellRow();
		sql.each("SELECT " + ROW + " FROM usage_session" + condition + rest, Sql.Filler.NONE, cells -> {
			row.read(cells);
			return visitor.test(row);
		});
	}

	/** @return what stands behind the table's name; empty when nothing can be found */
	private Optional<String> condition(SessionFilter filter) {
		List<String> conditions = new ArrayList<>();
		if (filter.product().isPresent()) {
			List<Integer> numbers = dictionary.productsNamed(filter.product().get());
			if (numbers.isEmpty()) {
				return Optional.empty();
			}
			conditions.add("product_id IN ("
					+ numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")");
		}
		server(filter.server()).ifPresent(conditions::add);
		filter.from().ifPresent(from -> conditions.add("end_at > " + from.toEpochMilli()));
		filter.until().ifPresent(until -> conditions.add("start_at < " + until.toEpochMilli()));
		if (filter.openOnly()) {
			conditions.add("end_at = " + NO_END);
		}
		return Optional.of(conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
	}

	private static Optional<String> server(OptionalLong server) {
		return server.isPresent() ? Optional.of("server_id = " + server.getAsLong()) : Optional.empty();
	}

	@Override
	public long count(SessionFilter filter) {
		if (filter.condition() != SessionFilter.ANY || filter.users() != SessionFilter.Users.ALL) {
			long[] count = { 0 };
			stream(filter, row -> ++count[0] > 0);
			return count[0];
		}
		return condition(filter)
				.map(condition -> sql.number("SELECT COUNT(*) FROM usage_session" + condition, Sql.Filler.NONE))
				.orElse(0L);
	}

	/** The row that visitors see. */
	private static final class CellRow implements SessionRow {

		private long id;
		private long server;
		private int origin;
		private long unit;
		private int host;
		private int hostUser;
		private int product;
		private long licences;
		private long start;
		private long lastProven;
		private long end;
		private int endKind;
		private int osSession;
		private long inputIdle;
		private long inputUsed;
		private int inputState;
		private long inputSince;

		void read(Cells cells) throws SQLException {
			id = cells.number();
			server = cells.number();
			origin = cells.integer();
			unit = cells.number();
			host = cells.integer();
			hostUser = cells.integer();
			product = cells.integer();
			licences = cells.number();
			start = cells.number();
			lastProven = cells.number();
			end = cells.number();
			endKind = cells.integer();
			osSession = cells.integer();
			inputIdle = cells.number();
			inputUsed = cells.number();
			inputState = cells.integer();
			inputSince = cells.number();
		}

		@Override
		public long id() {
			return id;
		}

		@Override
		public long server() {
			return server;
		}

		@Override
		public SessionUnit.Origin origin() {
			return JdbcSessions.origin(origin);
		}

		@Override
		public long agent() {
			SessionUnit.Origin told = origin();
			return told == SessionUnit.Origin.AGENT || told == SessionUnit.Origin.USAGE_FILES ? unit : 0;
		}

		@Override
		public int host() {
			return host;
		}

		@Override
		public int hostUser() {
			return hostUser;
		}

		@Override
		public int osSession() {
			return osSession;
		}

		@Override
		public long inputIdle() {
			return inputIdle;
		}

		@Override
		public long inputUsed() {
			return inputUsed;
		}

		@Override
		public SessionInput.State inputState() {
			return STATES[inputState];
		}

		@Override
		public long inputSince() {
			return inputSince;
		}

		@Override
		public int product() {
			return product;
		}

		@Override
		public long licences() {
			return licences;
		}

		@Override
		public long start() {
			return start;
		}

		@Override
		public long lastProven() {
			return lastProven;
		}

		@Override
		public boolean ended() {
			return endKind != END_NONE;
		}

		@Override
		public long end() {
			return end;
		}

		@Override
		public boolean endExact() {
			return endKind == END_EXACT;
		}
	}
}

package org.lictor.store.internal.volume;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

	private static final String FACT = "id, unit, key_high, key_low, server_id, product_id, host, host_user, licences, start_at, "
			+ "end_at, end_kind, proven_at, evidence_id, os_session, input_idle, input_used, input_state, input_since";
	private static final String ROW = "id, server_id, unit, host, host_user, product_id, licences, start_at, "
			+ "end_at, end_kind, proven_at, os_session, input_idle, input_used, input_state, input_since";
	/** Told of sessions of which no end is known. */
	private static final long NO_END = Long.MAX_VALUE;
	/** Numbers of licences that are not written down. */
	private static final long ONE = 1;
	/** What a session is found by: the index has a half of the key. */
	private static final String NAMED = " FROM usage_session WHERE unit = ? AND key_low = ? AND key_high = ?";
	/** From so many on, sessions are looked for together. */
	private static final int MANY = 50;
	/** At most so many together: of so many, halves of keys fit into a text, 20 signs each and a comma. */
	private static final int MOST = 1_500;
	/** From so many of a unit on, its keys are read and remembered: most of a large batch is new, and asking for each takes longer. */
	private static final int BATCH = 1_000;
	/** Of a unit with so many times more sessions than are looked for, keys are asked for one by one. */
	private static final int TIMES = 8;
	private static final SessionInput.State[] STATES = SessionInput.State.values();
	private static final int END_NONE = 0;
	private static final int END_EXACT = 1;
	private static final int END_PROVEN = 2;

	private final Sql sql;
	private final JdbcDictionary dictionary;
	private final SessionSegments segments;
	private final KnownKeys knownKeys;
	private final boolean writable;
	/** Taken from those that all transactions know. */
	private final Map<SessionUnit, LongSet> known = new HashMap<>();
	/** Numbers of sessions that go on and whose last proven moment or the like changed. */
	private final Set<Long> touched = new HashSet<>();
	/** Numbers of sessions that have no end, and of those that have none no longer; until they are written. */
	private final List<Long> begun = new ArrayList<>();
	private final List<Long> ended = new ArrayList<>();
	private boolean caughtUp;

	/**
	 * @param sql        the transaction
	 * @param dictionary of the transaction
	 * @param segments   the sessions in columns, from which transactions read that do not write
	 * @param knownKeys  keys that other transactions came to know; used by one that writes
	 * @param writable   whether this one may write
	 */
	public JdbcSessions(Sql sql, JdbcDictionary dictionary, SessionSegments segments, KnownKeys knownKeys, boolean writable) {
		this.sql = sql;
		this.dictionary = dictionary;
		this.segments = segments;
		this.knownKeys = knownKeys;
		this.writable = writable;
	}

	/** Called after the commit, before anybody else reads. */
	public void committed() {
		segments.touch(touched);
		known.forEach(knownKeys::give);
	}

	private Stored<SessionFact> read(Cells cells) throws SQLException {
		long id = cells.number();
		SessionUnit unit = UnitNumbers.unit(cells.integer());
		UUID key = cells.key();
		long server = cells.number();
		int product = cells.integer();
		String host = dictionary.text(cells.integer());
		String hostUser = dictionary.text(cells.integer());
		long licences = cells.optionalNumber().orElse(ONE);
		Instant start = cells.instant();
		Instant end = cells.instant();
		int kind = cells.integer();
		Instant proven = cells.optionalInstant().orElse(end);
		return new Stored<>(id,
				new SessionFact(unit, key, server, dictionary.product(product), host, hostUser, licences, start, proven,
						kind == END_NONE ? Optional.empty() : Optional.of(new SessionFact.End(end, kind == END_EXACT)),
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

	@Override
	public List<Stored<SessionFact>> byIds(Collection<Long> ids) {
		List<Stored<SessionFact>> found = new ArrayList<>();
		sql.eachOf("SELECT " + FACT + " FROM usage_session WHERE id = ?", ids, (parameters, id) -> parameters.number(id),
				cells -> found.add(read(cells)));
		return found;
	}

	/** What a session is known by. */
	private record Name(SessionUnit unit, UUID key) {
	}

	private Map<Name, Stored<SessionFact>> named(Collection<Name> all) {
		Map<Name, Stored<SessionFact>> found = new HashMap<>();
		Collection<Name> names = maybeThere(all);
		if (sql.travelsFar() && names.size() >= MANY) {
			names.stream().collect(Collectors.groupingBy(Name::unit, Collectors.mapping(Name::key, Collectors.toList())))
					.forEach((unit, keys) -> named(unit, keys, found));
			return found;
		}
		sql.eachOf("SELECT " + FACT + NAMED, names, (parameters, name) -> parameters.number(UnitNumbers.number(name.unit))
				.number(name.key.getLeastSignificantBits()).number(name.key.getMostSignificantBits()), cells -> {
					Stored<SessionFact> stored = read(cells);
					found.put(new Name(stored.fact().unit(), stored.fact().key()), stored);
					return true;
				});
		return found;
	}

	/** Leaves out those that cannot be there, as not even half of their key is. */
	private Collection<Name> maybeThere(Collection<Name> names) {
		List<Name> maybe = new ArrayList<>();
		names.stream().collect(Collectors.groupingBy(Name::unit)).forEach((unit, ofUnit) -> {
			Optional<LongSet> halves = known(unit).or(() -> halves(unit, ofUnit.size()));
			ofUnit.stream().filter(name -> halves.map(each -> each.contains(name.key.getLeastSignificantBits())).orElse(true))
					.forEach(maybe::add);
		});
		return maybe;
	}

	/** @return halves of all keys of a unit, and perhaps of more; empty when they are not known */
	private Optional<LongSet> known(SessionUnit unit) {
		if (writable && !known.containsKey(unit)) {
			knownKeys.take(unit).ifPresent(halves -> known.put(unit, halves));
		}
		return Optional.ofNullable(known.get(unit));
	}

	/**
	 * Reads halves of all keys of a unit from the index, from its beginning to its end, when many sessions are looked for.
	 *
	 * @return empty when few are looked for, or the unit has many times more; that is found out once
	 */
	private Optional<LongSet> halves(SessionUnit unit, int lookedFor) {
		int atMost = lookedFor * TIMES;
		if (lookedFor < BATCH || writable && knownKeys.hasMore(unit, atMost)) {
			return Optional.empty();
		}
		LongSet halves = new LongSet();
		int[] rows = new int[1];
		sql.each("SELECT key_low FROM usage_session WHERE unit = ? FETCH FIRST " + (atMost + 1) + " ROWS ONLY",
				parameters -> parameters.number(UnitNumbers.number(unit)), cells -> {
					halves.add(cells.number());
					rows[0]++;
					return true;
				});
		if (rows[0] > atMost) {
			if (writable) {
				knownKeys.tooMany(unit, atMost);
			}
			return Optional.empty();
		}
		if (writable) {
			known.put(unit, halves);
		}
		return Optional.of(halves);
	}

	/**
	 * Many of one unit in one question, with all keys in two arrays: to plan a question with a part for each takes longer than to
	 * answer it. The offset says that the index is to be asked for each key, whatever the planner takes the unit's size for.
	 */
	private void named(SessionUnit unit, List<UUID> keys, Map<Name, Stored<SessionFact>> found) {
		for (int from = 0; from < keys.size(); from += MOST) {
			List<UUID> some = keys.subList(from, Math.min(from + MOST, keys.size()));
			sql.each("SELECT stands.* FROM unnest(CAST(? AS BIGINT[]), CAST(? AS BIGINT[])) AS named (high, low), LATERAL (SELECT " + FACT
					+ " FROM usage_session WHERE unit = ? AND key_low = low AND key_high = high OFFSET 0) AS stands",
					parameters -> parameters.text(array(some, UUID::getMostSignificantBits)).text(array(some, UUID::getLeastSignificantBits))
							.number(UnitNumbers.number(unit)),
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
		return sql.list("SELECT " + FACT + " FROM usage_session WHERE unit = ? ORDER BY id",
				parameters -> parameters.number(UnitNumbers.number(unit)), this::read);
	}

	@Override
	public List<Long> endedBefore(Instant moment, int atMost) {
		requireReading();
		List<Long> ids = new ArrayList<>();
		columns().endedBefore(moment.toEpochMilli(), id -> ids.add(id) && ids.size() < atMost);
		return ids;
	}

	@Override
	public List<SessionUnit> units() {
		return sql.list("SELECT DISTINCT unit FROM usage_session", Sql.Filler.NONE, cells -> UnitNumbers.unit(cells.integer())).stream()
				.sorted(Comparator.comparing(SessionUnit::origin).thenComparing(SessionUnit::id)).toList();
	}

	@Override
	public void put(Collection<SessionFact> sessions) {
		sql.requireWritable();
		Set<SessionUnit> emptyUnits = emptyUnits(sessions);
		Map<Name, Stored<SessionFact>> before = named(
				sessions.stream().filter(session -> !emptyUnits.contains(session.unit()))
						.map(session -> new Name(session.unit(), session.key())).toList());
		Set<Name> told = new HashSet<>();
		List<SessionFact> added = new ArrayList<>();
		List<Stored<SessionFact>> changed = new ArrayList<>();
		List<Change> changes = new ArrayList<>();
		for (SessionFact session : sessions) {
			Name name = new Name(session.unit(), session.key());
			if (!told.add(name)) {
				// no index would refuse it
				throw new IllegalArgumentException("one session is given twice: " + name);
			}
			Stored<SessionFact> stands = before.get(name);
			if (stands == null) {
				added.add(session);
			} else if (!stands.fact().equals(session)) {
				changed.add(new Stored<>(stands.id(), session));
				openOrNot(stands, session);
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
		writeOpen();
	}

	private void openOrNot(Stored<SessionFact> before, SessionFact now) {
		if (before.fact().end().isEmpty() && now.end().isPresent()) {
			ended.add(before.id());
		} else if (before.fact().end().isPresent() && now.end().isEmpty()) {
			begun.add(before.id());
		}
	}

	private void writeOpen() {
		if (!begun.isEmpty()) {
			sql.batch("INSERT INTO open_session (session_id) VALUES (?)", begun, Parameters::number);
			begun.clear();
		}
		if (!ended.isEmpty()) {
			sql.batch("DELETE FROM open_session WHERE session_id = ?", ended, Parameters::number);
			ended.clear();
		}
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

	/** Those of which nothing is there. */
	private Set<SessionUnit> emptyUnits(Collection<SessionFact> sessions) {
		Set<SessionUnit> empty = new HashSet<>();
		sessions.stream().collect(Collectors.groupingBy(SessionFact::unit, Collectors.counting())).forEach((unit, count) -> {
			if (known(unit).isEmpty() && isEmpty(unit)) {
				empty.add(unit);
				if (count >= BATCH) {
					known.put(unit, new LongSet());
				}
			}
		});
		return empty;
	}

	private boolean isEmpty(SessionUnit unit) {
		return sql.one("SELECT id FROM usage_session WHERE unit = ? FETCH FIRST 1 ROWS ONLY",
				parameters -> parameters.number(UnitNumbers.number(unit)), Cells::number).isEmpty();
	}

	private void change(List<Stored<SessionFact>> sessions) {
		sql.batch("""
				UPDATE usage_session SET server_id = ?, product_id = ?, host = ?, host_user = ?, licences = ?, start_at = ?,
				end_at = ?, end_kind = ?, proven_at = ?, evidence_id = ?, os_session = ?, input_idle = ?,
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
				INSERT INTO usage_session (id, unit, key_high, key_low, server_id, product_id, host, host_user, licences, start_at,
				end_at, end_kind, proven_at, evidence_id, os_session, input_idle, input_used, input_state, input_since)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", sessions, (parameters, session) -> {
			if (session.end().isEmpty()) {
				begun.add(id[0]);
			}
			parameters.number(id[0]++).number(UnitNumbers.number(session.unit())).key(session.key());
			write(parameters, session);
		});
		for (SessionFact session : sessions) {
			LongSet halves = known.get(session.unit());
			if (halves != null) {
				halves.add(session.key().getLeastSignificantBits());
			}
		}
	}

	/** What most sessions have in common is not written down. */
	private void write(Parameters parameters, SessionFact session) throws SQLException {
		int kind = session.end().map(end -> end.exact() ? END_EXACT : END_PROVEN).orElse(END_NONE);
		Instant end = session.end().map(SessionFact.End::at).orElse(session.lastProven());
		SessionInput input = session.input();
		boolean told = !input.equals(SessionInput.NONE);
		parameters.number(session.server()).number(dictionary.number(session.product()))
				.number(dictionary.number(session.host())).number(dictionary.number(session.hostUser()))
				.number(unless(session.licences() == ONE, session.licences())).instant(session.start()).instant(end).number(kind)
				.number(unless(session.lastProven().equals(end), session.lastProven().toEpochMilli())).number(session.evidence())
				.number(session.osSession().isEmpty() ? OptionalLong.empty() : OptionalLong.of(dictionary.number(session.osSession())))
				.number(unless(!told, input.idle().toMillis())).number(unless(!told, input.used().toMillis()))
				.number(unless(!told, input.state().ordinal())).number(unless(!told, input.since().toEpochMilli()));
	}

	private static OptionalLong unless(boolean usual, long number) {
		return usual ? OptionalLong.empty() : OptionalLong.of(number);
	}

	@Override
	public void remove(Collection<Stored<SessionFact>> sessions) {
		tell(sessions.stream().map(JdbcSessions::change).toList());
		sql.batch("DELETE FROM usage_session WHERE id = ?", sessions,
				(parameters, stored) -> parameters.number(stored.id()));
		sessions.stream().filter(stored -> stored.fact().end().isEmpty()).map(Stored::id).forEach(ended::add);
		writeOpen();
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
		int[] left = { filter.limit().orElse(Integer.MAX_VALUE) };
		Predicate<SessionRow> wanted = row -> !filter.meets(row) || visitor.test(row) && --left[0] > 0;
		if (filter.openOnly() && !filter.newestFirst()) {
			Set<Integer> products = filter.product().map(name -> Set.copyOf(dictionary.productsNamed(name))).orElse(Set.of());
			open(row -> filter.server().isPresent() && filter.server().getAsLong() != row.server()
					|| filter.product().isPresent() && !products.contains(row.product())
					|| filter.until().isPresent() && row.start() >= filter.until().get().toEpochMilli() || wanted.test(row));
			return;
		}
		condition(filter).ifPresent(
				condition -> each(condition, filter.newestFirst() ? " ORDER BY start_at DESC, id DESC" : "", wanted));
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
		List<Long> ids = sql.list("SELECT session_id FROM open_session ORDER BY session_id", Sql.Filler.NONE, Cells::number);
		withIds(ids, row -> row.ended() || visitor.test(row));
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
		each(" WHERE start_at >= " + from + " AND start_at < " + until + " AND id <= " + upTo + " AND end_kind <> "
				+ END_NONE, "", visitor);
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
			conditions.add("product_id" + JdbcDictionary.in(numbers));
		}
		server(filter.server()).ifPresent(conditions::add);
		filter.from().ifPresent(from -> conditions.add("(end_at > " + from.toEpochMilli() + " OR end_kind = " + END_NONE + ")"));
		filter.until().ifPresent(until -> conditions.add("start_at < " + until.toEpochMilli()));
		if (filter.openOnly()) {
			conditions.add("end_kind = " + END_NONE);
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
		private SessionUnit.Origin origin;
		private long agent;
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
			int unit = cells.integer();
			origin = UnitNumbers.origin(unit);
			agent = origin == SessionUnit.Origin.AGENT || origin == SessionUnit.Origin.USAGE_FILES ? UnitNumbers.id(unit) : 0;
			host = cells.integer();
			hostUser = cells.integer();
			product = cells.integer();
			licences = cells.optionalNumber().orElse(ONE);
			start = cells.number();
			long told = cells.number();
			endKind = cells.integer();
			end = endKind == END_NONE ? NO_END : told;
			lastProven = cells.optionalNumber().orElse(told);
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
			return origin;
		}

		@Override
		public long agent() {
			return agent;
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

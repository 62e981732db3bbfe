package org.lictor.store.internal.volume;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.lictor.store.FactTable.OfServer;
import org.lictor.store.FactUnit;
import org.lictor.store.UsageDayFact;
import org.lictor.store.UsageDayTable;
import org.lictor.store.UsageDaysTold;
import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Sql;
import org.lictor.store.internal.volume.UsageDayPack.Packed;
import org.lictor.store.internal.volume.UsageDayPack.Packer;
import org.lictor.store.internal.volume.UsageDayPack.Row;
import org.lictor.store.internal.volume.UsageDayPack.Unpacker;

/** {@link UsageDayTable} on plain SQL: a row of the database has what a team used on a day, see {@link UsageDayPack}. */
final class JdbcUsageDayTable implements UsageDayTable {

	private static final String TABLE = "usage_pack";
	private static final String OF_UNIT = "server_id = ? AND origin = ?";
	private static final String OF_DAYS = OF_UNIT + " AND day_used BETWEEN ? AND ?";
	private static final Comparator<Place> IN_ORDER = Comparator.comparingLong(Place::day).thenComparingInt(Place::team);

	private final Sql sql;
	private final JdbcDictionary dictionary;
	private final AccountNumbers accounts;
	/** For reading. */
	private final FactNames names;

	JdbcUsageDayTable(Sql sql, JdbcDictionary dictionary, AccountNumbers accounts) {
		this.sql = sql;
		this.dictionary = dictionary;
		this.accounts = accounts;
		this.names = new FactNames(dictionary, accounts, new AccountNumbers.Unit(0, 0));
	}

	/** Which pack of a unit. */
	private record Place(long day, int team) {
	}

	private record Standing(long id, byte[] bytes) {
	}

	private static Sql.Filler days(FactUnit unit, LocalDate from, LocalDate until) {
		return parameters -> parameters.number(unit.server()).number(JdbcFactTable.number(unit)).number(from.toEpochDay())
				.number(until.toEpochDay());
	}

	private static Sql.Filler all(FactUnit unit) {
		return parameters -> parameters.number(unit.server()).number(JdbcFactTable.number(unit));
	}

	@Override
	public List<UsageDayFact> of(FactUnit unit) {
		return facts(OF_UNIT, all(unit));
	}

	@Override
	public List<UsageDayFact> of(FactUnit unit, LocalDate from, LocalDate until) {
		return facts(OF_DAYS, days(unit, from, until));
	}

	private List<UsageDayFact> facts(String condition, Sql.Filler filler) {
		List<UsageDayFact> facts = new ArrayList<>();
		sql.each("SELECT day_used, team, packed FROM usage_pack WHERE " + condition + " ORDER BY day_used, team", filler, cells -> {
			LocalDate day = LocalDate.ofEpochDay(cells.number());
			String team = names.team(cells.integer());
			Unpacker pack = new Unpacker(cells.bytes());
			while (pack.next()) {
				facts.add(fact(pack, day, team));
			}
			return true;
		});
		return facts;
	}

	private UsageDayFact fact(Unpacker pack, LocalDate day, String team) {
		return new UsageDayFact(names.account(pack.account()), names.product(pack.product()), day, pack.tokens(), pack.evidence(), team);
	}

	@Override
	public SortedMap<LocalDate, Long> counts(FactUnit unit) {
		SortedMap<LocalDate, Long> counts = new TreeMap<>();
		sql.each("SELECT day_used, SUM(facts) FROM usage_pack WHERE " + OF_UNIT + " GROUP BY day_used", all(unit), cells -> {
			counts.put(LocalDate.ofEpochDay(cells.number()), cells.number());
			return true;
		});
		return counts;
	}

	@Override
	public void put(FactUnit unit, LocalDate from, LocalDate until, Collection<UsageDayFact> facts) {
		sql.requireWritable();
		FactNames ofUnit = new FactNames(dictionary, accounts, new AccountNumbers.Unit(unit.server(), JdbcFactTable.number(unit)));
		Map<Place, Packer> packers = new HashMap<>();
		for (UsageDayFact fact : facts) {
			if (fact.day().isBefore(from) || fact.day().isAfter(until)) {
				throw new IllegalArgumentException(fact.day() + " is not from " + from + " to " + until);
			}
			packers.computeIfAbsent(new Place(fact.day().toEpochDay(), ofUnit.teamNumber(fact.team())), none -> new Packer())
					.add(new Row(ofUnit.accountNumber(fact.account()), ofUnit.number(fact.product()), fact.tokens(), fact.evidence()));
		}
		put(unit, standing(OF_DAYS, days(unit, from, until), bytes -> true), packers);
	}

	@Override
	public void tell(FactUnit unit, LocalDate from, LocalDate until, UsageDaysTold told) {
		sql.requireWritable();
		ToldRows rows = new ToldRows(told, new FactNames(dictionary, accounts, new AccountNumbers.Unit(unit.server(), JdbcFactTable.number(unit))));
		Map<Place, List<Row>> fresh = new HashMap<>();
		told.visit(from, until, (day, team, account, product, tokens) -> fresh
				.computeIfAbsent(new Place(day.toEpochDay(), rows.team(team)), none -> new ArrayList<>())
				.add(rows.row(account, product, tokens)));
		Set<Long> gone = new TreeSet<>();
		Map<Place, Packed> packs = new TreeMap<>(IN_ORDER);
		sql.each("SELECT day_used, team, id, packed FROM usage_pack WHERE " + OF_DAYS, days(unit, from, until), cells -> {
			Place place = new Place(cells.number(), cells.integer());
			Standing stands = new Standing(cells.number(), cells.bytes());
			boolean all = told.tellsAll(LocalDate.ofEpochDay(place.day()), names.team(place.team()));
			List<Row> ofPlace = fresh.remove(place);
			if (ofPlace != null || all) {
				UsageDayPack.laid(stands.bytes(), ofPlace == null ? List.of() : ofPlace, all).ifPresent(now -> {
					gone.add(stands.id());
					if (now.facts() > 0) {
						packs.put(place, now);
					}
				});
			}
			return true;
		});
		fresh.forEach((place, ofPlace) -> packs.put(place, UsageDayPack.pack(ofPlace)));
		sql.batch("DELETE FROM usage_pack WHERE id = ?", gone, (parameters, id) -> parameters.number(id));
		insert(sql, unit.server(), JdbcFactTable.number(unit), packs);
	}

	/** Turns places in the lists of what is told into numbers of the database, each once. */
	private static final class ToldRows {
		private final UsageDaysTold told;
		private final FactNames names;
		private final long[] accounts;
		private final int[] products;
		private final int[] teams;

		ToldRows(UsageDaysTold told, FactNames names) {
			this.told = told;
			this.names = names;
			this.accounts = new long[told.accounts().size()];
			this.products = told.products().stream().mapToInt(names::number).toArray();
			this.teams = told.teams().stream().mapToInt(names::teamNumber).toArray();
		}

		int team(int place) {
			return teams[place];
		}

		Row row(int account, int product, Optional<BigDecimal> tokens) {
			if (accounts[account] == 0) {
				accounts[account] = names.accountNumber(told.accounts().get(account));
			}
			return new Row(accounts[account], products[product], tokens, told.evidence());
		}
	}

	private Map<Place, Standing> standing(String condition, Sql.Filler filler, Predicate<byte[]> wanted) {
		Map<Place, Standing> standing = new HashMap<>();
		sql.each("SELECT day_used, team, id, packed FROM usage_pack WHERE " + condition, filler, cells -> {
			Place place = new Place(cells.number(), cells.integer());
			Standing stands = new Standing(cells.number(), cells.bytes());
			if (wanted.test(stands.bytes())) {
				standing.put(place, stands);
			}
			return true;
		});
		return standing;
	}

	/** Puts packs in place of those that stand, but touches none that stays the same. */
	private void put(FactUnit unit, Map<Place, Standing> standing, Map<Place, Packer> packers) {
		Set<Long> gone = new TreeSet<>();
		Map<Place, Packed> fresh = packed(packers);
		standing.forEach((place, stands) -> {
			Packed now = fresh.get(place);
			if (now != null && Arrays.equals(now.bytes(), stands.bytes())) {
				fresh.remove(place);
			} else {
				gone.add(stands.id());
			}
		});
		sql.batch("DELETE FROM usage_pack WHERE id = ?", gone, (parameters, id) -> parameters.number(id));
		insert(sql, unit.server(), JdbcFactTable.number(unit), fresh);
	}

	private static Map<Place, Packed> packed(Map<Place, Packer> packers) {
		Map<Place, Packed> packed = new TreeMap<>(IN_ORDER);
		packers.forEach((place, packer) -> packed.put(place, packer.pack()));
		return packed;
	}

	private static void insert(Sql sql, long server, int origin, Map<Place, Packed> packs) {
		if (packs.isEmpty()) {
			return;
		}
		long[] next = { new Ids(sql).next(TABLE, packs.size()) };
		sql.batch("INSERT INTO usage_pack (id, server_id, origin, day_used, team, facts, paid, packed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
				packs.entrySet(),
				(parameters, each) -> parameters.number(next[0]++).number(server).number(origin).number(each.getKey().day())
						.number(each.getKey().team()).number(each.getValue().facts()).number(each.getValue().paid())
						.bytes(each.getValue().bytes()));
	}

	@Override
	public void lastDays(OptionalLong server, Consumer<LastDay> visitor) {
		// by number first: no database sorts packs well
		List<Long> latestFirst = sql.list("SELECT id FROM usage_pack WHERE origin < " + JdbcFactTable.DRAFT + of(server)
				+ " ORDER BY day_used DESC", Sql.Filler.NONE, cells -> cells.number());
		// accounts of different units have different numbers
		Map<Integer, BitSet> seen = new HashMap<>();
		sql.eachOf("SELECT server_id, day_used, packed FROM usage_pack WHERE id = ?", latestFirst,
				(parameters, id) -> parameters.number(id), cells -> {
					long owner = cells.number();
					LocalDate day = LocalDate.ofEpochDay(cells.number());
					Unpacker pack = new Unpacker(cells.bytes());
					while (pack.next()) {
						BitSet people = seen.computeIfAbsent(pack.product(), none -> new BitSet());
						int account = Math.toIntExact(pack.account());
						if (!people.get(account)) {
							people.set(account);
							visitor.accept(new LastDay(owner, names.account(account), names.product(pack.product()), day));
						}
					}
					return true;
				});
	}

	@Override
	public void days(OptionalLong server, LocalDate from, LocalDate until, Consumer<UsedDay> visitor) {
		sql.each("SELECT server_id, day_used, packed FROM usage_pack WHERE origin < " + JdbcFactTable.DRAFT
				+ " AND day_used BETWEEN ? AND ?" + of(server),
				parameters -> parameters.number(from.toEpochDay()).number(until.toEpochDay()), cells -> {
					long owner = cells.number();
					LocalDate day = LocalDate.ofEpochDay(cells.number());
					Unpacker pack = new Unpacker(cells.bytes());
					while (pack.next()) {
						visitor.accept(new UsedDay(owner, names.account(pack.account()), names.product(pack.product()), day));
					}
					return true;
				});
	}

	private static String of(OptionalLong server) {
		return server.isPresent() ? " AND server_id = " + server.getAsLong() : "";
	}

	@Override
	public List<OfServer<UsageDayFact>> withTokens(OptionalLong server, LocalDate from, LocalDate until) {
		List<OfServer<UsageDayFact>> facts = new ArrayList<>();
		sql.each("SELECT server_id, day_used, team, packed FROM usage_pack WHERE origin < " + JdbcFactTable.DRAFT
				+ " AND paid > 0 AND day_used BETWEEN ? AND ?" + of(server) + " ORDER BY server_id, day_used, team",
				parameters -> parameters.number(from.toEpochDay()).number(until.toEpochDay()), cells -> {
					long owner = cells.number();
					LocalDate day = LocalDate.ofEpochDay(cells.number());
					String team = names.team(cells.integer());
					Unpacker pack = new Unpacker(cells.bytes());
					while (pack.next()) {
						if (pack.tokens().isPresent()) {
							facts.add(new OfServer<>(owner, fact(pack, day, team)));
						}
					}
					return true;
				});
		return facts;
	}

	@Override
	public long count() {
		return sql.number("SELECT COALESCE(SUM(facts), 0) FROM usage_pack WHERE origin < " + JdbcFactTable.DRAFT, Sql.Filler.NONE);
	}

	/**
	 * Accounts turned out to be one. Of two facts that are one then, the one with the later evidence stays.
	 *
	 * @param unit          whose accounts they are
	 * @param merged        numbers of accounts, each with that of the account it belongs to from now on
	 * @param evidenceOrder which evidence comes after which, by their numbers
	 */
	void merge(FactUnit unit, Map<Long, Long> merged, Comparator<Long> evidenceOrder) {
		Map<Place, Standing> standing = standing(OF_UNIT, all(unit), bytes -> {
			Unpacker pack = new Unpacker(bytes);
			boolean concerned = false;
			while (!concerned && pack.next()) {
				concerned = merged.containsKey(pack.account());
			}
			return concerned;
		});
		Map<Place, Packer> packers = new HashMap<>();
		standing.forEach((place, stands) -> {
			Packer packer = packers.computeIfAbsent(place, none -> new Packer(Comparator.comparing(Row::evidence, evidenceOrder)));
			Unpacker pack = new Unpacker(stands.bytes());
			while (pack.next()) {
				packer.add(new Row(merged.getOrDefault(pack.account(), pack.account()), pack.product(), pack.tokens(), pack.evidence()));
			}
		});
		put(unit, standing, packers);
	}

	/**
	 * Packs what stood in a row of its own for each fact before schema 9.
	 *
	 * @param sql in the middle of the migration
	 */
	static void packRows(Sql sql) {
		record UnitDay(long server, int origin, long day) {
		}
		for (UnitDay each : sql.list("SELECT DISTINCT server_id, origin, day_used FROM usage_day ORDER BY server_id, origin, day_used",
				Sql.Filler.NONE, cells -> new UnitDay(cells.number(), cells.integer(), cells.number()))) {
			Map<Place, Packer> packers = new HashMap<>();
			sql.each("SELECT team, account_id, product_id, tokens, evidence_id FROM usage_day WHERE server_id = ? AND origin = ? AND day_used = ? "
					+ "ORDER BY id", parameters -> parameters.number(each.server()).number(each.origin()).number(each.day()), cells -> {
						packers.computeIfAbsent(new Place(each.day(), cells.integer()), none -> new Packer())
								.add(new Row(cells.number(), cells.integer(), cells.optionalText().map(BigDecimal::new), cells.number()));
						return true;
					});
			insert(sql, each.server(), each.origin(), packed(packers));
		}
	}
}

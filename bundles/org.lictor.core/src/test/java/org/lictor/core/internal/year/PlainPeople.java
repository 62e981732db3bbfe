package org.lictor.core.internal.year;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lictor.core.internal.year.Known.Counted;
import org.lictor.core.internal.year.Known.Session;
import org.lictor.core.internal.year.Plain.Was;
import org.lictor.core.internal.year.Plain.While;
import org.lictor.query.Granularity;
import org.lictor.query.Unknown;

/** Figures about people and what they have, computed day by day and one after the other from what happened; as plain as {@link Plain}. */
final class PlainPeople {

	private static final Object NONE = Unknown.UNKNOWN;
	private static final double HOUR = 3_600_000;

	private final Known known;
	private final Plain plain;
	private final List<Assigned> assigned;
	private final Map<String, List<Counted>> counted;
	private final Map<String, Set<String>> collections = new TreeMap<>();
	private final Map<List<String>, Optional<Use>> lastUses = new HashMap<>();
	private final long now;

	PlainPeople(Known known, Plain plain) {
		this.known = known;
		this.plain = plain;
		this.assigned = Assigned.assignments(known);
		this.counted = known.counted.stream().collect(Collectors.groupingBy(Counted::mail));
		this.now = known.now.toEpochMilli();
	}

	private static Object of(Optional<?> value) {
		return value.isPresent() ? value.get() : NONE;
	}

	private Object name(String mail) {
		return Plain.text(known.names.get(mail));
	}

	private LocalDate day(long at) {
		return Instant.ofEpochMilli(at).atZone(known.zone).toLocalDate();
	}

	private static boolean within(Optional<Instant> from, Optional<Instant> until, long begin, long end) {
		return from.map(at -> at.toEpochMilli() < end).orElse(true) && until.map(at -> at.toEpochMilli() > begin).orElse(true);
	}

	// ---- who has what

	List<List<Object>> assignments(long from, long until) {
		return assigned.stream().filter(each -> within(each.from(), each.until(), from, until))
				.map(each -> List.of(each.mail(), name(each.mail()), Known.ACME, each.what(), NONE, of(each.from()), of(each.until()))).toList();
	}

	List<List<Object>> members(long from, long until) {
		return Assigned.members(known).stream().filter(each -> within(each.from(), each.until(), from, until))
				.map(each -> List.of(Known.ACME, NONE, each.what(), NONE, each.mail(), name(each.mail()), of(each.from()), of(each.until())))
						.toList();
	}

	List<List<Object>> changes(long from, long until) {
		List<List<Object>> rows = new ArrayList<>();
		for (Assigned each : assigned) {
			each.from().filter(at -> at.toEpochMilli() >= from && at.toEpochMilli() < until)
					.ifPresent(at -> rows.add(List.of(Known.ACME, each.what(), NONE, each.mail(), name(each.mail()), "GAINED", at)));
			each.until().filter(at -> at.toEpochMilli() >= from && at.toEpochMilli() < until)
					.ifPresent(at -> rows.add(List.of(Known.ACME, each.what(), NONE, each.mail(), name(each.mail()), "LOST", at)));
		}
		return rows;
	}

	/** Seats and people at the end of the first day of each period. */
	List<List<Object>> seatsHistory(LocalDate first, LocalDate last, Granularity by) {
		List<List<Object>> rows = new ArrayList<>();
		Set<String> products = new TreeSet<>();
		known.snapshots.forEach(snapshot -> products.addAll(snapshot.owned().keySet()));
		assigned.forEach(each -> products.add(each.what()));
		for (String product : products) {
			for (LocalDate day = first; !day.isAfter(last); day = by == Granularity.MONTH ? day.plusMonths(1) : day.plusDays(1)) {
				long end = Math.min(day.plusDays(1).atStartOfDay(known.zone).toInstant().toEpochMilli() - 1, now);
				OptionalLong seats = plain.seats(Known.ACME, product, day);
				boolean looked = known.snapshots.getFirst().at().toEpochMilli() <= end;
				long people = assigned.stream().filter(each -> each.what().equals(product) && each.holds(end)).map(Assigned::mail).distinct().count();
				rows.add(List.of(Known.ACME, product, NONE, day.atStartOfDay(known.zone).toInstant(), seats.isPresent() ? (Object) seats.getAsLong()
						: NONE,
						looked ? (Object) people : NONE));
			}
		}
		return rows;
	}

	List<List<Object>> expiring(int days) {
		List<List<Object>> rows = new ArrayList<>();
		LocalDate today = plain.today();
		known.snapshots.getLast().owned()
				.forEach((product, owned) -> owned.lastDay().filter(day -> !day.isBefore(today) && !day.isAfter(today.plusDays(days)))
				.ifPresent(day -> rows.add(List.of(Known.ACME, product, NONE, "C", NONE, owned.seats(), day, ChronoUnit.DAYS.between(today, day),
						"Active"))));
		return rows;
	}

	List<List<Object>> teams() {
		return known.teams.entrySet().stream().map(team -> List.<Object>of(Known.ACME, team.getKey(), NONE, String.join(", ", team.getValue())))
				.toList();
	}

	List<List<Object>> tokens() {
		List<List<Object>> rows = new ArrayList<>();
		Map<YearMonth, BigDecimal> told = new TreeMap<>();
		known.tokens.forEach(each -> told.put(each.month(), each.number()));
		told.forEach((month, number) -> rows.add(List.of(Known.ACME, "C1", month.toString(), "Revit", "Revit", number.doubleValue(), NONE)));
		Map<List<String>, List<Counted>> daily = new TreeMap<>(Comparator.comparing(List::toString));
		known.counted.stream().filter(Counted::flex)
				.forEach(each -> daily.computeIfAbsent(List.of(YearMonth.from(each.day()).toString(), each.bought()), none -> new ArrayList<>())
						.add(each));
		daily.forEach((key, days) -> rows.add(List.of(Known.ACME, NONE, key.get(0), "daily usage", key.get(1),
				days.stream().map(each -> each.tokens().orElseThrow()).reduce(BigDecimal.ZERO, BigDecimal::add).doubleValue(),
				days.stream().map(Counted::mail).distinct().count())));
		return rows;
	}

	List<List<Object>> vendorDays(LocalDate first, LocalDate last) {
		return known.counted.stream().filter(each -> !each.day().isBefore(first) && !each.day().isAfter(last))
				.map(each -> List.<Object>of(each.day(), each.mail(),
				name(each.mail()), Known.ACME, each.bought(), each.ran(), Plain.text(each.version()), each.flex() ? "flex" : "named user")).toList();
	}

	// ---- who used what

	/** A use that is known; of two the one that says more of the last. */
	private record Use(LocalDate day, boolean exact, Instant moment, String source) {

		static final Comparator<Use> LATER = Comparator.comparing(Use::day).thenComparing(Use::exact).thenComparing(Use::moment)
				.thenComparing(Use::source, Comparator.reverseOrder());
	}

	private Use use(Session session) {
		return new Use(day(session.until()), true, Instant.ofEpochMilli(session.until()), session.source());
	}

	private Use use(LocalDate day, String source) {
		return new Use(day, false, day.atStartOfDay(known.zone).toInstant(), source);
	}

	private boolean allows(String had, String ran) {
		return had.equals(ran) || collections.computeIfAbsent(ran, known::collections).contains(had);
	}

	/** What is known of a person's use of a seat. */
	private Optional<Use> lastUse(String mail, String product) {
		return lastUses.computeIfAbsent(List.of(mail, product), none -> lookForLastUse(mail, product));
	}

	private Optional<Use> lookForLastUse(String mail, String product) {
		List<Use> uses = new ArrayList<>();
		counted.getOrDefault(mail, List.of()).stream().filter(each -> each.bought().equals(product))
				.forEach(each -> uses.add(use(each.day(), "usage")));
		known.summaries.stream().filter(each -> each.mail().equals(mail) && each.product().equals(product))
				.forEach(each -> uses.add(use(each.lastUsed(), "usage report")));
		known.sessions.stream().filter(each -> allows(product, each.product()) && plain.accounts(each).stream()
				.anyMatch(was -> was.mail().equals(mail)))
				.forEach(each -> uses.add(use(each)));
		return uses.stream().max(Use.LATER);
	}

	private String standing(Assigned seat, Optional<Use> last, int days) {
		LocalDate limit = plain.today().minusDays(days);
		LocalDate watched = known.counted.stream().map(Counted::day).min(Comparator.naturalOrder()).orElseThrow();
		if (last.filter(use -> use.day().isAfter(limit)).isPresent()) {
			return "used";
		}
		if (seat.from().filter(from -> day(from.toEpochMilli()).isAfter(limit)).isPresent()) {
			return "recent";
		}
		return last.isPresent() || !watched.isAfter(limit) ? "unused" : "unwatched";
	}

	private List<Assigned> standing() {
		return assigned.stream().filter(each -> each.holds(now)).toList();
	}

	private Optional<BigDecimal> seatPrice(String product) {
		return known.costs.stream().filter(cost -> cost.kind().equals("SEAT_YEAR") && cost.product().equals(product)
				&& !cost.from().isAfter(plain.today()))
				.max(Comparator.comparing(Known.Cost::from)).map(Known.Cost::amount);
	}

	List<List<Object>> unusedSeats(int days) {
		List<List<Object>> rows = new ArrayList<>();
		for (Assigned seat : standing()) {
			Optional<Use> last = lastUse(seat.mail(), seat.what());
			if (standing(seat, last, days).equals("unused")) {
				Optional<BigDecimal> price = seatPrice(seat.what());
				rows.add(List.of(seat.mail(), name(seat.mail()), Known.ACME, seat.what(), NONE, of(seat.from()), of(last.map(Use::moment)),
						of(last.map(Use::source)),
						of(last.map(use -> ChronoUnit.DAYS.between(use.day(), plain.today()))), of(price.map(BigDecimal::doubleValue)),
								of(price.map(any -> "EUR"))));
			}
		}
		return rows;
	}

	List<List<Object>> unusedSeatsByProduct(int days) {
		Map<String, Map<String, Long>> counts = new TreeMap<>();
		for (Assigned seat : standing()) {
			counts.computeIfAbsent(seat.what(), none -> new TreeMap<>()).merge(standing(seat, lastUse(seat.mail(), seat.what()), days), 1L,
					Long::sum);
		}
		List<List<Object>> rows = new ArrayList<>();
		counts.forEach((product, count) -> {
			OptionalLong seats = plain.seats(Known.ACME, product, plain.today());
			long unused = count.getOrDefault("unused", 0L);
			Optional<BigDecimal> price = seatPrice(product);
			rows.add(List.of(Known.ACME, product, seats.isPresent() ? (Object) seats.getAsLong() : NONE, count.values().stream()
					.mapToLong(Long::longValue).sum(),
					count.getOrDefault("used", 0L), unused, count.getOrDefault("recent", 0L), count.getOrDefault("unwatched", 0L),
					of(price.map(each -> each.multiply(BigDecimal.valueOf(unused)).doubleValue())), of(price.map(any -> "EUR"))));
		});
		return rows;
	}

	/** Who may use what, who used it, and when last; the users of those that are no account are written as they are known. */
	List<List<Object>> users() {
		record Row(String mail, String server, String product) {
		}
		Map<Row, List<Use>> uses = new LinkedHashMap<>();
		Map<Row, Set<String>> users = new LinkedHashMap<>();
		Map<Row, Set<String>> rules = new LinkedHashMap<>();
		standing().forEach(seat -> uses.put(new Row(seat.mail(), Known.ACME, seat.what()), new ArrayList<>()));
		known.counted.forEach(each -> uses.computeIfAbsent(new Row(each.mail(), Known.ACME, each.bought()), none -> new ArrayList<>())
				.add(use(each.day(), "usage")));
		known.summaries.forEach(each -> uses.computeIfAbsent(new Row(each.mail(), Known.ACME, each.product()), none -> new ArrayList<>())
				.add(use(each.lastUsed(), "usage report")));
		known.mails.stream().filter(mail -> uses.keySet().stream().noneMatch(row -> row.mail().equals(mail))).toList()
				.forEach(mail -> uses.put(new Row(mail, Known.ACME, ""), new ArrayList<>()));
		for (Session session : known.sessions) {
			List<Was> accounts = plain.accounts(session);
			List<String> labels = accounts.isEmpty() ? List.of("user " + session.who()) : accounts.stream().map(Was::mail).toList();
			for (String label : labels) {
				Row row = new Row(label, session.server(), session.product());
				uses.computeIfAbsent(row, none -> new ArrayList<>()).add(use(session));
				users.computeIfAbsent(row, none -> new TreeSet<>()).add(session.user());
				accounts.forEach(was -> rules.computeIfAbsent(row, none -> new TreeSet<>(Comparator.comparingInt(ORDER::indexOf))).add(was.rule()));
			}
		}
		List<List<Object>> rows = new ArrayList<>();
		uses.forEach((row, all) -> {
			Optional<Assigned> seat = standing().stream()
					.filter(each -> each.mail().equals(row.mail()) && each.what().equals(row.product()) && row.server().equals(Known.ACME))
					.findFirst();
			Optional<Use> last = all.stream().max(Use.LATER);
			boolean is = !row.mail().startsWith("user ");
			rows.add(List.of(is ? row.mail() : NONE, is ? name(row.mail()) : NONE, row.server(), Plain.text(row.product()), seat.isPresent(),
					of(seat.flatMap(Assigned::from)), of(last.map(Use::moment)), of(last.map(Use::source)),
					Plain.text(String.join(", ", users.getOrDefault(row, Set.of()))), Plain.text(String.join(", ", rules.getOrDefault(row, Set.of())))));
		});
		return rows;
	}

	private static final List<String> ORDER = List.of("mapping", "exact name", "directory mail", "mail local part", "pattern");

	// ---- who is who

	/** The sessions of one user of hosts at one server while the user was the same accounts. */
	private record Seen(String who, String server, While time) {
	}

	private Map<Seen, List<Session>> seen(long from, long until) {
		Map<Seen, List<Session>> seen = new LinkedHashMap<>();
		Stream.concat(known.sessions.stream().filter(session -> session.overlaps(from, until)),
				known.denials.stream().filter(denied -> denied.isIn(from, until)).map(Known.Denied::asSession))
				.filter(session -> !session.who().isEmpty())
				.forEach(session -> seen.computeIfAbsent(new Seen(session.who(), session.server(), plain.history(session.user()).stream()
						.filter(time -> session.start() >= time.from() && session.start() < time.until()).findFirst().orElseThrow()),
								none -> new ArrayList<>()).add(session));
		return seen;
	}

	/** How many of them are sessions, and no denials. */
	private static long count(List<Session> sessions) {
		return sessions.stream().filter(session -> !session.state().equals("denied")).count();
	}

	private static Instant last(List<Session> sessions, long from, long until) {
		return Instant.ofEpochMilli(sessions.stream()
				.mapToLong(session -> Math.max(Math.max(session.start(), from), Math.min(session.until(), until))).max().orElseThrow());
	}

	private static Object bound(long at, long none) {
		return at == none ? NONE : Instant.ofEpochMilli(at);
	}

	/** The user is written as it is known. */
	List<List<Object>> identity(long from, long until) {
		List<List<Object>> rows = new ArrayList<>();
		seen(from, until).forEach((seen, sessions) -> seen.time().accounts()
				.forEach(was -> rows.add(List.of(seen.who(), was.mail(), name(was.mail()), was.rule(),
				was.doubtful() ? 30L : switch (was.rule()) {
				case "mapping" -> 100L;
				case "exact name" -> 95L;
				default -> 80L;
				}, was.doubtful(), bound(seen.time().from(), Long.MIN_VALUE), bound(seen.time().until(), Long.MAX_VALUE), count(sessions),
				last(sessions, from, until), seen.server()))));
		return rows;
	}

	/** Without the accounts that somebody nearly is. */
	List<List<Object>> unmatched(long from, long until) {
		List<List<Object>> rows = new ArrayList<>();
		seen(from, until).forEach((seen, sessions) -> {
			boolean several = seen.time().accounts().stream().anyMatch(Was::doubtful);
			if (several || seen.time().accounts().isEmpty()) {
				TreeSet<Long> minutes = new TreeSet<>();
				sessions.forEach(session -> {
					for (long minute = Math.max(from, session.start()); minute < Math.min(until, session.until()); minute += Known.MINUTE) {
						minutes.add(minute);
					}
				});
				Set<String> hosts = new TreeSet<>(sessions.stream().map(Session::host).filter(host -> !host.isEmpty()).toList());
				rows.add(List.of(several ? "AMBIGUOUS" : "UNMATCHED", seen.who(), count(sessions), minutes.size() / 60.0,
						last(sessions, from, until),
						(long) hosts.size(), hosts.stream().limit(5).collect(Collectors.joining(", ")), seen.server()));
			}
		});
		return rows;
	}

	/** Without the users that would match. */
	List<List<Object>> unseenAccounts(long from, long until) {
		Set<String> seen = new HashSet<>();
		known.sessions.stream().filter(session -> session.overlaps(from, until))
				.forEach(session -> plain.accounts(session).forEach(was -> seen.add(was.mail())));
		known.denials.stream().filter(denied -> denied.isIn(from, until))
				.forEach(denied -> plain.accounts(denied.user(), denied.at()).forEach(was -> seen.add(was.mail())));
		return known.mails.stream().filter(mail -> !seen.contains(mail)).map(mail -> List.of(mail, name(mail), Known.ACME,
				standing().stream().filter(each -> each.mail().equals(mail)).count())).toList();
	}

	// ---- what sessions are laid to

	/** What a session is laid to: entitlement, licence, why, and what else it may have been. */
	List<Object> laid(Session session, String policy) {
		LocalDate day = day(session.start());
		List<Was> accounts = plain.accounts(session);
		Set<String> may = new LinkedHashSet<>();
		boolean counted = false;
		for (String mail : accounts.stream().map(Was::mail).distinct().toList()) {
			Set<String> byVendor = new TreeSet<>(byVendor(mail, session.product(), 0, day));
			if (byVendor.isEmpty()) {
				byVendor.addAll(byVendor(mail, session.product(), 1, day));
			}
			may.addAll(byVendor);
			counted |= !byVendor.isEmpty();
			if (byVendor.isEmpty() || !policy.equals("vendor")) {
				assigned.stream().filter(each -> each.mail().equals(mail) && allows(each.what(), session.product()) && onDay(each, day))
						.forEach(each -> may.add(each.what() + " (named user)"));
			}
		}
		if (session.floating() && (!counted || !policy.equals("vendor"))) {
			may.add(session.product() + " (floating)");
		}
		if (may.isEmpty()) {
			// one server has accounts: of those of all others its accounts are asked too
			return List.of(NONE, NONE, accounts.isEmpty() ? "unknown person" : "nothing allows it", NONE);
		}
		boolean productFirst = !policy.equals("collection");
		List<String> sorted = may.stream()
				.sorted(Comparator.comparing((String each) -> each.endsWith("(flex)") ? 2 : each.endsWith("(floating)") ? 1 : 0)
				.thenComparing(each -> each.startsWith(session.product() + " ") != productFirst).thenComparing(Comparator.naturalOrder())).toList();
		String first = sorted.getFirst();
		String basis = accounts.stream().map(Was::mail).distinct().count() > 1 ? "several people" : sorted.size() > 1 ? "chosen by the policy"
				: counted ? "counted by the vendor" : "only one allows it";
		return List.of(first.substring(0, first.indexOf(" (")), first.substring(first.indexOf('(') + 1, first.length() - 1), basis,
				sorted.size() > 1 ? String.join(", ", sorted) : NONE);
	}

	private List<String> byVendor(String mail, String ran, int beside, LocalDate day) {
		return counted.getOrDefault(mail, List.of()).stream()
				.filter(each -> each.ran().equals(ran) && Math.abs(ChronoUnit.DAYS.between(each.day(), day)) == beside)
				.map(each -> each.bought() + (each.flex() ? " (flex)" : " (named user)")).toList();
	}

	private boolean onDay(Assigned each, LocalDate day) {
		return each.from().map(from -> !day(from.toEpochMilli()).isAfter(day)).orElse(true)
				&& each.until().map(until -> !day(until.toEpochMilli() - 1).isBefore(day)).orElse(true);
	}

	List<List<Object>> sessionAttribution(long from, long until, String policy) {
		return known.sessions.stream().filter(session -> session.overlaps(from, until)).map(session -> {
			List<Object> row = new ArrayList<>(List.of(Plain.text(session.user()), Plain.labels(plain.accounts(session)), session.host(),
					session.server(), session.product(),
					Plain.text(session.version()), Instant.ofEpochMilli(session.start()), session.live() ? NONE
							: Instant.ofEpochMilli(session.until())));
			row.addAll(laid(session, policy));
			return row;
		}).toList();
	}

	List<List<Object>> attribution(long from, long until, String policy) {
		Map<List<Object>, List<Session>> shares = new LinkedHashMap<>();
		known.sessions.stream().filter(session -> session.overlaps(from, until)).forEach(session -> {
			List<Object> key = new ArrayList<>(List.of(session.server(), session.product()));
			key.addAll(laid(session, policy));
			shares.computeIfAbsent(key, none -> new ArrayList<>()).add(session);
		});
		return shares.entrySet().stream().map(share -> {
			Set<String> people = new HashSet<>();
			share.getValue().forEach(session -> {
				plain.accounts(session).forEach(was -> people.add(was.mail()));
				if (plain.accounts(session).isEmpty()) {
					people.add("user " + session.who());
				}
			});
			List<Object> row = new ArrayList<>(share.getKey());
			row.addAll(5, List.of((long) share.getValue().size(), (long) people.size(), share.getValue().stream()
					.mapToLong(session -> Math.max(0, Math.min(session.until(), until) - Math.max(session.start(), from))).sum() / HOUR));
			return row;
		}).toList();
	}

	// ---- reconciliation

	/** What differs of one person and product on some days. */
	record Difference(String kind, String who, boolean account, String server, String product, TreeSet<LocalDate> days,
			TreeSet<String> details) {
	}

	/** Looks at one person, product and day after the other; days beside the time count where a day before or after counts as the same. */
	private final class Reconciled {

		private final LocalDate first;
		private final LocalDate last;
		private final List<Difference> found = new ArrayList<>();
		private final LocalDate cloudFirst = known.counted.stream().map(Counted::day).min(Comparator.naturalOrder()).orElseThrow();
		private final LocalDate cloudLast = known.counted.stream().map(Counted::day).max(Comparator.naturalOrder()).orElseThrow();
		private final List<Session> sessions;

		Reconciled(LocalDate first, LocalDate last) {
			this.first = first;
			this.last = last;
			long begin = first.minusDays(1).atStartOfDay(known.zone).toInstant().toEpochMilli();
			long end = last.plusDays(2).atStartOfDay(known.zone).toInstant().toEpochMilli();
			this.sessions = known.sessions.stream().filter(session -> session.overlaps(begin, end)).toList();
			known.mails.forEach(this::person);
			Map<List<String>, List<Session>> strangers = new TreeMap<>(Comparator.comparing(List::toString));
			sessions.stream().filter(session -> plain.accounts(session).isEmpty())
					.forEach(session -> strangers.computeIfAbsent(List.of(session.server(), session.who(), session.product()), none -> new ArrayList<>())
							.add(session));
			strangers.forEach((key, uses) -> {
				days(uses).forEach(day -> add("UNKNOWN_PERSON", key.get(1), false, key.get(0), key.get(2), day, hosts(uses)));
				twoMachines(key.get(1), false, key.get(0), key.get(2), uses);
			});
		}

		private void add(String kind, String who, boolean account, String server, String product, LocalDate day, Set<String> details) {
			if (day.isBefore(first) || day.isAfter(last)) {
				return;
			}
			Difference difference = found.stream()
					.filter(each -> each.kind().equals(kind) && each.who().equals(who) && each.server().equals(server)
					&& each.product().equals(product)
							&& (kind.equals("AMBIGUOUS") || kind.equals("COLLECTION_DIFFERS") ? each.details().equals(details) : true))
					.findFirst().orElseGet(() -> {
						Difference fresh = new Difference(kind, who, account, server, product, new TreeSet<>(), new TreeSet<>());
						found.add(fresh);
						return fresh;
					});
			difference.days().add(day);
			difference.details().addAll(details);
		}

		private void add(String kind, String mail, String product, LocalDate day, Set<String> details) {
			add(kind, mail, true, Known.ACME, product, day, details);
		}

		private TreeSet<LocalDate> days(List<Session> uses) {
			TreeSet<LocalDate> days = new TreeSet<>();
			uses.forEach(session -> {
				LocalDate end = day(Math.max(session.start(), session.until() - 1));
				for (LocalDate day = day(session.start()); !day.isAfter(end); day = day.plusDays(1)) {
					days.add(day);
				}
			});
			days.removeIf(day -> day.isBefore(first.minusDays(1)) || day.isAfter(last.plusDays(1)));
			return days;
		}

		private static Set<String> hosts(List<Session> uses) {
			return new TreeSet<>(uses.stream().map(Session::host).toList());
		}

		private void person(String mail) {
			Map<String, List<Session>> uses = new TreeMap<>();
			sessions.stream().filter(session -> plain.accounts(session).stream().anyMatch(was -> was.mail().equals(mail)))
					.forEach(session -> uses.computeIfAbsent(session.product(), none -> new ArrayList<>()).add(session));
			List<Counted> counted = PlainPeople.this.counted.getOrDefault(mail, List.of()).stream()
					.filter(each -> !each.day().isBefore(first.minusDays(1)) && !each.day().isAfter(last.plusDays(1))).toList();
			List<Assigned> has = assigned.stream().filter(each -> each.mail().equals(mail)).toList();
			Set<String> seats = new TreeSet<>(has.stream().map(Assigned::what).toList());
			for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
				LocalDate of = day;
				seats.stream().filter(seat -> has.stream().anyMatch(each -> each.what().equals(seat) && onDay(each, of))
						&& !everUsed(seat, has, uses, counted))
						.forEach(seat -> add("ASSIGNED_NOT_USED", mail, seat, of, Set.of()));
			}
			uses.forEach((ran, some) -> onHosts(mail, ran, some, counted, has, seats));
			counted.stream().filter(each -> !each.flex()).forEach(each -> inTheCloud(mail, each, has));
			known.counted.stream().map(Counted::ran).distinct().forEach(ran -> notOnHosts(mail, ran, counted, uses.getOrDefault(ran, List.of())));
			uses.forEach((ran, some) -> {
				twoMachines(mail, true, Known.ACME, ran, some);
				versions(mail, ran, some, counted);
				several(mail, ran, some);
			});
		}

		private boolean everUsed(String seat, List<Assigned> has, Map<String, List<Session>> uses, List<Counted> counted) {
			Predicate<LocalDate> assignedOn = day -> has.stream().anyMatch(each -> each.what().equals(seat) && onDay(each, day));
			return uses.entrySet().stream().anyMatch(use -> allows(seat, use.getKey()) && days(use.getValue()).stream().anyMatch(assignedOn))
					|| counted.stream().anyMatch(each -> !each.flex() && each.bought().equals(seat) && assignedOn.test(each.day()));
		}

		private boolean near(List<Counted> counted, Predicate<Counted> which, LocalDate day) {
			return counted.stream().anyMatch(each -> which.test(each) && Math.abs(ChronoUnit.DAYS.between(each.day(), day)) <= 1);
		}

		private void onHosts(String mail, String ran, List<Session> uses, List<Counted> counted, List<Assigned> has, Set<String> seats) {
			for (LocalDate day : days(uses)) {
				List<String> allow = seats.stream()
						.filter(seat -> allows(seat, ran) && has.stream().anyMatch(each -> each.what().equals(seat) && onDay(each, day))).toList();
				if (allow.isEmpty() && !near(counted, each -> each.flex() && each.ran().equals(ran), day)) {
					add("USED_NOT_ASSIGNED", mail, ran, day, Set.of("on a host"));
				}
				for (String one : allow) {
					for (String other : allow) {
						if (one.compareTo(other) < 0 && !near(counted, each -> !each.flex() && each.ran().equals(ran), day)) {
							add("AMBIGUOUS", mail, ran, day, Set.of(one + " or " + other));
						}
					}
				}
				boolean told = !day.isBefore(cloudFirst) && !day.isAfter(cloudLast);
				if (told && !near(counted, each -> each.ran().equals(ran), day)) {
					add("HOST_NOT_CLOUD", mail, ran, day, hosts(uses));
				}
			}
		}

		private void inTheCloud(String mail, Counted each, List<Assigned> has) {
			if (has.stream().anyMatch(seat -> seat.what().equals(each.bought()) && onDay(seat, each.day()))) {
				return;
			}
			List<Assigned> others = has.stream().filter(seat -> allows(seat.what(), each.ran()) && onDay(seat, each.day())).toList();
			others.forEach(seat -> add("COLLECTION_DIFFERS", mail, each.ran(), each.day(),
					Set.of("counted for " + each.bought() + ", assigned is " + seat.what())));
			if (others.isEmpty()) {
				add("USED_NOT_ASSIGNED", mail, each.bought(), each.day(), Set.of("counted by the vendor"));
			}
		}

		private void notOnHosts(String mail, String ran, List<Counted> counted, List<Session> uses) {
			Set<LocalDate> seen = days(uses);
			List<Counted> of = counted.stream().filter(each -> each.ran().equals(ran)).toList();
			Set<String> bought = new TreeSet<>(of.stream().map(Counted::bought).filter(each -> !each.equals(ran)).toList());
			of.stream().map(Counted::day).filter(day -> !day.isBefore(day(known.begin.toEpochMilli())))
					.filter(day -> !seen.contains(day) && !seen.contains(day.minusDays(1)) && !seen.contains(day.plusDays(1)))
					.forEach(day -> add("CLOUD_NOT_HOST", mail, ran, day, bought));
		}

		private void twoMachines(String who, boolean account, String server, String ran, List<Session> uses) {
			for (Session one : uses) {
				for (Session other : uses) {
					long from = Math.max(one.start(), other.start());
					long until = Math.min(one.until(), other.until());
					if (from < until && !one.host().equals(other.host())) {
						for (LocalDate day = day(from); !day.isAfter(day(until - 1)); day = day.plusDays(1)) {
							add("TWO_MACHINES", who, account, server, ran, day, hosts(uses));
						}
					}
				}
			}
		}

		private void versions(String mail, String ran, List<Session> uses, List<Counted> counted) {
			Map<LocalDate, Set<String>> cloud = new TreeMap<>();
			counted.stream().filter(each -> each.ran().equals(ran) && !each.version().isEmpty())
					.forEach(each -> cloud.computeIfAbsent(each.day(), none -> new TreeSet<>()).add(each.version()));
			cloud.forEach((day, versions) -> {
				List<Session> ofDay = uses.stream().filter(session -> !session.version().isEmpty() && days(List.of(session)).contains(day)).toList();
				boolean agree = ofDay.stream().anyMatch(session -> versions.stream()
						.anyMatch(each -> each.startsWith(session.version()) || session.version().startsWith(each)));
				if (!ofDay.isEmpty() && !agree) {
					Set<String> details = new TreeSet<>();
					versions.forEach(each -> details.add(each + " counted"));
					ofDay.forEach(session -> details.add(session.version() + " on the host"));
					add("VERSION_DIFFERS", mail, ran, day, details);
				}
			});
		}

		private void several(String mail, String ran, List<Session> uses) {
			for (Session session : uses) {
				long people = plain.accounts(session).stream().map(Was::mail).distinct().count();
				if (people > 1) {
					days(List.of(session)).forEach(day -> add("AMBIGUOUS", mail, ran, day,
							Set.of("host user " + session.user() + " is " + people + " accounts")));
				}
			}
		}
	}

	private List<Difference> differences(LocalDate first, LocalDate last) {
		return new Reconciled(first, last).found;
	}

	List<List<Object>> reconciliation(LocalDate first, LocalDate last) {
		return differences(first, last).stream()
				.map(each -> List.of(each.kind(), each.who(), each.account() ? name(each.who()) : NONE, each.server(), each.product(),
				(long) each.days().size(), each.days().first(), each.days().last(), text(each.days()),
						Plain.text(String.join(", ", each.details())))).toList();
	}

	/** Days in a row from the first to the last. */
	private static String text(TreeSet<LocalDate> days) {
		List<String> runs = new ArrayList<>();
		for (LocalDate day : days) {
			if (!days.contains(day.minusDays(1))) {
				LocalDate end = day;
				while (days.contains(end.plusDays(1))) {
					end = end.plusDays(1);
				}
				runs.add(end.equals(day) ? day.toString() : day + " to " + end);
			}
		}
		return String.join(", ", runs);
	}

	List<List<Object>> reconciliationCounts(LocalDate first, LocalDate last) {
		Map<List<Object>, List<Difference>> counts = new LinkedHashMap<>();
		differences(first, last).forEach(each -> counts
				.computeIfAbsent(List.of(each.kind(), each.server(), each.product()), none -> new ArrayList<>()).add(each));
		return counts.entrySet().stream().map(each -> {
			List<Object> row = new ArrayList<>(each.getKey());
			row.add(each.getValue().stream().map(Difference::who).distinct().count());
			row.add(each.getValue().stream().mapToLong(difference -> difference.days().size()).sum());
			return row;
		}).toList();
	}
}

package org.lictor.core.internal.year;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.lictor.core.internal.year.Known.Denied;
import org.lictor.core.internal.year.Known.Group;
import org.lictor.core.internal.year.Known.Member;
import org.lictor.core.internal.year.Known.Poll;
import org.lictor.core.internal.year.Known.Session;
import org.lictor.query.Granularity;
import org.lictor.query.Unknown;

/**
 * Figures of use, computed minute by minute from what happened. Slow and plain on purpose: nothing of this is Lictor's, only the
 * rules that are published with the reports.
 */
final class Plain {

	private static final Object NONE = Unknown.UNKNOWN;
	private static final double MINUTES_OF_HOUR = 60;
	private static final long MINUTE = Known.MINUTE;

	/** A user of hosts was an account, and how that is known. */
	record Was(String mail, String rule, boolean doubtful) {
	}

	/** For a time a user of hosts was the same accounts. */
	record While(long from, long until, List<Was> accounts) {
	}

	/** Whose use, for the reports that can be narrowed. */
	static final Predicate<Session> ALL = session -> true;

	private final Known known;
	private final long now;
	private final long begin;
	/** Found once, only to save time; of sessions each is another. */
	private final Map<Session, List<Was>> found = new IdentityHashMap<>();
	private final List<Assigned> members;

	Plain(Known known) {
		this.known = known;
		this.now = known.now.toEpochMilli();
		this.begin = known.begin.toEpochMilli();
		this.members = Assigned.members(known);
	}

	// ---- who is who

	/** Decisions of people, then the account's whole name, then the part of the mail address before the at. */
	List<Was> accounts(String user, long at) {
		String key = Known.key(user);
		if (key.isEmpty()) {
			return List.of();
		}
		Set<String> decided = new TreeSet<>();
		known.mappings.stream().filter(mapping -> Known.key(mapping.user()).equals(key) && mapping.holds(at))
				.forEach(mapping -> decided.add(mapping.mail()));
		if (!decided.isEmpty()) {
			return decided.stream().map(mail -> new Was(mail, "mapping", false)).toList();
		}
		String whole = user.toLowerCase(java.util.Locale.ROOT);
		if (known.mails.contains(whole)) {
			return List.of(new Was(whole, "exact name", false));
		}
		List<String> found = known.mails.stream().filter(mail -> mail.substring(0, mail.indexOf('@')).equals(key)).sorted().toList();
		return found.stream().map(mail -> new Was(mail, "mail local part", found.size() > 1)).toList();
	}

	List<Was> accounts(Session session) {
		return found.computeIfAbsent(session, each -> accounts(each.user(), each.start()));
	}

	/** The times in which a user was the same accounts, without a gap. */
	List<While> history(String user) {
		TreeSet<Long> cuts = new TreeSet<>(Set.of(Long.MIN_VALUE));
		known.mappings.stream().filter(mapping -> Known.key(mapping.user()).equals(Known.key(user))).forEach(mapping -> {
			mapping.from().ifPresent(from -> cuts.add(from.toEpochMilli()));
			mapping.until().ifPresent(until -> cuts.add(until.toEpochMilli()));
		});
		List<While> all = new ArrayList<>();
		for (long cut : cuts) {
			List<Was> accounts = accounts(user, cut);
			long end = Optional.ofNullable(cuts.higher(cut)).orElse(Long.MAX_VALUE);
			if (!all.isEmpty() && all.getLast().accounts().equals(accounts)) {
				all.set(all.size() - 1, new While(all.getLast().from(), end, accounts));
			} else {
				all.add(new While(cut, end, accounts));
			}
		}
		return all;
	}

	static Object labels(List<Was> accounts) {
		return accounts.isEmpty() ? NONE : accounts.stream().map(Was::mail).distinct().collect(Collectors.joining(", "));
	}

	static Object text(String text) {
		return text.isEmpty() ? NONE : text;
	}

	private static Instant at(long millis) {
		return Instant.ofEpochMilli(millis);
	}

	// ---- groups

	/** Whether a session belongs to a group: it began at a time of membership, or what is in the group now counts for all times. */
	boolean in(Group group, Session session, boolean today) {
		for (Member member : group.members()) {
			long moment = today ? now : session.start();
			boolean holds = member.from().map(from -> from.toEpochMilli() <= moment).orElse(true)
					&& member.until().map(until -> moment < until.toEpochMilli()).orElse(true);
			if (holds && names(group.kind(), member.name(), session, today)) {
				return true;
			}
		}
		return false;
	}

	private boolean names(String kind, String name, Session session, boolean today) {
		return switch (kind) {
		case "HOSTS" -> like(name, session.host());
		case "PRODUCTS" -> like(name, session.product());
		case "SERVERS" -> like(name, session.server());
		default -> namesUser(name, session, today);
		};
	}

	private boolean namesUser(String name, Session session, boolean today) {
		if (session.who().isEmpty()) {
			return false;
		}
		List<String> mails = accounts(session).stream().filter(was -> !was.doubtful()).map(Was::mail).toList();
		if (name.startsWith("group:")) {
			long moment = today ? now : session.start();
			return mails.stream().anyMatch(mail -> members.stream().anyMatch(member -> member.mail().equals(mail)
					&& like(name.substring(6), member.what()) && member.holds(moment)));
		}
		boolean asUser = name.contains("*") || name.contains("?") ? like(name, session.user()) || like(name, session.who())
				: name.contains("@") ? name.equalsIgnoreCase(session.user()) : Known.key(name).equals(session.who());
		return asUser || mails.stream().anyMatch(mail -> like(name, mail));
	}

	static boolean like(String pattern, String name) {
		return name.toLowerCase(java.util.Locale.ROOT).matches(pattern.toLowerCase(java.util.Locale.ROOT).replace(".", "\\.").replace("*",
				".*").replace("?", "."));
	}

	Group group(String name) {
		return known.groups.stream().filter(group -> group.name().equals(name)).findFirst().orElseThrow();
	}

	// ---- how many at once

	/** The minutes in which anybody of some sessions' users runs one, user by user. */
	private static Map<String, BitSet> minutes(List<Session> sessions, long from, long until) {
		Map<String, BitSet> users = new TreeMap<>();
		for (Session session : sessions) {
			int first = (int) ((Math.max(session.start(), from) - from) / MINUTE);
			int end = (int) ((Math.min(session.until(), until) - from) / MINUTE);
			if (end > first) {
				users.computeIfAbsent(session.who(), none -> new BitSet()).set(first, end);
			}
		}
		return users;
	}

	/** How many users ran something at each minute. */
	private static long[] atOnce(List<Session> sessions, long from, long until) {
		long[] count = new long[(int) ((until - from) / MINUTE)];
		minutes(sessions, from, until).values().forEach(users -> users.stream().forEach(minute -> count[minute]++));
		return count;
	}

	private List<Session> sessions(String server, String product, Predicate<Session> whose) {
		return known.sessions.stream().filter(session -> session.server().equals(server) && session.product().equals(product)
				&& whose.test(session)).toList();
	}

	/** What the polled server said holds at each minute: -1 where nobody knows. */
	private long[] told(String product, int which, long from, long until) {
		long[] value = new long[(int) ((until - from) / MINUTE)];
		java.util.Arrays.fill(value, -1);
		for (int index = 0; index < known.polls.size(); index++) {
			Poll poll = known.polls.get(index);
			boolean last = index + 1 == known.polls.size();
			// what a poll said is known to hold only when the next one answers, or as long as the server is up
			if (poll.answered() && (last || known.polls.get(index + 1).answered()) && poll.used().containsKey(product)) {
				long end = last ? now : known.polls.get(index + 1).at().toEpochMilli();
				for (long minute = Math.max(from, poll.at().toEpochMilli()); minute < Math.min(until, end); minute += MINUTE) {
					value[(int) ((minute - from) / MINUTE)] = poll.used().get(product)[which];
				}
			}
		}
		return value;
	}

	/** A product of a server of which use is known as it goes on: what agents saw, and what the polled server said. */
	record Of(String server, String product) {
	}

	private List<Of> products(long from, long until) {
		Set<Of> found = new java.util.LinkedHashSet<>();
		known.sessions.stream().filter(session -> session.source().equals("agent"))
				.forEach(session -> found.add(new Of(session.server(), session.product())));
		for (String product : List.of("Rhino", "Vray")) {
			if (known.polls.stream().anyMatch(poll -> poll.used().containsKey(product)) && saidIn(product, from, until)) {
				found.add(new Of(Known.FLOATING, product));
			}
		}
		return List.copyOf(found);
	}

	/** Whether any step of what the server said, even one of no length, touches a time. */
	private boolean saidIn(String product, long from, long until) {
		for (int index = 0; index < known.polls.size(); index++) {
			Poll poll = known.polls.get(index);
			if (poll.answered() && poll.used().containsKey(product)) {
				boolean last = index + 1 == known.polls.size();
				long end = last ? Long.MAX_VALUE : known.polls.get(index + 1).answered() ? known.polls.get(index + 1).at().toEpochMilli()
						: poll.at().toEpochMilli();
				if (poll.at().toEpochMilli() < until && end > from) {
					return true;
				}
			}
		}
		return false;
	}

	/** How many were in use at each minute, -1 where nobody knows. */
	private long[] used(Of of, Predicate<Session> whose, boolean part, long from, long until) {
		long[] told = told(of.product(), 0, from, until);
		if (of.server().equals(Known.FLOATING) && !part) {
			return told;
		}
		long[] count = atOnce(sessions(of.server(), of.product(), whose), from, until);
		for (int minute = 0; minute < count.length; minute++) {
			boolean is = of.server().equals(Known.FLOATING) ? told[minute] >= 0 : from + minute * MINUTE >= begin;
			count[minute] = is ? count[minute] : -1;
		}
		return count;
	}

	/** Seats on a day, by the latest file of that day or before. */
	OptionalLong seats(String server, String product, LocalDate day) {
		if (!server.equals(Known.ACME) || known.snapshots.stream().noneMatch(snapshot -> snapshot.owned().containsKey(product))) {
			return OptionalLong.empty();
		}
		long seats = 0;
		for (Known.Snapshot snapshot : known.snapshots) {
			if (!snapshot.at().atZone(known.zone).toLocalDate().isAfter(day)) {
				Known.Owned owned = snapshot.owned().get(product);
				seats = owned == null || owned.lastDay().map(day::isAfter).orElse(false) ? 0 : owned.seats();
			}
		}
		return OptionalLong.of(seats);
	}

	LocalDate today() {
		return known.now.atZone(known.zone).toLocalDate();
	}

	private LocalDate day(long moment) {
		return at(moment).atZone(known.zone).toLocalDate();
	}

	private long midnight(LocalDate day) {
		return day.atStartOfDay(known.zone).toInstant().toEpochMilli();
	}

	// ---- reports of use

	private long begins(Granularity by, long minute) {
		LocalDate day = day(minute);
		return switch (by) {
		case HOUR -> minute - at(minute).atZone(known.zone).getMinute() * MINUTE;
		case DAY -> midnight(day);
		case WEEK -> midnight(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
		case MONTH -> midnight(day.withDayOfMonth(1));
		case QUARTER -> midnight(LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1));
		};
	}

	private long ends(Granularity by, long begins) {
		LocalDate day = day(begins);
		return switch (by) {
		case HOUR -> begins + 60 * MINUTE;
		case DAY -> midnight(day.plusDays(1));
		case WEEK -> midnight(day.plusWeeks(1));
		case MONTH -> midnight(day.plusMonths(1));
		case QUARTER -> midnight(day.plusMonths(3));
		};
	}

	List<List<Object>> usageHistory(long from, long until, Granularity by, Predicate<Session> whose, boolean part, Optional<String> only) {
		List<List<Object>> rows = new ArrayList<>();
		long end = Math.min(until, now);
		List<Long> periods = new ArrayList<>();
		for (long period = begins(by, from); period < until; period = ends(by, period)) {
			periods.add(period);
		}
		for (Of of : products(from, end)) {
			if (only.map(of.product()::equals).orElse(true) && (!part || !of.server().equals(Known.FLOATING) || ran(of, whose, from, end))) {
				long[] used = used(of, whose, part, from, end);
				long[] totals = told(of.product(), 1, from, end);
				for (long period : periods) {
					long ends = ends(by, period);
					long least = Long.MAX_VALUE;
					long most = -1;
					long sum = 0;
					long length = 0;
					long total = -1;
					for (long minute = Math.max(period, from); minute < Math.min(ends, end); minute += MINUTE) {
						long value = used[(int) ((minute - from) / MINUTE)];
						if (value >= 0) {
							least = Math.min(least, value);
							most = Math.max(most, value);
							sum += value;
							length++;
						}
						total = of.server().equals(Known.FLOATING) && totals[(int) ((minute - from) / MINUTE)] >= 0
								? totals[(int) ((minute - from) / MINUTE)] : total;
					}
					LocalDate lastDay = day(ends - 1);
					OptionalLong owned = seats(of.server(), of.product(), lastDay.isAfter(today()) ? today() : lastDay);
					Object said = total < 0 ? NONE : (Object) total;
					rows.add(length == 0 ? List.of(of.server(), of.product(), at(period), NONE, NONE, NONE, owned.isPresent() ? owned.getAsLong() : said)
							: List.of(of.server(), of.product(), at(period), least, (double) sum / length, most, owned.isPresent() ? owned.getAsLong()
									: said));
				}
			}
		}
		return rows;
	}

	private boolean ran(Of of, Predicate<Session> whose, long from, long until) {
		return !minutes(sessions(of.server(), of.product(), whose), from, until).isEmpty();
	}

	List<List<Object>> utilisation(long from, long until, Predicate<Session> whose, boolean part) {
		List<List<Object>> rows = new ArrayList<>();
		long end = Math.min(until, now);
		for (Of of : products(from, end)) {
			if (part && of.server().equals(Known.FLOATING) && !ran(of, whose, from, end)) {
				continue;
			}
			long[] used = used(of, whose, part, from, end);
			long[] totals = told(of.product(), 1, from, end);
			boolean owns = seats(of.server(), of.product(), today()).isPresent();
			boolean limited = owns || of.server().equals(Known.FLOATING);
			Map<LocalDate, Long> seats = new HashMap<>();
			long[] there = new long[used.length];
			long most = 0;
			long length = 0;
			for (int minute = 0; minute < used.length; minute++) {
				there[minute] = owns ? seats.computeIfAbsent(day(from + minute * MINUTE), day -> seats(of.server(), of.product(), day).orElseThrow())
						: limited ? totals[minute] : -1;
				most = Math.max(most, used[minute]);
				length += used[minute] >= 0 ? 1 : 0;
			}
			for (long n = 1; n <= Math.max(1, most) && length > 0; n++) {
				long atLeast = 0;
				long over = 0;
				for (int minute = 0; minute < used.length; minute++) {
					atLeast += used[minute] >= n ? 1 : 0;
					over += used[minute] >= n && there[minute] >= 0 && there[minute] < n ? 1 : 0;
				}
				rows.add(List.of(of.server(), of.product(), n, atLeast / MINUTES_OF_HOUR, (double) atLeast / length, length / MINUTES_OF_HOUR,
						limited ? (Object) (over > 0) : NONE, limited ? (Object) (over / MINUTES_OF_HOUR) : NONE));
			}
		}
		return rows;
	}

	/** By user, product and who the user was: minutes with any session, sessions that began, and the most at once. */
	List<List<Object>> userHours(long from, long until, Predicate<Session> whose) {
		List<List<Object>> rows = new ArrayList<>();
		Map<List<String>, List<Session>> uses = new LinkedHashMap<>();
		known.sessions.stream().filter(whose).filter(session -> Math.min(session.until(), until) > Math.max(session.start(), from))
				.forEach(session -> uses.computeIfAbsent(List.of(session.server(), session.product(), session.who()), none -> new ArrayList<>())
						.add(session));
		uses.forEach((key, sessions) -> {
			String written = sessions.stream().max(Comparator.comparingLong(Session::start)).orElseThrow().user();
			Map<List<Was>, long[]> shares = new LinkedHashMap<>();
			for (While time : history(written)) {
				long first = Math.max(from, time.from());
				long end = Math.min(until, time.until());
				long[] share = new long[3];
				Map<Long, Long> running = new HashMap<>();
				for (Session session : sessions) {
					for (long minute = Math.max(first, session.start()); minute < Math.min(end, session.until()); minute += MINUTE) {
						share[2] = Math.max(share[2], running.merge(minute, 1L, Long::sum));
					}
				}
				share[0] = running.size();
				share[1] = sessions.stream().mapToLong(session -> Math.max(from, session.start()))
						.filter(start -> start >= first && start < end).count();
				if (share[0] > 0) {
					long[] sum = shares.computeIfAbsent(time.accounts(), none -> new long[3]);
					sum[0] += share[0];
					sum[1] += share[1];
					sum[2] = Math.max(sum[2], share[2]);
				}
			}
			shares.forEach((accounts, share) -> rows
					.add(List.of(text(written), labels(accounts), key.get(0), key.get(1), share[0] / MINUTES_OF_HOUR, share[1], share[2])));
		});
		return rows;
	}

	List<List<Object>> groupUse(long from, long until) {
		List<List<Object>> rows = new ArrayList<>();
		for (Group group : known.groups) {
			Map<List<String>, List<Session>> uses = new TreeMap<>(Comparator.comparing(List::toString));
			known.sessions.stream().filter(session -> in(group, session, false))
					.filter(session -> Math.min(session.until(), until) > Math.max(session.start(), from))
					.forEach(session -> uses.computeIfAbsent(List.of(session.server(), session.product()), none -> new ArrayList<>()).add(session));
			uses.forEach((key, sessions) -> {
				long[] count = atOnce(sessions, from, until);
				rows.add(List.of(group.name(), group.kind().toLowerCase(java.util.Locale.ROOT), key.get(0), key.get(1),
						sessions.stream().map(Session::who).distinct().count(), sessions.stream().map(Session::host).distinct().count(),
								(long) sessions.size(),
						java.util.Arrays.stream(count).sum() / MINUTES_OF_HOUR, java.util.Arrays.stream(count).max().orElse(0)));
			});
		}
		return rows;
	}

	List<List<Object>> peakSessions(long from, long until) {
		List<List<Object>> rows = new ArrayList<>();
		for (Of of : products(from, until)) {
			long[] used = used(of, ALL, false, from, until);
			long most = 0;
			long when = from;
			for (int minute = 0; minute < used.length; minute++) {
				if (used[minute] > most) {
					most = used[minute];
					when = from + minute * MINUTE;
				}
			}
			long peak = most;
			long at = when;
			List<Session> running = sessions(of.server(), of.product(), session -> session.runs(at));
			if (peak > 0) {
				running.forEach(session -> rows.add(List.of(of.server(), of.product(), at(at), peak, text(session.user()), labels(accounts(session)),
						session.host(), text(session.version()), at(session.start()), session.live() ? NONE : at(session.until()), session.state())));
				if (running.isEmpty()) {
					rows.add(List.of(of.server(), of.product(), at(at), peak, NONE, NONE, NONE, NONE, NONE, NONE, NONE));
				}
			}
		}
		return rows;
	}

	/** The weeks, their peak and the seats; what is to come is told by a statistic of its own. */
	List<List<Object>> weeks(long from) {
		List<List<Object>> rows = new ArrayList<>();
		long end = begins(Granularity.WEEK, now);
		long start = begins(Granularity.WEEK, from);
		for (Of of : products(start, end)) {
			long[] used = used(of, ALL, false, start, end);
			long weeks = 0;
			long peak = -1;
			for (long week = start; week < end; week = ends(Granularity.WEEK, week)) {
				long length = 0;
				long most = -1;
				for (long minute = week; minute < ends(Granularity.WEEK, week); minute += MINUTE) {
					long value = used[(int) ((minute - start) / MINUTE)];
					length += value >= 0 ? 1 : 0;
					most = Math.max(most, value);
				}
				if (length * MINUTE >= 0.9 * (ends(Granularity.WEEK, week) - week)) {
					weeks++;
					peak = Math.max(peak, most);
				}
			}
			OptionalLong owned = seats(of.server(), of.product(), today());
			rows.add(List.of(of.server(), of.product(), weeks, peak < 0 ? NONE : (Object) peak,
					owned.isPresent() ? (Object) owned.getAsLong() : of.server().equals(Known.FLOATING) ? (Object) 4L : NONE));
		}
		return rows;
	}

	List<List<Object>> sessions(long from, long until, Predicate<Session> whose) {
		return known.sessions.stream().filter(whose).filter(session -> session.overlaps(from, until)).map(session -> {
			List<Was> accounts = accounts(session);
			return List.of(text(session.user()), labels(accounts), accounts.isEmpty() ? NONE : accounts.getFirst().rule(), session.host(), NONE,
					session.server(),
					session.product(), text(session.version()), 1L, at(session.start()), session.live() ? NONE : at(session.until()),
					Duration.ofMillis(session.until() - session.start()), NONE, NONE, session.state(), session.source());
		}).toList();
	}

	/** Who was refused licences. */
	List<List<Object>> denials(long from, long until, Predicate<Session> whose) {
		List<List<Object>> rows = new ArrayList<>();
		for (Denied each : known.denials) {
			if (each.isIn(from, until) && whose.test(each.asSession())) {
				List<Was> accounts = accounts(each.user(), each.at());
				rows.add(List.of(at(each.at()), text(each.user()), labels(accounts), accounts.isEmpty() ? NONE : accounts.getFirst().rule(),
						text(each.host()), each.server(), each.product(), NONE, each.licences() == 0 ? NONE : (Object) each.licences(), each.times(),
						text(each.reason())));
			}
		}
		return rows;
	}

	/** How often in each period, and what was in use then. */
	List<List<Object>> denialsHistory(long from, long until, Granularity by, Predicate<Session> whose, boolean part, Optional<String> only) {
		Map<List<Object>, List<Object>> uses = new HashMap<>();
		usageHistory(from, until, by, whose, part, only).forEach(row -> uses.put(row.subList(0, 3), row.subList(5, 7)));
		List<List<Object>> rows = new ArrayList<>();
		long end = Math.min(until, now);
		Set<Of> products = new HashSet<>();
		known.denials.stream().filter(each -> only.map(each.product()::equals).orElse(true))
				.forEach(each -> products.add(new Of(each.server(), each.product())));
		for (Of of : products) {
			for (long period = begins(by, from); period < until; period = ends(by, period)) {
				long count = 0;
				Set<List<Object>> minutes = new HashSet<>();
				Set<String> users = new HashSet<>();
				for (Denied each : known.denials) {
					if (each.server().equals(of.server()) && each.product().equals(of.product()) && whose.test(each.asSession())
							&& each.isIn(Math.max(period, from), Math.min(ends(by, period), end))) {
						String who = each.asSession().who();
						count += each.times();
						minutes.add(List.of(who, who.isEmpty() ? each.host() : "", (each.at() - from) / MINUTE));
						if (!who.isEmpty()) {
							users.add(who);
						}
					}
				}
				if (count > 0) {
					List<Object> use = uses.getOrDefault(List.of(of.server(), of.product(), at(period)), List.of(NONE, NONE));
					rows.add(List.of(of.server(), of.product(), at(period), count, (long) minutes.size(), users.isEmpty() ? NONE : (Object) (long) users.size(),
							use.get(0), use.get(1)));
				}
			}
		}
		return rows;
	}

	/** Hours, days by both published rules, tokens and costs of each person and product. */
	List<List<Object>> seatDays(long from, long until, Predicate<Session> whose) {
		List<List<Object>> rows = new ArrayList<>();
		// days of use depend on those before: they are counted from a month before
		long first = from - 31L * 24 * 60 * MINUTE;
		Map<List<String>, BitSet> uses = new TreeMap<>(Comparator.comparing(List::toString));
		Map<List<String>, Session> latest = new HashMap<>();
		long zero = known.sessions.stream().mapToLong(Session::start).min().orElse(begin);
		for (Session session : known.sessions) {
			if (whose.test(session) && session.overlaps(first, until)) {
				List<Was> accounts = accounts(session);
				List<String> key = List.of(accounts.size() == 1 ? accounts.getFirst().mail() : "user " + session.who(), session.server(),
						session.product());
				uses.computeIfAbsent(key, none -> new BitSet()).set((int) ((session.start() - zero) / MINUTE),
						(int) ((session.until() - zero) / MINUTE));
				latest.merge(key, session, (one, other) -> one.start() > other.start() ? one : other);
			}
		}
		uses.forEach((key, minutes) -> {
			List<Long> every = days(minutes, 1, zero, from, until);
			List<Long> longer = days(minutes, 5, zero, from, until);
			if (every.isEmpty()) {
				return;
			}
			long inside = minutes.stream().filter(minute -> zero + minute * MINUTE >= from && zero + minute * MINUTE < until).count();
			String label = key.getFirst().startsWith("user ") ? latest.get(key).user() : key.getFirst();
			rows.add(costs(label, key.get(1), key.get(2), inside, every.size(), longer, from, until));
		});
		return rows;
	}

	/** The moments at which days of 24 hours begin: with a use of at least so many minutes that no day before covers. */
	private static List<Long> days(BitSet used, int least, long zero, long from, long until) {
		List<Long> days = new ArrayList<>();
		for (int minute = used.nextSetBit(0); minute >= 0;) {
			int end = used.nextClearBit(minute);
			if (end - minute < least) {
				minute = used.nextSetBit(end);
				continue;
			}
			long at = zero + minute * MINUTE;
			if (at >= from && at < until) {
				days.add(at);
			}
			minute = used.nextSetBit(minute + 24 * 60);
		}
		return days;
	}

	private Optional<BigDecimal> cost(String kind, String product, LocalDate day) {
		return known.costs.stream().filter(cost -> cost.kind().equals(kind) && cost.product().equals(product) && !cost.from().isAfter(day))
				.max(Comparator.comparing(Known.Cost::from)).map(Known.Cost::amount);
	}

	private List<Object> costs(String label, String server, String product, long minutes, int every, List<Long> longer, long from,
			long until) {
		LocalDate last = day(until - 1);
		Optional<BigDecimal> rate = cost("FLEX_DAY", product, last);
		Optional<BigDecimal> token = cost("TOKEN", "", last);
		Optional<BigDecimal> seat = cost("SEAT_YEAR", product, last);
		boolean rated = !longer.isEmpty() || rate.isPresent();
		BigDecimal tokens = BigDecimal.ZERO;
		BigDecimal flex = BigDecimal.ZERO;
		for (long each : longer) {
			Optional<BigDecimal> ofDay = cost("FLEX_DAY", product, day(each));
			rated &= ofDay.isPresent();
			tokens = tokens.add(ofDay.orElse(BigDecimal.ZERO));
			flex = flex.add(ofDay.orElse(BigDecimal.ZERO).multiply(cost("TOKEN", "", day(each)).orElseThrow()));
		}
		Optional<BigDecimal> seatCost = seat.map(price -> price.multiply(BigDecimal.valueOf(until - from))
				.divide(BigDecimal.valueOf(365L * 24 * 60 * MINUTE), 6, RoundingMode.HALF_UP));
		boolean flexKnown = rated && rate.isPresent() && token.isPresent();
		Object cheaper = seatCost.isEmpty() || !flexKnown ? NONE
				: switch (Integer.signum(seatCost.get().compareTo(flex))) {
				case -1 -> "SEAT";
				case 1 -> "FLEX";
				default -> "SAME";
				};
		return List.of(label, server, product, minutes / MINUTES_OF_HOUR, (long) longer.size(), (long) every, rated
				? (Object) tokens.doubleValue() : NONE,
				flexKnown ? (Object) flex.doubleValue() : NONE, seatCost.isPresent() ? (Object) seatCost.get().doubleValue() : NONE, "EUR",
				seat.isPresent() && rate.isPresent() && token.isPresent()
						? (Object) seat.get().divide(rate.get().multiply(token.get()), 6, RoundingMode.HALF_UP).doubleValue() : NONE,
				cheaper);
	}

	/** What is in use now. */
	List<List<Object>> usage() {
		List<List<Object>> rows = new ArrayList<>();
		Known.Snapshot file = known.snapshots.getLast();
		Set<String> products = new TreeSet<>();
		known.snapshots.forEach(snapshot -> products.addAll(snapshot.owned().keySet()));
		file.assigned().forEach(held -> products.add(held.what()));
		known.sessions.stream().filter(session -> session.server().equals(Known.ACME) && (session.live() || session.state().equals("silent")))
				.forEach(session -> products.add(session.product()));
		for (String product : products) {
			boolean licensed = known.snapshots.stream().anyMatch(snapshot -> snapshot.owned().containsKey(product))
					|| file.assigned().stream().anyMatch(held -> held.what().equals(product));
			OptionalLong seats = seats(Known.ACME, product, today());
			long used = sessions(Known.ACME, product, Session::live).stream().map(Session::who).distinct().count();
			// with nobody heard for the server, nobody knows that nobody uses it
			boolean watched = used > 0 || known.heard.values().stream().anyMatch(heard -> !heard.plus(Duration.ofMinutes(3)).isBefore(known.now));
			rows.add(List.of(Known.ACME, product, NONE, licensed ? "named user" : NONE, watched ? (Object) used : NONE, seats.isPresent()
					? (Object) seats.getAsLong() : NONE,
					watched && seats.isPresent() && seats.getAsLong() > 0 ? (Object) ((double) used / seats.getAsLong()) : NONE,
					file.assigned().stream().filter(held -> held.what().equals(product)).map(Known.Held::mail).distinct().count(), watched ? known.now
							: NONE));
		}
		List<Poll> answered = known.polls.stream().filter(Poll::answered).toList();
		Poll last = answered.getLast();
		boolean up = known.polls.getLast().answered();
		Map<String, long[]> said = new TreeMap<>(last.used());
		// a server that is silent now still has what it did not tell of any more when it was heard last
		if (!up && answered.size() > 1 && known.polls.get(known.polls.indexOf(last) - 1).answered()) {
			answered.get(answered.size() - 2).used().forEach(said::putIfAbsent);
		}
		said.forEach((product, numbers) -> rows.add(List.of(Known.FLOATING, product, NONE, "floating", up ? (Object) numbers[0] : NONE,
				numbers[1], up ? (Object) ((double) numbers[0] / numbers[1]) : NONE, NONE, last.at())));
		return rows;
	}

	/** What the polled server said, as long as it said the same. */
	List<List<Object>> samples(long from, long until) {
		List<List<Object>> rows = new ArrayList<>();
		for (String product : List.of("Rhino", "Vray")) {
			for (int index = 0; index < known.polls.size(); index++) {
				Poll poll = known.polls.get(index);
				if (!poll.answered() || !poll.used().containsKey(product) || index > 0 && same(known.polls.get(index - 1), poll, product)) {
					continue;
				}
				int next = index + 1;
				while (next < known.polls.size() && same(poll, known.polls.get(next), product)) {
					next++;
				}
				boolean goesOn = next == known.polls.size();
				// after a poll that failed nobody knows: it held until the last one that answered
				long end = goesOn ? Long.MAX_VALUE : known.polls.get(known.polls.get(next).answered() ? next : next - 1).at().toEpochMilli();
				if (poll.at().toEpochMilli() < until && end > from) {
					long[] said = poll.used().get(product);
					rows.add(List.of(Known.FLOATING, product, NONE, poll.at(), goesOn ? NONE : at(end), said[0], said[1], NONE, NONE, NONE));
				}
			}
		}
		return rows;
	}

	List<List<Object>> servers() {
		Set<String> owned = new TreeSet<>();
		known.snapshots.forEach(snapshot -> owned.addAll(snapshot.owned().keySet()));
		Poll last = known.polls.getLast();
		long totals = last.used().values().stream().mapToLong(said -> said[1]).sum();
		long asked = known.polls.stream().filter(Poll::answered).count();
		return List.of(
				List.of(Known.ACME, "lines", owned.stream().mapToLong(product -> seats(Known.ACME, product, today()).orElseThrow()).sum(),
						(long) owned.size(), "Hosts"),
				List.of(Known.FLOATING, "lines", last.used().isEmpty() ? NONE : (Object) totals, asked > 0 ? (Object) (long) last.used().size()
						: NONE, NONE),
				List.of(Known.TOLD, "lines", NONE, 0L, NONE));
	}

	List<List<Object>> agents() {
		return known.heard.entrySet().stream().map(agent -> List.<Object>of(agent.getKey(),
				agent.getValue().plus(Duration.ofMinutes(3)).isBefore(known.now) ? "silent" : "online", "Hosts", agent.getValue())).toList();
	}

	private static boolean same(Poll one, Poll other, String product) {
		return one.answered() && other.answered() && one.used().containsKey(product) && other.used().containsKey(product)
				&& one.used().get(product)[0] == other.used().get(product)[0];
	}
}

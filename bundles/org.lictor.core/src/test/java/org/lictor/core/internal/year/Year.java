package org.lictor.core.internal.year;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import org.lictor.agent.protocol.EventDetail;
import org.lictor.agent.protocol.SessionInfo;
import org.lictor.core.internal.LinesType;
import org.lictor.core.internal.Site;
import org.lictor.core.internal.year.Known.Cost;
import org.lictor.core.internal.year.Known.Counted;
import org.lictor.core.internal.year.Known.Denied;
import org.lictor.core.internal.year.Known.Group;
import org.lictor.core.internal.year.Known.Held;
import org.lictor.core.internal.year.Known.Mapped;
import org.lictor.core.internal.year.Known.Member;
import org.lictor.core.internal.year.Known.Owned;
import org.lictor.core.internal.year.Known.Poll;
import org.lictor.core.internal.year.Known.Session;
import org.lictor.core.internal.year.Known.Snapshot;
import org.lictor.core.internal.year.Known.Summary;
import org.lictor.core.internal.year.Known.Tokens;
import org.lictor.model.Progress;
import org.lictor.model.Status;
import org.lictor.service.Mapping;
import org.lictor.service.Price;
import org.lictor.service.ReportGroup;
import org.lictor.service.ServerDefinition;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.PollResult;

/**
 * Lives a random year of a company in a node: agents tell what they see, files are imported, a server is polled, people are
 * mapped, all in the order of the year and by the ways that are there for it. What happened is written down.
 */
final class Year {

	private static final List<String> PRODUCTS = List.of("Revit", "Civil", "AutoCAD", "Maya");
	private static final String COLLECTION = "AEC";
	private static final List<String> PARTS = List.of("Revit", "Civil", "AutoCAD");
	private static final List<String> GROUPS = List.of("Structure", "Roads");
	private static final int DAYS = 365;
	private static final long MINUTES = DAYS * 24L * 60;
	/** Whatever happens later is seen by agents that are heard at the end. */
	private static final long LAST = MINUTES - 12;
	/** A file that is imported later would tell when the polled server was asked last. */
	private static final long LAST_REFUSED = MINUTES * 3 / 4;
	/** Days on which something about calendars happens, as days of the year. */
	private static final List<LocalDate> SPECIAL = List.of(LocalDate.of(2026, 10, 24), LocalDate.of(2026, 10, 25), LocalDate.of(2027, 3, 27),
			LocalDate.of(2027, 3, 28), LocalDate.of(2026, 12, 31), LocalDate.of(2026, 5, 31), LocalDate.of(2026, 9, 30),
					LocalDate.of(2027, 2, 28));

	private final Site site;
	private final Random random;
	private final int people;
	private final int sessionsEach;
	private final Known known = new Known();
	private final PriorityQueue<Action> actions = new PriorityQueue<>(Comparator.comparing(Action::at).thenComparing(Action::order));
	private final Map<String, Site.Host> hosts = new TreeMap<>();
	private final List<Person> all = new ArrayList<>();
	private final Set<Long> taken = new HashSet<>();
	private long order;

	private interface Doing {
		void run() throws Exception;
	}

	private record Action(Instant at, long order, Doing doing) {
	}

	/** Somebody, with the names that sources write, until a day of the year. */
	private record Person(int number, String mail, List<String> users, String host, long leaves) {
	}

	private Year(Site site, long seed, int people, int sessionsEach) {
		this.site = site;
		this.random = new Random(seed);
		this.people = people;
		this.sessionsEach = sessionsEach;
	}

	/**
	 * @param site         a new one
	 * @param seed         the same makes the same year
	 * @param people       how many
	 * @param sessionsEach about how many sessions each of them has
	 * @return what happened
	 */
	static Known live(Site site, long seed, int people, int sessionsEach) throws Exception {
		Year year = new Year(site, seed, people, sessionsEach);
		year.found();
		year.plan();
		year.live();
		return year.known;
	}

	private void found() throws Exception {
		known.begin = site.now();
		known.now = site.now().plus(Duration.ofDays(DAYS));
		site.addServer(Known.ACME);
		site.node.servers().add(new ServerDefinition(Known.FLOATING, LinesType.ID, Map.of("interval", "4d"), Map.of(), true));
		site.addServer(Known.TOLD);
		site.watch("Hosts", Known.ACME);
		for (int number = 0; number < people; number++) {
			boolean renamed = number % 17 == 3;
			String plain = renamed ? "ws%03d".formatted(number) : "p%03d".formatted(number);
			String mail = "p%03d@x".formatted(number);
			List<String> users = new ArrayList<>(List.of(plain, "ACME\\" + plain.toUpperCase(java.util.Locale.ROOT), plain + "@acme.local"));
			if (!renamed && number % 5 == 0) {
				users.add("P%03d@X".formatted(number));
			}
			all.add(new Person(number, mail, users.subList(0, 1 + random.nextInt(users.size())), "PC%03d".formatted(number / 2),
					random.nextInt(6) == 0 ? MINUTES / 4 + random.nextInt((int) MINUTES * 3 / 4) : MINUTES));
			known.mails.add(mail);
			known.names.put(mail, number % 3 == 0 ? "" : "Given%d Family%d".formatted(number, number));
			if (renamed) {
				map(plain, mail, maybe(2, date(60 + random.nextInt(100))), maybe(2, date(200 + random.nextInt(150))));
			}
		}
		map("p001", "p002@x", Optional.of(date(100)), Optional.of(date(150)));
		map("guest0", "p004@x", Optional.of(date(300)), Optional.empty());
		for (String twin : List.of("twin@x", "twin@y")) {
			known.mails.add(twin);
			known.names.put(twin, "");
		}
		all.add(new Person(people, "", List.of("twin"), "PC000", MINUTES));
		for (int guest = 0; guest < 4; guest++) {
			all.add(new Person(people + 1 + guest, "", List.of("guest" + guest, "ACME\\Guest" + guest), "TS0" + guest, MINUTES));
		}
		all.add(new Person(people + 5, "", List.of(""), "TS05", MINUTES));
		groups();
		prices();
	}

	private void map(String user, String mail, Optional<Instant> from, Optional<Instant> until) throws Exception {
		known.mappings.add(new Mapped(user, mail, from, until));
		at(random.nextInt((int) MINUTES), () -> site.node.people().map(new Mapping(user, mail, from, until)));
	}

	private void groups() throws Exception {
		group("Design", ReportGroup.Kind.USERS, new Member("p00*", Optional.empty(), Optional.empty()),
				new Member("p005@x", Optional.of(date(120)), Optional.empty()), new Member("guest1", Optional.empty(), Optional.of(date(200))),
				new Member("P010", Optional.of(date(30)), Optional.of(date(260))), new Member("p02?@x", Optional.empty(), Optional.empty()));
		group("Structural", ReportGroup.Kind.USERS, new Member("group:structure", Optional.empty(), Optional.of(date(300))));
		group("Room", ReportGroup.Kind.HOSTS, new Member("ts0*", Optional.empty(), Optional.empty()),
				new Member("PC001", Optional.of(date(90)), Optional.of(date(180))));
		group("Media", ReportGroup.Kind.PRODUCTS, new Member("ma?a", Optional.of(date(50)), Optional.empty()),
				new Member("Rhino", Optional.empty(), Optional.empty()));
		group("Cloud", ReportGroup.Kind.SERVERS, new Member("told", Optional.empty(), Optional.empty()));
	}

	private void group(String name, ReportGroup.Kind kind, Member... members) throws Exception {
		site.node.reportGroups().add(name, kind);
		for (Member member : members) {
			site.node.reportGroups().include(name, new ReportGroup.Member(member.name(), member.from(), member.until()));
		}
		known.groups.add(new Group(name, kind.name(), List.of(members)));
	}

	private void prices() throws Exception {
		cost(Price.Kind.SEAT_YEAR, "Revit", day(0).minusDays(30), "2400");
		cost(Price.Kind.SEAT_YEAR, "Revit", day(200), "2650.50");
		cost(Price.Kind.SEAT_YEAR, "AEC", day(0), "3100");
		cost(Price.Kind.SEAT_YEAR, "Maya", day(0), "1900");
		cost(Price.Kind.FLEX_DAY, "Revit", day(0).minusDays(30), "10");
		cost(Price.Kind.FLEX_DAY, "Revit", day(150), "12");
		cost(Price.Kind.FLEX_DAY, "Maya", day(100), "6");
		cost(Price.Kind.FLEX_DAY, "Civil", day(0).minusDays(30), "11");
		cost(Price.Kind.TOKEN, "", day(0).minusDays(30), "3");
		cost(Price.Kind.TOKEN, "", day(240), "3.25");
	}

	private void cost(Price.Kind kind, String product, LocalDate from, String amount) throws Exception {
		site.node.prices().set(new Price(kind, product, from, new BigDecimal(amount), kind == Price.Kind.FLEX_DAY ? "" : "EUR"));
		known.costs.add(new Cost(kind.name(), product, from, new BigDecimal(amount)));
	}

	private void plan() throws Exception {
		for (int number = 0; number < (people + 1) / 2; number++) {
			enrol("PC%03d".formatted(number));
		}
		for (int number = 0; number < 10; number++) {
			enrol("TS%02d".formatted(number));
		}
		for (Person person : all) {
			for (int number = sessionsEach / 2 + random.nextInt(sessionsEach + 1); number > 0; number--) {
				session(person);
			}
		}
		for (String host : hosts.keySet()) {
			for (int times = 1 + random.nextInt(4); times > 0; times--) {
				send(random.nextInt((int) MINUTES), host);
			}
			send(LAST, host);
		}
		told();
		denials();
		polls();
		files();
	}

	private void enrol(String name) throws Exception {
		Site.Host host = site.enrol(name);
		host.ahead = random.nextInt(5) == 0 ? Duration.ofMinutes(random.nextInt(40) - 20) : Duration.ZERO;
		hosts.put(name, host);
	}

	private void send(long minute, String host) {
		at(minute, () -> {
			hosts.get(host).send();
			known.heard.put(host, site.now());
		});
	}

	/** No two sessions of anybody begin at the same minute, so that the latest is one. */
	private long free(long minute) {
		long moment = minute;
		while (!taken.add(moment)) {
			moment++;
		}
		return moment;
	}

	private long length() {
		return switch (random.nextInt(20)) {
		case 0 -> 0;
		case 1, 2, 3 -> 1 + random.nextInt(5);
		case 4, 5 -> 600 + random.nextInt(1300);
		case 6 -> 1440L * (1 + random.nextInt(3)) + random.nextInt(10) - 5;
		default -> 20 + random.nextInt(500);
		};
	}

	private long begins() {
		return random.nextInt(8) == 0
				? Duration.between(known.begin, SPECIAL.get(random.nextInt(SPECIAL.size())).atStartOfDay(known.zone).toInstant()).toMinutes()
						+ random.nextInt(1500)
				: random.nextInt((int) MINUTES - 10);
	}

	private void session(Person person) {
		long start = begins();
		if (start >= person.leaves()) {
			return;
		}
		String product = PRODUCTS.get(Math.min(random.nextInt(PRODUCTS.size()), random.nextInt(PRODUCTS.size())));
		long length = length();
		one(person, host(person), product, start, length);
		if (random.nextInt(6) == 0) {
			one(person, host(person), product, start + random.nextInt(Math.max(1, (int) length)), length());
		}
		if (random.nextInt(12) == 0) {
			one(person, person.host(), product, start + length, length());
		}
	}

	private String host(Person person) {
		return random.nextInt(3) == 0 ? "TS%02d".formatted(random.nextInt(10)) : person.host();
	}

	/** An agent sees a session, its end or not. */
	private void one(Person person, String host, String product, long wanted, long length) {
		long start = free(wanted);
		if (start >= LAST - 8) {
			return;
		}
		long end = start + length;
		String user = person.users().get(random.nextInt(person.users().size()));
		String version = random.nextBoolean() ? "2026" : "2027";
		SessionInfo[] told = new SessionInfo[1];
		at(start, () -> told[0] = hosts.get(host).start(Known.ACME, user, product, version));
		int fate = random.nextInt(40);
		if (end >= LAST - 8) {
			at(MINUTES, () -> {
				hosts.get(host).running(told[0]);
				hosts.get(host).send();
				known.heard.put(host, site.now());
			});
			write(Known.ACME, user, host, product, version, start, MINUTES, "live", "agent");
		} else if (fate == 0) {
			at(end, () -> hosts.get(host).running(told[0]));
			write(Known.ACME, user, host, product, version, start, end, "silent", "agent");
		} else if (fate == 1) {
			long seen = start + length / 2;
			at(seen, () -> hosts.get(host).running(told[0]));
			at(Math.min(end + 30, LAST - 1), () -> hosts.get(host).tell(new EventDetail.SessionEnded(told[0],
					known.begin.plusSeconds(60 * end).plus(hosts.get(host).ahead), false, EventDetail.EndReason.PROCESS_ENDED)));
			write(Known.ACME, user, host, product, version, start, end, "ended, not seen", "agent");
		} else {
			at(end, () -> hosts.get(host).end(told[0]));
			write(Known.ACME, user, host, product, version, start, end, "ended", "agent");
		}
	}

	private void write(String server, String user, String host, String product, String version, long start, long end, String state,
			String source) {
		known.sessions.add(new Session(server, user, host, product, version, source.equals("server"), millis(start), millis(end), state,
				source));
	}

	/** Sessions that a vendor tells of afterwards: in three files that overlap. */
	private void told() {
		List<String> lines = new ArrayList<>();
		List<Long> starts = new ArrayList<>();
		for (int number = 0; number < people; number++) {
			Person person = all.get(random.nextInt(all.size() - 1));
			long start = free(random.nextInt((int) MINUTES - 5000));
			long length = length();
			String user = person.users().get(random.nextInt(person.users().size()));
			lines.add("session t" + number + " " + user + " " + person.host() + " Fusion " + date(0).plusSeconds(60 * start) + " " + length * 60
					+ " 26.1");
			starts.add(start + length);
			write(Known.TOLD, user, person.host(), "Fusion", "26.1", start, start + length, "ended", "vendor");
		}
		List<Long> files = List.of(MINUTES / 3, MINUTES * 2 / 3, MINUTES - 1);
		for (long file : files) {
			at(file, () -> {
				List<String> some = new ArrayList<>(List.of("note " + file));
				for (int line = 0; line < lines.size(); line++) {
					if (starts.get(line) < file) {
						some.add(lines.get(line));
					}
				}
				site.importLines(Known.TOLD, "told" + file, some.toArray(String[]::new));
			});
		}
	}

	/** People are refused licences, some again and again; files that overlap tell of it, and polls of what was lately. */
	private void denials() {
		Random refused = new Random(people * 31L + taken.size());
		Set<Long> moments = new HashSet<>();
		for (int number = 0; number < people; number++) {
			Person person = all.get(refused.nextInt(all.size()));
			boolean floating = refused.nextInt(3) != 0;
			String product = floating ? refused.nextBoolean() ? "Rhino" : "Vray" : refused.nextBoolean() ? "Fusion" : "Inventor";
			String user = person.users().get(refused.nextInt(person.users().size()));
			long second = refused.nextInt((int) (LAST_REFUSED - 60)) * 60L + refused.nextInt(60);
			for (int times = refused.nextInt(4) == 0 ? 1 + refused.nextInt(6) : 1; times > 0; times--) {
				if (moments.add(second)) {
					known.denials.add(new Denied(floating ? Known.FLOATING : Known.TOLD, user, refused.nextInt(9) == 0 ? "" : person.host(), product,
							refused.nextInt(3), refused.nextBoolean() ? "full" : "", known.begin.toEpochMilli() + second * 1000,
							refused.nextInt(10) == 0 ? 2 : 1));
				}
				second += 1 + refused.nextInt(50);
			}
		}
		for (String server : List.of(Known.FLOATING, Known.TOLD)) {
			for (long[] file : new long[][] { { 0, MINUTES / 2 }, { MINUTES / 4, MINUTES * 2 / 3 }, { MINUTES / 8, LAST_REFUSED } }) {
				at(file[1], () -> {
					List<String> lines = new ArrayList<>(List.of("note " + file[1]));
					lines.addAll(refused(server, millis(file[0]), millis(file[1])));
					site.importLines(server, "denials" + file[1], lines.toArray(String[]::new));
				});
			}
		}
	}

	private List<String> refused(String server, long from, long until) {
		List<String> lines = new ArrayList<>();
		known.denials.stream().filter(each -> each.server().equals(server) && each.isIn(from, until)).forEach(each -> {
			for (long times = each.times(); times > 0; times--) {
				lines.add("denied " + Instant.ofEpochMilli(each.at()) + " " + dash(each.user()) + " " + dash(each.host()) + " " + each.product()
						+ (server.equals(Known.FLOATING) ? ":floating " : " ") + (each.licences() == 0 ? "-" : each.licences()) + " " + dash(each.reason()));
			}
		});
		return lines;
	}

	private static String dash(String text) {
		return text.isEmpty() ? "-" : text;
	}

	/** A server of floating licences is asked now and then, does not answer sometimes, and once is not asked for long. */
	private void polls() {
		long minute = 200;
		while (minute < MINUTES - 3000) {
			poll(minute, random.nextInt(9) != 0, random.nextInt(3) == 0);
			minute += random.nextInt(20) == 0 ? 20 * 1440 : 60 + random.nextInt(5 * 1440);
		}
		poll(MINUTES - 100, random.nextInt(3) != 0, false);
		at(MINUTES, this::writeCheckouts);
	}

	/** What is held now, by what the server says of it, with when it was proven last. */
	private record Holding(String user, String host, String product, long since) {
	}

	private final Map<Holding, Long> holding = new LinkedHashMap<>();
	private boolean gap;
	private long lastPoll = -1;
	private boolean lastAnswered;

	private void poll(long minute, boolean answers, boolean same) {
		at(minute, () -> pollNow(minute, answers, same && lastAnswered));
	}

	private void pollNow(long minute, boolean answers, boolean same) throws Exception {
		// by default a server is taken for silent when it was not asked for twice the interval
		boolean silent = lastPoll >= 0 && minute - lastPoll > 2 * 4 * 1440 + 2;
		if (silent && lastAnswered) {
			known.polls.add(new Poll(date(0).plusSeconds(60 * minute), false, Map.of()));
			gap = true;
		}
		if (!answers) {
			site.type.poll = () -> new PollResult.Collected(Status.down(Status.Detail.COMMUNICATION, "No answer."), List.of(), List.of());
			site.node.servers().poll(Known.FLOATING, Progress.NONE);
			known.polls.add(new Poll(date(0).plusSeconds(60 * minute), false, Map.of()));
			gap = true;
			lastAnswered = false;
			lastPoll = minute;
			return;
		}
		if (!same) {
			change(minute);
		}
		Map<String, long[]> used = new TreeMap<>();
		List<String> lines = new ArrayList<>(List.of("all SAMPLES", "all CHECKOUTS"));
		for (String product : List.of("Rhino", "Vray")) {
			long holds = holding.keySet().stream().filter(each -> each.product().equals(product)).count();
			if (product.equals("Rhino") || holds > 0) {
				used.put(product, new long[] { holds, 4 });
				lines.add("used " + product + ":floating " + holds + " 4");
			}
		}
		holding.keySet().forEach(each -> lines.add("holds " + each.user() + " " + each.host() + " " + each.product() + ":floating "
				+ date(0).plusSeconds(60 * each.since())));
		lines.addAll(refused(Known.FLOATING, millis(minute - 6 * 1440), millis(minute)));
		site.type.poll = () -> new PollResult.Collected(Status.up(""), List.of(new Evidence(Evidence.Origin.POLL, "state", site.now(),
				Content.of(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)))), List.of());
		site.node.servers().poll(Known.FLOATING, Progress.NONE);
		known.polls.add(new Poll(date(0).plusSeconds(60 * minute), true, used));
		holding.replaceAll((each, proven) -> minute);
		gap = false;
		lastAnswered = true;
		lastPoll = minute;
	}

	private void change(long minute) {
		for (Holding each : List.copyOf(holding.keySet())) {
			if (random.nextInt(3) == 0) {
				long proven = holding.remove(each);
				write(Known.FLOATING, each.user(), each.host(), each.product(), "", each.since(), gap ? proven : minute,
						gap ? "ended, not seen" : "ended", "server");
			}
		}
		for (int more = random.nextInt(3); more > 0; more--) {
			Person person = all.get(random.nextInt(people));
			long since = Math.max(0, Math.max(minute - 30 - random.nextInt(400), lastPoll + 1));
			long start = free(since);
			if (start < minute) {
				holding.put(new Holding(person.users().getFirst(), person.host(), random.nextInt(3) == 0 ? "Vray" : "Rhino", start), minute);
			}
		}
	}

	private void writeCheckouts() {
		holding.forEach((each, proven) -> write(Known.FLOATING, each.user(), each.host(), each.product(), "", each.since(),
				lastAnswered ? MINUTES : proven, lastAnswered ? "live" : "silent", "server"));
	}

	/** What the vendor's account says at the beginning of each month: all of who has what, and the days of use of the month before. */
	private void files() {
		Set<Held> assigned = new LinkedHashSet<>();
		Set<Held> members = new LinkedHashSet<>();
		for (Person person : all.subList(0, people)) {
			if (random.nextInt(4) != 0) {
				assigned.add(new Held(person.mail(), random.nextBoolean() ? COLLECTION : PRODUCTS.get(random.nextInt(PRODUCTS.size()))));
			}
			if (random.nextInt(8) == 0) {
				assigned.add(new Held(person.mail(), "Maya"));
			}
			if (random.nextInt(3) == 0) {
				members.add(new Held(person.mail(), GROUPS.get(random.nextInt(2))));
			}
		}
		assigned.add(new Held("twin@x", "Revit"));
		known.teams.put("Main", Set.of("Standard"));
		for (int file = 0; file <= 12; file++) {
			long minute = file * 30 * 1440L + 500;
			for (Person person : all.subList(0, people)) {
				change(assigned, person, file);
				if (random.nextInt(20) == 0) {
					Held one = new Held(person.mail(), GROUPS.get(random.nextInt(2)));
					if (!members.remove(one)) {
						members.add(one);
					}
				}
			}
			file(file, minute, Set.copyOf(assigned), Set.copyOf(members));
		}
	}

	private void change(Set<Held> assigned, Person person, int file) {
		boolean gone = file * 30 * 1440L > person.leaves();
		if (gone && random.nextInt(3) != 0) {
			assigned.removeIf(held -> held.mail().equals(person.mail()));
		} else if (!gone && random.nextInt(25) == 0) {
			Held one = new Held(person.mail(), random.nextBoolean() ? COLLECTION : PRODUCTS.get(random.nextInt(PRODUCTS.size())));
			if (!assigned.remove(one)) {
				assigned.add(one);
			}
		}
	}

	private void file(int number, long minute, Set<Held> assigned, Set<Held> members) {
		Map<String, Owned> owned = new TreeMap<>();
		for (String product : List.of("Revit", "AutoCAD", COLLECTION)) {
			if (number % 5 != 4 || !product.equals("AutoCAD")) {
				owned.put(product, new Owned(3 + random.nextInt(4),
						Optional.ofNullable(product.equals("Revit") ? day(200) : product.equals("AEC") ? day(420) : null)));
			}
		}
		Instant at = date(0).plusSeconds(60 * minute);
		known.snapshots.add(new Snapshot(at, assigned, owned, members));
		List<Counted> days = new ArrayList<>();
		if (number == 0) {
			PARTS.forEach(part -> days.add(new Counted(all.getFirst().mail(), COLLECTION, part, "", day(0).minusDays(10), Optional.empty())));
		}
		long from = number == 0 ? 0 : millis(minute - 30 * 1440L);
		for (Session session : known.sessions) {
			if (session.server().equals(Known.ACME) && session.start() >= from && session.start() < millis(minute)) {
				count(session, days);
			}
		}
		for (int more = people / 20; more > 0; more--) {
			days.add(new Counted(all.get(random.nextInt(people)).mail(), "Maya", "Maya", "2026",
					LocalDate.ofInstant(at, ZoneOffset.UTC).minusDays(1 + random.nextInt(28)),
					Optional.empty()));
		}
		known.counted.addAll(days);
		List<Summary> summaries = new ArrayList<>();
		if (number == 6) {
			for (int more = people / 10; more > 0; more--) {
				summaries.add(new Summary("p%03d@x".formatted(more), "Revit",
						LocalDate.ofInstant(at, ZoneOffset.UTC).minusDays(random.nextInt(100))));
			}
		}
		known.summaries.addAll(summaries);
		Tokens used = new Tokens("C1", YearMonth.from(LocalDate.ofInstant(at, ZoneOffset.UTC)), "Revit",
				BigDecimal.valueOf(random.nextInt(5000), 1));
		known.tokens.add(used);
		at(minute, () -> site.importLines(Known.ACME, "file" + number, lines(number, assigned, owned, members, days, summaries, used)));
	}

	/** The vendor counts most of what runs, for the product or the collection, in days of UTC, and some of it in tokens. */
	private void count(Session session, List<Counted> days) {
		int number = all.stream().filter(person -> !person.mail().isEmpty() && person.users().contains(session.user())).map(Person::number)
				.findFirst().orElse(-1);
		if (number < 0 || random.nextInt(7) == 0) {
			return;
		}
		LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(session.start()), ZoneOffset.UTC);
		String bought = PARTS.contains(session.product()) && random.nextBoolean() ? COLLECTION : session.product();
		Optional<BigDecimal> tokens = number % 10 == 9 ? Optional.of(BigDecimal.valueOf(10 + random.nextInt(5))) : Optional.empty();
		String version = random.nextInt(3) == 0 ? "" : random.nextInt(6) == 0 ? "2025" : session.version();
		Counted counted = new Counted(all.get(number).mail(), bought, session.product(), version, day, tokens);
		boolean told = days.stream().anyMatch(other -> other.mail().equals(counted.mail()) && other.day().equals(day)
				&& other.bought().equals(bought)
				&& other.ran().equals(counted.ran()) && other.version().equals(version) && other.flex() == counted.flex());
		if (!told && known.counted.stream().noneMatch(other -> other.mail().equals(counted.mail()) && other.day().equals(day))) {
			days.add(counted);
		}
	}

	private String[] lines(int number, Set<Held> assigned, Map<String, Owned> owned, Set<Held> members, List<Counted> days,
			List<Summary> summaries,
			Tokens tokens) {
		List<String> lines = new ArrayList<>(List.of("all ASSIGNMENTS", "all ENTITLEMENTS", "all GROUPS", "team Main Standard",
				"contract C1 5000",
				"tokens C1 " + tokens.month() + " Revit " + tokens.number()));
		if (number == 0) {
			int person = 0;
			for (String mail : known.mails) {
				String name = known.names.get(mail);
				lines.add("account " + (person++ % 4 == 0 ? "ID" + person : "-") + " - " + mail + (name.isEmpty() ? "" : " " + name));
			}
		}
		assigned.forEach(held -> lines.add("assigned " + held.mail() + " " + held.what()));
		members.forEach(held -> lines.add("member " + held.what() + " " + held.mail()));
		owned.forEach((product, seats) -> lines
				.add("seats " + product + " " + seats.seats() + seats.lastDay().map(day -> " - " + day).orElse("")));
		days.forEach(day -> lines.add("day " + day.mail() + " " + day.bought() + (day.ran().equals(day.bought()) ? "" : "/" + day.ran()) + " "
				+ day.day()
				+ " - " + day.tokens().map(BigDecimal::toString).orElse("-") + " " + (day.version().isEmpty() ? "-" : day.version())));
		summaries.forEach(each -> lines.add("summary " + each.mail() + " " + each.product() + " 5 " + each.lastUsed()));
		return lines.toArray(String[]::new);
	}

	private void live() throws Exception {
		while (!actions.isEmpty()) {
			Action action = actions.poll();
			site.after(Duration.between(site.now(), action.at()));
			action.doing().run();
		}
		site.after(Duration.between(site.now(), known.now));
	}

	private void at(long minute, Doing doing) {
		actions.add(new Action(date(0).plusSeconds(60 * minute), order++, doing));
	}

	private Optional<Instant> maybe(int one, Instant moment) {
		return random.nextInt(one) == 0 ? Optional.of(moment) : Optional.empty();
	}

	private long millis(long minute) {
		return known.begin.toEpochMilli() + minute * Known.MINUTE;
	}

	/** The moment at which a day after the beginning is over. */
	private Instant date(int days) {
		return known.begin.plus(Duration.ofDays(days));
	}

	private LocalDate day(int days) {
		return date(days).atZone(known.zone).toLocalDate();
	}
}

package org.lictor.core.internal.year;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Folders;
import org.lictor.core.internal.Site;
import org.lictor.core.internal.year.Known.Session;
import org.lictor.model.Progress;
import org.lictor.query.AttributionPolicy;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.query.Whose;
import org.lictor.service.Queries;

/**
 * A random year of a company of 300 people goes through Lictor's own ingest, and every report says what an obvious computation of
 * what happened says, which shares nothing with Lictor. {@code -Dlictor.seeds=20} lives twenty years, {@code -Dlictor.seed=7}
 * begins with the one of that number; {@code -Dlictor.sessions=60} gives everybody more to do;
 * {@code -Dlictor.postgres=jdbc:postgresql://localhost:5432/} lives them in new databases of that server, {@code year1} and so on.
 */
class YearTest {

	private static final long SEED = Long.getLong("lictor.seed", 1);
	private static final int SEEDS = Integer.getInteger("lictor.seeds", 1);
	private static final int SESSIONS = Integer.getInteger("lictor.sessions", 6);
	private static final int PEOPLE = 300;

	/** Why a report is not computed a second time. */
	private static final Map<String, String> NOT_COMPUTED = Map.of(
			Queries.EVENTS, "lines that Lictor writes itself, no figure of what happened",
			Queries.COLLECTING, "what monitors say of themselves; the type of this test says nothing",
			Queries.REGISTRATIONS, "what agents list, row by row; these agents list nothing");

	@TempDir
	private Path folder;
	private Site site;
	private Known known;
	private Plain plain;
	private PlainPeople people;
	private Random random;
	private final Set<String> asked = new TreeSet<>();
	private final List<String> wrong = new ArrayList<>();

	@Test
	void everyReportOfAYearSaysWhatHappened() throws Exception {
		for (long seed = SEED; seed < SEED + SEEDS; seed++) {
			Path data = Files.createDirectory(folder.resolve("year" + seed));
			Folders.elsewhere(data, "year" + seed);
			try (Site opened = new Site(data)) {
				site = opened;
				long begin = System.nanoTime();
				known = Year.live(site, seed, PEOPLE, SESSIONS);
				long lived = System.nanoTime();
				plain = new Plain(known);
				people = new PlainPeople(known, plain);
				random = new Random(seed);
				all("seed " + seed);
				assertTrue(wrong.isEmpty(), () -> String.join("\n\n", wrong));
				// what was derived as it came in is what all of it says together
				assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences(), "seed " + seed);
				System.out.println("seed " + seed + ": " + known.sessions.size() + " sessions, lived in " + Duration.ofNanos(lived - begin).toMillis()
						+ " ms, compared in " + Duration.ofNanos(System.nanoTime() - lived).toMillis() + " ms");
			}
			delete(data);
		}
		Set<String> all = new TreeSet<>(asked);
		all.addAll(NOT_COMPUTED.keySet());
		Set<String> there = new HashSet<>();
		try (Site empty = new Site(Files.createDirectory(folder.resolve("empty")))) {
			empty.node.queries().reports().stream().map(ReportDefinition::name).forEach(there::add);
		}
		assertEquals(new TreeSet<>(there), all, "a new report needs a second computation here, or a reason why it has none");
	}

	private static void delete(Path data) throws IOException {
		try (Stream<Path> files = Files.walk(data)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

	private void all(String seed) throws Exception {
		Instant begin = known.begin;
		Instant now = known.now;
		use(seed, begin.minus(Duration.ofDays(3)), now);
		Instant from = begin.plus(Duration.ofMinutes(random.nextInt(300 * 24 * 60)));
		use(seed, from, from.plus(Duration.ofMinutes(60 + random.nextInt(60 * 24 * 60))));
		LocalDate autumn = LocalDate.of(2026, 10, 24);
		use(seed, autumn.atStartOfDay(known.zone).toInstant(), autumn.plusDays(3).atStartOfDay(known.zone).toInstant());
		narrowed(seed, from, from.plus(Duration.ofDays(40)));
		people(seed, from, from.plus(Duration.ofDays(30)));
		LocalDate newYear = LocalDate.of(2026, 12, 15);
		people(seed, newYear.atStartOfDay(known.zone).toInstant(), newYear.plusDays(30).atStartOfDay(known.zone).toInstant());
		atTheEnd(seed);
	}

	private Query query(String report) {
		return Query.of(report, known.zone);
	}

	private static boolean isYear(Instant from, Instant until) {
		return Duration.between(from, until).compareTo(Duration.ofDays(100)) > 0;
	}

	private void use(String seed, Instant from, Instant until) throws Exception {
		String time = seed + " from " + from + " to " + until;
		long begin = from.toEpochMilli();
		long end = until.toEpochMilli();
		for (Granularity by : Granularity.values()) {
			Optional<String> only = by == Granularity.HOUR && isYear(from, until) ? Optional.of("Maya") : Optional.empty();
			Query query = query(Queries.USAGE_HISTORY).between(from, until).by(by);
			same(time + " by " + by, plain.usageHistory(begin, end, by, Plain.ALL, false, only), only.map(query::product).orElse(query));
			Optional<String> refused = only.map(none -> "Rhino");
			Query denials = query(Queries.DENIALS_HISTORY).between(from, until).by(by);
			same(time + " by " + by, plain.denialsHistory(begin, end, by, Plain.ALL, false, refused), refused.map(denials::product).orElse(denials));
		}
		same(time, plain.utilisation(begin, end, Plain.ALL, false), query(Queries.UTILISATION).between(from, until));
		same(time, plain.userHours(begin, end, Plain.ALL), query(Queries.USER_HOURS).between(from, until));
		same(time, plain.groupUse(begin, end), query(Queries.GROUP_USE).between(from, until));
		same(time, plain.peakSessions(begin, end), query(Queries.PEAK_SESSIONS).between(from, until));
		same(time, plain.sessions(begin, end, Plain.ALL), query(Queries.SESSIONS).between(from, until));
		same(time, plain.seatDays(begin, end, Plain.ALL), query(Queries.SEAT_DAYS).between(from, until));
		same(time, plain.samples(begin, end), query(Queries.SAMPLES).between(from, until));
		same(time, plain.denials(begin, end, Plain.ALL), query(Queries.DENIALS).between(from, until));
		same(time, plain.sessions(begin, begin + 1, Plain.ALL), query(Queries.SESSIONS).between(from, from.plusMillis(1)));
	}

	/** The use of one user, of one host, of each group as it was and as it is now. */
	private void narrowed(String seed, Instant from, Instant until) throws Exception {
		long begin = from.toEpochMilli();
		long end = until.toEpochMilli();
		Map<Whose, Predicate<Session>> narrowed = new LinkedHashMap<>();
		Session any = known.sessions.get(random.nextInt(known.sessions.size()));
		Predicate<Session> ofUser = session -> plain.in(new Known.Group("", "USERS",
				List.of(new Known.Member(any.who(), Optional.empty(), Optional.empty()))), session, false);
		if (!any.who().isEmpty()) {
			narrowed.put(Whose.user(any.who()), ofUser);
		}
		narrowed.put(Whose.host("ts0?"), session -> session.host().startsWith("TS0"));
		for (Known.Group group : known.groups) {
			narrowed.put(Whose.group(group.name()), session -> plain.in(group, session, false));
			narrowed.put(new Whose(Optional.empty(), Optional.empty(), Optional.of(group.name()), true),
					session -> plain.in(group, session, true));
		}
		for (Map.Entry<Whose, Predicate<Session>> each : narrowed.entrySet()) {
			String whose = seed + " " + each.getKey() + " from " + from + " to " + until;
			boolean parts = each.getKey().group().map(name -> Set.of("USERS", "HOSTS").contains(plain.group(name).kind())).orElse(true);
			if (parts) {
				same(whose, plain.usageHistory(begin, end, Granularity.DAY, each.getValue(), true, Optional.empty()),
						query(Queries.USAGE_HISTORY).between(from, until).by(Granularity.DAY).whose(each.getKey()));
				same(whose, plain.denialsHistory(begin, end, Granularity.DAY, each.getValue(), true, Optional.empty()),
						query(Queries.DENIALS_HISTORY).between(from, until).by(Granularity.DAY).whose(each.getKey()));
				same(whose, plain.utilisation(begin, end, each.getValue(), true),
						query(Queries.UTILISATION).between(from, until).whose(each.getKey()));
			}
			same(whose, plain.userHours(begin, end, each.getValue()), query(Queries.USER_HOURS).between(from, until).whose(each.getKey()));
			same(whose, plain.sessions(begin, end, each.getValue()), query(Queries.SESSIONS).between(from, until).whose(each.getKey()));
			same(whose, plain.denials(begin, end, each.getValue()), query(Queries.DENIALS).between(from, until).whose(each.getKey()));
			same(whose, plain.seatDays(begin, end, each.getValue()), query(Queries.SEAT_DAYS).between(from, until).whose(each.getKey()));
		}
	}

	private void people(String seed, Instant from, Instant until) throws Exception {
		String time = seed + " from " + from + " to " + until;
		long begin = from.toEpochMilli();
		long end = until.toEpochMilli();
		LocalDate first = from.atZone(known.zone).toLocalDate();
		LocalDate last = until.minusMillis(1).atZone(known.zone).toLocalDate();
		same(time, people.assignments(begin, end), query(Queries.ASSIGNMENTS).between(from, until));
		same(time, people.members(begin, end), query(Queries.GROUPS_OF_PEOPLE).between(from, until));
		same(time, people.changes(begin, end), query(Queries.CHANGES).between(from, until));
		same(time, people.vendorDays(first, last), query(Queries.VENDOR_DAYS).between(from, until));
		same(time, people.identity(begin, end), query(Queries.IDENTITY).between(from, until));
		same(time, people.unmatched(begin, end), query(Queries.UNMATCHED).between(from, until));
		same(time, people.unseenAccounts(begin, end), query(Queries.UNSEEN_ACCOUNTS).between(from, until));
		same(time, people.reconciliation(first, last), query(Queries.RECONCILIATION).between(from, until));
		same(time, people.reconciliationCounts(first, last), query(Queries.RECONCILIATION_COUNTS).between(from, until));
		for (AttributionPolicy policy : AttributionPolicy.values()) {
			same(time + " " + policy, people.attribution(begin, end, policy.label()),
					query(Queries.ATTRIBUTION).between(from, until).policy(policy));
			same(time + " " + policy, people.sessionAttribution(begin, end, policy.label()),
					query(Queries.SESSION_ATTRIBUTION).between(from, until).policy(policy));
		}
		same(time, people.seatsHistory(first, last, Granularity.DAY), query(Queries.SEATS_HISTORY).between(from, until).by(Granularity.DAY));
	}

	private void atTheEnd(String seed) throws Exception {
		same(seed, plain.usage(), query(Queries.USAGE));
		same(seed, people.users(), query(Queries.USERS));
		same(seed, people.tokens(), query(Queries.TOKENS));
		same(seed, people.teams(), query(Queries.TEAMS));
		same(seed, people.expiring(90), query(Queries.EXPIRING));
		same(seed, plain.weeks(known.begin.toEpochMilli()), query(Queries.PEAK_FORECAST).between(known.begin, known.now));
		for (int days : List.of(30, 90, 400)) {
			same(seed + " " + days, people.unusedSeats(days), query(Queries.UNUSED_SEATS).days(days));
			same(seed + " " + days, people.unusedSeatsByProduct(days), query(Queries.UNUSED_SEATS_BY_PRODUCT).days(days));
		}
		LocalDate month = LocalDate.of(2026, 6, 1);
		same(seed, people.seatsHistory(month, LocalDate.of(2027, 5, 1), Granularity.MONTH),
				query(Queries.SEATS_HISTORY).between(month.atStartOfDay(known.zone).toInstant(), known.now).by(Granularity.MONTH));
		same(seed, plain.servers(), query(Queries.SERVERS));
		same(seed, plain.agents(), query(Queries.AGENTS));
	}

	/** What is compared of reports of which not every column is a figure of what happened; the others are tested by themselves. */
	private static final Map<String, List<String>> COLUMNS = Map.of(
			Queries.SERVERS, List.of("name", "type", "seats", "products", "groups"),
			Queries.AGENTS, List.of("host", "status", "groups", "last_heard"),
			Queries.PEAK_FORECAST, List.of("server", "product", "weeks", "peak", "total"),
			Queries.UNMATCHED, List.of("state", "user", "sessions", "hours", "last_seen", "hosts", "host_names", "server"),
			Queries.UNSEEN_ACCOUNTS, List.of("account", "name", "server", "assigned"));

	private void same(String what, List<List<Object>> expected, Query query) throws Exception {
		asked.add(query.report());
		ResultTable table = site.report(query);
		List<String> columns = COLUMNS.getOrDefault(query.report(), table.columns().stream().map(column -> column.key()).toList());
		List<String> is = new ArrayList<>();
		for (int row = 0; row < table.rowCount(); row++) {
			List<Object> values = new ArrayList<>();
			for (String column : columns) {
				Object value = table.value(row, column);
				// how a host's user is written is another matter than who it is
				boolean user = column.equals("user") && Set.of(Queries.IDENTITY, Queries.UNMATCHED).contains(query.report());
				values.add(user && value instanceof String text ? Known.key(text) : value);
			}
			is.add(text(values));
		}
		List<String> should = new ArrayList<>(expected.stream().map(YearTest::text).toList());
		should.sort(null);
		is.sort(null);
		if (!is.equals(should)) {
			List<String> missing = new ArrayList<>(should);
			is.forEach(missing::remove);
			List<String> more = new ArrayList<>(is);
			should.forEach(more::remove);
			wrong.add(query.report() + ", " + what + "\nof " + should.size() + " rows are missing " + missing.size() + ":\n"
					+ String.join("\n", missing.stream().limit(8).toList()) + "\nand there are " + more.size() + " others:\n"
							+ String.join("\n", more.stream().limit(8).toList()));
		}
	}

	private static String text(List<Object> row) {
		return String.join(" | ", row.stream()
				.map(value -> value instanceof Double number ? new BigDecimal(number).setScale(6, RoundingMode.HALF_EVEN).toString()
				: String.valueOf(value)).toList());
	}
}

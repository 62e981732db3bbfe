package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lictor.acceptance.Report.Row;
import org.lictor.simulator.autodesk.Ledger;
import org.lictor.simulator.site.Demo;
import org.lictor.simulator.site.DemoFolder;
import org.lictor.simulator.site.Site;
import org.lictor.simulator.site.SiteLedger;
import org.lictor.simulator.site.Stint;

/** The demo, in small: what its server shows is what the ledger of the simulated company says. */
class DemoTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	/** A request that takes longer than two seconds looks like a clock that is behind (rule agent-time v2). */
	private static final Duration BUSY = Duration.ofSeconds(20);
	private static final Duration FILLED = Duration.ofMinutes(4);

	@Test
	void showsWhatTrulyHappened() throws IOException {
		Path script = Products.unpack("lictor-server", STAGE.folder("server"));
		Path folder = STAGE.folder().resolve("demo");
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
				System.getProperty("java.class.path"), Demo.class.getName(), "--server", script.toString(), "--data", folder.toString(),
				"--people", "25", "--years", "1", "--history-only");
		builder.environment().put("LICTOR_JAVA_OPTS", Program.SHORT_LIVED);
		try (Program demo = STAGE.closing(new Program("demo", builder))) {
			assertEquals(0, demo.exit(FILLED), demo.transcript());
		}
		Site site = new DemoFolder(folder).site();
		List<Stint> past = site.stints(Instant.EPOCH, site.opened());
		List<Stint> over = past.stream().filter(stint -> !stint.end().isAfter(site.opened())).toList();
		try (LictorServer server = new LictorServer(script, folder.resolve("data")).shortLived().start()) {
			List<Row> sessions = server.ask("sessions?limit=100000").rows();
			assertEquals(past.size(), sessions.size());
			assertTrue(over.size() > 300, over.size() + " sessions");
			assertSame(over, sessions.stream().filter(row -> row.text("state").equals("ended")).toList());
			assertHours(over, server);
			assertPeaks(past, server);
			assertAssignments(site, server);
			server.command("verify").good();
		}
	}

	/** One session for each, of the same length, at the same time as far as a server can tell that is busy when it is told. */
	private static void assertSame(List<Stint> truth, List<Row> told) {
		assertEquals(truth.size(), told.size());
		List<Stint> happened = truth.stream().sorted(Comparator.comparing((Stint stint) -> text(stint)).thenComparing(Stint::start)).toList();
		List<Row> shown = told.stream().sorted(Comparator.comparing((Row row) -> text(row)).thenComparing(row -> row.instant("start").orElseThrow())).toList();
		for (int each = 0; each < happened.size(); each++) {
			Stint stint = happened.get(each);
			Row row = shown.get(each);
			assertEquals(text(stint), text(row));
			assertEquals(stint.length(), row.duration("duration").orElseThrow(), row::toString);
			Duration off = Duration.between(stint.start(), row.instant("start").orElseThrow()).abs();
			assertTrue(off.compareTo(BUSY) <= 0, () -> stint + " is shown as " + row);
		}
	}

	private static String text(Stint stint) {
		return String.join("|", stint.host(), stint.user(), stint.product(), stint.version());
	}

	private static String text(Row row) {
		return String.join("|", row.text("host"), row.text("user"), row.text("product"), row.text("version"));
	}

	private static void assertHours(List<Stint> over, LictorServer server) {
		LocalDate first = LocalDate.ofInstant(over.getFirst().start(), ZoneOffset.UTC);
		LocalDate end = LocalDate.ofInstant(over.getLast().start(), ZoneOffset.UTC);
		Map<String, Map<String, Duration>> told = new TreeMap<>();
		server.ask("user-hours?from=" + first + "T00:00:00Z&to=" + end + "T00:00:00Z").rows()
				.forEach(row -> told.computeIfAbsent(row.text("user"), key -> new TreeMap<>()).merge(row.text("product"),
						Duration.ofSeconds(Math.round(row.json().get("hours").getAsDouble() * 3_600)), Duration::plus));
		Instant until = end.atStartOfDay(ZoneOffset.UTC).toInstant();
		SiteLedger ledger = new SiteLedger(over.stream().filter(stint -> stint.start().isBefore(until)).toList());
		Map<String, Map<String, Duration>> truth = new TreeMap<>();
		over.stream().filter(stint -> stint.start().isBefore(until)).map(Stint::user).distinct()
				.forEach(user -> truth.put(user, ledger.hours(user)));
		assertEquals(truth, told);
	}

	/** Of every product and day. What is told a little too early or too late may change a peak, by no more than the ledger says. */
	private static void assertPeaks(List<Stint> past, LictorServer server) {
		LocalDate first = LocalDate.ofInstant(past.getFirst().start(), ZoneOffset.UTC);
		LocalDate end = LocalDate.ofInstant(past.getLast().start(), ZoneOffset.UTC);
		Map<String, Map<LocalDate, Integer>> truth = new SiteLedger(past).peaks();
		Map<String, Map<LocalDate, Integer>> least = new SiteLedger(past.stream().map(stint -> moved(stint, BUSY)).toList()).peaks();
		Map<String, Map<LocalDate, Integer>> most = new SiteLedger(past.stream().map(stint -> moved(stint, BUSY.negated())).toList()).peaks();
		int days = 0;
		int equal = 0;
		for (Row row : server.ask("usage-history?by=day&from=" + first + "T00:00:00Z&to=" + end + "T00:00:00Z").rows()) {
			String product = row.text("product");
			LocalDate day = LocalDate.ofInstant(row.instant("period").orElseThrow(), ZoneOffset.UTC);
			int told = row.json().get("used_max").isJsonNull() ? 0 : row.json().get("used_max").getAsInt();
			int open = peak(truth, product, day);
			assertTrue(told >= peak(least, product, day) && told <= peak(most, product, day),
					() -> product + " on " + day + ": " + told + " told, " + open + " in the ledger");
			days += open > 0 ? 1 : 0;
			equal += open > 0 && told == open ? 1 : 0;
		}
		assertTrue(days > 300 && equal >= days * 0.98, equal + " of " + days + " peaks are equal");
		assertEquals(truth.values().stream().mapToLong(of -> of.keySet().stream().filter(day -> day.isBefore(end)).count()).sum(), days);
	}

	private static Stint moved(Stint stint, Duration inward) {
		return new Stint(stint.host(), stint.user(), stint.product(), stint.version(), stint.start().plus(inward), stint.end().minus(inward));
	}

	private static int peak(Map<String, Map<LocalDate, Integer>> peaks, String product, LocalDate day) {
		return peaks.getOrDefault(product, Map.of()).getOrDefault(day, 0);
	}

	private static void assertAssignments(Site site, LictorServer server) {
		TreeSet<String> truth = new TreeSet<>();
		new Ledger(site.account()).assignments(LocalDate.ofInstant(site.opened(), ZoneOffset.UTC),
				each -> truth.add(each.person().email() + "|" + each.offering()));
		TreeSet<String> told = new TreeSet<>();
		server.ask("assignments").rows().stream().filter(row -> row.instant("until").isEmpty())
				.forEach(row -> told.add(row.text("account") + "|" + row.text("product")));
		assertEquals(truth, told);
	}
}

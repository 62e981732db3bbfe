package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lictor.acceptance.Report.Row;
import org.lictor.simulator.autodesk.Ledger;
import org.lictor.simulator.site.CustomServer;
import org.lictor.simulator.site.Demo;
import org.lictor.simulator.site.DemoFolder;
import org.lictor.simulator.site.Registered;
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
	private static final int POLLS = 5;

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
		LictorServer given = new LictorServer(script, folder.resolve("data")).shortLived();
		given.raw(List.of("plugins", "install", VendorRepository.FEATURE, "--from", Products.repository().toString(), "--accept", "unsigned"))
				.good();
		try (LictorServer server = given.start()) {
			List<Row> sessions = server.ask("sessions?limit=100000").rows();
			assertEquals(past.size(), sessions.size());
			assertTrue(over.size() > 300, over.size() + " sessions");
			assertSame(over, sessions.stream().filter(row -> row.text("state").equals("ended")).toList());
			assertHours(over, server);
			assertPeaks(past, server);
			assertAssignments(site, server);
			assertRegistered(past, site, server);
			assertPolled(site, folder.resolve("polled.xml"), server);
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

	/** On each host what was opened there within a year, or soon will be, as far as it has a key. */
	private static void assertRegistered(List<Stint> past, Site site, LictorServer server) {
		Instant yearAgo = site.opened().minus(Duration.ofDays(365));
		TreeSet<String> truth = new TreeSet<>();
		past.stream().filter(stint -> Registered.lists(stint.product()) && stint.end().isAfter(yearAgo))
				.forEach(stint -> truth.add(stint.host() + "|" + stint.product() + " " + stint.version()));
		TreeSet<String> told = new TreeSet<>();
		server.ask("registrations").rows().stream().filter(row -> !row.text("host").startsWith("ops-"))
				.forEach(row -> told.add(row.text("host") + "|" + row.text("product")));
		assertTrue(truth.size() > 10, truth::toString);
		assertTrue(told.containsAll(truth), () -> truth + " but " + told);
	}

	/** Some hours of the custom server, polled: what each poll showed, and what stands in the end. A file tells no end, so none is compared. */
	private static void assertPolled(Site site, Path file, LictorServer server) throws IOException {
		CustomServer custom = new CustomServer(new Site(site.account(), site.opened().minus(Duration.ofDays(1)), 1));
		custom.write(file, site.opened().minus(Duration.ofHours(POLLS)));
		server.command("servers", "add", "--name", "Solvers", "--type", "custom", "--set", "file=" + file, "--set", "zone=" + CustomServer.ZONE,
				"--set", "interval=1d").good();
		Map<String, List<String>> states = new TreeMap<>();
		TreeSet<String> seen = new TreeSet<>();
		for (int hours = POLLS; hours > 0; hours--) {
			Instant at = site.opened().minus(Duration.ofHours(hours));
			custom.write(file, at);
			HttpResponse<String> polled = server.https().send(server.https().request("/api/v1/servers/Solvers/poll")
					.header("Authorization", "Bearer " + server.token()).POST(HttpRequest.BodyPublishers.noBody()));
			assertEquals(200, polled.statusCode(), polled::body);
			List<Stint> open = custom.checkouts(at.plusMillis(1)).stream().filter(checkout -> checkout.end().isAfter(at)).toList();
			TreeSet<String> truth = new TreeSet<>();
			open.forEach(checkout -> truth.add(text(checkout) + "|" + checkout.start()));
			TreeSet<String> told = new TreeSet<>();
			server.ask("sessions?server=Solvers&limit=1000").rows().stream().filter(row -> !row.text("state").equals("ended"))
					.forEach(row -> told.add(text(row) + "|" + row.instant("start").orElseThrow()));
			assertEquals(truth, told, "sessions at " + at);
			seen.addAll(truth);
			Map<String, String> used = new TreeMap<>();
			server.ask("usage?server=Solvers").rows().forEach(row -> used.put(row.text("product"), row.json().get("used") + " of " + row.json().get("total")));
			Map<String, String> counted = new TreeMap<>();
			custom.features().forEach(feature -> counted.put(feature.name(),
					open.stream().filter(checkout -> checkout.product().equals(feature.name())).count() + " of " + feature.seats()));
			assertEquals(counted, used, "licences in use at " + at);
			counted.forEach((feature, state) -> {
				List<String> before = states.computeIfAbsent(feature, key -> new ArrayList<>());
				if (before.isEmpty() || !before.getLast().equals(state)) {
					before.add(state);
				}
			});
		}
		assertTrue(seen.size() > 20, seen.size() + " checkouts");
		Map<String, List<String>> samples = new TreeMap<>();
		server.ask("samples?server=Solvers").rows().stream().sorted(Comparator.comparing(row -> row.instant("from").orElseThrow()))
				.forEach(row -> samples.computeIfAbsent(row.text("product"), key -> new ArrayList<>()).add(row.json().get("used") + " of " + row.json().get("total")));
		assertEquals(states, samples);
		Instant first = site.opened().minus(Duration.ofHours(POLLS + 1L));
		Instant last = site.opened().minus(Duration.ofHours(1));
		List<String> refused = custom.refusals(last.plusMillis(1)).stream().filter(each -> !each.at().isBefore(first))
				.map(each -> String.join("|", each.at().toString(), each.user(), each.host(), each.feature(), each.reason())).sorted().toList();
		assertTrue(refused.size() > 3, refused::toString);
		assertEquals(refused, server.ask("denials?server=Solvers&from=" + first + "&to=" + site.opened()).rows().stream()
				.map(row -> String.join("|", row.instant("at").orElseThrow().toString(), row.text("user"), row.text("host"), row.text("product"),
						row.text("reason"))).sorted().toList(), "what overlapping files tell of is told once");
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

package org.lictor.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lictor.acceptance.Report.Row;
import org.lictor.simulator.autodesk.Account;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.Credentials;
import org.lictor.simulator.autodesk.Ledger;
import org.lictor.simulator.autodesk.RecordedRequest;
import org.lictor.simulator.autodesk.SimulatorOptions;
import org.lictor.spi.testkit.SecretSearch;

/**
 * The server is killed at random moments while it collects from a simulated cloud. Each time it goes on where it was, asks for
 * nothing twice that can be found again, and ends with what the account's ledger holds; no secret is written anywhere.
 */
class CollectingCrashTest {

	@RegisterExtension
	static final StageExtension STAGE = new StageExtension();

	/** In the build a few; {@code -Dlictor.kills=100} by hand. */
	private static final int KILLS = Integer.getInteger("lictor.kills", 3);
	/** How many kills a collection of so small an account is long enough for. */
	private static final int KILLS_OF_A_ROUND = 7;
	/** How long it takes from a start until a collection is well under way, on a busy machine. */
	private static final int LONGEST_LIFE = 6_000;
	private static final Duration END = Duration.ofMinutes(3);
	private static final String NAME = "Cloud";

	private final long seed = Long.getLong("lictor.seed", System.nanoTime());
	private final Random random = new Random(seed);
	private final List<String> printed = new ArrayList<>();

	@Test
	void resumesAndEndsWithTheLedgerWheneverItIsKilled() throws Exception {
		System.out.println("CollectingCrashTest runs with -Dlictor.seed=" + seed);
		Path script = Products.unpack("lictor-server", STAGE.folder("server"));
		int left = KILLS;
		for (int round = 1; left > 0; round++) {
			int kills = Math.min(left, KILLS_OF_A_ROUND);
			left -= kills;
			Account account = Account.generate(new Account.Options(random.nextInt(), 12, 5, 1, 1,
					LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusYears(1), 1, 0));
			try (AutodeskSimulator simulator = AutodeskSimulator.start(SimulatorOptions.of(account).withClock(InstantSource.system())
					.withTimes(Duration.ofSeconds(1), Duration.ofMinutes(5)));
					LictorServer server = new LictorServer(script, STAGE.folder().resolve("data " + round)).shortLived()) {
				long runs = round(simulator, server, kills);
				check(simulator, server, runs);
			}
		}
	}

	/** @return how many collections were begun */
	private long round(AutodeskSimulator simulator, LictorServer server, int kills) throws IOException {
		add(simulator, server);
		server.launch();
		for (int kill = 0; kill < kills; kill++) {
			Waiting.pass(Duration.ofMillis(random.nextInt(LONGEST_LIFE)));
			server.program().kill();
			printed.add(server.program().transcript());
			server.launch();
		}
		server.awaitReady();
		Row run = Waiting.value("the collection to come to its end", END, () -> server.ask("collecting").rows().stream()
				.filter(row -> row.text("name").startsWith("collection ") && row.text("state").equals("DONE")).findFirst());
		printed.add(server.program().transcript());
		return Long.parseLong(run.text("name").substring("collection ".length()));
	}

	private void add(AutodeskSimulator simulator, LictorServer server) throws IOException {
		Credentials credentials = simulator.credentials();
		Path secrets = STAGE.folder("handed in");
		Path client = Files.writeString(secrets.resolve("client"), credentials.clientSecret());
		Path token = Files.writeString(secrets.resolve("token"), credentials.personalAccessToken());
		printed.add(server.command("servers", "add", "--name", NAME, "--type", "autodesk", "--set", "source=pat-exchange", "--set",
				"history=400d", "--set", "baseUrl=" + simulator.address(), "--set", "client-id=" + credentials.clientId(), "--secret-file",
				"client-secret=" + client, "--secret-file", "access-token-personal=" + token).good().toString());
	}

	private void check(AutodeskSimulator simulator, LictorServer server, long runs) throws IOException {
		String where = "seed " + seed + ", " + runs + " collections";
		assertEquals("UP", server.ask("servers").one("name", NAME).text("status"), where);
		assertFigures(simulator.ledger(), server, where);
		assertSubmissions(simulator.requests(), runs, where);
		printed.add(server.command("verify").good().toString());
		printed.add(server.ask("events").json().toString());
		SecretSearch search = new SecretSearch(simulator.secrets());
		assertEquals(List.of(), search.folder(server.data()), where);
		assertEquals(List.of(), search.text("what was printed", String.join("\n", printed)), where);
		simulator.requests().forEach(request -> assertEquals(List.of(), search.text("an address", request.path()), where));
	}

	/** What a collection asks for once is submitted once in it, whatever kills came between; what is settled, once in all. */
	private static void assertSubmissions(List<RecordedRequest> requests, long runs, String where) {
		Map<String, Long> submitted = new TreeMap<>();
		requests.stream().filter(request -> request.method().equals("POST") && request.path().equals("/insights/v1/exports")
				&& request.status() / 100 == 2).forEach(request -> submitted.merge(request.detail(), 1L, Long::sum));
		assertTrue(submitted.size() >= 5, where + ": " + submitted);
		submitted.forEach((what, times) -> {
			boolean settled = what.startsWith("USAGE ") && what.substring(what.lastIndexOf("..") + 2)
					.compareTo(LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(2).toString()) < 0;
			assertTrue(times <= (settled ? 1 : runs), () -> where + ": " + what + " was submitted " + times + " times");
		});
	}

	private static void assertFigures(Ledger ledger, LictorServer server, String where) {
		Instant now = Instant.now();
		LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
		TreeSet<String> assigned = new TreeSet<>();
		ledger.assignments(today, each -> assigned.add(each.person().email() + "|" + each.offering()));
		TreeSet<String> told = new TreeSet<>();
		server.ask("assignments").rows().stream().filter(row -> row.instant("until").isEmpty())
				.forEach(row -> told.add(row.text("account") + "|" + row.text("product")));
		assertEquals(assigned, told, where + ": assignments");

		Map<String, String> seats = new TreeMap<>();
		ledger.seats(today).forEach(each -> seats.put(each.offering(), each.seats() + "|" + each.assigned()));
		Map<String, String> seatsTold = new TreeMap<>();
		// a product that was given back has no seats any more, and nobody: the ledger does not name it
		server.ask("seats-history?by=day&from=" + today + "T00:00:00Z").rows().stream()
				.filter(row -> !row.text("seats").isEmpty() || row.number("assigned").orElse(0L) > 0)
				.forEach(row -> seatsTold.put(row.text("product"), row.text("seats") + "|" + row.text("assigned")));
		assertEquals(seats, seatsTold, where + ": seats");

		Map<String, LocalDate> last = new HashMap<>();
		ledger.usageDays(ledger.account().firstDay(), today, now, used -> last
				.merge(used.person().email() + "|" + used.offering(), used.day(), (one, other) -> one.isAfter(other) ? one : other));
		Map<String, LocalDate> lastTold = new HashMap<>();
		server.ask("users").rows().forEach(row -> row.instant("last_used").ifPresent(at -> lastTold.merge(
				row.text("account") + "|" + row.text("product"), LocalDate.ofInstant(at, ZoneOffset.UTC), (one, other) -> one.isAfter(other)
						? one : other)));
		assertEquals(new TreeMap<>(last), new TreeMap<>(lastTold), where + ": last days of use");

		Map<String, BigDecimal> tokens = new TreeMap<>();
		ledger.flexTokens(ledger.account().firstDay(), today, now)
				.forEach((month, sum) -> tokens.put(month.toString(), sum.tokens().setScale(1)));
		Map<String, BigDecimal> tokensTold = new TreeMap<>();
		server.ask("tokens").rows().forEach(row -> tokensTold.merge(row.text("month"), new BigDecimal(row.text("tokens")).setScale(1),
				BigDecimal::add));
		assertEquals(tokens, tokensTold, where + ": tokens");
	}
}

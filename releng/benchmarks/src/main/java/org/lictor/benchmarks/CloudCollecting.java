package org.lictor.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.simulator.autodesk.Account;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.Credentials;
import org.lictor.simulator.autodesk.Ledger;
import org.lictor.simulator.autodesk.RecordedRequest;
import org.lictor.simulator.autodesk.SimulatedClock;
import org.lictor.simulator.autodesk.SimulatorOptions;
import org.lictor.simulator.autodesk.Team;
import org.lictor.spi.Evidence;
import org.lictor.store.AssignmentFact;
import org.lictor.store.EntitlementFact;
import org.lictor.store.FactUnit;
import org.lictor.store.Store;
import org.lictor.store.Stored;
import org.lictor.store.Stores;
import org.lictor.store.UsageDayFact;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * A process of its own: the simulated cloud with a large account, from which a {@link CloudNode} collects in the time of the
 * simulated cloud, so that waiting for quotas takes none; first all history, then a day later what can have changed. Prints
 * what was measured, one {@code figure name value} a line, and ends with an exception when what was collected is not what the
 * ledger holds.
 */
final class CloudCollecting {

	/** In so long every quota allows an export. */
	private static final Duration QUOTA = Duration.ofMinutes(1);
	/** Days of use are compared some at a time, because there are millions. */
	private static final int DAYS_AT_A_TIME = 20;
	/** How often it is collected again, each time a day later. */
	private static final int DAILY = 2;

	private final SimulatedClock clock;
	private final AutodeskSimulator simulator;
	private final Path folder;
	/** When all was collected. */
	private final List<Instant> looked = new ArrayList<>();

	private CloudCollecting(SimulatedClock clock, AutodeskSimulator simulator, Path folder) {
		this.clock = clock;
		this.simulator = simulator;
		this.folder = folder;
	}

	/**
	 * @param words people, products, years, teams, data folder
	 */
	public static void main(String[] words) throws Exception {
		Account account = Account.generate(1, Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]),
				Integer.parseInt(words[3]));
		SimulatedClock clock = new SimulatedClock(morning(account.end().minusDays(DAILY)));
		try (AutodeskSimulator simulator = AutodeskSimulator.start(SimulatorOptions.of(account).withClock(clock))) {
			new CloudCollecting(clock, simulator, Path.of(words[4])).run();
		}
		System.exit(0);
	}

	private void run() throws Exception {
		List<RecordedRequest> first;
		try (CloudNodeProcess node = process()) {
			node.tell("clock " + clock.instant());
			node.add(simulator);
			node.tell("collect first");
			first = requests("first");
			looked.add(clock.instant());
			compare("first");
			for (int day = DAILY - 1; day >= 0; day--) {
				clock.set(morning(simulator.account().end().minusDays(day)));
				node.tell("clock " + clock.instant());
				node.tell("collect daily");
				requests("daily");
				looked.add(clock.instant());
				compare("daily");
			}
			node.tell("figures");
		}
		try (CloudNodeProcess counting = process()) {
			bare(first, counting);
			counting.tell("figures");
		}
	}

	private CloudNodeProcess process() throws IOException {
		return new CloudNodeProcess(folder, clock::set);
	}

	private List<RecordedRequest> requests(String which) {
		List<RecordedRequest> requests = simulator.requests();
		Map<String, Integer> kinds = new TreeMap<>();
		requests.forEach(request -> kinds.merge(kind(request), 1, Integer::sum));
		System.out.println(which + " requests " + kinds);
		print(which + "-requests", requests.size());
		simulator.forgetRequests();
		return requests;
	}

	static Instant morning(LocalDate day) {
		return day.atTime(6, 0).toInstant(ZoneOffset.UTC);
	}

	private static void print(String name, double value) {
		System.out.println("figure " + name + " " + value);
	}

	private static String kind(RecordedRequest request) {
		String path = request.path().replaceAll("/storage/.*", "/storage/").replaceAll("(exports|usage-queries)/.*", "$1/ID");
		String what = request.detail().isEmpty() || request.path().contains("/token") ? "" : " " + request.detail().split(" ")[0];
		return request.method() + " " + path + what;
	}

	// ---- the truth -----------------------------------------------------------------------------------------------------

	private static boolean asked(Team team) {
		return team.benefits().contains(Team.REPORTING_API);
	}

	/** Reads the facts themselves, after the node was closed. */
	private void compare(String which) throws ServiceException {
		long begin = System.nanoTime();
		try (Store store = Stores.open(folder, clock, Progress.NONE)) {
			FactUnit unit = new FactUnit(store.read(transaction -> transaction.servers().byName(CloudNode.SERVER)).orElseThrow().id(),
					Evidence.Origin.POLL);
			Map<String, String> ids = new HashMap<>();
			store.read(transaction -> transaction.facts().accounts().of(unit))
					.forEach(stored -> ids.put(stored.fact().key(), stored.fact().account().id()));
			compareDays(store, unit, ids);
			compareAssignments(store, unit, ids);
			compareSeats(store, unit);
		}
		System.out.println(which + " equals the ledger, compared in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
	}

	private void same(String what, Map<String, ?> expected, Map<String, ?> found) {
		if (!expected.equals(found)) {
			Map<String, Object> missing = new TreeMap<>(expected);
			missing.entrySet().removeAll(found.entrySet());
			Map<String, Object> more = new TreeMap<>(found);
			more.entrySet().removeAll(expected.entrySet());
			throw new IllegalStateException(what + " differ: missing " + missing.entrySet().stream().limit(5).toList() + ", too many "
					+ more.entrySet().stream().limit(5).toList());
		}
	}

	private void compareDays(Store store, FactUnit unit, Map<String, String> ids) throws ServiceException {
		Ledger ledger = simulator.ledger();
		LocalDate last = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
		long all = 0;
		for (LocalDate from = ledger.account().firstDay(); !from.isAfter(last); from = from.plusDays(DAYS_AT_A_TIME)) {
			LocalDate begin = from;
			LocalDate until = from.plusDays(DAYS_AT_A_TIME - 1L);
			Map<String, String> expected = new HashMap<>();
			ledger.usageDays(begin, until, clock.instant(), used -> {
				Team team = used.person().team();
				if (asked(team)) {
					boolean tokens = used.flex() && team.benefits().contains("ReportingFlexUsage");
					expected.put(used.day() + "|" + used.person().autodeskId() + "|" + used.offering() + "|"
							+ (used.product().equals(used.offering()) ? "" : used.product()) + "|" + used.version() + "|" + team.alias(),
							tokens ? Integer.toString(used.tokens()) : "");
				}
			});
			Map<String, String> found = new HashMap<>();
			for (UsageDayFact fact : store.read(transaction -> transaction.facts().usageDays().of(unit, begin, until))) {
				String before = found.put(fact.day() + "|" + ids.get(fact.account()) + "|" + fact.product().name() + "|"
						+ fact.product().feature() + "|" + fact.product().version() + "|" + fact.team(),
						fact.tokens().map(BigDecimal::toPlainString).orElse(""));
				if (before != null) {
					throw new IllegalStateException("a day stands twice: " + fact);
				}
			}
			same("days of use from " + begin, expected, found);
			all += found.size();
		}
		print("usage-days", all);
	}

	/** Who has what since when; and who had what at each look. */
	private void compareAssignments(Store store, FactUnit unit, Map<String, String> ids) throws ServiceException {
		List<Stored<AssignmentFact>> facts = store.read(transaction -> transaction.facts().assignments().of(unit));
		for (Instant at : looked) {
			Map<String, String> expected = new HashMap<>();
			simulator.ledger().assignments(day(at), each -> {
				if (asked(each.person().team())) {
					expected.put(each.person().autodeskId() + "|" + each.offering() + "|" + each.person().team().alias(), each.from().toString());
				}
			});
			Map<String, String> found = new HashMap<>();
			for (Stored<AssignmentFact> stored : facts) {
				AssignmentFact fact = stored.fact();
				if (fact.from().map(from -> !from.isAfter(at)).orElse(true) && fact.until().map(until -> until.isAfter(at)).orElse(true)) {
					found.put(ids.get(fact.account()) + "|" + fact.product().name() + "|" + fact.team(),
							fact.from().map(from -> day(from).toString()).orElse(""));
				}
			}
			same("assignments of " + at, expected, found);
			print("assignments", found.size());
		}
	}

	/** Seats of each day since the first look: of the days before, the interface tells only of subscriptions that still run. */
	private void compareSeats(Store store, FactUnit unit) throws ServiceException {
		List<Stored<EntitlementFact>> facts = store.read(transaction -> transaction.facts().entitlements().of(unit));
		for (Instant at : looked) {
			LocalDate day = day(at);
			Map<String, Long> expected = new HashMap<>();
			simulator.ledger().seats(day).stream().filter(each -> asked(each.team()) && each.seats() > 0)
					.forEach(each -> expected.put(each.team().alias() + "|" + each.offering(), (long) each.seats()));
			Map<String, Long> found = new HashMap<>();
			for (Stored<EntitlementFact> stored : facts) {
				EntitlementFact fact = stored.fact();
				boolean stood = !fact.standsFrom().isAfter(at) && fact.standsUntil().map(until -> until.isAfter(at)).orElse(true);
				boolean runs = fact.active() && fact.lastDay().map(last -> !last.isBefore(day)).orElse(true)
						&& fact.firstDay().map(first -> !first.isAfter(day)).orElse(true);
				if (stood && runs) {
					found.merge(fact.team() + "|" + fact.product().name(), fact.seats(), Long::sum);
				}
			}
			same("seats of " + at, expected, found);
		}
	}

	private static LocalDate day(Instant at) {
		return LocalDate.ofInstant(at, ZoneOffset.UTC);
	}

	// ---- the baseline --------------------------------------------------------------------------------------------------

	/** Asks for the same exports once more, and has them taken and their lines counted, and nothing else done. */
	private void bare(List<RecordedRequest> requests, CloudNodeProcess counting) throws IOException, InterruptedException {
		try (HttpClient client = HttpClient.newHttpClient()) {
			for (RecordedRequest request : requests) {
				if (!request.method().equals("POST") || !request.path().endsWith("/exports") || request.status() / 100 != 2) {
					continue;
				}
				clock.advance(QUOTA);
				String token = token(client);
				String id = json(client, token, "/insights/v1/exports", body(request.detail())).get("id").getAsString();
				clock.advance(Duration.ofSeconds(30));
				for (var download : json(client, token, "/insights/v1/exports/" + id, "").getAsJsonArray("downloads")) {
					counting.tell("count " + download.getAsJsonObject().get("downloadURL").getAsString());
				}
			}
		}
	}

	private String body(String detail) {
		String[] words = detail.split(" ");
		JsonObject body = new JsonObject();
		body.addProperty("outputFormat", "CSV");
		body.add("reports", JsonParser.parseString("[\"" + words[0] + "\"]"));
		body.addProperty("teamId", words[1].substring("team=".length()));
		if (words[0].startsWith("USAGE")) {
			// a simulator that is asked for today alone tells no days
			String today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
			String[] days = words.length > 2 ? words[2].split("\\.\\.") : new String[] { today, today };
			body.addProperty("startDate", days[0] + "T00:00:00.000Z");
			body.addProperty("endDate", days[1] + "T23:59:59.999Z");
		}
		if (words[0].equals("USAGE_REPORT")) {
			body.add("usageReports", JsonParser.parseString("[\"USAGE_REPORT_BY_PRODUCT\"]"));
		}
		return body.toString();
	}

	private String token(HttpClient client) throws IOException, InterruptedException {
		Credentials credentials = simulator.credentials();
		String form = "grant_type=" + encoded("urn:ietf:params:oauth:grant-type:token-exchange") + "&subject_token="
				+ encoded(credentials.personalAccessToken()) + "&subject_token_type="
				+ encoded("urn:ietf:params:oauth:token-type:access_token") + "&scope=" + encoded("data:read data:write");
		String basic = Base64.getEncoder()
				.encodeToString((credentials.clientId() + ":" + credentials.clientSecret()).getBytes(StandardCharsets.UTF_8));
		return JsonParser.parseString(client.send(HttpRequest.newBuilder(URI.create(simulator.address() + "/authentication/v2/token"))
				.header("Authorization", "Basic " + basic).header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString()).body()).getAsJsonObject()
				.get("access_token").getAsString();
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private JsonObject json(HttpClient client, String token, String path, String body) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.address() + path))
				.header("Authorization", "Bearer " + token).header("Content-Type", "application/json");
		HttpResponse<String> answer = client.send(
				body.isEmpty() ? request.build() : request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
				HttpResponse.BodyHandlers.ofString());
		if (answer.statusCode() / 100 != 2) {
			throw new IllegalStateException(path + " " + body + " was answered with " + answer.statusCode() + ": " + answer.body());
		}
		return JsonParser.parseString(answer.body()).getAsJsonObject();
	}
}

package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.query.Granularity;
import org.lictor.query.Query;
import org.lictor.query.ResultTable;
import org.lictor.service.ImportResult;
import org.lictor.service.Queries;
import org.lictor.simulator.autodesk.Account;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.Ledger;
import org.lictor.simulator.autodesk.RecordedRequest;
import org.lictor.simulator.autodesk.SimulatedClock;
import org.lictor.simulator.autodesk.SimulatorOptions;
import org.lictor.simulator.autodesk.Team;
import org.lictor.spi.testkit.SecretSearch;

/**
 * One account in two servers: one collects it from the cloud, the other is fed with the files that the portal exports at the
 * same moments. All that files can carry is the same in both, to the letter.
 */
class FilesAndCloudTest {

	private static final Account ACCOUNT = Account.generate(11, 60, 12, 2, 3);
	/** Days after the first on which is looked, the last of them at the end of the account's two years. */
	private static final List<Integer> LOOKS = List.of(365, 366, 420, 730);
	private static final String CLOUD = "Cloud";
	private static final String FILES = "Files";

	@TempDir
	private Path folder;

	@Test
	void filesAndTheCloudGiveTheSameFacts() throws Exception {
		SimulatedClock clock = new SimulatedClock(morning(LOOKS.getFirst()));
		try (AutodeskSimulator simulator = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT).withClock(clock));
				CloudSite site = new CloudSite(folder.resolve("data"), clock)) {
			site.addCloud(CLOUD, simulator, Map.of());
			site.addFiles(FILES);
			for (int look : LOOKS) {
				clock.set(morning(look));
				simulator.forgetRequests();
				site.collect(CLOUD);
				Path exported = folder.resolve("exported " + look);
				simulator.exportFiles(exported, clock.instant());
				Map<String, Instant> asked = asked(simulator);
				for (Path file : CloudSite.files(exported)) {
					String name = file.getFileName().toString();
					String key = name.substring(0, name.length() - "-2026-01-01.csv".length());
					assertNotEquals(ImportResult.Outcome.REFUSED, site.hand(FILES, file, asked.get(key)).outcome(), name);
				}
				for (Query query : queries(clock.instant())) {
					List<String> cloud = site.rows(query.server(CLOUD));
					assertEquals(String.join("\n", cloud), String.join("\n", site.rows(query.server(FILES))),
							query.report() + " on day " + look);
					assertFalse(cloud.isEmpty() && !query.report().equals(Queries.CHANGES), query.report());
				}
			}
			assertTrue(site.rows(Query.of(Queries.ASSIGNMENTS, ZoneOffset.UTC).server(FILES)).stream()
					.anyMatch(row -> !row.contains("until=UNKNOWN")), "somebody lost a seat");
			for (int look : LOOKS) {
				assertEquals(assigned(simulator.ledger(), look), assigned(site.report(of(Queries.ASSIGNMENTS).server(CLOUD)), look),
						"who had what since when on day " + look);
			}
			assertEquals(List.of(), new SecretSearch(simulator.secrets()).folder(folder), "in what was written");
		}
	}

	private static Set<String> assigned(Ledger ledger, int day) {
		Set<String> assigned = new TreeSet<>();
		ledger.assignments(ACCOUNT.firstDay().plusDays(day), each -> {
			if (each.person().team().benefits().contains(Team.REPORTING_API)) {
				assigned.add(each.person().email() + " " + each.offering() + " " + each.from());
			}
		});
		return assigned;
	}

	private static Set<String> assigned(ResultTable assignments, int day) {
		Set<String> assigned = new TreeSet<>();
		for (int row = 0; row < assignments.rowCount(); row++) {
			Object from = assignments.value(row, "from");
			boolean begun = !(from instanceof Instant since) || !since.isAfter(morning(day));
			if (begun && (!(assignments.value(row, "until") instanceof Instant until) || until.isAfter(morning(day)))) {
				assigned.add(assignments.value(row, "account") + " " + assignments.value(row, "product") + " "
						+ (from instanceof Instant since ? LocalDate.ofInstant(since, ZoneOffset.UTC) : from));
			}
		}
		return assigned;
	}

	private static Instant morning(int day) {
		return ACCOUNT.firstDay().plusDays(day).atTime(6, 0).toInstant(ZoneOffset.UTC);
	}

	/** When the cloud was asked for what a file holds, last: a snapshot holds for the moment at which it was asked for. */
	private static Map<String, Instant> asked(AutodeskSimulator simulator) {
		Map<String, Instant> asked = new HashMap<>();
		for (RecordedRequest request : simulator.requests()) {
			if (request.method().equals("POST") && request.path().equals("/insights/v1/exports")) {
				String[] words = request.detail().split(" ");
				asked.put(words[0].toLowerCase(java.util.Locale.ROOT) + "-" + words[1].substring("team=".length()), request.at());
			}
		}
		return asked;
	}

	/** All reports that rest on facts which files carry. What a day of Flex cost is told by no file. */
	private static List<Query> queries(Instant now) {
		Instant begin = ACCOUNT.firstDay().atStartOfDay().toInstant(ZoneOffset.UTC);
		Query changes = of(Queries.CHANGES).between(begin, now);
		Query seats = of(Queries.SEATS_HISTORY).between(begin, now);
		LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
		return List.of(of(Queries.USERS), of(Queries.USAGE), of(Queries.ASSIGNMENTS), changes, seats,
				seats.by(Granularity.MONTH), of(Queries.GROUPS_OF_PEOPLE),
				of(Queries.EXPIRING).between(now, today.plusYears(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
	}

	private static Query of(String report) {
		return Query.of(report, ZoneOffset.UTC);
	}
}

package org.lictor.simulator.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.lictor.agent.protocol.RegisteredProduct;
import org.lictor.simulator.autodesk.Ledger;
import org.lictor.simulator.autodesk.UsedDay;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SiteTest {

	private static final Instant OPENED = Instant.parse("2026-06-10T10:00:00Z");
	private static final Instant BEGIN = Instant.parse("2025-06-10T00:00:00Z");
	private static final Instant LATER = OPENED.plus(Duration.ofDays(10));

	private final Site site = DemoFolder.site(7, 60, 1, OPENED, 1);

	@Test
	void theSameNumbersGiveTheSameCompany() {
		assertEquals(site.stints(BEGIN, LATER), DemoFolder.site(7, 60, 1, OPENED, 1).stints(BEGIN, LATER));
	}

	@Test
	void askingInPiecesGivesTheSame() {
		List<Stint> pieces = new ArrayList<>(site.stints(BEGIN, OPENED));
		pieces.addAll(site.stints(OPENED, OPENED.plus(Duration.ofDays(3))));
		pieces.addAll(site.stints(OPENED.plus(Duration.ofDays(3)), LATER));

		assertEquals(site.stints(BEGIN, LATER), pieces);
	}

	@Test
	void hostsListWhatWasOpenedThereWithinAYear() {
		List<Stint> opened = List.of(new Stint("ws-0001", "ann", "AutoCAD", "2025", OPENED.minusSeconds(60), OPENED),
				new Stint("ws-0001", "ann", "AutoCAD", "2025", OPENED.minusSeconds(600), OPENED.minusSeconds(500)),
				new Stint("ws-0001", "ann", "AutoCAD", "2024", OPENED.minus(Duration.ofDays(400)), OPENED.minus(Duration.ofDays(399))),
				new Stint("ws-0001", "ann", "Maya", "2020", OPENED, OPENED.plusSeconds(60)),
				new Stint("ws-0001", "ann", "Flame", "2025", OPENED, OPENED.plusSeconds(60)));
		assertEquals(List.of("001Q1", "657L1"), Registered.of(opened, OPENED).stream().map(RegisteredProduct::key).toList());
	}

	@Test
	void nothingHappenedBeforeTheFirstDay() {
		assertEquals(site.stints(BEGIN, LATER), site.stints(Instant.EPOCH, LATER));
	}

	@Test
	void nobodyHasAProductOpenTwiceOnOneHost() {
		Map<List<String>, List<Stint>> by = site.stints(BEGIN, LATER).stream()
				.collect(Collectors.groupingBy(stint -> List.of(stint.host(), stint.user(), stint.product())));

		by.values().forEach(of -> {
			for (int next = 1; next < of.size(); next++) {
				assertTrue(of.get(next - 1).end().isBefore(of.get(next).start()), of.get(next - 1) + " and " + of.get(next));
			}
		});
	}

	@Test
	void whatTheCloudSawWasOpenOnTheHostOfThatPersonOnThatDay() {
		Set<String> open = new HashSet<>();
		site.stints(BEGIN, OPENED).forEach(stint -> open.add(stint.user() + "|" + stint.product() + "|" + LocalDate.ofInstant(stint.start(), ZoneOffset.UTC)));
		List<UsedDay> used = new ArrayList<>();
		new Ledger(site.account()).usageDays(site.account().firstDay(), LocalDate.ofInstant(OPENED, ZoneOffset.UTC).minusDays(1), OPENED, used::add);

		List<UsedDay> desktop = used.stream().filter(day -> !day.version().equals("cloud")).toList();
		List<UsedDay> missing = desktop.stream().filter(day -> !open.contains(day.person().userName() + "|" + day.product() + "|" + day.day())).toList();
		assertTrue(desktop.size() > 500, desktop.size() + " days");
		assertFalse(missing.isEmpty());
		assertEquals(Set.of(7), missing.stream().map(day -> day.person().index() % 10).collect(Collectors.toSet()), "only of those without an agent");
	}

	@Test
	void thereIsSomethingToSeeAtEveryHourOnceItIsOpen() {
		List<Stint> stints = site.stints(OPENED.minus(Duration.ofDays(1)), LATER);
		for (Instant at = OPENED.plus(Duration.ofHours(1)); at.isBefore(LATER); at = at.plus(Duration.ofHours(1))) {
			Instant moment = at;
			assertTrue(stints.stream().filter(stint -> !stint.start().isAfter(moment) && stint.end().isAfter(moment)).count() >= 3, moment::toString);
		}
	}

	@Test
	void everythingHappensOnHostsThatHaveAnAgent() {
		assertTrue(site.hosts().containsAll(site.stints(BEGIN, LATER).stream().map(Stint::host).toList()));
	}

	@Test
	void moreHostsThanThePeopleHaveWorkInShifts() {
		Site large = DemoFolder.site(7, 60, 1, OPENED, 500);

		assertEquals(500, large.hosts().size());
		assertTrue(large.hosts().containsAll(large.stints(OPENED, LATER).stream().map(Stint::host).toList()));
		assertEquals(site.stints(BEGIN, OPENED), large.stints(BEGIN, OPENED));
	}

	@Test
	void timeRunsAheadUntilItHasCaughtUp() {
		Instant[] present = { OPENED.plus(Duration.ofDays(30)) };
		RunningAhead time = new RunningAhead(() -> present[0], OPENED, 100_000);

		assertEquals(OPENED, time.instant());
		present[0] = present[0].plusSeconds(10);
		assertEquals(OPENED.plusSeconds(1_000_000), time.instant());
		present[0] = present[0].plusSeconds(60);
		assertEquals(present[0], time.instant());
	}

	@Test
	void theCustomServerTellsWhatItsLedgerSays() throws Exception {
		CustomServer custom = new CustomServer(site);
		Instant at = OPENED.plus(Duration.ofHours(9));
		Document told = DocumentBuilderFactory.newInstance().newDocumentBuilder()
				.parse(new ByteArrayInputStream(custom.xml(at).getBytes(StandardCharsets.UTF_8)));
		List<Stint> checkouts = custom.checkouts(LATER);

		NodeList usages = told.getElementsByTagName("USAGE");
		assertEquals(custom.features().size(), usages.getLength());
		int users = 0;
		for (int feature = 0; feature < usages.getLength(); feature++) {
			Element usage = (Element) usages.item(feature);
			List<String> truth = checkouts.stream()
					.filter(stint -> stint.product().equals(usage.getAttribute("FEATURE")) && !stint.start().isAfter(at) && stint.end().isAfter(at))
					.map(stint -> stint.user() + "@" + stint.host()).sorted().toList();
			NodeList named = usage.getElementsByTagName("USER");
			List<String> shown = IntStream.range(0, named.getLength()).mapToObj(user -> (Element) named.item(user))
					.map(user -> user.getAttribute("USERNAME") + "@" + user.getAttribute("HOSTNAME")).sorted().toList();
			assertEquals(truth, shown);
			assertEquals(Integer.toString(truth.size()), usage.getAttribute("USED_LICENSES"));
			users += truth.size();
		}
		assertTrue(users > 5, users + " users");
		assertTrue(checkouts.stream().noneMatch(stint -> stint.start().isBefore(OPENED)));
	}

	@Test
	void theCustomServerRefusesWhoFindsAllLicencesInUseAndTellsOfTheLastHour() throws Exception {
		CustomServer custom = new CustomServer(site);
		List<CustomServer.Refusal> refusals = custom.refusals(LATER);
		List<Stint> checkouts = custom.checkouts(LATER);
		for (CustomServer.Refusal each : refusals) {
			long open = checkouts.stream()
					.filter(stint -> stint.product().equals(each.feature()) && !stint.start().isAfter(each.at()) && stint.end().isAfter(each.at())).count();
			long seats = custom.features().stream().filter(feature -> feature.name().equals(each.feature())).findFirst().orElseThrow().seats();
			assertEquals(each.reason().equals("All licences are in use"), open == seats, each::toString);
		}
		assertTrue(refusals.stream().map(CustomServer.Refusal::reason).distinct().count() == 2, refusals::toString);
		Instant middle = refusals.get(refusals.size() / 2).at();
		assertEquals(refusals.stream().filter(each -> each.at().isBefore(middle)).toList(), custom.refusals(middle));
		List<String> truth = refusals.stream().filter(each -> !each.at().isAfter(middle) && !each.at().isBefore(middle.minus(Duration.ofHours(1))))
				.map(each -> each.at() + "|" + each.user() + "|" + each.host() + "|" + each.reason()).sorted().toList();
		NodeList told = DocumentBuilderFactory.newInstance().newDocumentBuilder()
				.parse(new ByteArrayInputStream(custom.xml(middle).getBytes(StandardCharsets.UTF_8))).getElementsByTagName("DENIAL");
		assertEquals(truth, IntStream.range(0, told.getLength()).mapToObj(denial -> (Element) told.item(denial))
				.map(denial -> denial.getAttribute("TIME").replace(' ', 'T') + "Z|" + denial.getAttribute("USERNAME") + "|"
						+ denial.getAttribute("HOSTNAME") + "|" + denial.getAttribute("REASON")).sorted().toList());
		assertTrue(truth.size() > 1, truth::toString);
	}

	@Test
	void theLedgerCountsTimesThatOverlapOnce() {
		SiteLedger ledger = new SiteLedger(List.of(stint("a", 0, 60), stint("a", 30, 90), stint("a", 120, 150), stint("b", 80, 130)));

		assertEquals(Map.of("P", Duration.ofMinutes(120)), ledger.hours("a"));
		assertEquals(Map.of("P", 4L), ledger.sessions());
		assertEquals(2, ledger.mostUsers("P"));
		assertEquals(Map.of("P", Map.of(LocalDate.ofInstant(OPENED, ZoneOffset.UTC), 2)), ledger.peaks());
	}

	@Test
	void thePeakOfADayCountsWhoWorksPastMidnight() {
		int night = 14 * 60;
		SiteLedger ledger = new SiteLedger(List.of(stint("a", 0, 60), stint("b", night - 60, night + 60), stint("c", night - 30, night + 30)));
		LocalDate day = LocalDate.ofInstant(OPENED, ZoneOffset.UTC);

		assertEquals(Map.of("P", Map.of(day, 2, day.plusDays(1), 2)), ledger.peaks());
	}

	private static Stint stint(String user, int from, int until) {
		return new Stint("h", user, "P", "2025", OPENED.plus(Duration.ofMinutes(from)), OPENED.plus(Duration.ofMinutes(until)));
	}
}

package org.lictor.simulator.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

import org.junit.jupiter.api.Test;
import org.lictor.simulator.autodesk.Ledger;
import org.lictor.simulator.autodesk.UsedDay;

class SiteTest {

	private static final Instant OPENED = Instant.parse("2026-06-10T10:00:00Z");
	private static final Instant BEGIN = Instant.parse("2025-06-10T00:00:00Z");
	private static final Instant LATER = OPENED.plus(Duration.ofDays(10));

	private final Site site = DemoFolder.site(7, 60, 1, OPENED);

	@Test
	void theSameNumbersGiveTheSameCompany() {
		assertEquals(site.stints(BEGIN, LATER), DemoFolder.site(7, 60, 1, OPENED).stints(BEGIN, LATER));
	}

	@Test
	void askingInPiecesGivesTheSame() {
		List<Stint> pieces = new ArrayList<>(site.stints(BEGIN, OPENED));
		pieces.addAll(site.stints(OPENED, OPENED.plus(Duration.ofDays(3))));
		pieces.addAll(site.stints(OPENED.plus(Duration.ofDays(3)), LATER));

		assertEquals(site.stints(BEGIN, LATER), pieces);
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
	void theLedgerCountsTimesThatOverlapOnce() {
		SiteLedger ledger = new SiteLedger(List.of(stint("a", 0, 60), stint("a", 30, 90), stint("a", 120, 150), stint("b", 80, 130)));

		assertEquals(Map.of("P", Duration.ofMinutes(120)), ledger.hours("a"));
		assertEquals(Map.of("P", 4L), ledger.sessions());
		assertEquals(2, ledger.mostUsers("P"));
	}

	private static Stint stint(String user, int from, int until) {
		return new Stint("h", user, "P", "2025", OPENED.plus(Duration.ofMinutes(from)), OPENED.plus(Duration.ofMinutes(until)));
	}
}

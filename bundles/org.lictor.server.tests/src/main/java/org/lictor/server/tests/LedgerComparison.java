package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.lictor.model.Account;
import org.lictor.model.Product;
import org.lictor.simulator.autodesk.Ledger;
import org.lictor.simulator.autodesk.Team;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Observation;
import org.lictor.spi.testkit.FakeSink;

/**
 * What a server holds after all its evidence, by the rules by which facts follow from it, beside what the simulated account's
 * ledger holds. Days are compared as a list, so that one that stands twice shows.
 */
final class LedgerComparison {

	private record Day(String person, Product product, LocalDate day, String team) {
	}

	private final Ledger ledger;
	private final Instant now;
	private final Map<String, String> people = new HashMap<>();
	private final Map<String, Set<String>> assigned = new TreeMap<>();
	private final Map<String, Set<String>> owned = new TreeMap<>();
	private final Map<String, Set<String>> members = new TreeMap<>();
	private final Map<String, Observation.UsageSession> sessions = new TreeMap<>();
	private final Map<String, BigDecimal> contractTokens = new TreeMap<>();
	private final List<Day> days = new ArrayList<>();
	private final Map<Day, BigDecimal> tokens = new HashMap<>();

	/**
	 * @param run    a server
	 * @param ledger of the account it collects
	 * @param now    the time
	 */
	LedgerComparison(CloudRun run, Ledger ledger, Instant now) {
		this.ledger = ledger;
		this.now = now;
		// a person is known by the id or, where personal data are hidden, by the hash alone
		for (int i = 0; i < ledger.account().people(); i++) {
			people.put(ledger.account().person(i).hashedId(), ledger.account().person(i).autodeskId());
		}
		for (Evidence evidence : run.kept()) {
			FakeSink sink = new FakeSink();
			if (run.interpret(evidence, sink) instanceof Interpretation.Understood understood) {
				fold(understood, sink);
			}
		}
	}

	private LocalDate day() {
		return LocalDate.ofInstant(now, ZoneOffset.UTC);
	}

	private String person(Account account) {
		return account.id().isEmpty() ? people.getOrDefault(account.hashedId(), account.toString()) : account.id();
	}

	private void fold(Interpretation.Understood understood, FakeSink sink) {
		Set<String> teams = understood.teams();
		understood.usageDays().ifPresent(range -> days.removeIf(day -> {
			boolean again = range.contains(day.day()) && (teams.isEmpty() || teams.contains(day.team()));
			if (again) {
				tokens.remove(day);
			}
			return again;
		}));
		for (Interpretation.CompleteList list : understood.complete()) {
			Map<String, Set<String>> stands = switch (list) {
			case ASSIGNMENTS -> assigned;
			case ENTITLEMENTS -> owned;
			case GROUPS -> members;
			default -> throw new AssertionError(list);
			};
			stands.keySet().removeIf(team -> teams.isEmpty() || teams.contains(team));
		}
		boolean adds = understood.usageDays().isEmpty();
		Set<Day> known = adds ? Set.copyOf(days) : Set.of();
		for (Observation observation : sink.observations()) {
			switch (observation) {
			case Observation.UsageDay used -> {
				Day day = new Day(person(used.account()), used.product(), used.day(), used.team());
				if (!known.contains(day)) {
					days.add(day);
				}
				used.tokens().ifPresent(count -> tokens.put(day, count));
			}
			case Observation.Assignment each -> {
				Set<String> ofTeam = assigned.computeIfAbsent(each.team(), team -> new TreeSet<>());
				String who = person(each.account()) + "|" + each.product().name() + "|" + each.team();
				if (each.unassignedAt().isEmpty()) {
					ofTeam.add(who);
				}
			}
			case Observation.Entitlement each -> owned.computeIfAbsent(each.team(), team -> new TreeSet<>())
					.add(each.reference() + "|" + each.product().name() + "|" + each.seats() + "|" + each.from() + "|" + each.until());
			case Observation.GroupMember each -> members.computeIfAbsent(each.team(), team -> new TreeSet<>())
					.add(each.group() + "|" + each.account().email() + "|" + each.team());
			case Observation.UsageSession session -> sessions.put(session.reference(), session);
			case Observation.TokenUse use -> contractTokens.put(use.contract() + "|" + use.month() + "|" + use.category(), use.tokens());
			default -> {
				// accounts, teams, contracts and summaries say nothing that is compared here
			}
			}
		}
	}

	/**
	 * Compares all.
	 *
	 * @param flexTeams whether the Flex tokens of all teams can be asked for
	 */
	void check(boolean flexTeams) {
		usage();
		assertEquals(expectedAssignments(), all(assigned), "assignments");
		assertEquals(expectedEntitlements(), all(owned), "seats");
		Set<String> groups = new TreeSet<>();
		ledger.groups(day(), each -> {
			if (asked(each.person().team())) {
				groups.add(each.group() + "|" + each.person().email() + "|" + each.person().team().alias());
			}
		});
		assertEquals(groups, all(members), "groups");
		if (flexTeams) {
			Map<YearMonth, BigDecimal> months = new TreeMap<>();
			tokens.forEach((day, count) -> months.merge(YearMonth.from(day.day()), count, BigDecimal::add));
			months.values().removeIf(sum -> sum.signum() == 0);
			Map<YearMonth, BigDecimal> expected = new TreeMap<>();
			ledger.flexTokens(ledger.account().firstDay(), day(), now).forEach((month, sum) -> expected.put(month, sum.tokens()));
			assertEquals(text(expected), text(months), "Flex tokens");
		}
	}

	/** Compares what Token Flex contracts tell. */
	void checkContracts() {
		List<String> expected = new ArrayList<>();
		Map<String, BigDecimal> sums = new TreeMap<>();
		ledger.contracts().forEach(contract -> {
			ledger.sessions(contract.number(), now, session -> {
				if (session.category().equals("DESKTOP_PRODUCT")) {
					expected.add(session.user() + "|" + session.machine() + "|" + session.product() + "|" + session.start());
				}
			});
			ledger.contractTokens(contract.number(), now)
					.forEach((key, sum) -> sums.put(contract.number() + "|" + key.month() + "|" + key.category(), sum.tokens()));
		});
		assertEquals(expected.stream().sorted().toList(), sessions.values().stream()
				.map(session -> session.user() + "|" + session.host() + "|" + session.product().name() + "|" + session.start()).sorted()
				.toList(), "sessions");
		Map<String, BigDecimal> byCategory = new TreeMap<>(contractTokens);
		byCategory.keySet().retainAll(sums.keySet());
		assertEquals(text(sums), text(byCategory), "tokens of contracts");
	}

	private static <K> Map<K, String> text(Map<K, BigDecimal> sums) {
		Map<K, String> text = new TreeMap<>();
		sums.forEach((key, sum) -> text.put(key, sum.stripTrailingZeros().toPlainString()));
		return text;
	}

	private static boolean asked(Team team) {
		return team.benefits().contains(Team.REPORTING_API);
	}

	private static Set<String> all(Map<String, Set<String>> byTeam) {
		return byTeam.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
	}

	private void usage() {
		List<String> expected = new ArrayList<>();
		ledger.usageDays(ledger.account().firstDay(), day(), now, used -> {
			if (asked(used.person().team())) {
				expected.add(used.day() + "|" + used.person().autodeskId() + "|" + used.offering() + "|"
						+ (used.product().equals(used.offering()) ? "" : used.product()) + "|" + used.version() + "|"
						+ used.person().team().alias());
			}
		});
		assertEquals(expected.stream().sorted().collect(Collectors.joining("\n")),
				days.stream().map(day -> day.day() + "|" + day.person() + "|" + day.product().name() + "|" + day.product().feature() + "|"
						+ day.product().version() + "|" + day.team()).sorted().collect(Collectors.joining("\n")),
				"days of use");
	}

	private Set<String> expectedAssignments() {
		Set<String> expected = new TreeSet<>();
		ledger.assignments(day(), each -> {
			if (asked(each.person().team())) {
				expected.add(each.person().autodeskId() + "|" + each.offering() + "|" + each.person().team().alias());
			}
		});
		return expected;
	}

	private Set<String> expectedEntitlements() {
		Map<String, String> newest = new TreeMap<>();
		ledger.account().subscriptions().stream().filter(each -> asked(each.team()) && !each.from().isAfter(day()))
				.sorted(java.util.Comparator.comparing(each -> each.from()))
				.forEach(each -> newest.put(each.id(), each.until().plusDays(30).isBefore(day()) ? "" : each.id() + "|" + each.offering()
						+ "|" + each.seats() + "|" + java.util.Optional.of(each.from()) + "|" + java.util.Optional.of(each.until())));
		newest.values().removeIf(String::isEmpty);
		return new TreeSet<>(newest.values());
	}
}

package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

class AccountTest {

	private static final LocalDate FIRST = LocalDate.of(2024, 2, 1);

	private static Instant morning(LocalDate day) {
		return day.atTime(6, 0).toInstant(ZoneOffset.UTC);
	}

	private static List<UsedDay> used(Account account, Instant at) {
		List<UsedDay> days = new ArrayList<>();
		new Ledger(account).usageDays(account.firstDay(), account.end().plusYears(5), at, days::add);
		return days;
	}

	@Test
	void everyoneIsToldApart() {
		Account account = Account.generate(1, 3_000, 30, 1, 3);
		Set<String> names = new HashSet<>();
		for (int i = 0; i < account.people(); i++) {
			Person person = account.person(i);
			assertEquals(person, account.person(i));
			names.addAll(List.of(person.autodeskId(), person.hashedId(), person.email()));
			assertEquals(12, person.autodeskId().length());
			assertTrue(person.hashedId().matches("[0-9a-f]{64}"), person::hashedId);
		}
		assertEquals(9_000, names.size());
		assertNotEquals(account.person(5), Account.generate(2, 3_000, 30, 1, 3).person(5));
	}

	@Test
	void peopleComeAndGoAndSeatsAreRenewedAndChanged() {
		Account account = Account.generate(new Account.Options(4, 800, 30, 3, 2, FIRST, 1, 0));
		Ledger ledger = new Ledger(account);
		Set<Integer> first = new TreeSet<>();
		Set<Integer> last = new TreeSet<>();
		ledger.people(FIRST, person -> first.add(person.index()));
		ledger.people(account.end(), person -> last.add(person.index()));
		assertTrue(first.stream().anyMatch(person -> !last.contains(person)));
		assertTrue(last.stream().anyMatch(person -> !first.contains(person)));
		Map<String, Set<Integer>> seats = new HashMap<>();
		account.subscriptions().forEach(subscription -> seats.computeIfAbsent(subscription.id(), id -> new HashSet<>()).add(subscription.seats()));
		assertTrue(seats.values().stream().filter(numbers -> numbers.size() > 1).count() > 10, "seats change when they are renewed");
		assertTrue(account.subscriptions().stream().anyMatch(subscription -> subscription.id().contains("-")), "some are added in mid-term");
		List<Assigned> ended = new ArrayList<>();
		ledger.assignments(assigned -> {
			if (assigned.until().isPresent()) {
				ended.add(assigned);
				assertTrue(assigned.on(assigned.from()) && !assigned.on(assigned.until().get().plusDays(1)));
			}
		});
		assertTrue(ended.size() > 100, "" + ended.size());
	}

	@Test
	void useLiesWithinAssignmentsOrIsPaidInTokens() {
		Account account = Account.generate(6, 300, 20, 1, 2);
		Map<String, List<Assigned>> assigned = new HashMap<>();
		new Ledger(account).assignments(
				each -> assigned.computeIfAbsent(each.person().index() + each.offering(), key -> new ArrayList<>()).add(each));
		List<UsedDay> days = used(account, morning(account.end()));
		assertTrue(days.stream().anyMatch(UsedDay::flex));
		for (UsedDay day : days) {
			assertEquals(day.flex(), day.tokens() > 0);
			assertTrue(day.flex() || assigned.get(day.person().index() + day.offering()).stream().anyMatch(seat -> seat.on(day.day())), day::toString);
			Offering offering = account.offering(day.offering()).orElseThrow();
			assertTrue(offering.collection() ? offering.parts().contains(day.product()) : day.product().equals(day.offering()), day::toString);
			assertTrue(day.version().matches("20[0-9]{2}|cloud"), day::toString);
		}
		assertTrue(days.stream().anyMatch(day -> !day.product().equals(day.offering())));
	}

	@Test
	void aDayIsKnownOnTheNextOrSomeDaysLaterWhenAskedFor() {
		Account onTime = Account.generate(new Account.Options(4, 200, 20, 1, 1, FIRST, 1, 0));
		Account late = Account.generate(new Account.Options(4, 200, 20, 1, 1, FIRST, 1, 3));
		LocalDate day = FIRST.plusDays(200);
		List<UsedDay> known = used(onTime, morning(day));
		assertTrue(known.stream().allMatch(used -> used.day().isBefore(day)));
		assertTrue(known.stream().anyMatch(used -> used.day().equals(day.minusDays(1))) || day.minusDays(1).getDayOfWeek().getValue() > 5);
		List<UsedDay> knownLate = used(late, morning(day));
		assertTrue(knownLate.size() < known.size());
		assertTrue(known.containsAll(knownLate));
		List<UsedDay> missing = new ArrayList<>(known);
		missing.removeAll(new HashSet<>(knownLate));
		assertTrue(missing.stream().allMatch(used -> used.day().isAfter(day.minusDays(5))), missing::toString);
	}

	@Test
	void lifelikePeopleHaveHolidaysAndSeatsThatNobodyUses() {
		Account.Options options = new Account.Options(4, 400, 32, 2, 1, FIRST, 2, 0, true);
		Account account = Account.generate(options);
		Set<LocalDate> days = new HashSet<>();
		Set<String> users = new HashSet<>();
		Map<Integer, Integer> months = new HashMap<>();
		new Ledger(account).usageDays(FIRST, account.end(), account.end().plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant(), used -> {
			days.add(used.day());
			users.add(used.person().email() + "|" + used.offering());
			months.merge(used.day().getMonthValue(), 1, Integer::sum);
		});
		Set<String> seats = new HashSet<>();
		new Ledger(account).assignments(assigned -> {
			if (assigned.from().isBefore(account.end().minusYears(1))) {
				seats.add(assigned.person().email() + "|" + assigned.offering());
			}
		});
		long unused = seats.stream().filter(seat -> !users.contains(seat)).count();

		assertTrue(days.stream().noneMatch(day -> day.getMonthValue() == 12 && day.getDayOfMonth() > 23), "between the years");
		int summer = months.get(7) + months.get(8);
		int autumn = months.get(10) + months.get(11);
		assertTrue(summer * 100 < autumn * 92, summer + " days in summer, " + autumn + " in autumn");
		assertTrue(unused * 100 > seats.size() * 6, unused + " of " + seats.size() + " seats");
		assertEquals(30, account.offerings().stream().filter(offering -> !offering.collection()).count());
		assertEquals(2, account.offerings().stream().filter(Offering::collection).count());
	}

	@Test
	void activityScalesTheDays() {
		Account usual = Account.generate(new Account.Options(4, 500, 20, 1, 1, FIRST, 1, 0));
		Account busy = Account.generate(new Account.Options(4, 500, 20, 1, 1, FIRST, 2, 0));
		double factor = (double) used(busy, morning(busy.end())).size() / used(usual, morning(usual.end())).size();
		assertTrue(factor > 1.6 && factor < 2.2, "" + factor);
		assertThrows(IllegalArgumentException.class, () -> Account.generate(1, 0, 1, 1, 1));
	}

	@Test
	void productsMeteredByMachineAreAmongTheSessions() {
		Ledger ledger = new Ledger(Account.generate(6, 300, 20, 1, 2));
		Set<String> metered = new TreeSet<>();
		ledger.sessions("11000000001", morning(ledger.account().end()), session -> {
			assertTrue(session.start().isBefore(session.end()));
			if (session.machineMetered()) {
				metered.add(session.product());
				assertTrue(session.machine().startsWith("WS-") && !session.user().startsWith("WS-"));
			}
		});
		assertEquals(Set.of("VRED Professional", "Arnold", "RenderNode"), metered);
	}
}

package org.lictor.simulator.autodesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AccountPropertyTest {

	private static List<UsedDay> used(Account account) {
		List<UsedDay> days = new ArrayList<>();
		new Ledger(account).usageDays(account.firstDay(), account.end(), account.end().atTime(6, 0).toInstant(ZoneOffset.UTC), days::add);
		return days;
	}

	@Property(tries = 15)
	void theSameSeedGivesTheSameAccountAndSeatsSufficeEveryDay(@ForAll int seed, @ForAll @IntRange(min = 1, max = 120) int people,
			@ForAll @IntRange(min = 1, max = 70) int products, @ForAll @IntRange(min = 1, max = 6) int teams) {
		Account account = Account.generate(seed, people, products, 1, teams);
		Account again = Account.generate(seed, people, products, 1, teams);
		assertEquals(used(account), used(again));
		assertEquals(account.subscriptions(), again.subscriptions());
		Ledger ledger = new Ledger(account);
		for (LocalDate day = account.firstDay(); day.isBefore(account.end()); day = day.plusDays(13)) {
			for (Ledger.Seats seats : ledger.seats(day)) {
				assertTrue(seats.assigned() <= seats.seats(), seats::toString);
				assertEquals(seats.seats(), ledger.seats(seats.team(), seats.offering(), day));
			}
		}
	}
}

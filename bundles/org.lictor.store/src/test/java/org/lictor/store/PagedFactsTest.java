package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.ACAD;
import static org.lictor.store.Opened.MAYA;
import static org.lictor.store.Opened.T;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.model.Account;
import org.lictor.service.ServiceException;
import org.lictor.spi.Evidence.Origin;

/** Facts that stand on pages of the database, see docs/adr/0044. */
@Tag(TestDatabase.BOTH)
class PagedFactsTest {

	private static final int PEOPLE = 40;

	private static Opened opened;
	private static int servers;

	@BeforeAll
	static void open() throws Exception {
		opened = new Opened();
	}

	@AfterAll
	static void close() throws Exception {
		opened.close();
	}

	private static FactUnit unit() throws Exception {
		FactUnit unit = new FactUnit(opened.server("server " + servers++), Origin.POLL);
		opened.write(tx -> tx.facts().accounts().add(unit, IntStream.range(0, PEOPLE)
				.mapToObj(i -> new AccountFact("p" + i, Account.ofEmail("p" + i + "@example.com"), "", "", 1)).toList()));
		return unit;
	}

	private static AssignmentFact fact(int number) {
		return new AssignmentFact("p" + number % PEOPLE, number % 3 == 0 ? ACAD : MAYA,
				number % 5 == 0 ? Optional.empty() : Optional.of(T.plusSeconds(number)), Optional.empty(), number, number % 7 == 0 ? "Red" : "");
	}

	private static List<AssignmentFact> facts(int from, int until) {
		return IntStream.range(from, until).mapToObj(PagedFactsTest::fact).toList();
	}

	private static List<AssignmentFact> of(FactUnit unit) throws ServiceException {
		return opened.read(tx -> tx.facts().assignments().of(unit)).stream().map(Stored::fact).toList();
	}

	@Test
	void factsOfManyPagesComeBackInTheOrderInWhichTheyWereAdded() throws Exception {
		FactUnit one = unit();
		FactUnit other = unit();
		for (int from = 0; from < 2000; from += 250) {
			int begin = from;
			opened.write(tx -> tx.facts().assignments().add(one, facts(begin, begin + 250)));
			opened.write(tx -> tx.facts().assignments().add(other, facts(begin, begin + 10)));
		}

		assertEquals(facts(0, 2000), of(one));
		assertEquals(80, of(other).size());
		assertEquals(80, opened.read(tx -> tx.facts().assignments().of(other.server())).size());
		assertEquals(2000, opened.read(tx -> tx.facts().assignments().all()).stream().filter(each -> each.server() == one.server()).count());
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void whateverIsAddedChangedAndRemovedStandsAsItIsThen(long seed) throws Exception {
		Random random = new Random(seed);
		List<FactUnit> units = List.of(unit(), unit());
		List<TreeMap<Long, AssignmentFact>> expected = List.of(new TreeMap<>(), new TreeMap<>());
		Set<Long> given = new HashSet<>();
		for (int step = 0; step < 40; step++) {
			int which = random.nextInt(2);
			FactUnit unit = units.get(which);
			TreeMap<Long, AssignmentFact> stands = expected.get(which);
			List<Stored<AssignmentFact>> some = new ArrayList<>();
			int share = 1 + random.nextInt(20);
			stands.forEach((id, fact) -> {
				if (random.nextInt(share) == 0) {
					some.add(new Stored<>(id, fact));
				}
			});
			switch (random.nextInt(4)) {
			case 0 -> {
				opened.write(tx -> {
					tx.facts().assignments().remove(some);
					return null;
				});
				some.forEach(stored -> stands.remove(stored.id()));
			}
			case 1 -> {
				List<Stored<AssignmentFact>> changed = some.stream().map(stored -> new Stored<>(stored.id(), fact(random.nextInt(10_000)))).toList();
				opened.write(tx -> {
					tx.facts().assignments().change(unit, changed);
					return null;
				});
				changed.forEach(stored -> stands.put(stored.id(), stored.fact()));
			}
			default -> {
				int from = random.nextInt(10_000);
				List<Stored<AssignmentFact>> added = opened
						.write(tx -> tx.facts().assignments().add(unit, facts(from, from + random.nextInt(random.nextBoolean() ? 5 : 700))));
				added.forEach(stored -> {
					assertTrue(given.add(stored.id()), "a number is given out twice");
					assertTrue(stands.isEmpty() || stands.lastKey() < stored.id(), "the order is that of adding");
					stands.put(stored.id(), stored.fact());
				});
			}
			}
			for (int each = 0; each < 2; each++) {
				List<Stored<AssignmentFact>> all = new ArrayList<>();
				expected.get(each).forEach((id, fact) -> all.add(new Stored<>(id, fact)));
				FactUnit asked = units.get(each);
				assertEquals(all, opened.read(tx -> tx.facts().assignments().of(asked)));
			}
		}
	}

	@Test
	void pagesWithoutFactsGo() throws Exception {
		FactUnit unit = unit();
		long before = opened.read(tx -> tx.facts().assignments().count());
		List<Stored<AssignmentFact>> added = opened.write(tx -> tx.facts().assignments().add(unit, facts(0, 1500)));
		assertEquals(before + 1500, opened.<Long>read(tx -> tx.facts().assignments().count()));

		opened.write(tx -> {
			tx.facts().assignments().remove(added);
			return null;
		});

		assertEquals(before, opened.<Long>read(tx -> tx.facts().assignments().count()));
		assertEquals(List.of(), of(unit));
		assertTrue(opened.write(tx -> tx.facts().assignments().add(unit, facts(0, 1))).getFirst().id() > added.getLast().id());
	}

	@Test
	void accountsThatAreOneAreOneOnAllPages() throws Exception {
		FactUnit unit = unit();
		opened.write(tx -> {
			tx.facts().assignments().add(unit, facts(0, 1200));
			tx.facts().groupMembers().add(unit, List.of(new GroupMemberFact("p7", "Team 7", "", "", Optional.empty(), Optional.empty(), 1)));
			return null;
		});
		List<Stored<AccountFact>> accounts = opened.read(tx -> tx.facts().accounts().of(unit));

		opened.write(tx -> {
			tx.facts().accounts().merge(unit, Map.of(accounts.get(7).id(), accounts.get(3).id()), Comparator.naturalOrder());
			return null;
		});

		assertEquals(facts(0, 1200).stream().map(fact -> fact.account().equals("p7") ? "p3" : fact.account()).toList(),
				of(unit).stream().map(AssignmentFact::account).toList());
		assertEquals("p3", opened.read(tx -> tx.facts().groupMembers().of(unit)).getFirst().fact().account());
	}

	@Test
	void aTextThatAFactOnAPageNamesIsNotForgotten() throws Exception {
		FactUnit unit = unit();
		opened.write(tx -> {
			tx.facts().groupMembers().add(unit,
					List.of(new GroupMemberFact("p1", "Friends of Ann", "made by Ann", "Ann's", Optional.of(T), Optional.empty(), 1)));
			tx.facts().assignments().add(unit, List.of(new AssignmentFact("p1", ACAD, Optional.empty(), Optional.empty(), 1, "Ann & Co")));
			return null;
		});

		opened.write(tx -> {
			tx.texts().forget(text -> text.contains("Ann"));
			return null;
		});

		GroupMemberFact member = opened.read(tx -> tx.facts().groupMembers().of(unit)).getFirst().fact();
		assertEquals(List.of("Friends of Ann", "made by Ann", "Ann's"), List.of(member.group(), member.type(), member.team()));
		assertEquals("Ann & Co", of(unit).getFirst().team());
		Set<String> left = new HashSet<>();
		opened.write(tx -> {
			tx.facts().clear(unit);
			tx.texts().forget(text -> text.contains("Ann & Co"));
			tx.texts().forget(text -> {
				left.add(text);
				return false;
			});
			return null;
		});
		assertTrue(left.contains("Friends of Ann"));
		assertFalse(left.contains("Ann & Co"), "what nothing names is forgotten");
	}
}

package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lictor.store.Opened.ACAD;
import static org.lictor.store.Opened.MAYA;
import static org.lictor.store.Opened.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lictor.model.Account;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.Evidence.Origin;
import org.lictor.store.DenialTable.DeniedUser;
import org.lictor.store.FactTable.OfServer;

@Tag(TestDatabase.BOTH)
class FactsTest {

	private static final LocalDate DAY = LocalDate.of(1969, 12, 31);

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
		return new FactUnit(opened.server("server " + servers++), Origin.FILE);
	}

	/** Facts about people refer to accounts that stand. */
	private static FactUnit unitWithAccounts(String... keys) throws Exception {
		FactUnit unit = unit();
		opened.write(tx -> tx.facts().accounts().add(unit, java.util.Arrays.stream(keys)
				.map(key -> new AccountFact(key, Account.ofEmail(key + "@example.com"), "", "", 1)).toList()));
		return unit;
	}

	private static <F> List<F> facts(List<Stored<F>> stored) {
		return stored.stream().map(Stored::fact).toList();
	}

	private static <F> void comeBackAsTheyWent(Function<FactStore, FactTable<F>> table, F one, F other) throws Exception {
		FactUnit unit = one instanceof AccountFact ? unit() : unitWithAccounts("id:X1", "id:X2");
		opened.write(tx -> {
			table.apply(tx.facts()).add(unit, List.of(one, other));
			return null;
		});

		assertEquals(List.of(one, other), facts(opened.read(tx -> table.apply(tx.facts()).of(unit))));
		assertEquals(List.of(one, other), facts(opened.read(tx -> table.apply(tx.facts()).of(unit.server()))));
		assertEquals(List.of(), opened.read(tx -> table.apply(tx.facts()).of(new FactUnit(unit.server(), Origin.POLL))));
		assertTrue(opened.read(tx -> table.apply(tx.facts()).all())
				.contains(new FactTable.OfServer<>(unit.server(), one)));
		assertTrue(opened.read(tx -> table.apply(tx.facts()).count()) >= 2);

		opened.write(tx -> {
			List<Stored<F>> stands = table.apply(tx.facts()).of(unit);
			table.apply(tx.facts()).remove(stands.subList(0, 1));
			assertEquals(List.of(other), facts(table.apply(tx.facts()).of(unit)));
			tx.servers().remove(unit.server());
			return null;
		});
		assertEquals(List.of(), opened.read(tx -> table.apply(tx.facts()).of(unit.server())));
	}

	@Test
	void keepsEntitlements() throws Exception {
		comeBackAsTheyWent(FactStore::entitlements,
				new EntitlementFact(ACAD, "ref", "contract", 25, Optional.of(DAY), Optional.of(DAY.plusYears(90)),
						"Active", true, T, Optional.of(T.plusSeconds(1)), 7),
				new EntitlementFact(MAYA, "", "", 0, Optional.empty(), Optional.empty(), "", false, T, Optional.empty(),
						8));
	}

	@Test
	void keepsAccounts() throws Exception {
		comeBackAsTheyWent(FactStore::accounts,
				new AccountFact("id:X1", new Account("X1", "h", "Jörg@example.com", "Jörg", "Öz"), "admin", "active", 1),
				new AccountFact("mail:a@b", Account.ofEmail("a@b"), "", "", 2));
	}

	@Test
	void keepsAssignments() throws Exception {
		comeBackAsTheyWent(FactStore::assignments,
				new AssignmentFact("id:X1", ACAD, Optional.of(T), Optional.of(T.plusSeconds(1)), 1),
				new AssignmentFact("id:X1", MAYA, Optional.empty(), Optional.empty(), 2));
	}

	private static void putDays(FactUnit unit, List<UsageDayFact> days) throws Exception {
		opened.write(tx -> {
			tx.facts().usageDays().put(unit, LocalDate.MIN, LocalDate.MAX, days);
			return null;
		});
	}

	@Test
	void keepsDaysOfUseWithExactTokens() throws Exception {
		FactUnit unit = unitWithAccounts("id:X1", "id:X2");
		List<UsageDayFact> days = List.of(new UsageDayFact("id:X1", ACAD, DAY, Optional.of(new BigDecimal("7.00")), 1),
				new UsageDayFact("id:X2", ACAD, DAY,
						Optional.of(new BigDecimal("12345678901234567890123456789012345.000000000000000000001")), Long.MAX_VALUE),
				new UsageDayFact("id:X2", MAYA, DAY, Optional.empty(), 2), new UsageDayFact("id:X1", MAYA, DAY.plusYears(90),
						Optional.empty(), 3, "Red"));
		putDays(unit, days);

		assertEquals(Set.copyOf(days), Set.copyOf(opened.read(tx -> tx.facts().usageDays().of(unit))));
		assertEquals(List.of(), opened.read(tx -> tx.facts().usageDays().of(new FactUnit(unit.server(), Origin.POLL))));
		assertTrue(opened.read(tx -> tx.facts().usageDays().count()) >= 4);
		opened.write(tx -> {
			tx.servers().remove(unit.server());
			return null;
		});
		assertEquals(List.of(), opened.read(tx -> tx.facts().usageDays().of(unit)));
		assertEquals(new UsageDayFact("a", ACAD, DAY, Optional.of(new BigDecimal("100")), 1),
				new UsageDayFact("a", ACAD, DAY, Optional.of(new BigDecimal("1E+2")), 1));
	}

	@Test
	void refusesDaysOfUseThatWereNotAskedForOrOfNoAccount() throws Exception {
		FactUnit unit = unitWithAccounts("a");
		for (UsageDayFact wrong : List.of(new UsageDayFact("a", ACAD, DAY.plusDays(2), Optional.empty(), 1),
				new UsageDayFact("b", ACAD, DAY, Optional.empty(), 1))) {
			assertThrows(IllegalArgumentException.class, () -> opened.write(tx -> {
				tx.facts().usageDays().put(unit, DAY, DAY.plusDays(1), List.of(wrong));
				return null;
			}));
		}
		assertEquals(List.of(), opened.read(tx -> tx.facts().usageDays().of(unit)));
	}

	@Test
	void keepsTeamsOfWhatIsOwnedAssignedAndUsed() throws Exception {
		comeBackAsTheyWent(FactStore::entitlements,
				new EntitlementFact(ACAD, "", "", 1, Optional.empty(), Optional.empty(), "", true, T, Optional.empty(), 1, "Red"),
				new EntitlementFact(ACAD, "", "", 1, Optional.empty(), Optional.empty(), "", true, T, Optional.empty(), 1, ""));
		comeBackAsTheyWent(FactStore::assignments,
				new AssignmentFact("id:X1", ACAD, Optional.of(T), Optional.empty(), 1, "Red"),
				new AssignmentFact("id:X1", ACAD, Optional.of(T), Optional.empty(), 1, "Blue"));
		FactUnit unit = unitWithAccounts("id:X1");
		Set<UsageDayFact> days = Set.of(new UsageDayFact("id:X1", ACAD, DAY, Optional.empty(), 1, "Red"),
				new UsageDayFact("id:X1", ACAD, DAY, Optional.empty(), 1, ""));
		putDays(unit, List.copyOf(days));
		assertEquals(days, Set.copyOf(opened.read(tx -> tx.facts().usageDays().of(unit))));
	}

	@Test
	void keepsTeamsGroupsAndTokens() throws Exception {
		comeBackAsTheyWent(FactStore::teams, new TeamFact("1", "Red", List.of("reporting", "premium"), 1),
				new TeamFact("", "Blue", List.of(), 2));
		comeBackAsTheyWent(FactStore::groupMembers,
				new GroupMemberFact("id:X1", "Design", "SCIM", "Red", Optional.empty(), Optional.of(T), 1),
				new GroupMemberFact("id:X2", "Design", "", "", Optional.of(T), Optional.empty(), 2));
		comeBackAsTheyWent(FactStore::tokenUses,
				new TokenUseFact("C", java.time.YearMonth.of(2026, 1), "Desktop", new BigDecimal("7.50"), OptionalLong.of(3), 1),
				new TokenUseFact("C", java.time.YearMonth.of(2025, 12), "", new BigDecimal("0"), OptionalLong.empty(), 2));
		comeBackAsTheyWent(FactStore::tokenContracts,
				new TokenContractFact("C", "Flex", Optional.of(DAY), Optional.of(DAY), Optional.of(new BigDecimal("500")), "Active", 1),
				new TokenContractFact("D", "", Optional.empty(), Optional.empty(), Optional.empty(), "", 2));
	}

	@Test
	void showsDraftsToNobodyElse() throws Exception {
		FactUnit unit = unitWithAccounts("a");
		opened.write(tx -> {
			tx.facts().accounts().add(unit.asDraft(), List.of(new AccountFact("a", Account.ofEmail("a@x"), "", "", 1)));
			tx.facts().usageDays().put(unit.asDraft(), DAY, DAY, List.of(new UsageDayFact("a", ACAD, DAY, Optional.empty(), 1)));
			tx.facts().mark(unit.asDraft(), Set.of("m"));
			return null;
		});

		assertEquals(1, opened.read(tx -> tx.facts().usageDays().of(unit.asDraft())).size());
		assertEquals(List.of(), opened.read(tx -> tx.facts().usageDays().of(unit)));
		assertEquals(1, opened.read(tx -> tx.facts().accounts().of(unit.server())).size());
		assertEquals(Set.of(), opened.read(tx -> tx.facts().marks(unit)));

		opened.write(tx -> {
			tx.facts().clear(unit.asDraft());
			return null;
		});
		assertEquals(List.of(), opened.read(tx -> tx.facts().accounts().of(unit.asDraft())));
		assertEquals(Set.of(), opened.read(tx -> tx.facts().marks(unit.asDraft())));
		assertEquals(1, opened.read(tx -> tx.facts().accounts().of(unit)).size());
	}

	@Test
	void countsFindsAndRemovesDaysOfUse() throws Exception {
		FactUnit unit = unitWithAccounts("a", "b");
		List<UsageDayFact> days = List.of(new UsageDayFact("a", ACAD, DAY, Optional.empty(), 1),
				new UsageDayFact("a", ACAD, DAY.plusDays(1), Optional.of(BigDecimal.ONE), 1),
				new UsageDayFact("b", ACAD, DAY.plusDays(1), Optional.empty(), 1));
		putDays(unit, days);

		assertEquals(java.util.Map.of(DAY, 1L, DAY.plusDays(1), 2L), opened.read(tx -> tx.facts().usageDays().counts(unit)));
		assertEquals(days.subList(1, 3),
				opened.read(tx -> tx.facts().usageDays().of(unit, DAY.plusDays(1), DAY.plusDays(9))));
		Set<UsageDayTable.LastDay> last = new java.util.HashSet<>();
		opened.read(tx -> {
			tx.facts().usageDays().lastDays(OptionalLong.of(unit.server()), last::add);
			return null;
		});
		assertEquals(Set.of(new UsageDayTable.LastDay(unit.server(), "a", ACAD, DAY.plusDays(1)),
				new UsageDayTable.LastDay(unit.server(), "b", ACAD, DAY.plusDays(1))), last);
		Set<UsageDayTable.UsedDay> used = new java.util.HashSet<>();
		opened.read(tx -> {
			tx.facts().usageDays().days(OptionalLong.of(unit.server()), DAY, DAY, used::add);
			tx.facts().usageDays().days(OptionalLong.of(unit.server() + 1), DAY, DAY.plusDays(9), used::add);
			return null;
		});
		assertEquals(Set.of(new UsageDayTable.UsedDay(unit.server(), "a", ACAD, DAY)), used);
		assertEquals(List.of(new FactTable.OfServer<>(unit.server(), days.get(1))), opened
				.read(tx -> tx.facts().usageDays().withTokens(OptionalLong.of(unit.server()), DAY, DAY.plusDays(9))));
		opened.write(tx -> {
			tx.facts().usageDays().put(unit, DAY.plusDays(1), DAY.plusDays(1), List.of());
			return null;
		});
		assertEquals(days.subList(0, 1), opened.read(tx -> tx.facts().usageDays().of(unit)));
	}

	@Test
	void bringsTogetherWhatIsKnownOfAccountsThatAreOne() throws Exception {
		FactUnit unit = unitWithAccounts("a", "b", "c");
		opened.write(tx -> {
			tx.facts().assignments().add(unit, List.of(new AssignmentFact("b", ACAD, Optional.of(T), Optional.empty(), 1)));
			tx.facts().usageDays().put(unit, DAY, DAY, List.of(new UsageDayFact("a", ACAD, DAY, Optional.empty(), 1), new UsageDayFact("b", ACAD, DAY, Optional.empty(), 2),
							new UsageDayFact("b", MAYA, DAY, Optional.empty(), 2), new UsageDayFact("c", ACAD, DAY, Optional.empty(), 3)));
			return null;
		});
		List<Stored<AccountFact>> accounts = opened.read(tx -> tx.facts().accounts().of(unit));

		opened.write(tx -> {
			tx.facts().accounts().merge(unit, java.util.Map.of(accounts.get(1).id(), accounts.get(0).id()), Comparator.naturalOrder());
			tx.facts().accounts().change(unit, List.of(new Stored<>(accounts.get(0).id(),
					new AccountFact("z", Account.ofEmail("z@x"), "", "", 9))));
			return null;
		});

		assertEquals(List.of("z", "c"), facts(opened.read(tx -> tx.facts().accounts().of(unit))).stream().map(AccountFact::key).toList());
		assertEquals(List.of("z"), facts(opened.read(tx -> tx.facts().assignments().of(unit))).stream().map(AssignmentFact::account).toList());
		assertEquals(List.of("z 2", "z 2", "c 3"), opened.read(tx -> tx.facts().usageDays().of(unit)).stream()
				.map(fact -> fact.account() + " " + fact.evidence()).toList());
	}

	@Test
	void keepsSummaries() throws Exception {
		comeBackAsTheyWent(FactStore::usageSummaries,
				new UsageSummaryFact("id:X1", ACAD, OptionalLong.of(3), Optional.of(new BigDecimal("0.5")),
						Optional.of(DAY), T, 1),
				new UsageSummaryFact("id:X1", MAYA, OptionalLong.empty(), Optional.empty(), Optional.empty(), T, 2));
	}

	private static SampleFact sample(Product product, int from, Optional<Integer> until, long used) {
		return new SampleFact(product, T.plusSeconds(from), until.map(second -> T.plusSeconds(second)), used,
				OptionalLong.of(100), OptionalLong.empty(), OptionalLong.of(0), OptionalLong.empty(), 1);
	}

	@Test
	void keepsSamples() throws Exception {
		comeBackAsTheyWent(FactStore::samples, sample(ACAD, 0, Optional.of(60), 3), sample(ACAD, 60, Optional.empty(), 4));
	}

	@Test
	void endsStepsThatAreOpen() throws Exception {
		FactUnit unit = new FactUnit(unit().server(), Origin.POLL);
		opened.write(tx -> {
			tx.facts().samples().add(unit, List.of(sample(ACAD, 0, Optional.of(60), 3),
					sample(ACAD, 60, Optional.empty(), 4), sample(MAYA, 0, Optional.empty(), 1)));
			return null;
		});
		List<Stored<SampleFact>> open = opened.read(tx -> tx.facts().samples().open(unit.server()));
		assertEquals(List.of(sample(ACAD, 60, Optional.empty(), 4), sample(MAYA, 0, Optional.empty(), 1)), facts(open));

		opened.write(tx -> {
			tx.facts().samples().end(open.subList(0, 1), T.plusSeconds(90));
			return null;
		});

		assertEquals(open.subList(1, 2), opened.read(tx -> tx.facts().samples().open(unit.server())));
		assertTrue(facts(opened.read(tx -> tx.facts().samples().of(unit)))
				.contains(sample(ACAD, 60, Optional.of(90), 4)));
	}

	private static DenialFact denial(Product product, int second, String user, long times) {
		return new DenialFact(product, T.plusSeconds(second), user, "PC1", OptionalLong.of(1), "all in use", times, 7);
	}

	@Test
	void keepsDenials() throws Exception {
		comeBackAsTheyWent(FactStore::denials, denial(ACAD, 0, "Jörg", 3),
				new DenialFact(MAYA, T, "", "", OptionalLong.empty(), "", 1, 8));
	}

	@Test
	void findsDenialsByServerProductAndTimeAndTheOldOnes() throws Exception {
		Product one = new Product("Refused", "1", LicenceType.UNKNOWN, "");
		Product two = new Product("Refused", "2", LicenceType.UNKNOWN, "");
		FactUnit unit = unit();
		FactUnit other = unit();
		Instant old = T.minus(java.time.Duration.ofDays(9000));
		DenialFact oldest = new DenialFact(one, old, "zoe", "", OptionalLong.empty(), "", 1, 1);
		opened.write(tx -> {
			tx.facts().denials().add(unit, List.of(denial(one, 60, "ann", 1), denial(two, 0, "ben", 2), denial(MAYA, 0, "cyd", 1), oldest));
			tx.facts().denials().add(other, List.of(denial(one, 30, "dan", 1)));
			tx.facts().denials().add(unit.asDraft(), List.of(oldest, denial(one, 60, "ann", 5)));
			return null;
		});

		assertEquals(List.of("zoe", "ben", "dan", "ann"), denied(OptionalLong.empty(), Optional.empty(), Optional.empty()));
		assertEquals(List.of("ben", "ann"), denied(OptionalLong.of(unit.server()), Optional.of(T), Optional.empty()));
		assertEquals(List.of("ben"), denied(OptionalLong.of(unit.server()), Optional.of(T), Optional.of(T.plusSeconds(60))));
		List<String> first = new ArrayList<>();
		opened.read(tx -> {
			tx.facts().denials().stream(OptionalLong.empty(), Optional.of("nothing"), Set.of(), Optional.empty(), Optional.empty(), found -> {
				throw new AssertionError(found);
			});
			tx.facts().denials().stream(OptionalLong.empty(), Optional.of("Refused"), Set.of(), Optional.empty(), Optional.empty(), found -> {
				first.add(found.fact().user());
				return false;
			});
			return null;
		});
		assertEquals(List.of("zoe"), first);
		assertEquals(List.of("ben", "cyd"), facts(opened.read(tx -> tx.facts().denials().of(unit, T, T))).stream().map(DenialFact::user).toList());
		assertEquals(List.of(5L), facts(opened.read(tx -> tx.facts().denials().of(unit.asDraft(), T, T.plusSeconds(60)))).stream()
				.map(DenialFact::times).toList());
		assertEquals(List.of(oldest), facts(opened.read(tx -> tx.facts().denials().before(T, 1))));
		assertEquals(List.of(oldest), facts(opened.read(tx -> tx.facts().denials().before(old.plusMillis(1), 9))));
		assertEquals(List.of(), facts(opened.read(tx -> tx.facts().denials().before(old, 9))));
	}

	private static List<String> denied(OptionalLong server, Optional<Instant> from, Optional<Instant> until) throws Exception {
		List<String> users = new ArrayList<>();
		opened.read(tx -> {
			tx.facts().denials().stream(server, Optional.of("Refused"), Set.of(), from, until, found -> users.add(found.fact().user()));
			return null;
		});
		return users;
	}

	@Test
	void tellsOfEachDeniedUserOnce() throws Exception {
		FactUnit unit = unit();
		FactUnit other = unit();
		Product refused = new Product("Often refused", "1", LicenceType.UNKNOWN, "");
		opened.write(tx -> {
			tx.facts().denials().add(unit, List.of(denial(refused, 60, "ann", 1), denial(refused, 0, "ann", 2), denial(refused, 30, "ann", 1),
					denial(refused, 5, "ben", 1), denial(MAYA, 90, "ann", 1)));
			tx.facts().denials().add(other, List.of(denial(refused, 120, "ann", 1)));
			tx.facts().denials().add(unit.asDraft(), List.of(denial(refused, 999, "ann", 5)));
			return null;
		});
		DeniedUser often = new DeniedUser(refused, "ann", "PC1", T, T.plusSeconds(60));
		DeniedUser once = new DeniedUser(refused, "ben", "PC1", T.plusSeconds(5), T.plusSeconds(5));
		DeniedUser elsewhere = new DeniedUser(refused, "ann", "PC1", T.plusSeconds(120), T.plusSeconds(120));
		Optional<String> product = Optional.of("Often refused");
		Optional<Instant> none = Optional.empty();

		assertEquals(Set.of(new OfServer<>(unit.server(), often), new OfServer<>(unit.server(), once), new OfServer<>(other.server(), elsewhere)),
				deniedUsers(OptionalLong.empty(), product, none, none));
		assertEquals(Set.of(new OfServer<>(other.server(), elsewhere)), deniedUsers(OptionalLong.of(other.server()), product, none, none));
		assertEquals(Set.of(new OfServer<>(unit.server(), new DeniedUser(refused, "ann", "PC1", T.plusSeconds(30), T.plusSeconds(30)))),
				deniedUsers(OptionalLong.of(unit.server()), product, Optional.of(T.plusSeconds(30)), Optional.of(T.plusSeconds(60))));
		assertEquals(Set.of(), deniedUsers(OptionalLong.empty(), Optional.of("nothing"), none, none));
		List<Object> seen = new ArrayList<>();
		opened.read(tx -> {
			tx.facts().denials().users(OptionalLong.empty(), product, none, none, found -> {
				seen.add(found);
				return false;
			});
			return null;
		});
		assertEquals(1, seen.size());

		assertEquals(List.of(T, T.plusSeconds(30), T.plusSeconds(60), T.plusSeconds(120)), momentsOf(product, Set.of("ann", "nobody at all")));
		assertEquals(List.of(), momentsOf(product, Set.of("nobody at all")));
	}

	private static Set<OfServer<DeniedUser>> deniedUsers(OptionalLong server, Optional<String> product, Optional<Instant> from,
			Optional<Instant> until) throws Exception {
		Set<OfServer<DeniedUser>> users = new HashSet<>();
		opened.read(tx -> {
			tx.facts().denials().users(server, product, from, until, found -> {
				assertTrue(users.add(found), found::toString);
				return true;
			});
			return null;
		});
		return users;
	}

	private static List<Instant> momentsOf(Optional<String> product, Set<String> users) throws Exception {
		List<Instant> moments = new ArrayList<>();
		opened.read(tx -> {
			tx.facts().denials().stream(OptionalLong.empty(), product, users, Optional.empty(), Optional.empty(),
					found -> moments.add(found.fact().at()));
			return null;
		});
		return moments;
	}

	@Test
	void findsStepsByServerProductAndTime() throws Exception {
		Product odd = new Product("Odd", "1", LicenceType.UNKNOWN, "");
		Product odder = new Product("Odd", "2", LicenceType.UNKNOWN, "");
		FactUnit unit = unit();
		FactUnit other = unit();
		opened.write(tx -> {
			tx.facts().samples().add(unit, List.of(sample(odd, 60, Optional.empty(), 4),
					sample(odder, 0, Optional.of(10), 9), sample(odd, 0, Optional.of(60), 3)));
			tx.facts().samples().add(other, List.of(sample(odd, 0, Optional.of(60), 5), sample(MAYA, 0, Optional.of(60), 6)));
			return null;
		});

		assertEquals(List.of(3L, 4L, 9L, 5L), used(OptionalLong.empty(), Optional.empty(), Optional.empty()));
		assertEquals(List.of(3L, 4L, 9L), used(OptionalLong.of(unit.server()), Optional.empty(), Optional.empty()));
		assertEquals(List.of(4L), used(OptionalLong.of(unit.server()), Optional.of(60), Optional.empty()));
		assertEquals(List.of(3L, 9L), used(OptionalLong.of(unit.server()), Optional.of(0), Optional.of(60)));
		assertEquals(List.of(), opened.read(tx -> tx.facts().samples().find(OptionalLong.empty(), Optional.of("nothing"),
				Optional.empty(), Optional.empty())));
	}

	private static List<Long> used(OptionalLong server, Optional<Integer> from, Optional<Integer> until)
			throws Exception {
		return opened.read(tx -> tx.facts().samples().find(server, Optional.of("Odd"), from.map(T::plusSeconds),
				until.map(T::plusSeconds))).stream().map(found -> found.fact().used()).toList();
	}

	@Test
	void appliesNothingButTheDifference() throws Exception {
		FactUnit unit = unitWithAccounts("a", "b");
		AssignmentFact stays = new AssignmentFact("a", ACAD, Optional.of(T), Optional.empty(), 1);
		AssignmentFact goes = new AssignmentFact("b", ACAD, Optional.of(T), Optional.empty(), 1);
		AssignmentFact comes = new AssignmentFact("b", ACAD, Optional.of(T), Optional.of(T.plusSeconds(1)), 2);
		opened.write(tx -> {
			tx.facts().assignments().add(unit, List.of(stays, goes, stays));
			return null;
		});
		List<Stored<AssignmentFact>> before = opened.read(tx -> tx.facts().assignments().of(unit));

		Difference<AssignmentFact> difference = Difference.between(before, List.of(comes, stays, stays));
		opened.write(tx -> {
			tx.facts().assignments().apply(unit, difference);
			return null;
		});

		assertEquals(new Difference<>(List.of(before.get(1)), List.of(comes)), difference);
		List<Stored<AssignmentFact>> after = opened.read(tx -> tx.facts().assignments().of(unit));
		assertEquals(List.of(before.get(0), before.get(2)), after.subList(0, 2));
		assertEquals(List.of(stays, stays, comes), facts(after));
		assertTrue(Difference.between(after, List.of(stays, comes, stays)).isEmpty());
	}

	@Test
	void countsFactsThatStandTwice() {
		List<Stored<String>> stands = List.of(new Stored<>(1, "x"), new Stored<>(2, "x"));

		assertEquals(List.of(stands.get(1)), Difference.between(stands, List.of("x")).gone());
		assertEquals(List.of("x"), Difference.between(stands, List.of("x", "x", "x")).fresh());
	}

	@Test
	void namesOneProductOnce() throws Exception {
		Product fresh = new Product("Fresh", "1", LicenceType.FLEX, "F");
		FactUnit unit = unitWithAccounts("fresh key");
		assertThrows(ServiceException.class, () -> opened.write(tx -> {
			tx.facts().assignments().add(unit,
					List.of(new AssignmentFact("fresh key", fresh, Optional.empty(), Optional.empty(), 1)));
			assertTrue(tx.dictionary().products().contains(fresh));
			throw new ServiceException(Reason.CANCELLED, "stop");
		}));
		assertTrue(opened.read(tx -> tx.dictionary().products()).stream().noneMatch(fresh::equals));

		for (int times = 0; times < 2; times++) {
			opened.write(tx -> {
				tx.facts().assignments().add(unit,
						List.of(new AssignmentFact("fresh key", fresh, Optional.empty(), Optional.empty(), 1)));
				return null;
			});
		}
		opened.reopen();
		opened.write(tx -> {
			tx.facts().assignments().add(unit,
					List.of(new AssignmentFact("fresh key", fresh, Optional.empty(), Optional.empty(), 1)));
			return null;
		});

		assertEquals(1, opened.read(tx -> tx.dictionary().products()).stream().filter(fresh::equals).count());
		assertEquals(3, opened.read(tx -> tx.facts().assignments().of(unit)).size());
	}
}

package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lictor.core.internal.figures.Attribution.Basis;
import org.lictor.core.internal.figures.Attribution.Laid;
import org.lictor.model.LicenceType;
import org.lictor.query.AttributionPolicy;

/** Rule attribution v1. */
class AttributionTest {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
	private static final LocalDate MONDAY = LocalDate.of(2026, 3, 23);
	private static final Instant NINE = MONDAY.atTime(9, 0).atZone(BERLIN).toInstant();

	private final Attribution attribution = attribution(AttributionPolicy.VENDOR);

	private static Attribution attribution(AttributionPolicy policy) {
		return new Attribution(BERLIN, policy, product -> product.equals("Revit") ? Set.of("Suite") : Set.of());
	}

	private static void assign(Attribution attribution, String account, String product) {
		attribution.assigned(1, account, product, LicenceType.NAMED_USER, Optional.empty(), Optional.empty());
	}

	private static Laid laid(Attribution attribution, String ran, String... accounts) {
		return attribution.laid(1, List.of(accounts), Set.of(1L), ran, NINE);
	}

	private static String said(Attribution attribution, String ran, String... accounts) {
		Laid laid = laid(attribution, ran, accounts);
		return laid.to().map(Object::toString).orElse("nothing") + ", " + laid.basis();
	}

	@Test
	void theOnlySeatOfTheDayIsTheOne() {
		assign(attribution, "ann", "Maya");
		assign(attribution, "ben", "Suite");
		assertEquals("Maya (named user), ONLY", said(attribution, "Maya", "ann"));
		assertEquals("Suite (named user), ONLY", said(attribution, "Revit", "ben"));
		assertEquals("nothing, NONE", said(attribution, "Revit", "ann"));
		assertEquals("nothing, UNKNOWN_PERSON", said(attribution, "Maya"));
		assertEquals("nothing, NOT_TOLD", attribution.laid(2, List.of("ann"), Set.of(2L), "Maya", NINE).to().map(Object::toString)
				.orElse("nothing") + ", " + attribution.laid(2, List.of("ann"), Set.of(2L), "Maya", NINE).basis());
	}

	@Test
	void anAssignmentCountsForTheDaysOnWhichItHeld() {
		Instant midnight = MONDAY.atStartOfDay(BERLIN).toInstant();
		attribution.assigned(1, "ann", "Maya", LicenceType.UNKNOWN, Optional.empty(), Optional.of(midnight));
		assertEquals("nothing, NONE", said(attribution, "Maya", "ann"), "it ended with Sunday");
		attribution.assigned(1, "ben", "Maya", LicenceType.UNKNOWN, Optional.of(NINE.plusSeconds(3600)), Optional.empty());
		assertEquals("Maya (named user), ONLY", said(attribution, "Maya", "ben"), "it began at ten of the same day");
	}

	@Test
	void whereSeveralAllowItThePolicyChoosesAndAllAreNamed() {
		for (AttributionPolicy policy : AttributionPolicy.values()) {
			Attribution by = attribution(policy);
			assign(by, "ann", "Revit");
			assign(by, "ann", "Suite");
			boolean collection = policy == AttributionPolicy.COLLECTION;
			assertEquals((collection ? "Suite" : "Revit") + " (named user), CHOSEN", said(by, "Revit", "ann"));
			assertEquals(Set.of("Suite (named user)", "Revit (named user)"),
					Set.copyOf(laid(by, "Revit", "ann").may().stream().map(Object::toString).toList()));
			by.counted(1, "ann", "Revit", "Suite", LicenceType.NAMED_USER, MONDAY.plusDays(1));
			assertEquals(policy == AttributionPolicy.VENDOR ? "Suite (named user), COUNTED"
					: (collection ? "Suite" : "Revit") + " (named user), CHOSEN", said(by, "Revit", "ann"));
		}
	}

	@Test
	void whatTheVendorCountedOnThatDayGoesBeforeTheDaysBeside() {
		attribution.counted(1, "ann", "Revit", "Suite", LicenceType.NAMED_USER, MONDAY.minusDays(1));
		attribution.counted(1, "ann", "Revit", "Revit", LicenceType.FLEX, MONDAY);
		assertEquals("Revit (flex), COUNTED", said(attribution, "Revit", "ann"));
		attribution.counted(1, "ben", "Revit", "Suite", LicenceType.NAMED_USER, MONDAY.minusDays(2));
		assign(attribution, "kim", "Maya");
		assertEquals("nothing, NONE", said(attribution, "Revit", "ben"), "two days before is another day");
	}

	@Test
	void aFloatingLicenceNeedsNoPersonAndComesAfterSeats() {
		attribution.floating(1, "Maya");
		assertEquals("Maya (floating), ONLY", said(attribution, "Maya"));
		assign(attribution, "ann", "Maya");
		assertEquals("Maya (named user), CHOSEN", said(attribution, "Maya", "ann"));
		attribution.assigned(1, "ben", "Maya", LicenceType.FLEX, Optional.empty(), Optional.empty());
		assertEquals("Maya (floating), CHOSEN", said(attribution, "Maya", "ben"), "before what is paid by the day");
	}

	@Test
	void aUserWhoIsSeveralPeopleIsNamedAsThat() {
		assign(attribution, "ann", "Suite");
		assertEquals("Suite (named user), SEVERAL_PEOPLE", said(attribution, "Revit", "ann", "ben"));
		assign(attribution, "ben", "Revit");
		assertEquals("Revit (named user), SEVERAL_PEOPLE", said(attribution, "Revit", "ann", "ben"));
		assertEquals("nothing, NONE", said(attribution, "Maya", "ann", "ben"));
	}

	record Telling(int kind, int account, int product, int day, int length) {

		private static final List<String> PRODUCTS = List.of("Maya", "Revit", "Suite");
		static final List<String> ACCOUNTS = List.of("ann", "ben");

		void to(Attribution attribution) {
			String name = PRODUCTS.get(product);
			Instant from = MONDAY.plusDays(day).atTime(12, 0).atZone(BERLIN).toInstant();
			switch (kind) {
			case 0 -> attribution.assigned(1, ACCOUNTS.get(account), name, length == 0 ? LicenceType.FLEX : LicenceType.NAMED_USER,
					Optional.of(from), length > 3 ? Optional.empty() : Optional.of(from.plusSeconds(86_400L * length)));
			case 1 -> attribution.counted(1, ACCOUNTS.get(account), name.equals("Suite") ? "Revit" : name, name,
					length == 0 ? LicenceType.FLEX : LicenceType.NAMED_USER, MONDAY.plusDays(day));
			default -> attribution.floating(1, name);
			}
		}
	}

	@Provide
	Arbitrary<List<Telling>> tellings() {
		return Combinators.combine(Arbitraries.frequency(net.jqwik.api.Tuple.of(5, 0), net.jqwik.api.Tuple.of(5, 1), net.jqwik.api.Tuple.of(1, 2)),
				Arbitraries.integers().between(0, 1), Arbitraries.integers().between(0, 2), Arbitraries.integers().between(-3, 3),
				Arbitraries.integers().between(0, 4)).as(Telling::new).list().ofMaxSize(12);
	}

	@Property(tries = 300)
	void orderAndRepetitionChangeNothing(@ForAll("tellings") List<Telling> tellings, @ForAll Random random, @ForAll AttributionPolicy policy) {
		List<Telling> other = new ArrayList<>(tellings);
		other.addAll(tellings.subList(0, tellings.size() / 2));
		Collections.shuffle(other, random);
		Attribution one = attribution(policy);
		tellings.forEach(each -> each.to(one));
		Attribution two = attribution(policy);
		other.forEach(each -> each.to(two));
		for (String ran : List.of("Maya", "Revit")) {
			for (List<String> accounts : List.of(List.<String>of(), List.of("ann"), List.of("ann", "ben"))) {
				assertEquals(one.laid(1, accounts, Set.of(1L), ran, NINE), two.laid(1, accounts, Set.of(1L), ran, NINE));
			}
		}
	}

	/** Another policy never makes something of nothing, nor changes what only one entitlement allows by all accounts. */
	@Property(tries = 300)
	void aPolicyChoosesOnlyAmongWhatAllowsIt(@ForAll("tellings") List<Telling> tellings) {
		Map<AttributionPolicy, Attribution> all = new java.util.EnumMap<>(AttributionPolicy.class);
		for (AttributionPolicy policy : AttributionPolicy.values()) {
			Attribution each = attribution(policy);
			tellings.forEach(telling -> telling.to(each));
			all.put(policy, each);
		}
		for (String ran : List.of("Maya", "Revit")) {
			Laid product = laid(all.get(AttributionPolicy.PRODUCT), ran, "ann");
			Laid collection = laid(all.get(AttributionPolicy.COLLECTION), ran, "ann");
			Laid vendor = laid(all.get(AttributionPolicy.VENDOR), ran, "ann");
			assertEquals(Set.copyOf(product.may()), Set.copyOf(collection.may()));
			assertTrue(product.may().containsAll(vendor.may()), () -> vendor + " of " + product);
			assertEquals(product.to().isPresent(), vendor.to().isPresent());
			if (product.may().size() == 1) {
				assertEquals(product, vendor);
				assertEquals(product, collection);
			}
			assertTrue(product.basis() != Basis.CHOSEN || product.may().size() > 1);
		}
	}
}

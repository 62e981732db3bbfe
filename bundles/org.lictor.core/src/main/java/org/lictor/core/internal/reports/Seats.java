package org.lictor.core.internal.reports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.lictor.store.EntitlementFact;
import org.lictor.store.FactTable.OfServer;

/**
 * How many seats of a product are owned on a day, by rule {@code seats v1}: the sum of the entitlements that the vendor
 * calls usable, whose contract covers the day, and which the vendor had not withdrawn by then. A contract without a first
 * day counts from the moment the vendor was first seen to tell of it.
 */
final class Seats {

	private final Map<Key, List<EntitlementFact>> entitlements = new HashMap<>();

	private record Key(long server, String product) {
	}

	Seats(List<OfServer<EntitlementFact>> facts) {
		for (OfServer<EntitlementFact> each : facts) {
			entitlements.computeIfAbsent(new Key(each.server(), each.fact().product().name()), none -> new ArrayList<>())
					.add(each.fact());
		}
	}

	/**
	 * @param server  number of a server
	 * @param product name of a product
	 * @param day     in the zone
	 * @param zone    whose days count
	 * @return how many; empty when nothing was ever told of the product, 0 when nothing holds on that day
	 */
	OptionalLong on(long server, String product, LocalDate day, ZoneId zone) {
		List<EntitlementFact> told = entitlements.get(new Key(server, product));
		if (told == null) {
			return OptionalLong.empty();
		}
		return OptionalLong
				.of(told.stream().filter(fact -> holds(fact, day, zone)).mapToLong(EntitlementFact::seats).sum());
	}

	/**
	 * @param server  number of a server
	 * @param product name of a product
	 * @return what was told of it, possibly nothing
	 */
	List<EntitlementFact> told(long server, String product) {
		return entitlements.getOrDefault(new Key(server, product), List.of());
	}

	private static boolean holds(EntitlementFact fact, LocalDate day, ZoneId zone) {
		boolean begun = fact.firstDay().map(first -> !first.isAfter(day))
				.orElseGet(() -> !day(fact.standsFrom(), zone).isAfter(day));
		boolean notOver = fact.lastDay().map(last -> !last.isBefore(day)).orElse(true);
		boolean notWithdrawn = fact.standsUntil().map(until -> day(until, zone).isAfter(day)).orElse(true);
		return fact.active() && begun && notOver && notWithdrawn;
	}

	private static LocalDate day(Instant moment, ZoneId zone) {
		return moment.atZone(zone).toLocalDate();
	}
}

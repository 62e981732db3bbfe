package org.lictor.core.internal.figures;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import org.lictor.service.Price;

/** Finds the price of a day. Immutable. */
public final class PriceTable {

	private record Of(Price.Kind kind, String product) {
	}

	private final Map<Of, NavigableMap<LocalDate, Price>> prices = new HashMap<>();

	/** @param all in any order; of two of the same kind, product and day the later one counts */
	public PriceTable(Collection<Price> all) {
		for (Price price : all) {
			prices.computeIfAbsent(new Of(price.kind(), price.product()), none -> new TreeMap<>()).put(price.from(), price);
		}
	}

	/**
	 * @param kind    what is paid for
	 * @param product name of the product, empty for a token
	 * @param day     on which
	 * @return the price that holds on that day, empty when none is known
	 */
	public Optional<Price> on(Price.Kind kind, String product, LocalDate day) {
		return Optional.ofNullable(prices.getOrDefault(new Of(kind, product), new TreeMap<>()).floorEntry(day)).map(Map.Entry::getValue);
	}
}

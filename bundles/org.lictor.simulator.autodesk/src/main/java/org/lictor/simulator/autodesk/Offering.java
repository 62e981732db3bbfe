package org.lictor.simulator.autodesk;

import java.util.List;

/**
 * What can be bought.
 *
 * @param name      as it stands in exports, unique
 * @param code      the product line code, such as {@code ACD}, unique
 * @param versioned whether it has a version for each year; otherwise its version is {@code cloud}
 * @param parts     for a collection, the names of the products in it, of which each is an offering too; otherwise empty
 * @param tokens    what a day of use costs in Flex tokens, 1 or more
 */
public record Offering(String name, String code, boolean versioned, List<String> parts, int tokens) {

	/** The parts are copied. */
	public Offering {
		parts = List.copyOf(parts);
	}

	/** @return whether it is a bundle of others */
	public boolean collection() {
		return !parts.isEmpty();
	}
}

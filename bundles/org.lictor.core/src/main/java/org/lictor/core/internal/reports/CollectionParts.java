package org.lictor.core.internal.reports;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.lictor.model.Product;
import org.lictor.store.Dictionary;

/**
 * Which collections a product may have been used out of, by rule {@code collection-parts v1}: those as whose part a vendor
 * ever counted a day of use of it.
 */
final class CollectionParts {

	private final Map<String, Set<String>> collections = new HashMap<>();

	CollectionParts(Dictionary dictionary) {
		for (Product product : dictionary.products()) {
			if (!product.feature().isEmpty() && !product.feature().equals(product.name())) {
				collections.computeIfAbsent(product.feature(), none -> new TreeSet<>()).add(product.name());
			}
		}
	}

	/**
	 * @param product name of a product as it ran
	 * @return names of the collections that have it as a part, sorted
	 */
	Set<String> with(String product) {
		return collections.getOrDefault(product, Set.of());
	}
}
